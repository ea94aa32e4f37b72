"""Slips that people make, answered by what they meant."""

from __future__ import annotations

import pytest

from sim.scenario import ScenarioError, load_scenario, loads


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("title：我的群\nextends: types/interest_group\n", 1, "'：' is a full-width sign"),
        ("title: 我的群\nmembers：{initial: 3}\nhorizon: 30d\n", 2, "'：' is a full-width sign"),
        ("members: {initial: 3，graph: 4\n", 1, "'，' is a full-width sign"),
    ],
)
def test_full_width_signs(text, line, said):
    with pytest.raises(ScenarioError) as caught:
        loads(text)
    assert said in str(caught.value)
    assert f":{line}:" in str(caught.value)


def test_full_width_signs_in_words_are_nobodys_business():
    assert loads("title: 群：慢下来，好好聊\nextends: types/interest_group\n").title == "群：慢下来，好好聊"


def test_a_file_with_a_slip_in_its_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my_group.yaml").write_text("extends: types/interest_group\n")
    with pytest.raises(
        ScenarioError, match=r"there is no file '.*my_grup.yaml'; did you mean .*my_group.yaml\?"
    ):
        load_scenario("./my_grup.yaml")
    with pytest.raises(ScenarioError, match=r"there is no file .*; look at the folder and at the name"):
        load_scenario("nothing/like_it.yaml")


def test_a_strategy_of_ones_own_that_is_not_found():
    with pytest.raises(ScenarioError, match=r"there is no strategy 'zumba_evening' here; .* SIM_PLUGINS"):
        loads("extends: types/interest_group\nstrategies:\n  zumba_evening: true\n")
    with pytest.raises(ScenarioError, match="did you mean 'selling'"):
        loads("extends: types/interest_group\nstrategies:\n  seling: true\n")
