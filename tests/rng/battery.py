"""A statistical battery for streams of 32-bit words, and an independent Philox to compare with.

Each test returns p-values; :func:`battery` names them. What is tested are sequences as the model uses them:
one coordinate of (key, person, day, decision, index) runs, the others stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

Words = NDArray[np.uint64]
Generator = Callable[[Words, Words, Words, Words, Words], Words]
"""From keys, persons, days, decisions and indices, all of one shape, to words of 32 bits."""

M0, M1, W0, W1, LOW = 0xD2511F53, 0xCD9E8D57, 0x9E3779B9, 0xBB67AE85, 0xFFFFFFFF


def philox(counter: tuple[int, ...], key: tuple[int, ...], rounds: int) -> tuple[int, ...]:
    """Philox4x32 in plain Python integers, after Salmon et al. (2011), section 3.3."""
    (c0, c1, c2, c3), (k0, k1) = counter, key
    for _ in range(rounds):
        high0, low0 = divmod(M0 * c0, 2**32)
        high1, low1 = divmod(M1 * c2, 2**32)
        c0, c1, c2, c3 = high1 ^ c1 ^ k0, low1, high0 ^ c3 ^ k1, low0
        k0, k1 = (k0 + W0) & LOW, (k1 + W1) & LOW
    return c0, c1, c2, c3


def chi_square(counts: NDArray[Any], expected: float) -> float:
    """Two-sided p-value: too even is as wrong as too uneven."""
    statistic = float(((counts - expected) ** 2 / expected).sum())
    upper = float(stats.chi2.sf(statistic, counts.size - 1))
    return 2.0 * min(upper, 1.0 - upper)


def normal(z: float) -> float:
    return float(2.0 * stats.norm.sf(abs(z)))


def uniformity(words: Words) -> float:
    return chi_square(np.bincount((words >> np.uint64(22)).astype(int), minlength=1024), words.size / 1024)


def low_bits(words: Words) -> float:
    return chi_square(np.bincount((words & np.uint64(1023)).astype(int), minlength=1024), words.size / 1024)


def kolmogorov(words: Words) -> float:
    return float(stats.kstest((words + 0.5) / 2**32, "uniform").pvalue)


def bits_balanced(words: Words) -> float:
    """The worst of 32 bits, times 32."""
    ones = np.array([int(((words >> np.uint64(b)) & np.uint64(1)).sum()) for b in range(32)])
    z = (ones - words.size / 2) / np.sqrt(words.size / 4)
    return min(1.0, 32 * normal(float(np.abs(z).max())))


def serial(words: Words) -> float:
    """The worst correlation at lags 1, 2, 3, 7 and 64, times 5."""
    u = (words + 0.5) / 2**32 - 0.5
    ps = [normal(float((u[:-lag] * u[lag:]).sum() * 12 / np.sqrt(u.size - lag))) for lag in (1, 2, 3, 7, 64)]
    return min(1.0, 5 * min(ps))


def runs(words: Words) -> float:
    """Wald and Wolfowitz: number of runs above and below the middle."""
    above = words >= 2**31
    n1, n = int(above.sum()), above.size
    n2 = n - n1
    count = 1 + int((above[1:] != above[:-1]).sum())
    mean = 1 + 2 * n1 * n2 / n
    return normal((count - mean) / np.sqrt((mean - 1) * (mean - 2) / (n - 1)))


def gaps(words: Words) -> float:
    """Knuth's gap test for [0, 1/16)."""
    hits = np.flatnonzero(words < 2**28)
    lengths = np.minimum(np.diff(hits) - 1, 40)
    p = 1 / 16
    expected = np.append(p * (1 - p) ** np.arange(40), (1 - p) ** 40) * lengths.size
    counts = np.bincount(lengths, minlength=41)
    return float(stats.chi2.sf(((counts - expected) ** 2 / expected).sum(), 40))


