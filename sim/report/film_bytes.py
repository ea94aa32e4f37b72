"""A film as bytes for the page: a head in JSON, then arrays, one byte for each person and day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.study.reel import Film, Reel

COUNTS = ("members", "visiting", "messages", "leaves")
"""Measures that stand beside the picture; leaves are summed up."""

KINDS = {"u1": np.uint8, "u2": np.uint16, "i2": np.int16, "u4": np.uint32}
"""Types of the arrays, little-endian, by the names that the page's script knows."""

NOBODY = 255
"""Channel of who never joined under a scenario."""


class _Arrays:
    """Arrays one after another, each from a multiple of four bytes on."""

    def __init__(self) -> None:
        self.bytes = bytearray()

    def add(self, kind: str, values: NDArray[Any]) -> list[str | int]:
        """Append an array and return where it is: kind, first byte, length.

        Raises
        ------
        ValueError
            If a value does not fit the kind.
        """
        packed = values.astype(np.dtype(KINDS[kind]).newbyteorder("<"))
        if not np.array_equal(packed, values):
            raise ValueError(f"values from {values.min()} to {values.max()} do not fit {kind}")
        where: list[str | int] = [kind, len(self.bytes), int(packed.size)]
        self.bytes += packed.tobytes()
        self.bytes += bytes(-len(self.bytes) % 4)
        return where


def film_bytes(film: Film, about: Sequence[dict[str, Any]], words: dict[str, str]) -> bytes:
    """Return the film as the page's script reads it.

    Four bytes give the length of the head, which is JSON; starts of arrays count from its end.

    Parameters
    ----------
    film
        What to pack.
    about
        For each scenario what is said of it: title, letter, moments.
    words
        Texts of the player.
    """
    arrays = _Arrays()
    place = arrays.add("u2", np.rint(film.place.ravel() * 65535).astype(np.int64))
    arms = [{**said, **_arm(reel, arrays)} for said, reel in zip(about, film.reels, strict=True)]
    days = int(film.reels[0].seen.shape[1])
    head = {
        "world": film.world,
        "people": film.people,
        "days": days,
        "place": place,
        "arms": arms,
        "words": words,
    }
    text = json.dumps(head, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")
    text += b" " * (-len(text) % 4)
    return len(text).to_bytes(4, "little") + text + bytes(arrays.bytes)


def _arm(reel: Reel, arrays: _Arrays) -> dict[str, Any]:
    """Pack a scenario's reel, and return its part of the head."""
    days = reel.seen.shape[1]
    links = reel.links[np.lexsort(reel.links.T[::-1])]  # in order of day, then of people: packs better
    ends = np.searchsorted(links[:, 0], np.arange(days + 1))
    counts = {name: np.nan_to_num(reel.days[name]) for name in COUNTS if name in reel.days}
    if "leaves" in counts:
        counts["leaves"] = counts["leaves"].cumsum()
    return {
        "channels": list(reel.channels),
        "counts": {name: [round(float(value), 3) for value in values] for name, values in counts.items()},
        "arrays": {
            "seen": arrays.add("u1", reel.seen.ravel()),
            "joined": arrays.add("i2", reel.joined),
            "left": arrays.add("i2", reel.left),
            "channel": arrays.add("u1", np.where(reel.channel < 0, NOBODY, reel.channel)),
            "inviter": arrays.add("i2", reel.inviter),
            "cause": arrays.add("u1", reel.cause),
            "role": arrays.add("u1", reel.role),
            "spent": arrays.add("u4", reel.spent),
            "ends": arrays.add("u4", ends),
            "one": arrays.add("u2", links[:, 1]),
            "two": arrays.add("u2", links[:, 2]),
        },
    }
