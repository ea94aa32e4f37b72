"""Only what is missing is run, in parts, and an interruption leaves something to go on from."""

from __future__ import annotations

import numpy as np
import pytest

from sim.results import ResultFolder
from sim.study import StudyError, run_study, study_of


def opened(path, scenarios, seed=1, hook=""):
    return ResultFolder(path).open_or_create(study_of(scenarios, seed=seed, code="c", hook=hook))


def test_in_memory(scenario, engine) -> None:
    seen: list[int] = []
    simulate = engine()
    runs = run_study(
        [scenario("a"), scenario("b", 2.0)],
        worlds=40,
        seed=3,
        jobs=2,
        progress=seen.append,
        simulate=simulate,
    )
    assert not runs.interrupted
    assert [name for name, _ in simulate.calls] == ["a", "b", "a", "b"]
    assert [len(worlds) for _, worlds in simulate.calls] == [16, 16, 24, 24]
    assert sum(seen) == 80
    for block in runs.blocks:
        np.testing.assert_array_equal(block.worlds, np.arange(40))
    np.testing.assert_allclose(runs.blocks[1].runs["profit"], 2 * runs.blocks[0].runs["profit"])


def test_parts_grow_to_256_and_no_further(scenario, engine) -> None:
    simulate = engine()
    run_study([scenario("a")], worlds=1000, seed=1, jobs=1, simulate=simulate)
    assert [len(worlds) for _, worlds in simulate.calls] == [16, 32, 64, 128, 256, 256, 248]


def test_with_a_folder_and_without_give_the_same(tmp_path, scenario, engine) -> None:
    scenarios = [scenario("a"), scenario("b", 2.0)]
    with opened(tmp_path, scenarios) as folder:
        kept = run_study(scenarios, worlds=20, seed=1, jobs=1, folder=folder, simulate=engine())
    free = run_study(scenarios, worlds=20, seed=1, jobs=1, simulate=engine())
    for one, other in zip(kept.blocks, free.blocks, strict=True):
        np.testing.assert_array_equal(one.days["members"], other.days["members"])


def test_only_missing_worlds_are_run(tmp_path, scenario, engine) -> None:
    scenarios = [scenario("a"), scenario("b", 2.0)]
    with opened(tmp_path, scenarios) as folder:
        run_study(scenarios, worlds=16, seed=1, jobs=1, folder=folder, simulate=engine())
        more, seen = engine(), []
        runs = run_study(
            scenarios, worlds=20, seed=1, jobs=1, folder=folder, simulate=more, progress=seen.append
        )
        assert more.calls == [("a", [16, 17, 18, 19]), ("b", [16, 17, 18, 19])]
        assert seen == [32, 4, 4]
        assert runs.blocks[0].worlds.size == 20
        none = engine()
        fewer = run_study(scenarios, worlds=5, seed=1, jobs=1, folder=folder, simulate=none)
        assert none.calls == []
        np.testing.assert_array_equal(fewer.blocks[1].worlds, np.arange(5))


@pytest.mark.parametrize(("stop_at", "common"), [(0, 0), (1, 0), (2, 16), (3, 16)])
@pytest.mark.parametrize("kept", [True, False])
def test_an_interruption_brings_back_the_common_worlds(
    tmp_path, scenario, engine, stop_at, common, kept
) -> None:
    scenarios = [scenario("a"), scenario("b", 2.0)]
    folder = opened(tmp_path, scenarios) if kept else None
    runs = run_study(scenarios, worlds=40, seed=1, jobs=1, folder=folder, simulate=engine(stop_at))
    assert runs.interrupted
    assert [block.worlds.size for block in runs.blocks] == ([common] * 2 if common else [])
    if folder is not None:
        rest = engine()
        whole = run_study(scenarios, worlds=40, seed=1, jobs=1, folder=folder, simulate=rest)
        assert not whole.interrupted
        assert sum(len(worlds) for _, worlds in rest.calls) == 80 - [0, 16, 32, 56][stop_at]
        np.testing.assert_array_equal(whole.blocks[0].worlds, np.arange(40))


def test_events_of_world_0(tmp_path, scenario, engine) -> None:
    scenarios = [scenario("a")]
    assert run_study(scenarios, worlds=3, seed=1, events=True, simulate=engine()).blocks[0].events is not None
    with opened(tmp_path, scenarios) as folder:
        plain = run_study(scenarios, worlds=3, seed=1, folder=folder, simulate=engine())
        assert plain.blocks[0].events is None
        later = engine()
        runs = run_study(scenarios, worlds=3, seed=1, folder=folder, events=True, simulate=later)
        assert later.calls == [("a", [0])]
        assert runs.blocks[0].events is not None


def test_refusals(tmp_path, scenario, engine) -> None:
    a = scenario("a")
    with pytest.raises(StudyError, match="at least one"):
        run_study([a], worlds=0, seed=1, simulate=engine())
    with pytest.raises(StudyError, match="at least one"):
        run_study([], worlds=1, seed=1, simulate=engine())
    with pytest.raises(StudyError, match="same name"):
        run_study([a, scenario("a", 2.0)], worlds=1, seed=1, simulate=engine())
    with opened(tmp_path, [a]) as folder:
        with pytest.raises(StudyError, match="another study"):
            run_study([a], worlds=1, seed=2, folder=folder, simulate=engine())
        with pytest.raises(StudyError, match="without a hook"):
            run_study([a], worlds=1, seed=1, folder=folder, hook=print, simulate=engine())


def test_runs_with_a_hook_are_never_taken_from_a_folder(tmp_path, scenario, engine) -> None:
    with opened(tmp_path, [scenario("a")], hook="beef") as folder:
        run_study([scenario("a")], worlds=2, seed=1, folder=folder, hook=print, simulate=engine())
        with pytest.raises(StudyError, match="never taken from a folder"):
            run_study([scenario("a")], worlds=3, seed=1, folder=folder, hook=print, simulate=engine())


def test_an_engine_that_gives_other_worlds_is_caught(scenario, engine) -> None:
    def wrong(given, **options):
        options["worlds"] = options["worlds"] + 1
        return engine()(given, **options)

    with pytest.raises(RuntimeError, match="was asked for worlds"):
        run_study([scenario("a")], worlds=2, seed=1, simulate=wrong)
