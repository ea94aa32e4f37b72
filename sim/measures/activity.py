"""Activity: who opens the group, who speaks, how much is written."""

from __future__ import annotations

from sim.contracts import Better, Measure, MeasureFile, Outcome
from sim.contracts.outcomes import late_mean, total

MEASURES = MeasureFile(
    rows=("R1", "R2"),
    measures=(
        Measure(name="reached", label="Reached", unit="people", doc="Members who opened the group or noticed something in it."),
        Measure(name="visiting", label="Visiting", unit="people", doc="Members who opened the group."),
        Measure(name="posters", label="Speaking", unit="people", doc="Members who wrote a message."),
        Measure(name="mau", label="Visited in 30 days", unit="people", doc="People who opened the group in the last 30 days."),
        Measure(name="dau_mau",
                formula=r"\frac{visiting_d}{mau_d}",
                label="DAU / MAU", unit="share", doc="Visiting on the day over visited in 30 days."),
        Measure(name="speakers_week", label="Spoke in 7 days", unit="people", doc="Distinct members who wrote in the last seven days."),
        Measure(name="messages", label="Messages", unit="messages", doc="Messages by members, advertisements apart."),
        Measure(name="spam", label="Members' advertisements", unit="messages", doc="Advertisements by members that were not taken down."),
        Measure(name="spam_removed", label="Advertisements taken down", unit="messages", doc="Taken down by moderators."),
        Measure(name="talk_removed", label="Taken down by mistake", unit="messages", doc="Honest messages taken down by moderators."),
        Measure(name="contents", label="Operators' content", unit="messages", doc="Content posts by operators."),
        Measure(name="pushes", label="Product pushes", unit="messages", doc="Product pushes by operators."),
        Measure(name="answers", field_name="answers_given", label="Operators' answers", unit="messages", doc="Answers by operators to members."),
        Measure(name="answered", label="Answers among members", unit="messages", doc="Messages by members that answer another member."),
        Measure(name="first_posts", field_name="first_posts_today", label="First words", unit="messages", doc="First messages of newcomers."),
        Measure(name="first_answered", field_name="first_answered_today", label="First words answered", unit="messages", doc="Of these, answered on the day."),
        Measure(name="ties_dropped", label="Acquaintances without a slot", unit="ties", doc="Acquaintances of day 0 that found no slot within graph.max_ties; the same number every day."),
        Measure(name="ties_made", label="New ties", unit="ties", doc="Ties made between members."),
    ),
    outcomes=(
        Outcome(name="visiting_late",
                formula=r"\frac{1}{28} \sum_{d=D-28}^{D-1} visiting_d",
                label="Visiting a day, last 4 weeks", unit="people", better=Better.HIGHER,
                compute=late_mean("visiting"), doc="Mean number of members who open the group on a day of the last four weeks."),
        Outcome(name="speaking_late",
                formula=r"\frac{1}{28} \sum_{d=D-28}^{D-1} posters_d",
                label="Speaking a day, last 4 weeks", unit="people", better=Better.HIGHER,
                compute=late_mean("posters"), doc="Mean number of members who write on a day of the last four weeks."),
        Outcome(name="messages_total", label="Messages", unit="messages", better=Better.HIGHER, compute=total("messages"),
                doc="Messages by members over the whole run, advertisements apart."),
        Outcome(name="spam_total", label="Members' advertisements", unit="messages", better=Better.LOWER, compute=total("spam"),
                doc="Advertisements by members that stood, over the whole run."),
    ),
)  # fmt: skip
