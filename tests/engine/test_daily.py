"""Channels whose prospects are given day by day."""

from __future__ import annotations

import numpy as np
import pytest
from engine_helpers import assert_same, column, evenings, scenario

from sim.engine import PlanError, simulate
from sim.engine.daily import read_daily
from sim.scenario import loads

TEXT = """
horizon: 20d
members: {initial: 0}
channels:
  logged: {per_day: 2, knows_inside: 0}
  other: {per_day: 1, knows_inside: 0}
mechanisms:
  admit: {enabled: false}
"""


@pytest.fixture
def given(tmp_path):
    """Write numbers to a file; return the overrides that name it."""

    def write(numbers, name="joins.csv"):
        (tmp_path / name).write_text("".join(f"{n}\n" for n in numbers), encoding="utf-8")
        return {"channels.logged.daily": str(tmp_path / name)}

    return write


def joins(what, world=0):
    return simulate(what, worlds=[world], jobs=1).days["joins_from_logged"][0, 0]


def test_as_many_come_as_are_given_in_every_world(given) -> None:
    numbers = np.arange(20) * 7 % 5
    what = scenario(TEXT, given(numbers))
    for world in (0, 1):
        assert joins(what, world).tolist() == numbers.tolist()


def test_after_the_last_line_they_are_drawn_as_ever(given) -> None:
    """The rest of the days, and every other channel, have the numbers that they would have had."""
    drawn = scenario(TEXT)
    part = scenario(TEXT, given([3, 0, 4]))
    assert joins(part)[:3].tolist() == [3, 0, 4]
    assert joins(part)[3:].tolist() == joins(drawn)[3:].tolist()
    others = [simulate(s, worlds=2, jobs=1).days["joins_from_other"].tolist() for s in (drawn, part)]
    assert others[0] == others[1]


def test_what_was_drawn_given_back_is_the_same_run(given) -> None:
    """Same persons, same luck: nothing but the number is given."""
    drawn = scenario(TEXT)
    block = simulate(drawn, worlds=[0], jobs=1)
    again = simulate(scenario(TEXT, given(joins(drawn).astype(int))), worlds=[0], jobs=1)
    assert_same(block, again)


def test_more_than_was_expected_finds_room(given) -> None:
    *_, (_, world) = evenings(scenario(TEXT, given([0] * 10 + [900])))
    assert column(world, "joins").max() >= 900


def test_numbers_beyond_the_horizon_are_not_looked_at(given) -> None:
    assert joins(scenario(TEXT, given([1] * 50))).tolist() == [1] * 20


def test_the_file_counts_and_not_its_name(given) -> None:
    """Equal content, equal scenario; an edited file is another scenario."""
    one, same = (scenario(TEXT, given([1, 2], name)) for name in ("a.csv", "b.csv"))
    assert one.digest() == same.digest()
    assert scenario(TEXT, given([1, 3])).digest() != one.digest()
    assert scenario(TEXT).digest() != one.digest()


def test_a_relative_name_is_relative_to_the_scenario(tmp_path) -> None:
    (tmp_path / "joins.csv").write_text("2\n2\n", encoding="utf-8")
    what = loads(TEXT, {"channels.logged.daily": "joins.csv"}, folder=tmp_path)
    assert joins(what)[:2].tolist() == [2, 2]


@pytest.mark.parametrize(
    ("text", "line"),
    [("1\n2.5\n", 2), ("-1\n", 1), ("1\n\n2\n", 2), ("٣\n", 1), ("9999999\n", 1), ("day,n\n", 1)],
)
def test_what_is_no_whole_number_is_refused_with_its_line(tmp_path, text, line) -> None:
    path = tmp_path / "joins.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PlanError, match=rf"channels\.x\.daily: .*joins\.csv, line {line}: a whole number"):
        read_daily(path, "channels.x.daily")


def test_a_missing_file_is_refused(tmp_path) -> None:
    what = scenario(TEXT, {"channels.logged.daily": str(tmp_path / "nothing.csv")})
    with pytest.raises(PlanError, match=r"channels\.logged\.daily: .* cannot be read: No such file"):
        simulate(what, worlds=1, jobs=1)


def test_a_file_that_is_no_text_is_refused(tmp_path) -> None:
    path = tmp_path / "joins.csv"
    path.write_bytes(b"\xff\xfe1")
    with pytest.raises(PlanError, match="is not text in UTF-8"):
        read_daily(path, "channels.x.daily")
