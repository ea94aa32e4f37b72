"""Shapley values against their definition by orders of joining."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.study.shapley import coalitions_of, paired_orders, sampled_shapley, shapley


@st.composite
def games(draw):
    """Draw the worth of every coalition of one to five players, in two worlds."""
    players = draw(st.integers(1, 5))
    worth = st.floats(-1e3, 1e3)
    return players, draw(arrays(np.float64, (2, 1 << players), elements=worth))


def by_definition(values, players):
    """Average what each player adds over all orders, one by one."""
    orders = list(permutations(range(players)))
    added = np.zeros(players)
    for order in orders:
        mask = 0
        for player in order:
            added[player] += values[mask | 1 << player] - values[mask]
            mask |= 1 << player
    return added / len(orders)


@given(games())
def test_they_are_means_over_all_orders(game):
    players, values = game
    found = shapley(values)
    for world, row in enumerate(values):
        np.testing.assert_allclose(found[world], by_definition(row, players), atol=1e-8)


@given(games())
def test_they_add_up_to_the_whole(game):
    _, values = game
    np.testing.assert_allclose(shapley(values).sum(axis=-1), values[:, -1] - values[:, 0], atol=1e-8)


@given(games(), st.floats(-10, 10))
def test_a_player_who_adds_the_same_to_all_gets_that_and_one_who_adds_nothing_gets_nothing(game, gain):
    players, values = game
    found = shapley(np.concatenate([values, values + gain], axis=1))
    np.testing.assert_allclose(found[:, players], gain, atol=1e-8)
    np.testing.assert_allclose(found[:, :players], shapley(values), atol=1e-8)


@given(games())
def test_two_who_add_the_same_to_everyone_get_the_same(game):
    players, values = game
    twins = np.stack([values, values[:, ::-1], values[:, ::-1], values * 2], axis=1)  # none, one, other, both
    found = shapley(twins.reshape(2, -1))
    np.testing.assert_allclose(found[:, players], found[:, players + 1], atol=1e-8)


def test_a_list_that_lacks_a_coalition_is_refused():
    with pytest.raises(ValueError, match="power of two"):
        shapley(np.zeros(3))


def game_of(players, worlds=3):
    return np.random.default_rng(2).normal(size=(2, 1 << players, worlds))


def test_all_orders_give_the_exact_values():
    values, orders = game_of(4), np.array(list(permutations(range(4))))
    found, _ = sampled_shapley(values, np.arange(16), orders)
    exact = np.moveaxis(shapley(np.moveaxis(values, 1, -1)), -1, 1)
    np.testing.assert_allclose(found, exact, atol=1e-12)


def test_a_few_orders_add_up_as_well_and_need_only_their_coalitions():
    values, orders = game_of(10), paired_orders(10, 4, seed=1)
    masks = coalitions_of(orders)
    assert masks.size <= 8 * 9 + 2
    found, error = sampled_shapley(values[:, masks], masks, orders)
    np.testing.assert_allclose(found.sum(axis=1), values[:, -1] - values[:, 0], atol=1e-9)
    assert (error > 0).all()


def test_the_error_covers_how_far_a_few_orders_are_off():
    values = game_of(9, worlds=1)
    exact = shapley(np.moveaxis(values, 1, -1))[:, 0]
    off = []
    for seed in range(30):
        orders = paired_orders(9, 8, seed)
        masks = coalitions_of(orders)
        found, error = sampled_shapley(values[:, masks], masks, orders)
        off.append((found[..., 0] - exact) / error)
    assert 0.8 < np.mean(np.abs(off) < 2.36) <= 1.0  # 95 % of Student's t with 7 degrees of freedom


def test_orders_come_in_pairs_that_run_both_ways_and_hang_on_the_seed_only():
    orders = paired_orders(6, 3, seed=5)
    np.testing.assert_array_equal(orders[::2], orders[1::2, ::-1])
    np.testing.assert_array_equal(orders, paired_orders(6, 3, seed=5))
