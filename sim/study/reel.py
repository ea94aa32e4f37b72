"""What a film is: who was there on each day of one world, what they did, who answered whom; plain arrays."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
MOST_POSTS = 3
"""Messages of a day from which on the byte counts no further."""


class Seen(IntFlag):
    """What a day's byte says of a person; two bits from ``POSTS`` on hold the messages, at most 3."""

    PRESENT = 1
    MUTED = 2
    VISITED = 4
    POSTS = 8
    ANSWERED = 32
    BOUGHT = 64
    LEADS = 128


@dataclass(frozen=True, slots=True)
class Reel:
    """One scenario's group in one world, day by day.

    Parameters
    ----------
    keys
        Keys of origin, shape (people,), in order of joining; the same person has the same key in every scenario.
    seen
        :class:`Seen` in the evening of each day, uint8, shape (people, days). Who leaves on a day is no longer
        present, but what they did on it is there.
    channel, inviter, cause, role, spent
        Shape (people,): through which channel they came (a row of ``channels``), the person who brought them or -1,
        why they left (``Cause``), the highest role held (``Role``), paid in all (fen).
    joined, left
        Days of joining and of leaving for good, shape (people,); -1 where there is none.
    links
        Answers: day, who answered, who was answered; shape (answers, 3), in order of day.
    known
        Pairs who knew each other on the day on which one of them joined, shape (pairs, 2).
    channels
        Names of the channels of the scenario, from ``Source.NAMED`` on.
    days
        Measures of the group, each of shape (days,).
    fees
        Entry fee of each day, yuan, shape (days,).
    """

    keys: NDArray[np.uint64]
    seen: NDArray[np.uint8]
    channel: Ints
    inviter: Ints
    cause: Ints
    role: Ints
    spent: Ints
    joined: Ints
    left: Ints
    links: Ints
    known: Ints
    channels: tuple[str, ...]
    days: dict[str, NDArray[np.float64]]
    fees: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Film:
    """One world under every scenario of a comparison, with the same people in the same places.

    Parameters
    ----------
    world
        Number of the world.
    group
        Id of the group that is shown.
    groups
        How many groups the first scenario has.
    everyone
        How many people were in the group under any of the scenarios.
    place
        Where the people shown stand, in the square from 0 to 1, shape (people, 2).
    reels
        One a scenario, each with all the people shown, in order of first joining anywhere: rows of those who never
        joined under it are zero, and -1 where there is no day. ``days`` counts everyone, shown or not.
    """

    world: int
    group: str
    groups: int
    everyone: int
    place: NDArray[np.float64]
    reels: tuple[Reel, ...]

    @property
    def people(self) -> int:
        """How many people are shown."""
        return int(self.place.shape[0])
