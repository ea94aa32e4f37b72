r"""Operators: finite hours, given to what the strategies ask for."""

from __future__ import annotations

from sim.contracts import Mechanism, Over, Step
from sim.kernel.options import kernel

EQUAL, CARE, SELLING = 0, 1, 2


@kernel
def ration(p, groups, levers, day, operators):  # type: ignore[no-untyped-def]
    """Add up the hours asked for in all groups and give what there is.

    Switched off, operators have all the hours that are asked for.
    """
    care, selling = 0.0, 0.0
    for g in range(groups.size):
        group, lever = groups[g], levers[g, day]
        group.asked_screening = lever.hours_screening + lever.screening_minutes / 60.0 * group.expected
        group.asked_moderation = lever.hours_moderation
        group.asked_content = lever.hours_content
        group.asked_selling = lever.hours_selling
        group.asked_answering = lever.hours_answering + operators[0].answering_hours
        group.asked_recruiting = lever.hours_recruiting
        care += group.asked_screening + group.asked_moderation + group.asked_content + group.asked_answering
        selling += group.asked_selling + group.asked_recruiting
    hours = operators[0].hours_per_day
    share_care, share_selling = 1.0, 1.0
    if p.enabled > 0.0 and care + selling > hours:
        order = int(operators[0].first_things_first)
        if order == EQUAL:
            share_care = share_selling = hours / (care + selling)
        elif order == CARE:
            share_care = min(1.0, hours / care) if care > 0.0 else 1.0
            share_selling = max(0.0, hours - care) / selling if selling > 0.0 else 1.0
        else:
            share_selling = min(1.0, hours / selling) if selling > 0.0 else 1.0
            share_care = max(0.0, hours - selling) / care if care > 0.0 else 1.0
    for g in range(groups.size):
        group, lever = groups[g], levers[g, day]
        group.given_screening = group.asked_screening * share_care
        group.given_moderation = group.asked_moderation * share_care
        group.given_content = group.asked_content * share_care
        group.given_answering = group.asked_answering * share_care
        group.given_selling = group.asked_selling * share_selling
        group.given_recruiting = group.asked_recruiting * share_selling
        group.spent_screening = lever.money_screening
        group.spent_moderation = lever.money_moderation
        group.spent_content = lever.money_content * share_care
        group.spent_selling = lever.money_selling * share_selling
        group.spent_answering = lever.money_answering
        group.spent_recruiting = lever.money_recruiting
    return 0


class Operate(Mechanism):
    r"""Finite hours, given to what the strategies ask for (S26 in part, D12, D20, H25).

    Each task asks for hours (screening in proportion to the prospects expected); with :math:`H` hours
    there and :math:`\sum a` asked, a task gets :math:`a\min(1, H/\sum a)`. ``operators.first_things_first`` puts
    care before selling or selling before care; the second class then shares what is left. What is not
    given is not done: posts stay unwritten, applications unread, spam up. All groups share one team.
    """

    rows = ("D12", "D20", "M6")
    label = "Operators' hours"
    steps = {"ration": Step(ration, Over.WORLD, always=True)}
