"""KOCs: who is asked, what they give and get, and that it may help or hurt."""

from __future__ import annotations

import numpy as np
import pytest
from engine_helpers import assert_same, evenings, scenario

from sim.engine import simulate
from sim.state.people import Role

BASE = """
horizon: 90d
members: {initial: 150}
operators: {hours_per_day: 10}
strategies: {moderation: {hours_per_day: 1}}
mechanisms: {attend: {threshold: 6}, post: {threshold: 3.5}}
"""
EAGER = {"people": 8, "managers": 2, "least_belonging": 0.1, "period": 5}
SURE = {"mechanisms.roles.willing": 1.5, "mechanisms.roles.by_pay": 0.6}


def with_(values, more=None):
    """The base scenario with the strategy and more over it."""
    return scenario(BASE, {f"strategies.koc.{k}": v for k, v in values.items()} | (more or {}))


def days(values=None, more=None, worlds=16):
    """Day tables (worlds, days), with the strategy if there are values."""
    what = with_(values, more) if values is not None else scenario(BASE, more)
    return {name: table[:, 0] for name, table in simulate(what, worlds=worlds, jobs=1).days.items()}


def test_with_nobody_wanted_it_does_nothing() -> None:
    """Bit for bit the run without it."""
    assert_same(simulate(with_({"people": 0}), worlds=3, jobs=1), simulate(scenario(BASE), worlds=3, jobs=1))


def test_there_are_as_many_as_wanted_and_those_who_hold_a_role_are_counted() -> None:
    """KOCs and managers together up to the number; members who are there, no advertisers."""
    counted = 0
    for day, world in evenings(with_(EAGER, SURE)):
        record = world.groups[0]
        role = world.arrays["role"][0, world.arrays["present"][0, : int(record["n_present"])]]
        assert record["kocs"] == (role == Role.KOC).sum()
        assert record["managers"] == (role == Role.MANAGER).sum() <= 2
        assert record["kocs"] + record["managers"] <= 8
        assert day >= 4 or record["kocs"] == 0
        counted += record["kocs"]
    assert counted > 100


def test_stipends_are_paid_every_thirty_days_to_all_who_hold_a_role() -> None:
    """And to the yuan."""
    more = SURE | {"mechanisms.roles.burnout": 0}
    for day, world in evenings(with_(EAGER | {"stipend": 33, "from": 10}, more)):
        record = world.groups[0]
        due = day in {39, 69}
        assert (record["spent_koc"] > 0) == due
        if due:  # who is asked on the same day gets nothing yet
            assert record["spent_koc"] % 33 == 0
            assert record["spent_koc"] <= 33 * (record["kocs"] + record["managers"])


def test_they_take_work_off_the_operators() -> None:
    """Hours of care that they give are not paid by the hour; what is not asked for cannot be given."""
    on = days(EAGER, SURE)
    asked, given, helped = on["hours_asked"], on["hours_given"], on["hours_helped"]
    assert helped.sum() > 0
    np.testing.assert_allclose(given + helped, asked)
    assert helped.max() <= 1.25 + 1e-9  # moderation and answers
    idle = days(EAGER, SURE | {"strategies.moderation": None, "operators.answering_hours": 0})
    assert idle["hours_helped"].sum() == 0


def test_nobody_tires_of_work_that_is_not_there() -> None:
    """Burn-out comes from hours given, and only from these."""
    tired = SURE | {"mechanisms.roles.burnout": 0.01, "mechanisms.roles.koc_hours": 1.0}
    none = {"strategies.moderation": None, "operators.answering_hours": 0}
    assert days(EAGER, tired)["koc_quits"].sum() > 0
    assert days(EAGER, tired | none)["koc_quits"].sum() == 0
    assert days(EAGER, SURE | {"mechanisms.roles.burnout": 0})["koc_quits"].sum() == 0


def test_when_stipends_stop_the_dependent_go() -> None:
    """Those who were paid lay the role down; without dependence nobody does."""
    stops = EAGER | {"until": 65, "stipend": 300}
    fixed = SURE | {"mechanisms.roles.burnout": 0}
    hooked = fixed | {"mechanisms.roles.dependence": 0.6, "mechanisms.roles.unpaid": 0.2}
    assert days(stops, hooked)["koc_quits"][:, 65:].sum() > 10
    assert days(stops, hooked)["koc_quits"][:, :65].sum() == 0
    assert days(stops, fixed | {"mechanisms.roles.dependence": 0})["koc_quits"].sum() == 0


def test_it_may_help() -> None:
    """More is said, and more of the operators' hours are left."""
    on, off = days(EAGER, SURE), days()
    assert on["messages"].sum() > 1.05 * off["messages"].sum()


def test_it_may_hurt() -> None:
    """A title that sets apart, work that wears out, and bitterness: the best speak and come less."""
    sour = SURE | {
        "mechanisms.roles.burnout": 0.01,
        "mechanisms.roles.bitterness": 0.8,
        "mechanisms.roles.title": -0.1,
    }
    sour |= {"mechanisms.post.role": -1, "mechanisms.attend.role": -1, "mechanisms.roles.koc_hours": 1}
    on, off = days(EAGER, sour), days()
    assert on["messages"].sum() < 0.95 * off["messages"].sum()
    assert on["visiting"].sum() < off["visiting"].sum()


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_hours_for_talks_that_are_not_there_ask_fewer(share: float) -> None:
    """With none, nobody."""
    more = SURE | {"operators.answering_hours": 0, "strategies.moderation": None}
    more["operators.hours_per_day"] = share * 8 * 20 / 60 / 7
    first = days(EAGER, more)["kocs"][:, :8]
    assert first.max() <= 8 * share
    assert (first.max() > 0) == (share > 0)
