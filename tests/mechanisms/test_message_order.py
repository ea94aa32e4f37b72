"""Messages of a day are put in order of time."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.mechanisms.converse import _BYTE, _NUMBER, _ROW, _ROWS, _SECOND, order_by_time
from sim.state.clock import LATEST

sessions = st.lists(st.lists(st.integers(0, LATEST - 1), min_size=1, max_size=6), max_size=5)


@settings(max_examples=80, deadline=None)
@given(sessions, st.integers(1, 86_400))
def test_in_order_of_second_then_row_then_number(speakers, coarseness: int) -> None:
    """Coarse seconds make many messages of one second."""
    drafts = [
        (second // coarseness * coarseness, row, number)
        for row, seconds in enumerate(speakers)
        for number, second in enumerate(sorted(seconds))
    ]
    second = np.array([draft[0] for draft in drafts], np.uint32)
    row = np.array([draft[1] for draft in drafts], np.uint32)
    order = np.zeros(len(drafts), np.int64)
    number = np.array([draft[2] for draft in drafts], np.uint8)
    back = (np.arange(len(drafts)) % 256).astype(np.uint8)
    order_by_time(second, row, number, back, np.zeros_like(order), order)
    expected = sorted(range(len(drafts)), key=lambda m: drafts[m])
    found = (order >> _SECOND, (order >> _ROW) & _ROWS, (order >> _NUMBER) & _BYTE)
    assert list(zip(*(part.tolist() for part in found), strict=True)) == [drafts[m] for m in expected]
    assert (order & _BYTE).tolist() == back[expected].tolist()
