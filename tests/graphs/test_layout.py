"""Places: communities apart, nobody on top of another, always the same."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from sim.graphs.layout import community_layout


def circles(sizes, seed=0):
    """Ties within circles of people, few between."""
    random = np.random.default_rng(seed)
    starts = np.cumsum([0, *sizes])
    inside = [random.integers(a, b, (6 * (b - a), 2)) for a, b in pairwise(starts)]
    between = random.integers(0, starts[-1], (len(sizes), 2))
    ties = np.concatenate([*inside, between])
    return ties[ties[:, 0] != ties[:, 1]]


def nearest(place):
    apart = np.hypot(*(place[:, None] - place[None]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    return apart.min(axis=1)


def test_communities_stand_apart():
    ties = circles([30, 30, 20])
    place = community_layout(80, ties, np.ones(len(ties)))
    centres = [place[:30].mean(axis=0), place[30:60].mean(axis=0), place[60:].mean(axis=0)]
    spread = [
        np.hypot(*(place[a:b] - c).T).mean()
        for (a, b), c in zip([(0, 30), (30, 60), (60, 80)], centres, strict=True)
    ]
    for one in range(3):
        for other in range(one):
            assert np.hypot(*(centres[one] - centres[other])) > spread[one] + spread[other]


def test_nobody_stands_on_another():
    ties = circles([40, 25, 9])
    place = community_layout(120, ties, np.ones(len(ties)))
    gaps = nearest(place)
    assert gaps.min() > 0.35 * np.median(gaps)
    assert place.min() >= 0
    assert place.max() <= 1


def test_those_without_ties_stand_around():
    ties = circles([40, 25])
    place = community_layout(100, ties, np.ones(len(ties)))
    middle = np.full(2, 0.5)
    assert np.hypot(*(place[65:] - middle).T).min() > np.hypot(*(place[:65] - middle).T).mean()


def test_the_best_connected_stand_in_the_middle_of_their_community():
    ties = np.array([(one, other) for other in range(20) for one in range(other)])
    place = community_layout(20, ties, np.where((ties == 0).any(axis=1), 5.0, 1.0))
    away = np.hypot(*(place - place.mean(axis=0)).T)
    assert away[0] <= np.sort(away)[1]


def test_the_order_of_ties_does_not_matter_and_repeats_add_up():
    ties = circles([20, 20])
    first = community_layout(40, ties, np.ones(len(ties)))
    again = community_layout(40, ties[::-1, ::-1], np.ones(len(ties)))
    np.testing.assert_allclose(first, again, atol=1e-9)
    twice = community_layout(40, np.concatenate([ties, ties]), np.full(2 * len(ties), 0.5))
    np.testing.assert_allclose(first, twice, atol=1e-9)


def test_small_and_empty_groups_have_places():
    none = np.zeros((0, 2), np.int64)
    assert community_layout(0, none, np.zeros(0)).shape == (0, 2)
    np.testing.assert_array_equal(community_layout(1, none, np.zeros(0)), [[0.5, 0.5]])
    assert nearest(community_layout(7, none, np.zeros(0))).min() > 0.05
    pair = community_layout(2, np.array([[0, 1]]), np.ones(1))
    assert nearest(pair).min() > 0.5
