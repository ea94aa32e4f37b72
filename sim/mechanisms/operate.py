r"""Operators: finite hours, given to what the strategies ask for."""

from __future__ import annotations

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel, written_out
from sim.state.record import CARE, HELPED, TASKS

_EQUAL, _CARE_FIRST = 0, 1

_BY_NUMBERS = {
    "screening": "lever.screening_minutes / 60.0 * group.expected",
    "onboarding": "(lever.welcome * lever.welcome_minutes + lever.briefing * lever.briefing_minutes"
    " + lever.introductions * lever.introduction_minutes) / 60.0 * group.expected",
    "answering": "operators[0].answering_hours",
}
"""What tasks ask for beside their ``hours_*`` lever, because it depends on how many there are."""


def _ask_source() -> str:
    """Write the kernel that notes what each task of a group asks for, less what members in a role do."""
    lines = ["def ask(group, lever, operators):"]
    for task in TASKS:
        more = f" + {_BY_NUMBERS[task]}" if task in _BY_NUMBERS else ""
        lines.append(f"    group.asked_{task} = lever.hours_{task}{more}")
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
    for task, kind in TASKS.items():
        share = "share_care" if kind == CARE else "share_selling"
        helped, asked = f"group.helped_{task}", f"group.asked_{task}"
        lines.append(f"    group.given_{task} = {helped} + ({asked} - {helped}) * {share}")
        lines.append(
            f"    group.spent_{task} = lever.money_{task} * (group.given_{task} / {asked} if {asked} > 0.0 else 1.0)"
        )
    return "\n".join([*lines, "    return 0"])


_ask = written_out(_ask_source())
_give = written_out(_give_source())


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
    hours = operators[0].hours_per_day
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
    return 0


class Operate(Mechanism):
    r"""Finite hours, given to what the strategies ask for (S26 in part, D12, D20, H25).

    Each task asks for hours (screening in proportion to the prospects expected); with :math:`H` hours
    there and :math:`\sum a` asked, a task gets :math:`a\min(1, H/\sum a)`. ``operators.first_things_first`` puts
    care before selling or selling before care; the second class then shares what is left. What is not
    given is not done: posts stay unwritten, applications unread, spam up. All groups share one team. Members
    in a role take over what care their hours allow, before operators' hours are shared out.
    """

    rows = ("D12", "D20", "M6")
    label = "Operators' hours"
    steps = {"ration": Step(ration, Over.WORLD, always=True)}
