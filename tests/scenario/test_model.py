"""Scenarios as values: digests, pickles, and files that say the same again."""

from __future__ import annotations

import datetime
import json
import pickle

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.parameters import Kind
from sim.scenario import ScenarioError, catalogue, loads
from sim.scenario.core_schema import resolve
from sim.scenario.keys import SPELL_KEYS
from sim.state.sections import CHANNEL, GRAPH, GROUP, MEMBERS, OPERATORS

RELAXED = settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def value_of(parameter):
    """Values that a parameter can take."""
    kind, (low, high) = parameter.kind, parameter.bounds
    if kind is Kind.SWITCH:
        return st.booleans()
    if kind is Kind.CHOICE:
        return st.sampled_from(parameter.choices)
    if kind is Kind.TEXT:
        return st.text(max_size=20).map(lambda text: "".join(c for c in text if c.isprintable()))
    if kind is Kind.INTEGER:
        return st.integers(int(low), int(high))
    numbers = st.floats(low, high) | st.integers(int(low), int(high))
    if kind is Kind.DURATION:
        return numbers | st.sampled_from(["12h", "7h", "2w"]).filter(lambda _: low <= 0.25)
    return numbers | st.just("9.9元") if kind is Kind.MONEY else numbers


def block_of(parameters):
    """Blocks that give some of the parameters."""
    return st.fixed_dictionaries({}, optional={each.name: value_of(each) for each in parameters})


def scenarios():
    """Valid scenarios, as plain values."""
    names = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
    switched = {key.name for key in SPELL_KEYS}
    group = {
        "group": block_of(GROUP.parameters),
        "members": block_of(MEMBERS.parameters),
        "graph": block_of(GRAPH.parameters),
        "channels": st.dictionaries(names, block_of(CHANNEL.parameters) | st.none(), max_size=3),
        "strategies": st.fixed_dictionaries(
            {},
            optional={
                name: block_of(tuple(p for p in strategy.parameters if p.name not in switched))
                | st.booleans()
                | st.none()
                | st.just([{"until": 3}, {"from": "3d", "until": 9.0}])
                for name, strategy in catalogue.strategies().items()
            },
        ),
        "mechanisms": st.fixed_dictionaries(
            {},
            optional={
                name: block_of(mechanism.parameters) | st.booleans() | st.none()
                for name, mechanism in catalogue.mechanisms().items()
            },
        ),
    }
    top = {
        **group,
        "title": st.sampled_from(["A", "yes", "1e3", "a: b # c", "群 “一”", "null", "'", '"\\']),
        "horizon": st.integers(10, 3650) | st.just("4w"),
        "start": st.dates(datetime.date(1970, 1, 1), datetime.date(2200, 1, 1)).map(str),
        "operators": block_of(OPERATORS.parameters),
        "groups": st.dictionaries(names, st.fixed_dictionaries({}, optional=group), max_size=3),
    }
    return st.fixed_dictionaries({}, optional=top)


class Dumper(yaml.SafeDumper):
    """PyYAML, which writes for YAML 1.1 and would leave 1e3 and 0E0 without the quotes that 1.2 needs."""


Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style=None if isinstance(resolve(text), str) else '"'
    ),
)


@RELAXED
@given(data=st.data())
def test_a_resolved_scenario_loads_as_itself(made_up, data):
    content = data.draw(scenarios())
    scenario = loads(json.dumps(content, ensure_ascii=False))  # JSON is YAML 1.2
    dumped = yaml.dump(scenario.resolved(), Dumper=Dumper)
    for text in (dumped, json.dumps(scenario.resolved(), ensure_ascii=False), scenario.yaml_text()):
        again = loads(text)
        assert again.digest() == scenario.digest()
        assert again.groups == scenario.groups
        assert again == scenario
    assert again.resolved() == scenario.resolved()


def turned(content):
    """Return the same mappings with their keys the other way round."""
    if isinstance(content, dict):
        return {key: turned(value) for key, value in reversed(content.items())}
    return content


@RELAXED
@given(data=st.data())
def test_the_order_of_keys_does_not_matter(made_up, data):
    content = data.draw(scenarios())
    forwards = json.dumps(content, ensure_ascii=False)
    backwards = json.dumps(turned(content), ensure_ascii=False)
    assert loads(forwards).digest() == loads(backwards).digest()


def test_titles_names_and_files_do_not_count(made_up, folder):
    assert loads("title: A", name="a").digest() == loads("title: B", name="b").digest()
    assert loads("title: A") == loads("title: B")
    assert len({loads("title: A"), loads("title: B"), loads("horizon: 3d")}) == 2


@pytest.mark.parametrize(
    "change",
    [
        "horizon: 181d", "start: 2024-03-01", "members: {initial: 201}", "group: {need: 1.1}",
        "graph: {kind: none}", "channels: {a: {}}", "strategies: {selling: true}", "operators: {wage: 41}",
        "mechanisms: {fatigue: false}", "mechanisms: {fatigue: {weight: 2}}", "groups: {other: {}}",
    ],
)  # fmt: skip
def test_everything_else_counts(made_up, change):
    assert loads(change) != loads("title: A")


def test_writing_a_number_differently_does_not_count(made_up):
    one = "members: {initial: 20.0}\nhorizon: 2w\ngroup: {need: 1}\nstrategies: {selling: {rest: 12h}}"
    two = "members: {initial: 20}\nhorizon: 14\ngroup: {need: 1.0}\nstrategies: {selling: {rest: 0.5}}"
    assert loads(one).digest() == loads(two).digest()


def test_scenarios_can_be_pickled(made_up):
    scenario = loads("strategies: {selling: true}\nchannels: {a: {}}\nstart: 2024-03-01")
    again = pickle.loads(pickle.dumps(scenario))  # noqa: S301 - made on the line itself
    assert again == scenario
    assert again.groups == scenario.groups
    assert hash(again.groups[0]) == hash(scenario.groups[0])
    assert again.start == datetime.date(2024, 3, 1)


def test_every_mechanism_is_there_with_all_its_values(made_up):
    (group,) = loads("mechanisms: {fatigue: {enabled: false, weight: 3}}").groups
    assert list(group.mechanisms) == ["fatigue", "novelty"]
    assert group.mechanisms["fatigue"] == {"half_life": 5.0, "weight": 3.0}
    assert group.disabled == {"fatigue"}


def test_rows_change_no_result_and_are_not_inherited(tmp_path):
    plain = loads("horizon: 9d")
    named = loads("horizon: 9d\nrows: [T6, T7]")
    assert named.rows == ("T6", "T7")
    assert named.digest() == plain.digest()
    assert loads(named.yaml_text()).rows == named.rows
    assert "rows" not in plain.resolved()
    (tmp_path / "parent.yaml").write_text("rows: [T6]\nhorizon: 9d\n", encoding="utf-8")
    assert loads("extends: ./parent", folder=tmp_path).rows == ()
    assert loads("rows: T6").rows == ("T6",)


@pytest.mark.parametrize("rows", ["[T99]", "[S1]", "[T6, T6]", "{a: b}", "[[T6]]", "7"])
def test_rows_that_are_none_are_refused(rows):
    with pytest.raises(ScenarioError, match="not a type of group"):
        loads(f"rows: {rows}")
