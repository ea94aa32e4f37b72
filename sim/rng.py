"""Random numbers as a pure function of who decides what, when and where.

``uniform(key, person, day, decision, index)`` is Philox4x32 with seven rounds (Salmon, Moraes, Dror and Shaw,
"Parallel random numbers: as easy as 1, 2, 3", SC11, doi:10.1145/2063384.2063405), a published
counter-based generator that passes BigCrush from seven rounds on. The 64-bit key names seed, world and group; the
128-bit counter is (person, day, decision, block), so two different decisions never share a block:
Philox is a bijection of its counter. Each block holds four numbers; ``index`` counts them.

Nothing here has state. Results therefore cannot depend on threads, order or batch, and a person
who is admitted under one strategy and refused under another still has the same luck.
"""

from __future__ import annotations

import hashlib
from enum import IntEnum

import numpy as np

from sim.kernel.options import inlined, kernel, scalar
from sim.kernel.scalars import fast_exp, fast_log, normal_quantile
from sim.kernel.scratch import words

_M0 = np.uint64(0xD2511F53)
_M1 = np.uint64(0xCD9E8D57)
_W0 = np.uint64(0x9E3779B9)
_W1 = np.uint64(0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_UNIT = 2.0**-32
_PAIR = np.uint64(0x9E3779B97F4A7C15)

ROUNDS = 7
"""Rounds of Philox: the fewest that are crush-resistant in the paper's table 2; ten cost a third more."""

GROUP = np.uint64(0)
"""Stands for the group itself where a draw belongs to nobody; no person has this key."""


class Decision(IntEnum):
    """What a draw is for. A number is never reused, so that old results stay reproducible."""

    INTERESTS = 1  # what somebody is interested in
    TRAITS = 2  # who they are otherwise: inclinations, attention, means, need, free time
    GRAPH = 4  # who knows whom among the members of day 0
    ARRIVALS = 5  # how many come to the door, of each channel
    ADMIT = 6  # whether they apply and are let in, and how many they know inside
    ONBOARD = 7  # which of the members these acquaintances are
    ATTEND = 8  # whether a member opens the group
    POST = 9  # whether a visitor speaks, and how much
    MESSAGE = 10  # when a message is written, and whether it sets out to answer
    ANSWER = 11  # whether it answers this one; both keys
    TIE = 12  # whether an answer makes a tie; both keys
    SPAM = 13  # whether a visitor advertises
    MODERATE = 14  # what moderators read, and what they take down
    MUTE = 15  # whether a member mutes, or hears the group again
    LEAVE = 16  # whether a member reviews the membership, and leaves
    CLOCK = 18  # the second of what has one: sessions, and events of the log
    PURPOSE = 20  # how real the need of this group is
    OPERATOR = 21  # which messages want an answer by operators
    NOTICE = 22  # whom a notice reaches
    NEED = 30  # when a member needs the product again
    CUSTOM = 31  # what kind of customer they are: how often they need it, how easily they stop
    BUY = 32  # whether an offer wakes a need, and whether they buy
    DELIVERY = 33  # how good what they got was; whether they complain, or stop buying
    REFER = 35  # whether a member invites friends, how many, and which of them come to the door
    GATE = 36  # who is turned away for knowing nobody, asked before being added, reached, or gives up waiting
    REWARD = 40  # who comes first of those with as many messages
    BENEFIT = 41  # who is quick enough to get a packet
    ROLE = 42  # whether a member takes on a role, and lays it down; who comes first of equals
    REMOVE = 43  # how well a member seems to match; who comes first of equals
    WELCOME = 45  # who gets a welcome and does the first task; who is introduced to whom, both keys
    GUIDE = 46  # whether an event takes place, what it is about, whom its announcement reaches, whom praise
    JOIN = 47  # who takes part in contests, team tasks and calls for contributions; team mates, both keys
    REACH = 48  # whom operators talk to in private, and who answers
    RECALL = 49  # whom operators ask back, and who comes


@inlined
def philox(c0, c1, c2, c3, k0, k1):  # type: ignore[no-untyped-def]
    """Philox4x32 over four 32-bit words held in uint64; returns four such words."""
    for _ in range(ROUNDS):
        p0 = _M0 * c0
        p1 = _M1 * c2
        c0, c1, c2, c3 = (p1 >> _HALF) ^ c1 ^ k0, p1 & _LOW, (p0 >> _HALF) ^ c3 ^ k1, p0 & _LOW
        k0 = (k0 + _W0) & _LOW
        k1 = (k1 + _W1) & _LOW
    return c0, c1, c2, c3


def _uniforms(key, person, day, decision, block):  # type: ignore[no-untyped-def]
    """Four uniforms in (0, 1) of one block.

    Parameters
    ----------
    key : uint64
        Names seed, world and group, see :func:`group_key`.
    person : uint64
        Key of the person who decides, or :data:`GROUP`.
    day, decision, block : int
        Day (0 and up; -1 for what is settled before the first day), :class:`Decision`, and which
        four of the decision's numbers, below 65,536.

    Returns
    -------
    tuple of four float64
        Each a multiple of 2**-32 plus 2**-33, never 0 or 1.
    """
    word = (np.uint64(decision) << np.uint64(16)) | (np.uint64(block) & np.uint64(0xFFFF))
    a, b, c, d = philox(
        person & _LOW,
        person >> _HALF,
        np.uint64(day + 1) & _LOW,
        word,
        key & _LOW,
        key >> _HALF,
    )
    return (a + 0.5) * _UNIT, (b + 0.5) * _UNIT, (c + 0.5) * _UNIT, (d + 0.5) * _UNIT


uniforms = scalar(_uniforms)
uniforms_inlined = inlined(_uniforms)
"""The same function twice: as a call, and written into loops that make many numbers at once."""


@scalar
def uniform(key, person, day, decision, index):  # type: ignore[no-untyped-def]
    """The ``index``-th uniform in (0, 1) of a person's decision on a day; see :func:`uniforms`."""
    a, b, c, d = uniforms(key, person, day, decision, index >> 2)
    lane = index & 3
    if lane == 0:
        return a
    if lane == 1:
        return b
    if lane == 2:
        return c
    return d


@kernel
def draw_two(key, keys, rows, day, decision, first, second):  # type: ignore[no-untyped-def]
    """Lanes 0 and 1 of a decision's first block for the people of a part: the numbers of :func:`uniforms`.

    In a loop of its own, so that the processor makes several at a time.

    Parameters
    ----------
    keys : uint64 array
        Keys of persons, by row.
    rows : uint32 array (n,)
        Rows of those who decide, at most :data:`sim.kernel.scratch.PART`.
    first, second : float64 array (n,)
        Where the numbers go.
    """
    n = rows.size
    people = words(n)
    for k in range(n):
        people[k] = keys[rows[k]]
    for k in range(n):
        a, b, _c, _d = uniforms_inlined(key, people[k], day, decision, 0)
        first[k] = a
        second[k] = b


@kernel
def draw_four(key, people, day, decision, block, a, b, c, d):  # type: ignore[no-untyped-def]
    """All four numbers of a block of a decision for each of many people: those of :func:`uniforms`.

    In a loop of its own, so that the processor makes several at a time.

    Parameters
    ----------
    people : uint64 array (n,)
        Keys of those who decide.
    a, b, c, d : float64 array (n,)
        Where the numbers go.
    """
    for k in range(people.size):
        a[k], b[k], c[k], d[k] = uniforms_inlined(key, people[k], day, decision, block)


@kernel
def draw_each(key, people, day, decision, index, out):  # type: ignore[no-untyped-def]
    """One uniform for each of many people: ``uniform(key, people[k], day, decision, index[k])``.

    In a loop of its own, so that the processor makes several at a time.

    Parameters
    ----------
    people : uint64 array (n,)
        Keys of those who decide.
    index : uint32 array (n,)
        Which of the decision's numbers.
    out : float64 array (n,)
        Where the numbers go.
    """
    for k in range(people.size):
        a, b, c, d = uniforms_inlined(key, people[k], day, decision, index[k] >> 2)
        lane = index[k] & 3
        low = a if lane == 0 else b
        high = c if lane == 2 else d
        out[k] = low if lane < 2 else high


@kernel
def draw_blocks(key, person, day, decision, first_block, out):  # type: ignore[no-untyped-def]
    """All numbers of some blocks of one person's decision: four for the price of one.

    Parameters
    ----------
    out : float64 array (n,)
        Where the numbers ``4 * first_block`` and up go; n is a multiple of four.
    """
    for block in range(out.size // 4):
        a, b, c, d = uniforms(key, person, day, decision, first_block + block)
        out[4 * block], out[4 * block + 1], out[4 * block + 2], out[4 * block + 3] = a, b, c, d


@scalar
def gamma_draw(key, person, day, decision, first_block, shape):  # type: ignore[no-untyped-def]
    """A gamma variate of the given shape and scale 1, from at most eight blocks of a person's decision.

    By rejection (accepted at once in more than 95 % of draws), with the shape raised by one and the result
    brought back by a power of a uniform, so that any positive shape will do.

    References
    ----------
    Marsaglia, G. and Tsang, W. W. (2000). A simple method for generating gamma variables. ACM Transactions on
    Mathematical Software 26(3), 363-372. doi:10.1145/358407.358414
    """
    d = shape + 2.0 / 3.0
    c = 1.0 / np.sqrt(9.0 * d)
    down = 0.0
    v = 1.0
    for block in range(8):
        a, b, last, _d = uniforms(key, person, day, decision, first_block + block)
        if block == 0:
            down = fast_log(last) / shape
        x = normal_quantile(a)
        v = max(1.0 + c * x, 1e-3) ** 3
        if fast_log(b) < 0.5 * x * x + d - d * v + d * fast_log(v):
            break
    return d * v * fast_exp(down)


@scalar
def pair_key(a, b):  # type: ignore[no-untyped-def]
    """Key of what the person with key ``a`` decides about the one with key ``b``; not symmetric."""
    return a ^ (b * _PAIR)


@scalar
def chain(parent, channel, day, n):  # type: ignore[no-untyped-def]
    """Key of the ``n``-th person who came through ``channel`` on ``day`` (or was brought by ``parent``).

    A 64-bit hash chain of origin: it depends on nothing but where the person came from, so the same
    person has the same key in every scenario, world and thread. Never 0.
    """
    a, b, _c, _d = philox(
        np.uint64(n) & _LOW,
        np.uint64(day + 1) & _LOW,
        parent & _LOW,
        parent >> _HALF,
        channel & _LOW,
        channel >> _HALF,
    )
    key = (a << _HALF) | b
    return key if key != GROUP else np.uint64(1)


def name_key(name: str) -> np.uint64:
    """64-bit key of a declared name, such as a group's or a channel's id."""
    return np.uint64(int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little"))


def group_key(seed: int, world: int, group: str) -> np.uint64:
    """64-bit key of one group in one world under one seed: the Philox key of all its draws."""
    text = f"{seed}/{world}/{group}"
    return np.uint64(int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little"))
