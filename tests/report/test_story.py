"""The story in words is the one in the numbers."""

from __future__ import annotations

import pytest

from sim.charts.contributions import contributions as chart_of
from sim.i18n import translator
from sim.report import render_contributions_report, render_report, write_contributions_report
from sim.report.contribution_words import advice, contribution, lead, together
from sim.report.story import story_lines
from sim.report.turning_words import turn_words
from tests.report import made_stories as made
from tests.report import synthetic

EN, ZH = translator("en"), translator("zh-CN")


def said_of(effect, **options):
    return contribution(made.contributions(effect, **options), 0, EN)


def test_a_gain_says_what_it_wins_and_what_it_costs():
    said = said_of(made.GAIN)
    assert said.startswith("Adding “Selling” wins 5.0 more visitors a day (95% interval ")
    assert "12 more members are left at the end" in said
    assert "It has its price: 3,0" in said
    assert "more talk to come back to" in said


def test_a_loss_says_what_it_loses_and_what_it_brings():
    said = said_of(made.LOSS)
    assert said.startswith("Adding “Selling” loses 4.0 visitors a day (95% interval 3.9")
    assert "15 fewer members are left" in said
    assert "What it brings is money" in said
    assert "30 more leave" in said


def test_nothing_is_called_nothing():
    assert "no clear difference, neither to visits" in said_of(made.NONE)
    assert "profit" not in said_of(made.NONE)


def test_what_is_sure_but_negligible_is_nothing():
    assert "no clear difference" in said_of({"visiting_late": 0.1}, noise=0)


def test_what_is_large_but_unsure_is_nothing():
    assert "no clear difference" in said_of({"visiting_late": 4.0}, noise=5.0)


def test_visits_and_members_that_part_are_joined_by_but():
    assert ", but 20 fewer members" in said_of({"visiting_late": 5.0, "members_end": -20.0})


def test_changed_and_dropped_strategies_say_so():
    assert said_of(made.GAIN, kind="changed").startswith("Changing “Selling” (Pushes a day 3 → 0.5) wins")
    assert said_of(made.GAIN, kind="dropped").startswith("Dropping “Selling” wins")


def test_the_lead_says_where_the_difference_comes_from():
    one_way = lead(made.contributions(made.GAIN, {"visiting_late": 1.0}), EN)
    assert "rise by" in one_way
    assert "83% of that is the work of “Selling”" in one_way
    both_ways = lead(made.contributions(made.GAIN, made.LOSS), EN)
    assert "pull in different directions; “Selling” weighs most" in both_ways
    assert "hardly change" in lead(made.contributions(made.NONE), EN)


def test_whether_changes_add_up():
    helped = made.contributions(made.GAIN, {"visiting_late": 1.0}, beyond=4.0)
    hindered = made.contributions(made.GAIN, {"visiting_late": 1.0}, beyond=-4.0)
    plain = made.contributions(made.GAIN, {"visiting_late": 1.0})
    assert "They help one another" in together(helped, EN)
    assert "They get in each other's way" in together(hindered, EN)
    both_lose = made.contributions(made.LOSS, {"visiting_late": -1.0}, beyond=3.0)
    assert "What they lose overlaps" in together(both_lose, EN)
    assert together(plain, EN) == ""
    assert together(made.contributions(made.GAIN), EN) == ""


def test_one_piece_of_advice_only_where_the_numbers_carry_it():
    costs_nothing = {"visiting_late": 5.0, "members_end": 9.0}
    earns_nothing = {"visiting_late": -5.0, "members_end": -9.0}
    assert advice(made.contributions(costs_nothing), EN).startswith("If you can do only one thing")
    assert "take this back: “Content plan”" in advice(made.contributions(costs_nothing, earns_nothing), EN)
    assert advice(made.contributions(made.GAIN), EN) == ""
    assert advice(made.contributions(made.LOSS), EN) == ""
    assert advice(made.contributions(made.NONE), EN) == ""
    assert advice(made.contributions(costs_nothing, names=("rest",)), EN) == ""


def test_turning_points_say_day_size_and_cause():
    known, again, unexplained, untried = (
        made.turn(12, 4.0, 0.02), made.turn(40, 3.0, 0.3), made.turn(70, -3.0, 0.9, "flow"), made.turn(100, 2.0, None),
    )  # fmt: skip
    story = made.story(made.contributions(made.GAIN), (known,), (again,), (unexplained,), (untried,))
    turns = list(turn_words(story, EN))
    assert [turn.when for turn in turns] == [
        "Around day 12",
        "Around day 40",
        "Around day 70",
        "Around day 100",
    ]
    what, why = zip(*(turn.parts[0] for turn in turns), strict=True)
    assert what[0].startswith("“Warmed up” pulls ahead of “Pushed hard” in visits: 4.0 more a day")
    assert what[2].startswith("“Warmed up” begins to lose more members than “Pushed hard”: 21 people a week")
    assert why[0].startswith("The cause: “Selling” begins in “Warmed up” on day 10.")
    assert why[0].endswith("the change is gone.")
    assert why[1].startswith("The main cause: “Selling” begins in “Warmed up” on day 38.")
    assert "only 30% of the change is left" in why[1]
    assert why[2].startswith("Not explained by any one strategy.")
    assert "accounts for 10%" in why[2]
    assert why[3].startswith("Not explained by any strategy")


