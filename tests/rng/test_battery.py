"""The streams as the model uses them pass a statistical battery; bad generators fail it."""

from __future__ import annotations

import battery
import numba
import numpy as np
import pytest

from sim import rng
from sim.rng import GROUP, group_key, name_key

U = np.uint64
LOW = U(0xFFFFFFFF)


@numba.njit(error_model="numpy")
def _fill(keys, persons, days, decisions, indices, out):
    for i in range(out.size):
        out[i] = rng.uniform(
            keys[i], persons[i], np.int64(days[i]) - 1, np.int64(decisions[i]), np.int64(indices[i])
        )


@numba.njit(error_model="numpy")
def _chain(parent, channel, per_day, out):
    for i in range(out.size):
        out[i] = rng.chain(parent, channel, i // per_day, i % per_day)


def ours(keys, persons, days, decisions, indices):
    """Words behind ``sim.rng.uniform``."""
    out = np.empty(keys.size)
    _fill(keys, persons, days, decisions, indices, out)
    return (out * 2.0**32 - 0.5).astype(U)


def people(n: int, channel: str = "channel/campaign", per_day: int = 20):
    """Keys of those who come through a channel, as ``arrive`` makes them."""
    out = np.empty(n, U)
    _chain(GROUP, name_key(channel), per_day, out)
    return out


def worlds(n: int):
    """Keys of the main group in n worlds."""
    return np.array([group_key(0, world, "main") for world in range(n)], U)


@pytest.fixture(scope="module")
def found():
    return battery.battery(ours, worlds, people)


def test_the_streams_pass(found) -> None:
    """No test of the whole family is failed at an error of one in a thousand for all together."""
    assert len(found) > 130
    assert not battery.failures(found), {name: found[name] for name in battery.failures(found)}


def test_the_p_values_are_uniform(found) -> None:
    """Neither too good nor too bad taken together."""
    assert battery.evenness(found) > 1e-4


def test_seeds_and_groups_and_worlds_are_streams_of_their_own() -> None:
    """One uniform a person under neighbouring names: no correlation in any pair."""
    persons = people(1 << 14)
    keys = [group_key(s, w, g) for s in (0, 1, 2) for w in (0, 1, 2) for g in ("main", "other")]
    fixed = [np.full(persons.size, x, U) for x in (17, 8, 0)]
    u = np.array([(ours(np.full(persons.size, key, U), persons, *fixed) + 0.5) / 2**32 - 0.5 for key in keys])
    z = (u @ u.T) * 12 / np.sqrt(persons.size)
    pairs = z[np.triu_indices(len(keys), 1)]
    assert np.abs(pairs).max() < 4.8  # 153 pairs, one in a thousand
    assert abs((pairs**2).mean() - 1) < 0.6


def lcg(keys, persons, days, decisions, indices):
    """A linear congruential hash of everything: a plausible mistake."""
    x = keys ^ persons * U(31) + days * U(1009) + decisions * U(9176) + indices
    return (x * U(1664525) + U(1013904223)) & LOW


def lcg64(keys, persons, days, decisions, indices):
    """Knuth's 64-bit multiplier, the high word taken, three rounds."""
    x = keys
    for part in (persons, days << U(40), decisions << U(20) ^ indices):
        x = (x ^ part) * U(6364136223846793005) + U(1442695040888963407)
    return x >> U(32)


def xorshift(keys, persons, days, decisions, indices):
    """One round of xorshift64 over the sum: linear, so bits come and go together."""
    x = keys + persons + (days << U(32)) + (decisions << U(16)) + indices
    x = x ^ (x << U(13))
    x = x ^ (x >> U(7))
    x = x ^ (x << U(17))
    return x >> U(32)


def few_rounds(keys, persons, days, decisions, indices, rounds=3):
    """Philox itself with three rounds."""
    c0, c1, c2, c3 = persons & LOW, persons >> U(32), days, decisions << U(16) | indices >> U(2)
    k0, k1 = keys & LOW, keys >> U(32)
    for _ in range(rounds):
        p0, p1 = U(battery.M0) * c0, U(battery.M1) * c2
        c0, c1, c2, c3 = (p1 >> U(32)) ^ c1 ^ k0, p1 & LOW, (p0 >> U(32)) ^ c3 ^ k1, p0 & LOW
        k0, k1 = (k0 + U(battery.W0)) & LOW, (k1 + U(battery.W1)) & LOW
    return np.choose((indices & U(3)).astype(int), [c0, c1, c2, c3])


def coarse(*coordinates):
    """Ours, with the last of 32 bits stuck: a subtle fault."""
    return ours(*coordinates) & ~U(1)


def mixed_up(keys, persons, days, decisions, indices):
    """Ours, with the decision left out: two decisions share their luck."""
    return ours(keys, persons, days, np.zeros_like(decisions) + U(1), indices)


BAD = [lcg, lcg64, xorshift, few_rounds, coarse, mixed_up]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.__name__)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_bad_generators_fail(bad) -> None:
    """A battery that passes everything tests nothing."""
    with np.errstate(all="ignore"):
        assert battery.failures(battery.battery(bad, worlds, people))


def test_the_stand_in_for_philox_is_philox() -> None:
    """With all its rounds the generator that fails above with three is ours."""
    random = np.random.default_rng(3)
    keys, persons = (random.integers(0, 2**64, 500, U) for _ in range(2))
    days, decisions, indices = (random.integers(1, n, 500).astype(U) for n in (400, 23, 1000))
    assert np.array_equal(
        ours(keys, persons, days, decisions, indices),
        few_rounds(keys, persons, days, decisions, indices, rng.ROUNDS),
    )


def test_a_million_people_have_a_million_keys() -> None:
    """In one channel, and over channels and inviters."""
    n = 1_000_000
    assert np.unique(people(n, per_day=1000)).size == n
    many = np.concatenate([people(50_000, f"channel/{name}") for name in "abcdefghij"] + [people(500_000)])
    assert np.unique(many).size == n
    invited = np.empty(8, U)
    found = set()
    for parent in people(20_000):
        _chain(parent, U(0), 8, invited)
        found.update(invited.tolist())
    assert len(found) == 160_000
    assert 0 not in found
