"""Buying and delivery: worked examples, and limits."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from engine_helpers import assert_same_bits, column, evenings, made, rows_of, scenario

from sim.engine import simulate
from sim.engine.stepper import run_days
from sim.mechanisms.buy import _mixed
from sim.state.group import Feed
from sim.state.people import NEVER

MEMBERS = 400
TEXT = f"""
horizon: 12d
members: {{initial: {MEMBERS}, advertisers: 0, distance: 0}}
graph: {{kind: none}}
operators: {{hours_per_day: 1000, wage: 0}}
strategies: {{}}
product: {{price: 40, cycle: 20d, cost_share: 0.25, quality: 0.6, promise: 0.6, service_minutes: 30, refund: 0.5}}
mechanisms:
  attend: {{threshold: -100}}
  traits: {{need_hazard: 0}}
  feel: {{enabled: false}}
  post: {{enabled: false}}
  mute: {{enabled: false}}
  leave: {{review: 0}}
  buy: {{close: 1, fit: 0, trust: 0, proof: 0, price: 0, fatigue: 0, impulse: 0}}
  deliver: {{stop: 0, luck: 0}}
"""
"""Everybody comes every day and buys whatever they need."""


def given(**over):
    return scenario(TEXT, {name.replace("__", "."): value for name, value in over.items()})


def days_of(**over):
    return simulate(given(**over), worlds=2, jobs=1).days


def pushing(**values):
    """Overrides by which operators push once a day."""
    return {f"strategies__selling__{name}": value for name, value in {"pushes_per_day": 1, **values}.items()}


def mixed(parts, weights=(1, 1, 1, 1), mixing=0.0):
    weigh = dict(zip(("fit", "trust", "proof", "price"), weights, strict=True))
    return getattr(_mixed, "py_func", _mixed)(SimpleNamespace(**weigh, mixing=mixing), *parts)


def test_how_the_parts_combine() -> None:
    """The product at 0, the mean at 1, in between in between; without weights, nothing matters."""
    parts = (0.9, 0.4, 0.5, 0.7)
    assert mixed(parts) == pytest.approx(np.prod(parts) ** 0.25, rel=1e-6)
    assert mixed(parts, mixing=1.0) == pytest.approx(np.mean(parts), rel=1e-6)
    assert mixed(parts, mixing=0.5) == pytest.approx(np.mean(np.sqrt(parts)) ** 2, rel=1e-6)
    assert mixed(parts, (0, 2, 0, 1), 1.0) == pytest.approx((2 * 0.4 + 0.7) / 3, rel=1e-6)
    assert mixed(parts, (0, 0, 0, 0)) == 1.0
    lack = (1, 1e-12, 1, 1)
    assert mixed(lack) < 0.01
    assert mixed(lack, mixing=1.0) > 0.7


def test_who_buys_is_as_many_as_the_chances_say() -> None:
    """On day 0: half of what willingness to pay says, for all who have a need."""
    what = given(product__cycle=1, mechanisms__buy__price=1, mechanisms__buy__close=0.5, mechanisms__buy__need_spread=0,
                 product__worth=2, mechanisms__buy__promise=1.5, mechanisms__buy__price_noise=0.7)  # fmt: skip
    world = made(what)
    run_days(world, 1)
    rows = rows_of(world)
    means = world.arrays["means"][0, rows].astype(float)
    worth = means * 2 * np.exp(1.5 * 0.6)
    chance = (1 - np.exp(-1)) * 0.5 / (1 + (40 / worth) ** (1 / 0.7))
    bought = world.arrays["purchases"][0, rows] > 0
    assert abs(bought.sum() - chance.sum()) < 4 * np.sqrt((chance * (1 - chance)).sum())
    assert means[bought].mean() > means[~bought].mean()


def test_what_is_left_of_a_sale() -> None:
    """Price less goods; service asked for on the day after."""
    days = days_of()
    assert days["sales"].sum() > 100
    assert np.allclose(days["revenue_sales"], 40 * days["sales"])
    assert np.allclose(days["goods"], 10 * days["sales"])
    assert np.allclose(days["profit"], 30 * days["sales"])
    assert np.allclose(days["hours_service"][:, :, 1:], 0.5 * days["sales"][:, :, :-1])


def test_discount_and_hot_item() -> None:
    """Price by both; the hot item goes to all who never bought, its goods cost half of the cut less."""
    sold = days_of(**pushing(pushes_per_day=0, discount=0.25, hot_item=0.4), mechanisms__buy__bargain=0)
    first, again = sold["bought"], sold["sales_repeat"]
    assert again.sum() > 0
    assert np.array_equal(sold["sales_hot"], first)
    assert np.allclose(sold["revenue_sales"], 30 * again + 18 * first)
    assert np.allclose(sold["goods"], 10 * again + 8 * first)
    all_hot = days_of(**pushing(pushes_per_day=0, hot_item=0.4), mechanisms__buy__bargain=1)
    assert np.array_equal(all_hot["sales_hot"], all_hot["sales"])


def test_discounts_are_got_used_to() -> None:
    """The usual discount nears the discount by half in its half-life; when it ends, fewer buy than if it had never been."""
    over = {
        "mechanisms__buy__price": 1,
        "mechanisms__buy__reference": 3,
        "mechanisms__buy__reference_days": 4,
    }
    long = {"horizon": 16, **over}
    world = made(given(**long, **pushing(pushes_per_day=0, discount=0.5, until=8)))
    run_days(world, 8)
    assert world.groups[0]["usual_discount"] == pytest.approx(0.5 * (1 - 2**-2))
    run_days(world, 16)
    assert world.groups[0]["usual_discount"] == pytest.approx(0.5 * (1 - 2**-2) / 4)

    def after(**more):
        return days_of(**long | more)["sales"][:, :, 8:].sum()

    used = pushing(pushes_per_day=0, discount=0.5, until=8)
    assert after(**used) < after()
    unmoved = {"mechanisms__buy__reference": 0, "mechanisms__buy__forward": 0, "mechanisms__buy__familiar": 0}
    assert after(**used | unmoved) == pytest.approx(after(**unmoved), rel=0.1)


def test_pushes_wake_needs() -> None:
    """Nobody needs anything by themselves; a push wakes a share of those who see it, and may take the next need's place."""
    idle = {"product__cycle": 36_500, "mechanisms__buy__need_spread": 0, "mechanisms__buy__sated": 0}
    assert days_of(**idle)["sales"].sum() <= 2
    assert days_of(**idle, **pushing())["sales"].sum() <= 2
    woken = days_of(**idle, **pushing(), mechanisms__buy__impulse=0.3)
    assert woken["sales"].sum() / (2 * 12 * MEMBERS) == pytest.approx(0.3, abs=0.02)
    sated = days_of(**idle | {"mechanisms__buy__sated": 1}, **pushing(), mechanisms__buy__impulse=0.3)
    assert sated["sales_repeat"].sum() <= 0.05 * sated["sales"].sum()
    one = pushing(until=1)
    now = {
        name: days_of(**one, mechanisms__buy__impulse=0.9, mechanisms__buy__forward=name)["sales"]
        for name in (0, 1)
    }
    assert np.array_equal(now[0][:, :, 0], now[1][:, :, 0])
    assert now[1][:, :, 1:].sum() < now[0][:, :, 1:].sum()


