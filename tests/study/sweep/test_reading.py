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
        ("  pushes:", "  world:", "cannot be called 'world'"),
        ("  pushes:", "  Members_end:", "cannot be called 'Members_end'"),
        ("worlds: 8", "worlds: 8\nuncertainties:\n  Pushes: {path: mechanisms.advertise.weight, values: [1, 2]}", "there is a factor 'Pushes' already"),
        ("worlds: 8", "worlds: 8\nuncertainties:\n  again: {path: strategies.selling.pushes_per_day, values: [3, 4]}", "'pushes' and 'again' both set strategies.selling.pushes_per_day"),
        ("base: types/interest_group", "base: [types/interest_group, types/interest_group]", "two of the scenarios are 'types/interest_group'"),
        ("values: [0, 1, 2]", "values: [0, 1, 1.0]", "'1.0' stands here twice"),
        ("path: strategies.selling.pushes_per_day\n    values: [0, 1, 2]", "levels: {none: {}, nothing: {}}", "'none' and 'nothing' put the same"),
        ("worlds: 8", "worlds: 8\ndesign: {strategies: {design: list, list: [{pushes: 1}, {pushes: 1}]}}", "this point stands in the list already"),
        ("worlds: 8", "worlds: 8\ndesign: {strategies: {design: list, list: 3}}", "'3' is not a point"),
        ("worlds: 8", "worlds: 8\ndesign: list", "the design list has no `list`"),
        ("worlds: 8", "worlds: 8\ndesign: {strategies: {design: grid, list: [{pushes: 1}]}}", "makes its own points"),
        ("worlds: 8", "worlds: 8\ndesign: {strategies: {design: grid, point: 3}}", "did you mean 'points'"),
        ("worlds: 8", "worlds: 8\ndesign: {strategies: {points: 3}}", "makes its own number of points"),
        ("worlds: 8", "worlds: 8\ndesign: {uncertainties: {design: sobol, points: 8}}", "factors that the study does not have"),
        ("worlds: 8", "worlds: 8\ndesign: [grid]", "is not a design"),
        ("values: [0, 1, 2]\nworlds: 8", "low: 0\n    high: 3\nworlds: 8\ndesign: {strategies: {design: sobol, points: 1000000}}\nuncertainties:\n  u: {path: mechanisms.advertise.weight, values: [0.1, 0.2]}", "the study has 2,000,000 points"),
        ("path: strategies.selling.pushes_per_day\n    values: [0, 1, 2]", "path: strategies.koc.people\n    low: 2.2\n    high: 2.8", "the range begins at 3"),
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


RANGE = STUDY.replace("values: [0, 1, 2]", "low: LOW\n    high: HIGH").replace(
    "strategies.selling.pushes_per_day", "PATH"
)


def ranged(tmp_path, path, low, high, design="sobol", points=64, log="false"):
    text = RANGE.replace("PATH", f"{path}\n    log: {log}").replace("LOW", low).replace("HIGH", high)
    return load_study(
        written(tmp_path, text + f"design: {{strategies: {{design: {design}, points: {points}}}}}\n")
    )


@pytest.mark.parametrize("design", ["sobol", "latin_hypercube"])
def test_whole_numbers_fill_their_range_and_stand_once(tmp_path, design):
    study = ranged(tmp_path, "strategies.koc.people", "1.5", "5.5", design)
    points = Points(study)
    assert points.choices[:, 0].tolist() != sorted(points.choices[:, 0].tolist()) or len(points) < 5
    assert sorted(points.choices[:, 0]) == [2, 3, 4, 5], "64 points asked for, four different ones there are"
    assert len({points.key(point) for point in points}) == len(points) == 4


def test_a_sobol_design_of_whole_numbers_can_be_extended(tmp_path):
    few, many = (
        coordinates(ranged(tmp_path, "members.initial", "10", "60", points=n).strategies, 0) for n in (8, 64)
    )
    assert np.array_equal(few, many[: len(few)])
    assert len(few) < len(many) < 64


def test_whole_numbers_by_their_logarithm(tmp_path):
    values = coordinates(
        ranged(tmp_path, "members.initial", "10", "1000", points=32, log="true").strategies, 0
    )
    assert values.min() >= 10 and values.max() <= 1000
    assert 50 < np.median(values) < 200, "as many below 100 as above"


def test_ranges_of_days_have_whole_days(tmp_path):
    """The model refuses parts of a day, which ends of a range do not show."""
    study = ranged(tmp_path, "strategies.selling.from", "1d", "1w", points=16)
    points = Points(study)
    assert sorted(points.choices[:, 0]) == [1, 2, 3, 4, 5, 6, 7]
    spells = [points.scenario(point).groups[0].spells for point in points]
    assert len(spells) == 7


def test_values_with_units_are_numbers(tmp_path):
    text = STUDY.replace("pushes_per_day", "from").replace("[0, 1, 2]", "[0d, 7d, 2w]")
    factor = load_study(written(tmp_path, text)).strategies.factors[0]
    assert [level.number for level in factor.levels] == [0, 7, 14]
    assert [level.name for level in factor.levels] == ["0d", "7d", "2w"]


def test_keys_of_an_archive_go_by_the_digests_it_has(study_file):
    study = load_study(study_file)
    point = Points(study)[1]
    now = (study.bases[0].base.digest(),)
    assert Points(study, now).key(point) == Points(study).key(point)
    assert Points(study, ("0" * 16,)).key(point) != Points(study).key(point)
