"""The funnel: how many come how far, from the door to bringing others."""

from __future__ import annotations

import numpy as np

from sim.contracts import Better, Measure, MeasureFile, Outcome, RunTables
from sim.contracts.measure import Array
from sim.contracts.outcomes import total


def _members(tables: RunTables) -> Array:
    """Everybody who ever was a member, founders among them, shape (worlds,)."""
    return tables.at_risk[:, 0].astype(np.float64)


def _reached(tables: RunTables) -> Array:
    """Everybody who came to the door, founders among them, shape (worlds,)."""
    refused: Array = tables.days["refused"].sum(axis=1)
    return _members(tables) + refused


MEASURES = MeasureFile(
    rows=("M2", "M4", "M5"),
    measures=(
        Measure(name="activated", label="Activated", unit="people", doc="Members who on the day for the first time spoke, bought or had come often enough while new."),
        Measure(name="became_active", label="Became active", unit="people", doc="Members who on the day for the first time came back four weeks or more after joining."),
        Measure(name="bought", label="First purchase", unit="people", doc="Members who bought for the first time."),
        Measure(name="bought_again", label="Second purchase", unit="people", doc="Members who bought for the second time."),
        Measure(name="referred", label="First referral", unit="people", doc="Members who for the first time brought somebody who joined."),
        Measure(name="invitations", label="Invitations", unit="people", doc="People whom members invited."),
        Measure(name="joins_referred", label="Brought by members", unit="people", doc="Newcomers whom a member brought."),
    ),
    outcomes=(
        Outcome(name="funnel_reached", label="Funnel: reached", unit="people", better=Better.HIGHER, compute=_reached,
                doc="People who came to the door, and the founders."),
        Outcome(name="funnel_joined", label="Funnel: joined", unit="people", better=Better.HIGHER, compute=_members,
                doc="Of these, members, founders among them."),
        Outcome(name="funnel_activated", label="Funnel: activated", unit="people", better=Better.HIGHER, compute=total("activated"),
                doc="Members who spoke, bought, or came often while new."),
        Outcome(name="funnel_active", label="Funnel: active", unit="people", better=Better.HIGHER, compute=total("became_active"),
                doc="Members who came back four weeks or more after joining."),
        Outcome(name="funnel_bought", label="Funnel: bought", unit="people", better=Better.HIGHER, compute=total("bought"),
                doc="Members who bought."),
        Outcome(name="funnel_bought_again", label="Funnel: bought again", unit="people", better=Better.HIGHER, compute=total("bought_again"),
                doc="Members who bought more than once."),
        Outcome(name="funnel_referred", label="Funnel: referred", unit="people", better=Better.HIGHER, compute=total("referred"),
                doc="Members who brought somebody who joined."),
    ),
)  # fmt: skip
