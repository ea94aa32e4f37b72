"""The search for defaults: its space is that of the declarations, its loss tells near from far."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

cma = pytest.importorskip("cma", reason="the search needs the package cma (pip install '.[calibration]')")

from experiments.calibration.search import search  # noqa: E402
from experiments.calibration.space import settings, space  # noqa: E402
from experiments.calibration.target import loss  # noqa: E402
from experiments.calibration.world import Outcome, run  # noqa: E402
from sim.patterns import references  # noqa: E402
from sim.scenario import load_scenario  # noqa: E402


def outcome(vector: np.ndarray, visits: float = 0.15, members: float = 200.0) -> Outcome:
    """Worlds whose log shows the same all the time."""
    return Outcome(np.array([vector] * 3), visits, members, 10.0)


def test_the_space_is_that_of_the_declarations() -> None:
    """Defaults lie in it, and every corner is a valid scenario."""
    box = space()
    assert ((box.low <= box.default) & (box.default <= box.high)).all()
    for unit in (np.zeros(box.low.size), np.ones(box.low.size), box.start):
        load_scenario("types/interest_group", settings(box.point(unit)))


def test_a_fitted_group_itself_is_nearly_on_the_target() -> None:
    """And UCI, which is no group chat, is far from it."""
    near = loss([outcome(np.where(np.isnan(v := references()["duraspace_irc"].vector), 0.65, v))])
    far = loss([outcome(np.nan_to_num(references()["uci_messages"].vector, nan=0.65))])
    assert near < 2.0
    assert far > 5.0


def test_what_messages_do_not_tell_is_held_in_bounds() -> None:
    """Nobody there, or everybody every day, costs."""
    vector = np.nan_to_num(references()["duraspace_irc"].vector, nan=0.65)
    plain = loss([outcome(vector)])
    assert loss([outcome(vector, visits=0.6)]) > plain + 1.0
    assert loss([outcome(vector, members=5.0)]) > plain + 1.0
    assert loss([outcome(np.full_like(vector, np.nan))]) > plain + 10.0


@pytest.mark.slow
def test_a_world_gives_its_patterns_and_the_search_begins() -> None:
    """One world of the defaults; one generation of candidates, however short the time."""
    box = space()
    found = run(box.point(box.start), 0, 0)
    assert np.isfinite(found.patterns).mean() > 0.8
    told = []
    with ThreadPoolExecutor(2) as executor:
        search(box, 0.0, 0, executor, told.append, 0.1)
    assert [f.generation for f in told] == [1]
