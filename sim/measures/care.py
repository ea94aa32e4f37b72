"""Care: what operators do for members, who takes part, and what members give back."""

from __future__ import annotations

from sim.contracts import Better, Measure, MeasureFile, Outcome, Over, Step
from sim.contracts.outcomes import late_mean
from sim.kernel.options import kernel


@kernel
def give_and_take(group, visiting, gratitude, effort):  # type: ignore[no-untyped-def]
    """Average over today's visitors, in order of rows."""
    n = group.n_visiting
    g, e = 0.0, 0.0
    for v in range(n):
        g += gratitude[visiting[v]]
        e += effort[visiting[v]]
    group.mean_gratitude = g / n if n > 0 else 0.0
    group.mean_effort = e / n if n > 0 else 0.0
    return 0


MEASURES = MeasureFile(
    rows=("R11", "R12", "R13"),
    measures=(
        Measure(name="welcomed", label="Welcomed", unit="people", doc="Newcomers welcomed by name."),
        Measure(name="introduced", label="Introduced", unit="ties", doc="Ties made by introductions."),
        Measure(name="topics", label="Guided topics", unit="topics", doc="Topics that operators opened."),
        Measure(name="hard_topics", label="Product talk", unit="topics", doc="Of these, topics about the product."),
        Measure(name="contest_entries", label="Contest entries", unit="messages", doc="Entries to contests and relays."),
        Measure(name="team_ties", label="Ties in teams", unit="ties", doc="Ties made or strengthened by team tasks."),
        Measure(name="member_contents", label="Members' contributions", unit="messages", doc="Contributions that members made on a call."),
        Measure(name="mentioned", label="Mentioned", unit="people", doc="Quiet members mentioned by name."),
        Measure(name="private_talks", label="Private talks", unit="people", doc="Members to whom operators talked in private."),
        Measure(name="private_answers", label="Private talks answered", unit="people", doc="Of these, members who answered."),
        Measure(name="called_silent", label="Silent members written to", unit="people", doc="Members who had not come for some time and were written to."),
        Measure(name="woken", label="Woken", unit="people", doc="Of these, members who opened the group for it."),
        Measure(name="asked_back", label="Asked back", unit="people", doc="People who had left and were asked to come back."),
        Measure(name="recalled", label="Came back", unit="people", doc="Of these, people who joined again."),
        Measure(name="ritual", label="Habit of fixed events", unit="share", doc="Strength of the habit of coming to fixed events, 0 to 1."),
        Measure(name="gratitude", field_name="mean_gratitude", label="Gratitude", unit="answers", doc="Mean help received lately among the day's visitors."),
        Measure(name="effort", field_name="mean_effort", label="Effort", unit="h", doc="Mean hours put in lately among the day's visitors."),
    ),
    outcomes=(
        Outcome(name="belonging_late", label="Belonging, last 4 weeks", unit="share", better=Better.HIGHER, combine="mean",
                compute=late_mean("belonging"), doc="Mean belonging of members over the last four weeks."),
    ),
    step=Step(give_and_take, Over.GROUP, always=True),
)  # fmt: skip
