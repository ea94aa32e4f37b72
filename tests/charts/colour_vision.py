"""Colours as people with each kind of colour vision see them, and how far apart they are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

VISIONS = {
    "usual": np.eye(3),
    "protan": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deutan": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritan": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}  # fmt: skip
"""On linear RGB, at full severity: Machado, Oliveira and Fernandes 2009 (doi:10.1109/TVCG.2009.113)."""

_LMS = np.array([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
                 [0.0883024619, 0.2817188376, 0.6299787005]])  # fmt: skip
_LAB = np.array([[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
                 [0.0259040371, 0.7827717662, -0.8086757660]])  # fmt: skip
"""Oklab (B. Ottosson 2020, https://bottosson.github.io/posts/oklab/; used by CSS Color 4)."""


def linear(color: str) -> Array:
    """Return linear RGB of a colour such as ``#0072b2``, shape (3,)."""
    parts = np.array([int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2.2, 1 to 21."""
    a, b = sorted(float(linear(color) @ (0.2126, 0.7152, 0.0722)) for color in (one, other))
    return (b + 0.05) / (a + 0.05)


def distance(one: str, other: str) -> float:
    """Return how far two colours are apart for whom they are least so: 100 times the distance in Oklab."""
    return min(
        100 * float(np.linalg.norm(_oklab(seen @ linear(one)) - _oklab(seen @ linear(other))))
        for seen in VISIONS.values()
    )


def _oklab(rgb: Array) -> Array:
    found: Array = _LAB @ np.cbrt(np.clip(_LMS @ np.clip(rgb, 0, 1), 0, None))
    return found
