"""Money: what comes in, what goes out, what is bought."""

from __future__ import annotations

import numpy as np

from sim.contracts import Better, Measure, MeasureFile, Outcome, RunTables
from sim.contracts.measure import Array
from sim.contracts.outcomes import total

_ACQUIRING = ("cost_recruiting", "cost_screening", "cost_referral")


def _over(above: Array, below: Array) -> Array:
    """Quotient by world, NaN where there is nothing to divide by."""
    quotient: Array = np.where(below > 0, above / np.where(below > 0, below, 1.0), np.nan)
    return quotient


def lifetime_value(tables: RunTables) -> Array:
    """Fees and sales less refunds and goods, for each who ever was a member, shape (worlds,)."""
    days = tables.days
    return _over((days["revenue"] - days["goods"]).sum(axis=1), tables.at_risk[:, 0].astype(np.float64))


def acquisition_cost(tables: RunTables) -> Array:
    """Cost of getting people in, for each who joined, shape (worlds,)."""
    days = tables.days
    return _over(sum(days[name].sum(axis=1) for name in _ACQUIRING), days["joins"].sum(axis=1))


def repeat_share(tables: RunTables) -> Array:
    """Share of purchases by members who had bought before, shape (worlds,)."""
    return _over(tables.days["sales_repeat"].sum(axis=1), tables.days["sales"].sum(axis=1))


def sales_per_reached(tables: RunTables) -> Array:
    """Purchases for each member reached on a day, shape (worlds,)."""
    return _over(tables.days["sales"].sum(axis=1), tables.days["reached"].sum(axis=1))


def complaint_share(tables: RunTables) -> Array:
    """Complaints for each purchase, shape (worlds,)."""
    return _over(tables.days["complaints"].sum(axis=1), tables.days["sales"].sum(axis=1))


MEASURES = MeasureFile(
    rows=("M1", "M5", "M6"),
    measures=(
        Measure(name="revenue", label="Revenue", unit="yuan", doc="Entry fees and sales less refunds."),
        Measure(name="revenue_fees", label="Entry fees", unit="yuan", doc="Entry fees paid on the day."),
        Measure(name="revenue_sales", label="Sales", unit="yuan", doc="Paid for goods on the day, before refunds."),
        Measure(name="refunds", label="Refunds", unit="yuan", doc="Paid back to buyers who complained."),
        Measure(name="goods", label="Goods", unit="yuan", doc="What the goods sold on the day cost."),
        Measure(name="profit",
                formula=r"revenue_d - goods_d - cost_d",
                label="Profit", unit="yuan", doc="Revenue less goods, wages and money spent."),
        Measure(name="sales", label="Purchases", unit="purchases", doc="Purchases on the day."),
        Measure(name="sales_repeat", label="Repeat purchases", unit="purchases", doc="Of these, by members who had bought before."),
        Measure(name="sales_hot", label="Hot item sold", unit="purchases", doc="Of these, of the hot item."),
        Measure(name="complaints", label="Complaints", unit="complaints", doc="Buyers who complained."),
        Measure(name="stopped", label="Stopped buying", unit="people", doc="Buyers who will never buy here again since that day."),
        Measure(name="conversion",
                formula=r"\frac{sales_d}{reached_d}",
                label="Conversion", unit="share", doc="Purchases over members reached on the day."),
    ),
    outcomes=(
        Outcome(name="revenue_total", label="Revenue", unit="yuan", better=Better.HIGHER, compute=total("revenue"),
                doc="Entry fees and sales less refunds, over the whole run."),
        Outcome(name="profit_total", label="Profit", unit="yuan", better=Better.HIGHER, compute=total("profit"),
                doc="Revenue less goods, wages and money spent, over the whole run."),
        Outcome(name="sales_total", label="Purchases", unit="purchases", better=Better.HIGHER, compute=total("sales"),
                doc="Purchases over the whole run."),
        Outcome(name="repeat_share",
                formula=r"\frac{\sum_d repeat\ sales_d}{\sum_d sales_d}",
                label="Share of repeat purchases", unit="share", better=Better.HIGHER, combine="mean", compute=repeat_share,
                doc="Share of purchases by members who had bought before."),
        Outcome(name="complaint_share",
                formula=r"\frac{\sum_d complaints_d}{\sum_d sales_d}",
                label="Complaints per purchase", unit="share", better=Better.LOWER, combine="mean", compute=complaint_share,
                doc="Share of purchases that ended in a complaint."),
        Outcome(name="sales_per_reached",
                formula=r"\frac{\sum_d sales_d}{\sum_d reached_d}",
                label="Purchases per member reached", unit="share", better=Better.HIGHER, combine="mean",
                compute=sales_per_reached, doc="Purchases over members reached, summed over days."),
        Outcome(name="lifetime_value",
                formula=r"\frac{\sum_d (revenue_d - goods_d)}{members\ ever}",
                label="Lifetime value", unit="yuan", better=Better.HIGHER, combine="mean", compute=lifetime_value,
                doc="Revenue less goods for each who ever was a member, founders among them, up to the end of the run."),
        Outcome(name="acquisition_cost",
                formula=r"\frac{\sum_d (recruiting_d + screening_d + referral_d)}{\sum_d joins_d}",
                label="Acquisition cost", unit="yuan", better=Better.LOWER, combine="mean", compute=acquisition_cost,
                doc="Cost of recruiting, screening and referral for each who joined."),
    ),
)  # fmt: skip
