"""A film made by hand: ten people, of whom we know what happens to each."""

from __future__ import annotations

import numpy as np

from sim.study.reel import Film, Reel, Seen

DAYS = 30
THERE, LOOKS, TALKS = Seen.PRESENT, Seen.PRESENT | Seen.VISITED, Seen.PRESENT | Seen.VISITED | Seen.POSTS
TIRED, TALKER, BROUGHT, ABSENT = 0, 1, 2, 9
"""Person 0 leaves under the first scenario and stays under the others; 9 joins under none but the first."""


def film(arms: int = 2, title_of_channel: str = "flyers") -> Film:
    """Film made-up groups, one a scenario."""
    angle = np.arange(10) * 0.6
    place = 0.5 + 0.45 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return Film(7, "main", 1, 10, place, tuple(_reel(number, title_of_channel) for number in range(arms)))


def _reel(number: int, channel: str) -> Reel:
    seen = np.full((10, DAYS), int(THERE), np.uint8)
    seen[:, ::9] = int(LOOKS)
    seen[TALKER] = int(TALKS)
    seen[TIRED, 2] = int(TALKS | Seen.ANSWERED)
    seen[3, 5:] |= int(Seen.MUTED)
    seen[4, 10:] |= int(Seen.LEADS)
    seen[5, 12] |= int(Seen.BOUGHT)
    joined, left, cause = np.zeros(10, np.int64), np.full(10, -1), np.zeros(10, np.int64)
    joined[BROUGHT], seen[BROUGHT, :8] = 8, 0
    if number == 0:
        seen[TIRED, 20:], left[TIRED], cause[TIRED] = 0, 20, 3
    else:
        seen[ABSENT], joined[ABSENT] = 0, -1
    source = np.where(joined < 0, -1, np.array([0, 0, 2, 4, 0, 0, 0, 0, 0, 0]))
    inviter = np.full(10, -1)
    inviter[BROUGHT] = TALKER
    spent = np.where(np.arange(10) == 5, 9_950, 0)
    role = np.where(np.arange(10) == 4, 3, 0)
    links = np.array([[2, TALKER, TIRED], [9, TALKER, BROUGHT], [9, 4, TALKER]])
    present = (seen & int(Seen.PRESENT)) > 0
    days = {
        "members": present.sum(axis=0).astype(float),
        "visiting": ((seen & int(Seen.VISITED)) > 0).sum(axis=0).astype(float),
        "messages": ((seen >> 3) & 3).sum(axis=0).astype(float),
        "leaves": np.eye(DAYS)[20] * (number == 0),
        "pushes": np.arange(DAYS) >= 3 + number,
    }
    keys = np.arange(10, dtype=np.uint64)
    return Reel(keys, seen, source, inviter, cause, role, spent, joined, left, links, np.zeros((0, 2), np.int64),
                (channel,), days, np.zeros(DAYS))  # fmt: skip
