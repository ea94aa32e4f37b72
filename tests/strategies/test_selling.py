"""Selling: it earns, and each of its means can cost more than it brings."""

from __future__ import annotations

import pytest
from engine_helpers import assert_same_bits, scenario

from sim.engine import simulate

TEXT = """
horizon: 90d
members: {initial: 120, advertisers: 0}
channels: {campaign: {per_day: 1}}
operators: {hours_per_day: 6}
product: {price: 50, cycle: 15d, service_minutes: 5}
strategies: {}
"""


def runs(over=None, **selling):
    """Outcomes in the mean over worlds, under the same luck."""
    given = {f"strategies.selling.{name}": value for name, value in selling.items()}
    found = simulate(scenario(TEXT, {**(over or {}), **given}), worlds=12, jobs=2).runs
    return {name: float(values.mean()) for name, values in found.items()}


PUSHES = {"pushes_per_day": 0.5}


def test_pushes_earn() -> None:
    """At defaults a push now and then sells more than it costs."""
    assert runs(**PUSHES)["profit_total"] > runs()["profit_total"]


def test_too_many_pushes_hurt() -> None:
    """Six a day: fewer visits, more muted, less profit than one every second day."""
    many, few = runs(pushes_per_day=6), runs(**PUSHES)
    assert many["visiting_late"] < few["visiting_late"]
    assert many["muted_end"] > few["muted_end"]
    assert many["profit_total"] < few["profit_total"]


def test_pushes_without_impulse_only_cost() -> None:
    """If no push wakes a need, profit falls."""
    asleep = {"mechanisms.buy.impulse": 0}
    assert runs(asleep, pushes_per_day=2)["profit_total"] < runs(asleep)["profit_total"]


@pytest.mark.parametrize("discount", [0.2, 0.5])
def test_a_discount_hurts_where_the_price_hardly_matters(discount: float) -> None:
    """It gives away margin."""
    cheap = {"product.worth": 20}
    assert runs(cheap, **PUSHES, discount=discount)["profit_total"] < runs(cheap, **PUSHES)["profit_total"]


def test_a_discount_sells_more_where_it_does() -> None:
    """At a price that many find high."""
    dear = {"product.price": 150, "mechanisms.buy.price_noise": 0.2}
    assert runs(dear, **PUSHES, discount=0.5)["sales_total"] > runs(dear, **PUSHES)["sales_total"]


def test_a_hot_item_makes_buyers_and_may_cost_money() -> None:
    """More have bought once; where the full price was no hindrance, profit falls."""
    hot, plain = runs(**PUSHES, hot_item=0.8), runs(**PUSHES)
    assert hot["funnel_bought"] > plain["funnel_bought"]
    cheap = {"product.worth": 20, "mechanisms.buy.bargain": 1}
    assert runs(cheap, **PUSHES, hot_item=0.8)["profit_total"] < runs(cheap, **PUSHES)["profit_total"]


def test_big_words_disappoint() -> None:
    """More complaints and fewer who buy again; where words pull little, less profit."""
    big, plain = runs(**PUSHES, over_promise=0.3), runs(**PUSHES)
    assert big["complaint_share"] > plain["complaint_share"]
    plainly = {"mechanisms.buy.promise": 0, "mechanisms.deliver.stop_gap": 6}
    assert runs(plainly, **PUSHES, over_promise=0.3)["profit_total"] < runs(plainly, **PUSHES)["profit_total"]


def test_choosing_goods_sells_more_and_takes_hours() -> None:
    """Where all are near the topic there is nothing to gain."""
    far, near = {"members.distance": 2, "channels.campaign.distance": 2}, {"members.spread": 0, "members.distance": 0,
           "channels.campaign.spread": 0, "channels.campaign.distance": 0}  # fmt: skip
    assert runs(far, **PUSHES, relevance=1)["sales_total"] > runs(far, **PUSHES)["sales_total"]
    assert runs(near, **PUSHES, relevance=1)["profit_total"] < runs(near, **PUSHES)["profit_total"]


def test_at_its_null_nothing_changes() -> None:
    """Bit for bit, though something is sold."""
    null = {
        "pushes_per_day": 0,
        "usefulness": 0,
        "relevance": 0,
        "discount": 0,
        "hot_item": 0,
        "over_promise": 0,
    }
    given = {f"strategies.selling.{name}": value for name, value in null.items()}
    with_it, without = (simulate(scenario(TEXT, over), worlds=3, jobs=1) for over in (given, {}))
    assert without.days["sales"].sum() > 0
    for name, table in without.days.items():
        assert_same_bits(table, with_it.days[name], name)