def test_changes_of_one_cause_are_told_together():
    two = (made.turn(12, 4.0, 0.02), made.turn(12, 60.0, 0.01, "revenue"))
    (turn,) = turn_words(made.story(made.contributions(made.GAIN), two), EN)
    ((what, why),) = turn.parts
    assert "visits" in what
    assert "The till" in what
    assert why.endswith("none of this happens.")


def test_alone_it_is_held_against_the_group_left_to_itself():
    story = made.story(made.contributions(made.GAIN), (made.turn(12, 4.0, 0.0),), arms=None)
    (turn,) = turn_words(story, EN)
    assert "against the group left to itself" in turn.parts[0][0]


@pytest.mark.parametrize("effect", [made.GAIN, made.LOSS, made.NONE])
def test_in_chinese_nothing_stays_english(effect):
    story = made.story(made.contributions(effect, made.GAIN), *made.usual().turns)
    lines = [
        *story_lines(story, ZH),
        *(" ".join(part) for turn in turn_words(story, ZH) for part in turn.parts),
    ]
    for line in lines:
        left = line.replace("Pushed hard", "").replace("Warmed up", "")
        assert not any(character.isascii() and character.isalpha() for character in left), line


def test_the_report_of_a_comparison_tells_it_after_the_headline():
    base = synthetic.comparison()
    page = render_report(base, "en", made.usual())
    assert page.index('class="headline"') < page.index('id="story"') < page.index('id="compared"')
    assert 'data-chart="contributions"' in page
    assert "contributions and causes stand on the first 20 of them" in page
    assert 'id="story"' not in render_report(base, "en")


def test_of_more_than_two_it_says_which_two_and_what_each_step_does():
    kinds = synthetic
    base = synthetic.comparison((kinds.PUSHED, kinds.CHEAP, kinds.WARM), worlds=30)
    page = render_report(base, "en", made.story(made.contributions(made.GAIN), arms=(0, 2)))
    assert "Step by step, in visitors a day at the end, over all 30 worlds: to “Light touch" in page
    assert "The step that counts most is the one to “Light touch" in page
    assert "There is none: what differs builds up steadily" in page


def test_its_own_report_is_one_file_that_is_always_the_same(tmp_path):
    target = write_contributions_report(made.usual(), tmp_path / "r.html")
    text = target.read_text(encoding="utf-8")
    assert text == render_contributions_report(made.usual())
    assert "Every outcome" in text


def test_titles_are_escaped():
    hostile = made.contributions(made.GAIN, titles=(synthetic.HOSTILE, "<b>bold</b>"))
    page = render_contributions_report(made.story(hostile, (made.turn(12, 4.0, 0.0),)))
    assert "<b>bold</b>" not in page
    assert "<img" not in page


def test_the_figure_leads_from_the_first_to_the_second():
    found = made.contributions(made.GAIN, made.LOSS)
    chart = chart_of(found, EN)
    bars, _, marks = chart.figure["data"][:3]
    assert bars["base"][0] == marks["x"][0]
    assert bars["base"][1] == pytest.approx(bars["base"][0] + bars["x"][0], abs=1e-3)
    assert bars["base"][1] + bars["x"][1] == pytest.approx(marks["x"][1], abs=1e-3)
    assert len(chart.figure["data"]) == 3 * 3
    assert chart.table.rows[0][1:] != ()


def test_nobody_is_named_where_intervals_overlap():
    """Two changes that add about as much: no winner, and no advice to do one of them."""
    good = {"visiting_late": 5.0, "members_end": 12.0, "profit_total": 300.0}
    much = {**good, "visiting_late": 5.1}
    close = made.contributions(good, much, noise=0.5)
    assert "“Content plan” and “Selling” weighs more cannot be told" in lead(close, EN) or (
        "“Selling” and “Content plan” weighs more cannot be told" in lead(close, EN)
    )
    assert advice(close, EN) == ""
    clear = made.contributions(good, {**good, "visiting_late": 1.0})
    assert "of that is the work of “Selling”" in lead(clear, EN)
    assert "“Selling”" in advice(clear, EN)


def test_levels_are_told_apart_by_their_difference():
    said = lead(made.contributions({"visiting_late": 0.47}), EN)
    levels = [float(word.strip(".,")) for word in said.split() if word[0].isdigit()]
    assert levels[-2] != levels[-1], said