def pairs(words: Words) -> float:
    cells = (words >> np.uint64(27)).astype(int)[: words.size // 2 * 2].reshape(-1, 2)
    return chi_square(np.bincount(cells[:, 0] * 32 + cells[:, 1], minlength=1024), len(cells) / 1024)


def triples(words: Words) -> float:
    cells = (words >> np.uint64(29)).astype(int)[: words.size // 3 * 3].reshape(-1, 3)
    return chi_square(np.bincount(cells @ np.array([64, 8, 1]), minlength=512), len(cells) / 512)


def birthdays(words: Words) -> float:
    """Marsaglia's birthday spacings: equal spacings among 4,096 birthdays in 2**32 days, mean 4, summed up."""
    m, groups = 4096, words.size // 4096
    total = 0
    for group in words[: m * groups].reshape(groups, m):
        spacings = np.sort(np.diff(np.sort(group)))
        total += int((spacings[1:] == spacings[:-1]).sum())
    mean = groups * m**3 / (4 * 2**32)
    return min(1.0, 2 * min(stats.poisson.cdf(total, mean), stats.poisson.sf(total - 1, mean)))


def spectral(words: Words) -> float:
    """The largest peak of the periodogram, against that of white noise."""
    u = (words + 0.5) / 2**32 - 0.5
    power = np.abs(np.fft.rfft(u))[1 : u.size // 2] ** 2 * 12 / u.size
    return float(-np.expm1(power.size * np.log1p(-np.exp(-power.max()))))


TESTS = (
    uniformity,
    low_bits,
    kolmogorov,
    bits_balanced,
    serial,
    runs,
    gaps,
    pairs,
    triples,
    birthdays,
    spectral,
)

SIZE = 1 << 16
FIXED = {"key": 0x0123456789ABCDEF, "person": 0xFEDCBA9876543210, "day": 17, "decision": 8, "index": 0}
NAMES = tuple(FIXED)


def sequences(
    keys: Callable[[int], Words], people: Callable[[int], Words]
) -> Iterator[tuple[str, list[Words]]]:
    """Coordinates of sequences of :data:`SIZE` words.

    ``keys(n)`` and ``people(n)`` give n keys of groups and of persons as the model makes them.
    """

    def fixed(**running: Words) -> list[Words]:
        return [
            np.broadcast_to(np.asarray(running.get(name, value), np.uint64), (SIZE,)).copy()
            for name, value in FIXED.items()
        ]

    count = np.arange(SIZE, dtype=np.uint64)
    yield "persons", fixed(person=people(SIZE))
    yield "persons in a row", fixed(person=count + np.uint64(1))
    yield "persons by high bits", fixed(person=count << np.uint64(48))
    yield "days", fixed(day=count)
    yield "decisions", fixed(decision=count & np.uint64(0xFFFF))
    yield "indices", fixed(index=count)
    yield "keys in a row", fixed(key=count)
    yield "worlds", fixed(key=keys(SIZE))
    few = people(64)
    grid = np.meshgrid(few, np.arange(32), np.arange(1, 9), np.arange(4), indexing="ij")
    person, day, decision, index = (np.asarray(axis, np.uint64).ravel() for axis in grid)
    yield "as a day uses them", fixed(person=person, day=day, decision=decision, index=index)
    yield (
        "members of a day, day by day",
        fixed(person=np.tile(people(512), SIZE // 512), day=count // np.uint64(512)),
    )
    yield "worlds of a person", fixed(key=np.repeat(keys(SIZE // 16), 16), day=count % np.uint64(16))


def avalanche(generator: Generator, coordinate: str, bits: int, n: int = 400) -> float:
    """Flip one bit of one coordinate: each bit of the word must flip in half of the cases. Worst, corrected."""
    random = np.random.default_rng(7)
    base = {
        "key": random.integers(0, 2**64, n, np.uint64),
        "person": random.integers(0, 2**64, n, np.uint64),
        "day": random.integers(0, 200, n).astype(np.uint64),
        "decision": random.integers(1, 23, n).astype(np.uint64),
        "index": random.integers(0, 64, n).astype(np.uint64),
    }
    before = generator(*(base[name] for name in NAMES))
    worst = 0.0
    for bit in range(bits):
        flipped = {**base, coordinate: base[coordinate] ^ np.uint64(1 << bit)}
        changed = before ^ generator(*(flipped[name] for name in NAMES))
        ones = np.array([int(((changed >> np.uint64(b)) & np.uint64(1)).sum()) for b in range(32)])
        worst = max(worst, float(np.abs((ones - n / 2) / np.sqrt(n / 4)).max()))
    return min(1.0, 32 * bits * normal(worst))


FLIPS = {"key": 64, "person": 64, "day": 12, "decision": 5, "index": 8}


def crossed(
    generator: Generator, keys: Callable[[int], Words], people: Callable[[int], Words]
) -> Iterator[tuple[str, float]]:
    """Correlation between streams that differ in one coordinate by one."""
    persons, n = people(SIZE), SIZE
    for name, other in (("person", None), ("day", 18), ("decision", 9), ("index", 1), ("key", None)):
        a = {key: np.full(n, value, np.uint64) for key, value in FIXED.items()} | {"person": persons}
        b = dict(a)
        if other is not None:
            b[name] = np.full(n, other, np.uint64)
        elif name == "person":
            b[name] = persons ^ np.uint64(1)
        else:
            a[name], b[name] = np.full(n, keys(2)[0]), np.full(n, keys(2)[1])
        x, y = ((generator(*(c[key] for key in NAMES)) + 0.5) / 2**32 - 0.5 for c in (a, b))
        yield f"next {name}: correlation", normal(float((x * y).sum() * 12 / np.sqrt(n)))
        cells = ((x + 0.5) * 32).astype(int) * 32 + ((y + 0.5) * 32).astype(int)
        yield f"next {name}: joint", chi_square(np.bincount(cells, minlength=1024), n / 1024)


def battery(
    generator: Generator, keys: Callable[[int], Words], people: Callable[[int], Words]
) -> dict[str, float]:
    """All p-values by name."""
    found = {}
    for name, coordinates in sequences(keys, people):
        words = generator(*coordinates)
        for test in TESTS:
            found[f"{name}: {test.__name__}"] = test(words)
    for coordinate, bits in FLIPS.items():
        found[f"avalanche of {coordinate}"] = avalanche(generator, coordinate, bits)
    found |= dict(crossed(generator, keys, people))
    return found


FAMILY_ERROR = 1e-3


def failures(found: dict[str, float]) -> list[str]:
    """Names of the tests failed, at a family-wise error of :data:`FAMILY_ERROR` (Bonferroni)."""
    return sorted(name for name, p in found.items() if not p >= FAMILY_ERROR / len(found))


def evenness(found: dict[str, float]) -> float:
    """P-value for the p-values of continuous tests being themselves uniform."""
    names = ("uniformity", "low_bits", "kolmogorov", "runs", "pairs", "triples", "spectral")
    ps = [p for name, p in found.items() if name.endswith(names)]
    return float(stats.kstest(ps, "uniform").pvalue)


def log_gamma(x: float) -> float:
    return float(special.gammaln(x))
