"""Referral: whom members invite, and who comes of it."""

from __future__ import annotations

from sim.contracts import Measure, MeasureFile

MEASURES = MeasureFile(
    rows=("S16", "M5"),
    measures=(
        Measure(name="invitations", label="Invitations", unit="people", doc="People whom members invited."),
        Measure(name="joins_referred", label="Brought by members", unit="people", doc="Newcomers whom a member brought; they count as come by themselves."),
        Measure(name="referred", label="First referral", unit="people", doc="Members who for the first time brought somebody who joined."),
    ),
)  # fmt: skip