def test_a_glance_is_less_than_a_visit() -> None:
    """Of those who only notice a push, the share of visitors' chance buys."""
    over = {"mechanisms__attend__threshold": 100, "mechanisms__buy__impulse": 0.9, "product__cycle": 36_500}
    over |= {"mechanisms__advertise__notice": 0.9, "mechanisms__attend__notice": 0, "horizon": 1} | pushing()
    none, half, whole = (days_of(**over, mechanisms__buy__glance=g)["sales"].sum() for g in (0, 0.5, 1))
    assert none <= 2
    assert half / whole == pytest.approx(0.5, abs=0.1)


def test_tired_members_buy_less() -> None:
    """Fatigue acts on buying by its weight."""
    over = pushing(pushes_per_day=3)
    assert days_of(**over, mechanisms__buy__fatigue=0.2)["sales"].sum() < days_of(**over)["sales"].sum()


def test_proof_by_others() -> None:
    """What was bought lately fades and is outweighed by complaints; that it counts can be switched off."""
    over = {"mechanisms__buy__proof": 1, "product__quality": 0.3}
    seen = 0.0
    for _day, world in evenings(given(**over)):
        record = world.groups[0]
        seen = max(0.0, seen * 2 ** (-1 / 7) + float(record["sales"]) - 3 * float(record["complaints"]))
        assert record["sales_seen"] == pytest.approx(seen)
        assert world.arrays["feed"][0, Feed.COMPLAINT, _day] == record["complaints"]
    shy = {"mechanisms__buy__proof": 1, "mechanisms__buy__patience": 0}
    at = {alone: days_of(**shy, mechanisms__buy__alone=alone)["sales"].sum() for alone in (0.1, 1)}
    assert at[0.1] < at[1]


