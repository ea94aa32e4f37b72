r"""Operators: finite hours, given to what the strategies ask for."""

from __future__ import annotations

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel, written_out
from sim.state.record import CARE, HELPED, TASKS

_EQUAL, _CARE_FIRST = 0, 1
_FAR = 60
"""Days before closing on which it can be announced at most."""

_BY_NUMBERS = {
    "selling": "group.quota_pushes * operators[0].push_minutes / 60.0",
    "screening": "lever.screening_minutes / 60.0 * group.expected",
    "onboarding": "(lever.welcome * lever.welcome_minutes + lever.briefing * lever.briefing_minutes"
    " + lever.introductions * lever.introduction_minutes) / 60.0 * group.expected",
    "answering": "operators[0].answering_hours",
    "service": "group.service_due",
}
"""What tasks ask for beside their ``hours_*`` lever, because it depends on how many there are."""


def _ask_source() -> str:
    """Write the kernel that notes what each task of a group asks for, less what members in a role do."""
    lines = ["def ask(group, lever, operators):", "    there = 1.0 if lever.closed == 0.0 else 0.0"]
    for task in TASKS:
        more = f" + {_BY_NUMBERS[task]}" if task in _BY_NUMBERS else ""
        lines.append(f"    group.asked_{task} = (lever.hours_{task}{more}) * there")
    helped = " + ".join(f"group.asked_{task}" for task in HELPED)
    lines.append(f"    could = {helped}")
    lines.append("    share = min(1.0, group.helper_hours / could) if could > 0.0 else 0.0")
    lines += [f"    group.helped_{task} = share * group.asked_{task}" for task in HELPED]
    care = " + ".join(f"group.asked_{task}" for task, kind in TASKS.items() if kind == CARE)
    selling = " + ".join(f"group.asked_{task}" for task, kind in TASKS.items() if kind != CARE)
    return "\n".join([*lines, f"    return {care} - share * could, {selling}"])


def _give_source() -> str:
    """Write the kernel that gives each task of a group its share of operators' hours, and books its money."""
    lines = ["def give(group, lever, share_care, share_selling):"]
    lines += ["    there = 1.0 if lever.closed == 0.0 else 0.0"]
    for task, kind in TASKS.items():
        share = "share_care" if kind == CARE else "share_selling"
        helped, asked = f"group.helped_{task}", f"group.asked_{task}"
        lines.append(f"    group.given_{task} = {helped} + ({asked} - {helped}) * {share}")
        lines.append(
            f"    group.spent_{task} = lever.money_{task} * there * (group.given_{task} / {asked} if {asked} > 0.0 else 1.0)"
        )
    return "\n".join([*lines, "    return 0"])


_ask = written_out(_ask_source())
_give = written_out(_give_source())


@kernel
def _foresee(group, levers_g, day):  # type: ignore[no-untyped-def]
    """Tell members of a closing that has been announced by today."""
    group.closing_soon = 0.0
    for ahead in range(1, min(_FAR, levers_g.size - day - 1) + 1):
        if levers_g[day + ahead].closed > 0.0:
            if levers_g[day + ahead].closing_notice >= ahead and levers_g[day].closed == 0.0:
                group.closing_soon = 1.0
            return


@kernel
def _team(groups, levers, day, operators):  # type: ignore[no-untyped-def]
    """Hours of the team, hours hired beside them, what an hour does and what it costs, each relative to the ordinary."""
    hired, skill, premium, apart, running = 0.0, 0.0, 0.0, 0.0, 0
    for g in range(groups.size):
        _foresee(groups[g], levers[g], day)
        lever = levers[g, day]
        if lever.closed == 0.0:
            hired += lever.operator_hours
            skill = max(skill, lever.operator_skill)
            premium = max(premium, lever.wage_premium)
            running += 1
    apart = running * operators[0].overhead_minutes / 60.0
    return operators[0].hours_per_day, hired, 1.0 + skill, 1.0 + premium, apart


@kernel
def _pay_idle(groups, levers, day, operators, own, hired, used):  # type: ignore[no-untyped-def]
    """Book hours that are paid without work in them: hired ones always, the team's own by ``paid_idle``."""
    idle_hired = max(0.0, hired - max(0.0, used - own))
    idle_own = max(0.0, own - used) * operators[0].paid_idle
    if idle_hired + idle_own == 0.0:
        return
    for g in range(groups.size):
        lever = levers[g, day]
        share = lever.operator_hours * (1.0 if lever.closed == 0.0 else 0.0) / hired if hired > 0.0 else 0.0
        hours = idle_hired * share + idle_own / groups.size
        groups[g].spent_operation += hours * operators[0].wage * groups[g].pay_of_hour


@kernel
def ration(p, groups, levers, day, operators):  # type: ignore[no-untyped-def]
    """Add up the hours asked for in all groups and give what there is.

    Switched off, operators have all the hours that are asked for.
    """
    care, selling = 0.0, 0.0
    for g in range(groups.size):
        asked_care, asked_selling = _ask(groups[g], levers[g, day], operators)
        care += asked_care
        selling += asked_selling
    own, hired, skill, pay, apart = _team(groups, levers, day, operators)
    apart = min(apart, own + hired)
    hours = (own + hired - apart) * skill
    share_care, share_selling = 1.0, 1.0
    if p.enabled > 0.0 and care + selling > hours:
        order = int(operators[0].first_things_first)
        if order == _EQUAL:
            share_care = share_selling = hours / (care + selling)
        elif order == _CARE_FIRST:
            share_care = min(1.0, hours / care) if care > 0.0 else 1.0
            share_selling = max(0.0, hours - care) / selling if selling > 0.0 else 1.0
        else:
            share_selling = min(1.0, hours / selling) if selling > 0.0 else 1.0
            share_care = max(0.0, hours - selling) / care if care > 0.0 else 1.0
    for g in range(groups.size):
        _give(groups[g], levers[g, day], share_care, share_selling)
        groups[g].wage_factor = pay / skill
        groups[g].pay_of_hour = pay
        groups[g].spent_operation += apart * operators[0].wage * pay / groups.size
    if p.enabled > 0.0:
        used = apart + min(hours, care * share_care + selling * share_selling) / skill
        _pay_idle(groups, levers, day, operators, own, hired, used)
    return 0


class Operate(Mechanism):
    r"""Finite hours, given to what the strategies ask for (S26, D12, D20, H25).

    Each task asks for hours (screening in proportion to the prospects expected); with :math:`H` hours
    there and :math:`\sum a` asked, a task gets :math:`a\min(1, H/\sum a)`. ``operators.first_things_first`` puts
    care before selling or selling before care; the second class then shares what is left. What is not
    given is not done: posts stay unwritten, applications unread, spam up. All groups share one team. Running a
    group takes ``operators.overhead_minutes`` a day before any task: with many groups nothing is left, which is a threshold and not a slope. Hours
    hired beside the team's are paid whether there is work in them or not, the team's own idle hours by the share ``operators.paid_idle``. An hour
    of skilled operators does (1 + skill) ordinary hours and costs (1 + premium) wages; hours are counted as ordinary ones. A closed group asks for nothing; a closing that has been announced is known to its members. Members
    in a role take over what care their hours allow, before operators' hours are shared out.
    """

    rows = ("S26", "S39", "D12", "D20", "H25", "M6")
    label = "Operators' hours"
    steps = {"ration": Step(ration, Over.WORLD, always=True)}
