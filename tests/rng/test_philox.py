"""Philox as published, and what is put into it."""

from __future__ import annotations

import battery
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import rng
from sim.rng import GROUP, ROUNDS, Decision

pytestmark = pytest.mark.nojit
ONES, PI = (0xFFFFFFFF,) * 4, (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344)
KEY_OF_PI = (0xA4093822, 0x299F31D0)
ZERO = (0, 0, 0, 0)
KNOWN = [
    (10, ZERO, (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    (10, ONES, ONES[:2], (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (10, PI, KEY_OF_PI, (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1)),
    (7, ZERO, (0, 0), (0x5F6FB709, 0x0D893F64, 0x4F121F81, 0x4F730A48)),
]
"""Random123's kat_vectors for philox4x32."""
words = st.integers(0, 2**32 - 1)
longs = st.integers(0, 2**64 - 1)


def ours(counter, key):
    return tuple(int(word) for word in rng.philox(*(np.uint64(x) for x in (*counter, *key))))


@pytest.mark.parametrize(("rounds", "counter", "key", "expected"), KNOWN)
def test_the_reference_gives_the_published_answers(rounds, counter, key, expected) -> None:
    """So that it may be a reference."""
    assert battery.philox(counter, key, rounds) == expected


@pytest.mark.parametrize(
    ("rounds", "counter", "key", "expected"), [k for k in KNOWN if k[0] == ROUNDS] or KNOWN[:1]
)
def test_the_code_gives_the_published_answers(rounds, counter, key, expected) -> None:
    """For its number of rounds, where answers are published for it."""
    if rounds != ROUNDS:
        pytest.skip(f"no published answers for {ROUNDS} rounds")
    assert ours(counter, key) == expected


@pytest.mark.parametrize(("counter", "key"), [(ZERO, (0, 0)), (ONES, ONES[:2]), (PI, KEY_OF_PI)])
def test_the_code_is_philox(counter, key) -> None:
    """With the rounds that it says, against the reference; never fewer than those that pass BigCrush."""
    assert ROUNDS >= 7
    assert ours(counter, key) == battery.philox(counter, key, ROUNDS)


@settings(max_examples=100)
@given(counter=st.tuples(words, words, words, words), key=st.tuples(words, words))
def test_any_counter_and_key(counter, key) -> None:
    assert ours(counter, key) == battery.philox(counter, key, ROUNDS)


def layout(key, person, day, decision, block):
    """Counter and key as documented: person, day + 1, decision and block; the key of the group."""
    counter = (person & battery.LOW, person >> 32, (day + 1) & battery.LOW, decision << 16 | block)
    return counter, (key & battery.LOW, key >> 32)


@settings(max_examples=100)
@given(
    key=longs, person=longs, day=st.integers(-1, 3650), decision=st.sampled_from(list(Decision)), index=st.integers(0, 262_143)
)  # fmt: skip
def test_a_uniform_is_its_word(key, person, day, decision, index) -> None:
    """(word + 1/2) / 2**32 of the documented counter; four indices share a block."""
    counter, half_keys = layout(key, person, day, int(decision), index >> 2)
    word = battery.philox(counter, half_keys, ROUNDS)[index & 3]
    given_to = (np.uint64(key), np.uint64(person), day, int(decision))
    u = rng.uniform(*given_to, index)
    assert u == (word + 0.5) / 2**32
    assert 0.0 < u < 1.0
    assert rng.uniforms(*given_to, index >> 2)[index & 3] == u


def test_the_ends_are_never_reached() -> None:
    """The least and the greatest word give uniforms inside (0, 1) whose quantiles are finite."""
    from sim.kernel.scalars import normal_quantile

    for u in (2.0**-33, 1.0 - 2.0**-33):
        assert 0.0 < u < 1.0
        assert np.isfinite(normal_quantile(u))


def test_decisions_are_never_reused() -> None:
    """Distinct numbers that fit into their place in the counter."""
    numbers = [int(decision) for decision in Decision]
    assert len(set(numbers)) == len(Decision.__members__)
    assert all(0 < number < 2**16 for number in numbers)


def test_counters_do_not_overlap() -> None:
    """Different decisions never share a block: the layout is one to one, at all the edges of its fields."""
    days, decisions, blocks = (-1, 0, 1, 255, 3649, 65_535), (1, 2, 22, 255, 65_535), (0, 1, 2, 255, 65_535)
    people = (0, 1, 2**32 - 1, 2**32, 2**64 - 1)
    seen = {layout(0, p, d, e, b)[0] for p in people for d in days for e in decisions for b in blocks}
    assert len(seen) == len(days) * len(decisions) * len(blocks) * len(people)


def test_keys_of_groups_name_seed_world_and_group() -> None:
    """Any difference makes another key; digits do not run together."""
    keys = {
        int(rng.group_key(s, w, g))
        for s in range(12)
        for w in range(40)
        for g in ("main", "other", "1", "11")
    }
    assert len(keys) == 12 * 40 * 4
    assert rng.group_key(1, 11, "main") != rng.group_key(11, 1, "main")
    assert rng.group_key(0, 0, "main") == rng.group_key(0, 0, "main")
    assert rng.name_key("main") != rng.name_key("Main")


def test_a_chain_depends_on_all_of_its_origin() -> None:
    """Parent, channel, day and n; and never gives the key that stands for the group."""
    base = [np.uint64(5), np.uint64(7), 3, 2]
    first = rng.chain(*base)
    for place, other in enumerate((np.uint64(6), np.uint64(8), 4, 3)):
        assert rng.chain(*[other if k == place else value for k, value in enumerate(base)]) != first
    assert first != GROUP
    assert isinstance(int(first), int)


@given(longs, longs, st.integers(0, 1000))
@settings(max_examples=30, deadline=None)
def test_blocks_are_the_numbers_drawn_one_by_one(key, person, first_block) -> None:
    out = np.empty(8)
    rng.draw_blocks(np.uint64(key), np.uint64(person), 3, int(Decision.WELCOME), first_block, out)
    one_by_one = [
        rng.uniform(np.uint64(key), np.uint64(person), 3, int(Decision.WELCOME), 4 * first_block + n)
        for n in range(8)
    ]
    assert out.tolist() == one_by_one


@given(st.lists(longs, max_size=20), st.integers(-1, 400), st.integers(0, 3))
def test_many_people_at_once_draw_what_each_draws_alone(people, day: int, block: int) -> None:
    key, keys = np.uint64(11), np.array(people, np.uint64)
    lanes = np.zeros((4, keys.size))
    rng.draw_four(key, keys, day, Decision.TRAITS, block, *lanes)
    alone = [rng.uniforms(key, person, day, Decision.TRAITS, block) for person in keys]
    assert lanes.T.tolist() == [list(four) for four in alone]
