"""Rows of the articles count only where something that works covers them."""

from __future__ import annotations

import sys
import textwrap

import pytest

from sim.engine import coverage as covering
from sim.engine import reading
from sim.scenario import load_scenario, shipped_root
from sim.scenario.rows import ROWS


def found():
    return {row.id: row for row in covering.coverage()}


def test_every_row_is_there_once_in_the_order_of_the_page():
    assert [row.id for row in covering.coverage()] == list(ROWS)
    counts = {letter: sum(row.letter == letter for row in ROWS.values()) for letter in "TDSRMH"}
    assert counts == {"T": 18, "D": 23, "S": 49, "R": 15, "M": 7, "H": 59}
    assert all(row.label and len(row.label) <= 60 for row in ROWS.values())
    assert len({row.label for row in ROWS.values()}) == len(ROWS)


def test_what_works_is_counted():
    rows = found()
    assert rows["S17"].files == ("strategies/selling.py",)
    assert "types/interest_group.yaml" in rows["T6"].files
    assert "mechanisms/mute.py" in rows["R8"].files
    assert "measures/members.py" in rows["R8"].files


def test_claims_need_a_study():
    """Mechanisms name claims that they make possible; that is not a test of them."""
    assert all(row.files == () for row in found().values() if row.id.startswith("H"))


def test_every_shipped_type_says_which_it_is():
    for file in (shipped_root() / "types").glob("*.yaml"):
        assert load_scenario(file).rows, file.name


STUB = """
from sim.contracts import Rule, Strategy
from sim.parameters import Parameter

class Stub(Strategy):
    rows = ("S22",)
    label = "Stub"
    parameters = (Parameter(name="much", default=1.0, low=0.0, high=2.0, none=0.0, label="Much", doc="How much."),)
    writes = ("money_koc",)

    def levers(self, values, spell):
        return {"money_koc": values.much}
"""


@pytest.fixture
def broken(tmp_path, monkeypatch):
    """Put a file into the package of strategies, as if it lay there."""
    import sim.strategies
    from sim.scenario import catalogue

    def put(text):
        (tmp_path / "stub.py").write_text(textwrap.dedent(text), encoding="utf-8")
        monkeypatch.setattr(sim.strategies, "__path__", [*sim.strategies.__path__, str(tmp_path)])
        catalogue.strategies.cache_clear()

    yield put
    sys.modules.pop("sim.strategies.stub", None)
    monkeypatch.undo()
    catalogue.strategies.cache_clear()


def test_a_strategy_that_nothing_heeds_is_not_counted(broken):
    broken(STUB)
    row = found()["S22"]
    assert row.files == ()
    assert row.broken == (("strategies/stub.py", covering.NOTHING_READS),)


def test_a_strategy_that_does_not_compile_is_not_counted(broken):
    broken(STUB.replace('{"money_koc": values.much}', '{"pushes_per_day": values.much}'))
    ((file, reason),) = found()["S22"].broken
    assert file == "strategies/stub.py"
    assert "pushes_per_day" in reason


def test_a_file_that_cannot_be_imported_covers_nothing(broken):
    broken("import nothing_of_this_name")
    assert found()["S22"].files == ()


def test_levers_of_kernels_are_found_through_what_they_call():
    read = reading.levers_read()
    assert "admit.admit" in read["entry_fee"]
    assert "operate.ration" in read["screening_minutes"]  # in a helper, whose source is written by a program
    assert "moderate.moderate" in read["hours_moderation"]
    assert not {"operate.ration", "settle"} & read["hours_moderation"]  # rationing and booking apart
    assert "money_content" not in read
    assert "moderate.moderate" in reading.rules_executed()["remove_for_strikes"]


def test_rows_of_a_table_of_levers_count():
    def kernel(levers_g, groups, day):
        return levers_g[day + 1].pushes_per_day + groups[0].members

    assert set(reading._loads(kernel.__code__)) >= {("lever", "pushes_per_day")}

    def other(groups):
        return groups[0].rules

    assert ("lever", "rules") not in set(reading._loads(other.__code__))
