"""The result in words is the one in the numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.i18n import translator
from sim.report import headline
from tests.report import synthetic as s

EN = translator("en")


def with_days(base, arm, **columns):
    """A comparison with columns of one arm replaced."""
    arms = list(base.arms)
    arms[arm] = replace(arms[arm], days={**arms[arm].days, **columns})
    return replace(base, arms=tuple(arms))


def test_a_winner_is_named_with_size_and_sureness():
    base = s.comparison(worlds=100)
    said = headline(base, EN)
    ends = [arm.days["visiting"][:, -28:].mean(axis=1) for arm in base.arms]
    ahead = int((ends[0] > ends[1]).sum())
    assert said.kind == "win"
    assert said.sentence == (
        f"Warmed up keeps {ends[0].mean():.0f} members visiting a day at the end, {(ends[0] - ends[1]).mean():.0f} more than Pushed hard; "
        f"ahead in {ahead} of 100 worlds under the same luck."
    )
    assert any("95% interval" in point for point in said.points)
    assert any(point.startswith("Cost: Warmed up spends") for point in said.points)


def test_order_of_the_arms_does_not_matter():
    one, other = (
        headline(s.comparison(kinds, worlds=30, noise=0.05), EN)
        for kinds in ((s.WARM, s.PUSHED), (s.PUSHED, s.WARM))
    )
    assert one.kind == other.kind == "win"
    assert one.sentence.startswith("Warmed up")
    assert other.sentence.startswith("Warmed up")


def test_no_effect_is_called_no_clear_difference():
    said = headline(s.comparison((s.WARM, s.SAME)), EN)
    assert said.kind == "unclear"
    assert said.sentence.startswith("No clear difference in activity")


def test_a_sure_but_negligible_difference_is_none():
    base = s.comparison((s.WARM, s.SAME))
    visiting = base.arms[0].days["visiting"]
    said = headline(with_days(base, 1, visiting=visiting * 1.005), EN)
    assert said.kind == "unclear"


def test_more_activity_and_fewer_members_is_mixed():
    base = s.comparison()
    said = headline(with_days(base, 1, members=base.arms[0].days["members"] + 50), EN)
    assert said.kind == "mixed"
    assert "but Pushed hard ends with 50 more members" in said.sentence


def test_one_world_claims_nothing():
    said = headline(s.comparison(worlds=1), EN)
    assert said.kind == "one_world"
    assert "luck" in said.sentence


def test_nothing_known_is_said():
    assert headline(s.silent(), EN).kind == "nothing"


def test_two_silent_groups_do_not_differ():
    base = s.comparison(worlds=5)
    zeros = np.zeros_like(base.arms[0].days["visiting"])
    said = headline(with_days(with_days(base, 0, visiting=zeros), 1, visiting=zeros), EN)
    assert said.kind == "unclear"


def test_the_best_of_four_is_held_against_the_next_best():
    said = headline(s.comparison((s.WARM, s.PUSHED, s.CHEAP, s.GATED), worlds=100), EN)
    assert said.kind == "win"
    assert said.sentence.startswith("Entry fee and vertical topic keeps")
    assert "the next best, Warmed up" in said.sentence


def test_leaders_without_a_clear_order_are_named_together():
    said = headline(s.comparison((s.PUSHED, s.WARM, s.SAME), worlds=60), EN)
    assert said.kind == "unclear"
    assert said.sentence.startswith("No single winner")
    assert "clearly fewer in Pushed hard" in said.sentence


@pytest.mark.parametrize("kinds", [(s.WARM, s.PUSHED), (s.WARM, s.SAME), (s.PUSHED, s.WARM, s.SAME)])
def test_in_chinese_nothing_stays_english(kinds):
    said = headline(s.comparison(kinds), translator("zh-CN"))
    for sentence in (said.sentence, *said.points):
        left = sentence
        for kind in kinds[::-1]:
            left = left.replace(kind.title, "")
        assert not any(character.isascii() and character.isalpha() for character in left), sentence


def test_profit_is_said_where_something_is_sold():
    unsold = headline(s.comparison(), EN)
    assert not any("rofit" in point for point in unsold.points)
    said = headline(
        s.comparison((s.Kind("Sells well", 60, 0.3, 60, 160, sells=1.0), s.PUSHED), worlds=30), EN
    )
    assert said.kind == "win"
    (point,) = [point for point in said.points if point.startswith("Profit: Sells well makes")]
    assert "95% interval" in point
    assert "ahead in 30 of 30" in point


def test_more_visits_but_less_profit_is_a_mixed_result():
    made = s.comparison((s.SELLS, s.DUMPS), worlds=40)
    said = headline(made, EN)
    gain = (made.arms[1].days["profit"] - made.arms[0].days["profit"]).sum(axis=1).mean()
    assert said.kind == "mixed"
    assert said.sentence.endswith(f"but Sells from the first day makes {gain:,.0f} yuan more profit.")


def test_profit_without_a_clear_difference_is_called_so():
    kinds = (s.Kind("One", 60, 0.3, 60, 160, sells=0.5), s.Kind("Other", 60, 0.3, 60, 160, sells=0.5))
    said = headline(s.comparison(kinds, worlds=5), EN)
    assert any(point.startswith("Profit over 180 days in yuan: no clear difference") for point in said.points)


def test_the_glance_shows_profit_instead_of_cost_where_something_is_sold():
    from sim.report import render_report

    assert "Profit, yuan" in render_report(s.comparison((s.SELLS, s.DUMPS), worlds=3))
    assert "Cost, yuan" in render_report(s.comparison(worlds=3))
