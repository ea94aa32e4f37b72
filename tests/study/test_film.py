"""A film shows the very run that was compared, and the same people in the same places."""

from __future__ import annotations

import numpy as np
import pytest

from sim.api import compare, comparison_of, filmed
from sim.engine import simulate
from sim.scenario import load_scenario
from sim.study import filming, run_study
from sim.study.film import record
from sim.study.reel import Seen

SMALL = ("members.initial=60", "horizon=60d")


@pytest.fixture(scope="module")
def arms():
    return [load_scenario(f"demo/{name}", SMALL) for name in ("pushed_hard", "warmed_up")]


@pytest.fixture(scope="module")
def study(arms):
    blocks = run_study(arms, worlds=5, seed=2).blocks
    return comparison_of(arms, blocks, seed=2), blocks


@pytest.fixture(scope="module")
def film(arms, study):
    return filmed(study[0], arms, study[1]).film


def count(reel, bits):
    return ((reel.seen & bits) > 0).sum(axis=0)


def test_every_measure_of_the_filmed_run_is_that_of_the_compared_run(arms):
    for scenario in arms:
        run = simulate(scenario, worlds=[3], seed=2)
        reel = record(scenario, world=3, seed=2)
        for name, values in reel.days.items():
            np.testing.assert_array_equal(values, run.days[name][0, 0], err_msg=name)


def test_what_is_seen_of_people_adds_up_to_the_day_table(arms):
    for scenario in arms:
        reel = record(scenario, world=1, seed=2)
        np.testing.assert_array_equal(count(reel, Seen.PRESENT), reel.days["members"])
        np.testing.assert_array_equal(count(reel, Seen.VISITED), reel.days["visiting"])
        np.testing.assert_array_equal(count(reel, 24), reel.days["posters"])
        np.testing.assert_array_equal(count(reel, Seen.MUTED), reel.days["muted"])
        joined = np.bincount(reel.joined, minlength=60)
        joined[0] -= 60  # founders
        np.testing.assert_array_equal(joined, reel.days["joins"])
        np.testing.assert_array_equal(
            np.bincount(reel.left[reel.left >= 0], minlength=60), reel.days["leaves"]
        )


def test_who_came_back_is_seen_to_have_been_away():
    back = load_scenario(
        "demo/pushed_hard", (*SMALL, "strategies.outreach.recalls_per_day=3", "operators.hours_per_day=8")
    )
    reel = record(back, world=0, seed=0)
    there = (reel.seen & Seen.PRESENT) > 0
    spells = (np.diff(there.astype(int), axis=1, prepend=0) == 1).sum(axis=1)
    assert 0 < (spells > 1).sum() <= reel.days["recalled"].sum()
    assert 0 <= reel.days["joins"].sum() + 60 - spells.sum() < 10, "but for who leaves on the day of joining"
    np.testing.assert_array_equal(there.sum(axis=0), reel.days["members"])


def test_answers_run_between_people_who_were_there(arms):
    reel = record(arms[1], world=1, seed=2)
    assert len(reel.links) > 20
    day, one, two = reel.links.T
    assert (np.diff(day) >= 0).all()
    assert (one != two).any()
    assert ((reel.seen[one, day] & 24) > 0).all(), "who answers speaks"
    assert ((reel.seen[two, day] & Seen.ANSWERED) > 0).all()


def test_of_several_groups_the_one_that_differs_is_shown(tmp_path):
    file = tmp_path / "two.yaml"
    file.write_text(
        "title: Two\nhorizon: 20d\ngroups: {a: {members: {initial: 20}}, b: {members: {initial: 30}}}\n"
    )
    calm = load_scenario(file)
    pushed = load_scenario(file, ["groups.b.strategies.selling.pushes_per_day=3"])
    found = compare([calm, pushed], worlds=2, network=True)
    run = simulate(pushed, worlds=[found.film.world])
    assert (found.film.group, found.film.groups) == ("b", 2)
    np.testing.assert_array_equal(
        found.film.reels[1].days["members"], run.days["members"][0, run.groups.index("b")]
    )


def test_a_group_that_is_not_there_is_refused(arms):
    with pytest.raises(KeyError, match="no group 'other'"):
        record(arms[0], world=0, seed=0, group="other")


def test_the_same_person_has_the_same_number_and_place_everywhere(film, arms):
    one, two = film.reels
    np.testing.assert_array_equal(one.keys, two.keys)
    both = (one.joined >= 0) & (two.joined >= 0)
    assert both.sum() > 100
    raw = record(arms[1], world=film.world, seed=2)
    row = {int(key): number for number, key in enumerate(raw.keys)}
    for person in np.flatnonzero(two.joined >= 0):
        at = row[int(two.keys[person])]
        np.testing.assert_array_equal(two.seen[person], raw.seen[at])
        if two.inviter[person] >= 0:
            assert two.keys[two.inviter[person]] == raw.keys[raw.inviter[at]]
    assert film.place.shape == (film.people, 2)
    assert film.place.min() >= 0
    assert film.place.max() <= 1


def test_filming_changes_nothing_and_always_gives_the_same(study, arms, film):
    again = filmed(*[study[0], arms, study[1]]).film
    np.testing.assert_array_equal(again.place, film.place)
    assert again.world == film.world
    assert study[0].film is None


def test_the_typical_world_is_the_one_in_the_middle(study):
    found, _ = study
    distance = np.zeros(5)
    for arm in found.arms:
        for values in (
            arm.days["messages"].sum(1),
            arm.days["leaves"].sum(1),
            arm.days["members"][:, -1],
            arm.days["visiting"][:, -28:].mean(1),
        ):
            low, middle, high = np.percentile(values, (25, 50, 75))
            distance += abs(values - middle) / (high - low or 1)
    assert filming.typical(found) == int(distance.argmin())


def test_of_a_large_group_some_are_drawn_the_same_everywhere(study, arms, monkeypatch):
    monkeypatch.setattr(filming, "MOST_PEOPLE", 50)
    film = filmed(study[0], arms, study[1]).film
    assert film.people == 50
    assert film.everyone > 100
    assert (film.reels[0].keys == film.reels[1].keys).all()
    assert film.reels[0].links.max(initial=-1) < 60
    np.testing.assert_array_equal(film.reels[0].days["members"], study[0].arms[0].days["members"][film.world])


def test_much_talk_means_fewer_people(study, arms, monkeypatch):
    monkeypatch.setattr(filming, "MOST_ANSWERS", 40)
    film = filmed(study[0], arms, study[1]).film
    assert film.people < film.everyone
    assert sum(len(reel.links) for reel in film.reels) < 120


def test_huge_groups_are_not_filmed(study, arms, monkeypatch):
    monkeypatch.setattr(filming, "LARGEST", 50)
    assert filmed(study[0], arms, study[1]).film is None


def test_compare_films_when_asked(arms):
    assert compare(arms, worlds=1, network=True).film.world == 0
    assert compare(arms, worlds=1).film is None
