"""Running what a story needs, with a bar, and heeding Ctrl-C."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.cli.interrupts import heeded
from sim.cli.progress import Bar

if TYPE_CHECKING:
    from sim.cli.running import Asked, Done
    from sim.scenario import Scenario
    from sim.study import Comparison
    from sim.study.story import Story


def story_to_go_with(
    found: Comparison, arms: Sequence[Scenario], done: Done, asked: Asked, worlds: int | None
) -> Story | None:
    """Tell the story of a comparison that was just run; say so where there is none.

    A comparison that was interrupted has none. If the story is interrupted, or a scenario between the two
    cannot be run, the report goes without it.
    """
    from sim.engine import PlanError
    from sim.graphs import GraphError
    from sim.study.story import story_of_comparison

    if done.interrupted:
        return None
    t = asked.output.t
    try:
        with Bar(0, asked.output, t("Looking for the story")) as bar, heeded(bar, asked.output):
            story = story_of_comparison(
                found,
                arms,
                done.blocks,
                seed=asked.seed,
                worlds=worlds,
                jobs=asked.jobs,
                progress=bar.advance,
            )
    except KeyboardInterrupt:
        asked.output.remark(t("The report goes without its story."))
        return None
    except (PlanError, GraphError) as error:
        asked.output.remark(t("The report goes without its story: {reason}", reason=str(error)))
        return None
    return story


def story_alone(a: Scenario, b: Scenario | None, asked: Asked) -> Story:
    """Tell what changes from one scenario to another, or what the strategies of one do.

    Raises
    ------
    KeyboardInterrupt, StudyError, PlanError
        As :func:`sim.study.story.story_between` does.
    """
    from sim.cli.running import refuse_huge, say_that_it_compiles
    from sim.engine.simulate import default_jobs
    from sim.study.story import plan_between, story_between

    plan = plan_between(a, b, seed=asked.seed)
    ends = [plan.a, plan.b]
    refuse_huge(ends, asked, asked.jobs or default_jobs())
    say_that_it_compiles(asked.output, ends)
    total = asked.worlds * len(plan.masks)
    with Bar(total, asked.output) as bar, heeded(bar, asked.output):
        return story_between(
            a, b, worlds=asked.worlds, seed=asked.seed, jobs=asked.jobs, progress=bar.advance
        )
