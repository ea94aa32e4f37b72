"""Study files: what they mean, and sentences for what they cannot mean."""

from __future__ import annotations

import json

import numpy as np
import pytest

from sim.scenario import ScenarioError
from sim.study.sweep import Points, load_study
from sim.study.sweep.declared import study_of
from sim.study.sweep.locate import shipped_studies
from sim.study.sweep.points import coordinates
from tests.study.sweep.conftest import STUDY


def written(tmp_path, text):
    path = tmp_path / "study.yaml"
    path.write_text(text)
    return path


def refused(tmp_path, text) -> str:
    with pytest.raises(ScenarioError) as caught:
        load_study(written(tmp_path, text))
    return str(caught.value)


@pytest.mark.parametrize("name", shipped_studies())
def test_shipped_studies_can_be_read_and_written_down(name):
    study = load_study(name)
    again = study_of(json.loads(json.dumps(study.resolved())))
    assert again.resolved() == study.resolved()
    points, other = Points(study), Points(again)
    assert [points.key(p) for p in points] == [other.key(p) for p in other]
    assert study.title != study.name
    assert study.question


def test_every_choice_meets_every_sample(tmp_path):
    text = (
        STUDY
        + "uncertainties:\n  tiring: {path: mechanisms.advertise.weight}\ndesign: {uncertainties: {design: sobol, points: 4}}\n"
    )
    study = load_study(written(tmp_path, text))
    points = Points(study)
    assert len(points) == 3 * 4
    pairs = {(point.choice, point.sample) for point in points}
    assert pairs == {(c, s) for c in range(3) for s in range(4)}
    values = {points.overrides(point)["mechanisms.advertise.weight"] for point in points}
    assert len(values) == 4
    factor = study.uncertainties.factors[0]
    assert factor.label and factor.low < factor.high, "words and range come from the declaration"


def test_a_sobol_design_can_be_extended_and_a_hypercube_fills_every_row(tmp_path):
    text = (
        STUDY.replace("values: [0, 1, 2]", "low: 0\n    high: 3")
        + "design: {strategies: {design: DESIGN, points: N}}\n"
    )
    few, many = (
        coordinates(
            load_study(written(tmp_path, text.replace("DESIGN", "sobol").replace("N}", f"{n}}}"))).strategies,
            0,
        )
        for n in (5, 12)
    )
    assert np.array_equal(few, many[:5])
    cube = coordinates(
        load_study(
            written(tmp_path, text.replace("DESIGN", "latin_hypercube").replace("N}", "10}"))
        ).strategies,
        0,
    )
    assert sorted(np.floor(cube[:, 0] / 3 * 10).tolist()) == list(range(10))


def test_a_list_and_levels_that_switch_strategies(tmp_path):
    text = """\
base: types/interest_group
set: {horizon: 20d, members.initial: 30}
strategies:
  pushes: {path: strategies.selling.pushes_per_day, values: [0, 1]}
  koc:
    levels:
      none: {strategies.koc.enabled: false}
      three: {strategies.koc.people: 3}
design: {strategies: {design: list, list: [{pushes: 0, koc: none}, {pushes: 1, koc: three}]}}
"""
    points = Points(load_study(written(tmp_path, text)))
    assert len(points) == 2
    spells = [{spell.strategy for spell in points.scenario(point).groups[0].spells} for point in points]
    assert "koc" not in spells[0]
    assert "koc" in spells[1]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("base: types/interest_group", "base: types/interest_grup", "did you mean types/interest_group"),
        ("base: types/interest_group\n", "", "the study has no base"),
        ("strategies:", "strategy:", "did you mean 'strategies'"),
        ("path: strategies.selling.pushes_per_day", "path: strategies.selling.push_per_day", "there is no key 'push_per_day' here"),
        ("values: [0, 1, 2]", "values: [0, 1, -2]", "-2 is negative"),
        ("values: [0, 1, 2]", "values: [0, 1, 1]", "'1' stands here twice"),
        ("values: [0, 1, 2]", "values: 3", "is not a list of values"),
        ("values: [0, 1, 2]", "low: 0\n    high: 3", "a grid needs values"),
        ("values: [0, 1, 2]", "values: [0]\n    low: 2", "the factor says both"),
        ("worlds: 8", "worlds: 0", "the least possible is 1"),
        ("worlds: 8", "worlds: 8\nprecision: {half_width: 0.1, most_worlds: 8}", "must be larger than `worlds`"),
        ("members_end]", "members_ent]", "did you mean 'members_end'"),
        ("worlds: 8", "worlds: 8\ndays: [visitng]", "did you mean 'visiting'"),
        ("worlds: 8", "worlds: 8\ndesign: spiral", "is not one of the choices"),
        ("worlds: 8", "worlds: 8\ndesign: sobol", "needs a number of points"),
        ("set: {members.initial: 30, horizon: 20d}", "set: 3", "where values by path should be"),
        ("path: strategies.selling.pushes_per_day", "path: horizon", "the horizon cannot differ"),
    ],
)  # fmt: skip
def test_refused_with_a_sentence(tmp_path, old, new, said):
    assert old in STUDY
    message = refused(tmp_path, STUDY.replace(old, new))
    assert said in message
    assert "study.yaml" in message or "interest_grup" in message


def test_every_corner_is_checked_before_anything_runs(tmp_path):
    """Each value is fine alone; together a spell would end before it begins."""
    text = STUDY + (
        "uncertainties:\n"
        "  begins: {path: strategies.content.from, values: [1d, 15d]}\n"
        "  ends: {path: strategies.content.until, values: [10d, 19d]}\n"
    )
    message = refused(tmp_path, text)
    assert "`until` must be later than `from`" in message
    assert "strategies.content.from=15d" in message
    assert message.count("\n") == 0, "once, not at every corner"


def test_not_a_file(tmp_path):
    with pytest.raises(
        ScenarioError, match="there is no study 'push_frequenzy'; did you mean sweeps/push_frequency"
    ):
        load_study("push_frequenzy")