def test_the_gap_between_promise_and_delivery() -> None:
    """Trust falls and rises by its weights; complaints and refunds come with what is short."""
    over = {"product__cycle": 1, "mechanisms__buy__need_spread": 0, "horizon": 1}
    world = made(
        given(
            **over,
            product__quality=0.1,
            mechanisms__deliver__complaint=2,
            mechanisms__deliver__trust_loss=0.4,
        )
    )
    run_days(world, 1)
    rows, record = rows_of(world), world.groups[0]
    bought = world.arrays["last_purchase"][0, rows] == 0
    assert 0 < record["sales"] == bought.sum()
    assert record["complaints"] == record["sales"]  # 2 times a gap of 0.5
    assert record["refunds"] == 20 * record["complaints"]
    np.testing.assert_allclose(world.arrays["trust"][0, rows][bought], 0.5 - 0.4 * 0.5, rtol=1e-6)
    np.testing.assert_allclose(world.arrays["trust"][0, rows][~bought], 0.5, rtol=1e-6)
    np.testing.assert_allclose(world.arrays["expectation"][0, rows][bought], 0.5 - 0.2 * 0.5, rtol=1e-6)
    more = made(given(**over, product__quality=1.0))
    run_days(more, 1)
    np.testing.assert_allclose(more.arrays["trust"][0, rows][bought], 0.5 + 0.3 * 0.4, rtol=1e-6)
    assert more.groups[0]["complaints"] == 0


def test_who_stops_stops_for_good() -> None:
    """With certainty after one purchase; what falls short makes more stop, and none if stopping does not exist."""
    days = days_of(mechanisms__deliver__stop=1)
    assert days["sales"].sum() > 0
    assert days["sales_repeat"].sum() == 0
    assert np.array_equal(days["stopped"], days["sales"])
    *_, (_day, world) = evenings(given(mechanisms__deliver__stop=1))
    rows = rows_of(world)
    assert np.all(world.arrays["next_need"][0, rows][world.arrays["purchases"][0, rows] > 0] == NEVER)
    stopped = {
        quality: (days := days_of(mechanisms__deliver__stop=0.3, product__quality=quality))["stopped"].sum()
        / days["sales"].sum()
        for quality in (0.1, 0.6, 1.0)
    }
    assert stopped[0.1] > stopped[0.6] > stopped[1.0]
    assert stopped[0.6] == pytest.approx(0.3, abs=0.08)


def test_service_that_nobody_has_time_for() -> None:
    """Buyers get less when the hours for them are short."""
    over = {"mechanisms__deliver__unserved": 0.5, "operators__answering_hours": 0}
    served, unserved = (days_of(**over, operators__hours_per_day=hours) for hours in (1000, 0))
    assert served["complaints"].sum() == 0
    assert unserved["complaints"][:, :, 2:].sum() > 0
    assert unserved["hours_service"].sum() == 0


def test_gratitude_may_sell() -> None:
    """Help received counts as trust, where it is said to."""
    what = given(mechanisms__buy__trust=2, mechanisms__buy__gratitude=0.4, mechanisms__buy__close=0.5)
    plain, thankful = made(what), made(what)
    thankful.arrays["gratitude"][0, :MEMBERS] = 2.0
    for world in (plain, thankful):
        run_days(world, 8)
    assert column(thankful, "sales").sum() > column(plain, "sales").sum()


def test_without_a_price_the_rest_of_the_product_is_nothing() -> None:
    """Whatever it is like, whatever is offered: bit for bit the same."""
    nothing = {"product__price": 0} | pushing()
    plain = days_of(**nothing)
    other = days_of(
        **nothing | {"product__quality": 0.1, "product__cycle": 2, "mechanisms__buy__impulse": 0.9}
    )
    for name, table in plain.items():
        assert_same_bits(table, other[name], name)
