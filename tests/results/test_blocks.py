"""Joining blocks and taking worlds out of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.results import join_blocks, select_worlds


def test_join_sorts_by_world(block) -> None:
    joined = join_blocks([block([5, 2], events=True), block([0, 3], events=True)])
    np.testing.assert_array_equal(joined.worlds, [0, 2, 3, 5])
    np.testing.assert_array_equal(joined.days["members"], block([0, 2, 3, 5]).days["members"])
    np.testing.assert_array_equal(joined.runs["alive"], block([0, 2, 3, 5]).runs["alive"])
    assert joined.events is not None


def test_select_keeps_the_order_asked_for(block) -> None:
    chosen = select_worlds(block(range(6), events=True), [4, 1])
    np.testing.assert_array_equal(chosen.runs["profit"], [4, 1])
    assert chosen.events is None
    with pytest.raises(KeyError):
        select_worlds(block([0]), [1])


def test_what_does_not_fit_is_refused(block) -> None:
    with pytest.raises(ValueError, match="no block"):
        join_blocks([])
    with pytest.raises(ValueError, match="share a world"):
        join_blocks([block([0, 1]), block([1])])
    with pytest.raises(ValueError, match="differ"):
        join_blocks([block([0]), replace(block([1]), groups=("x", "y"))])
