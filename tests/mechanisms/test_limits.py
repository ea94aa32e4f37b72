"""Whatever the parameters within their ranges, the state keeps its limits."""

from __future__ import annotations

import numpy as np
import pytest
from engine_helpers import PORTFOLIO, RICH, assert_same, check_state, evenings, scenario
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine import simulate
from sim.parameters import Kind
from sim.scenario import catalogue
from sim.state.sections import CHANNEL, GRAPH, GROUP, MEMBERS, OPERATORS, PRODUCT

NUMBERS = {Kind.NUMBER, Kind.INTEGER, Kind.SHARE, Kind.DURATION, Kind.MONEY}


def ranged(parameters):
    return [p for p in parameters if p.kind in NUMBERS]


PLACES = {
    f"{kind}.{name}.{p.name}": p
    for kind, found in (("mechanisms", catalogue.mechanisms()), ("strategies", catalogue.strategies()))
    for name, declared in found.items()
    for p in ranged(declared.parameters)
    if (kind, name) != ("strategies", "selling")  # a list of spells in the rich scenario: below
}
PLACES |= {
    f"{s.name}.{p.name}": p for s in (GROUP, MEMBERS, GRAPH, PRODUCT, OPERATORS) for p in ranged(s.parameters)
}
PLACES |= {f"channels.campaign.{p.name}": p for p in ranged(CHANNEL.parameters)}
PLACES |= {f"strategies.selling.1.{p.name}": p for p in ranged(catalogue.strategies()["selling"].parameters)}
SMALL = {"horizon": 16, "members.initial": 40}


def written(parameter, value):
    return round(value) if parameter.kind is Kind.INTEGER else float(value)


@pytest.mark.parametrize("place", PLACES)
def test_one_parameter_at_an_end_of_its_range(place: str) -> None:
    """Low, high, and no effect: no NaN, no infinity, nothing out of bounds."""
    parameter = PLACES[place]
    ends = {
        written(parameter, end) for end in (parameter.low, parameter.high, parameter.none) if end is not None
    }
    for end in ends:
        with_pool = {place.replace("imitation", "pool"): 300} if place.endswith("imitation") else {}
        *_, (_, world) = evenings(scenario(RICH, {**SMALL, place: end, **with_pool}))
        check_state(world)
        finite = np.isfinite(world.out[..., [name not in NOT_A_NUMBER for name in columns()]])
        assert finite.all()


NOT_A_NUMBER = {"load", "gini", "top20_share"}


def columns():
    from sim.engine.plan import day_measures

    return [measure.name for measure in day_measures()]


HARD = {
    place: parameter
    for place, parameter in PLACES.items()
    if place.startswith("mechanisms.") and parameter.bounds[1] <= 1.0
}


@pytest.mark.parametrize("place", HARD)
def test_one_share_at_its_bounds(place: str) -> None:
    """Shares may be 0 and 1 wherever their plausible range ends."""
    for bound in HARD[place].bounds:
        *_, (_, world) = evenings(scenario(RICH, {**SMALL, place: bound}))
        check_state(world)


def vectors(places):
    """Values within the ranges: for all places at once, or for a few of them, at the ends or in between."""
    names = sorted(places)

    def everywhere(seed):
        shares = np.random.default_rng(seed).choice([0.0, 1.0, 0.5, 0.1, 0.9], len(names))
        return dict(zip(names, shares.tolist(), strict=True))

    some = st.dictionaries(
        st.sampled_from(names), st.one_of(st.sampled_from([0.0, 1.0]), st.floats(0, 1)), max_size=12
    )
    shares = st.one_of(st.integers(0, 2**32).map(everywhere), some)

    def values(chosen):
        return {
            name: written(places[name], places[name].low + share * (places[name].high - places[name].low))
            for name, share in chosen.items()
        }

    return shares.map(values)


MECHANISM_PLACES = {place: p for place, p in PLACES.items() if place.startswith("mechanisms.")}
OTHER_PLACES = {
    place: p for place, p in PLACES.items() if place not in MECHANISM_PLACES and place != "members.initial"
}
SWITCHES = st.sets(st.sampled_from(sorted(catalogue.mechanisms())), max_size=3)


@settings(max_examples=25)
@given(parameters=vectors(MECHANISM_PLACES), world=st.integers(0, 2**31))
def test_any_parameters_of_mechanisms(parameters, world) -> None:
    """All at once, anywhere in their ranges."""
    for _day, running in evenings(scenario(RICH, {**SMALL, **parameters}), world=world):
        check_state(running)


@settings(max_examples=25)
@given(
    parameters=vectors(OTHER_PLACES),
    off=SWITCHES,
    initial=st.integers(0, 60),
    days=st.integers(1, 40),
    kind=st.sampled_from(["communities", "small_world", "scale_free", "none"]),
    order=st.sampled_from(["equal", "care", "selling"]),
)
def test_any_scenario(parameters, off, initial, days, kind, order) -> None:
    """Sections, strategies and channels at once, some mechanisms off, few members or none."""
    # word of mouth without a pool grows without end: 60 % a day is plausible for days, not for weeks
    parameters = {**parameters, "channels.campaign.pool": 200}
    given_values = {**parameters, "horizon": 40, "members.initial": initial, "graph.kind": kind}
    given_values |= {"operators.first_things_first": order}
    given_values |= {f"mechanisms.{name}.enabled": False for name in off}
    what = scenario(RICH, given_values)
    for day, running in evenings(what):
        if day >= days:
            break
        check_state(running)


@settings(max_examples=10)
@given(parameters=vectors(MECHANISM_PLACES), seed=st.integers(0, 2**62))
def test_any_portfolio_is_the_same_for_any_number_of_threads(parameters, seed) -> None:
    """Identity does not hang on well-behaved parameters."""
    what = scenario(PORTFOLIO, {**parameters, "horizon": 10})
    assert_same(simulate(what, worlds=3, seed=seed, jobs=1), simulate(what, worlds=3, seed=seed, jobs=2))
