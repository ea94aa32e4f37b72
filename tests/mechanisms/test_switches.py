"""Each mechanism switched off: the run goes through, and what it does is not done."""

from __future__ import annotations

import numpy as np
import pytest
from engine_helpers import CARE, RICH, check_state, differ, evenings, made, rows_of, scenario

from sim.engine import simulate
from sim.scenario import catalogue

MECHANISMS = sorted(catalogue.mechanisms())


def days_without(name, **more):
    """Day tables of the rich scenario with one mechanism off, and with all on."""
    given = {key.replace("__", "."): value for key, value in more.items()}
    off = simulate(scenario(RICH, {f"mechanisms.{name}.enabled": False} | given), worlds=4, jobs=1).days
    on = simulate(scenario(RICH, given), worlds=4, jobs=1).days
    return off, on


def last(name, **more):
    """The rich scenario's world on its last evening, with one mechanism off."""
    given = {key.replace("__", "."): value for key, value in more.items()}
    *_, (_, world) = evenings(scenario(RICH, {f"mechanisms.{name}.enabled": False} | given))
    return world


def test_no_mechanism_is_forgotten() -> None:
    """Each has a test of its own below."""
    tested = {
        name.removeprefix("test_off_").split("__")[0] for name in globals() if name.startswith("test_off_")
    }
    assert tested == set(MECHANISMS)


@pytest.mark.parametrize("name", MECHANISMS)
def test_the_run_goes_through_and_differs(name) -> None:
    """Numbers are within limits every evening; being off changes something."""
    without = scenario(RICH, CARE | {f"mechanisms.{name}.enabled": False})
    for _day, world in evenings(without):
        check_state(world)
    off = simulate(without, worlds=4, jobs=1)
    assert differ(off, simulate(scenario(RICH, CARE), worlds=4, jobs=1))


def test_the_run_goes_through_without_any() -> None:
    """Nothing happens, and nothing breaks."""
    given = {f"mechanisms.{name}": False for name in MECHANISMS}
    for _day, world in evenings(scenario(RICH, given)):
        check_state(world)


def test_off_traits() -> None:
    """All are alike but for their interests and the luck of their need."""
    world = last("traits")
    rows = rows_of(world)
    assert not world.arrays["attachment"][0, rows].any()
    assert not world.arrays["voice"][0, rows].any()
    for name in ("chattiness", "attention", "means"):
        assert np.ptp(world.arrays[name][0, rows]) == 0
    assert np.ptp(world.arrays["interests"][0, rows, 0]) > 0.1


def test_off_arrive__founders_are_there() -> None:
    """``members.initial`` is who is present on day 0, whatever arrives later."""
    assert made(scenario(RICH, {"mechanisms.arrive": False})).groups[0]["n_present"] == 60


def test_off_arrive() -> None:
    """Nobody comes to the door."""
    off, on = days_without("arrive")
    assert off["prospects"].sum() == off["joins"].sum() == 0
    assert on["joins"].sum() > 0


def test_off_admit() -> None:
    """Everybody at the door gets in, and nobody pays."""
    off, on = days_without("admit", strategies__entry_gate__fee=50)
    assert off["refused"].sum() == 0
    assert np.array_equal(off["joins"], off["prospects"])
    assert on["refused"].sum() > 0
    assert not last("admit").arrays["fee_paid"].any()


def test_off_onboard() -> None:
    """Newcomers come with no trace, belonging, trust or expectation, and know nobody."""
    what = scenario(
        RICH,
        {
            "mechanisms.onboard": False,
            "mechanisms.attend": False,
            "mechanisms.tie": False,
            "mechanisms.refer": False,
        },
    )
    *_, (_, world) = evenings(what)
    rows = slice(60, rows_of(world).stop)
    assert rows.stop > 80
    unvisited = world.arrays["last_visit"][0, rows] < 0
    for name in ("belonging", "trust", "expectation"):
        assert not world.arrays[name][0, rows][unvisited].any()
    assert np.all(world.arrays["traces"][0, rows][unvisited] < 1e-20)
    newcomers = slice(60, rows.stop)
    assert not world.arrays["tie_count"][0, newcomers].any()


def test_off_advertise() -> None:
    """Operators post all the same, but nobody is notified and nobody tires."""
    off, on = days_without("advertise")
    assert off["pushes"].sum() > 0
    assert off["contents"].sum() > 0
    assert off["fatigue"].sum() == 0
    assert np.array_equal(off["reached"], off["visiting"])
    assert on["pushes"].sum() > 0
    assert on["fatigue"].sum() > 0


def test_off_attend() -> None:
    """Nobody opens the group."""
    off, _on = days_without("attend")
    for name in ("visiting", "posters", "messages", "spam", "mau", "dau_mau"):
        assert off[name].sum() == 0


def test_off_see() -> None:
    """A visit gives nothing and costs nothing."""
    world = last("see")
    for name in ("value", "noise", "overload"):
        assert not world.arrays[name].any()
    off, _on = days_without("see")
    assert off["leaves_spam"].sum() == off["leaves_overload"].sum() == 0


def test_off_post() -> None:
    """Members read and advertise, and say nothing."""
    off, _on = days_without("post")
    assert off["posters"].sum() == off["messages"].sum() == off["ties_made"].sum() == 0
    assert off["visiting"].sum() > 0


def test_off_converse() -> None:
    """Members speak and nobody answers."""
    off, on = days_without("converse")
    assert off["answered"].sum() == off["ties_made"].sum() == 0
    assert off["messages"].sum() > 0
    assert on["answered"].sum() > 0


def test_off_assist() -> None:
    """Operators answer nobody; the hours asked for it are asked for all the same."""
    off, on = days_without("assist")
    assert off["answers"].sum() == 0
    assert on["answers"].sum() > 0


def test_off_tie() -> None:
    """No ties are made; those there are stay until somebody leaves."""
    off, on = days_without("tie")
    assert off["ties_made"].sum() == 0
    assert on["ties_made"].sum() > 0
    assert not last("tie").arrays["friends_active"].any()


def test_off_moderate() -> None:
    """Nothing is taken down and nobody removed; what members write is still counted."""
    off, on = days_without("moderate")
    assert off["spam_removed"].sum() == off["talk_removed"].sum() == 0
    assert np.array_equal(off["removed"], off["removed_misfits"] + off["removed_idle"])
    assert off["messages"].sum() > 0
    assert on["removed"].sum() > 0


def test_off_refer() -> None:
    """Nobody invites, nobody is brought, nothing is paid for it but the hours asked for."""
    off, on = days_without("refer")
    for name in ("invitations", "joins_referred", "referred"):
        assert off[name].sum() == 0
        assert on[name].sum() > 0


def test_off_select() -> None:
    """Nobody is chosen."""
    off, on = days_without("select")
    assert off["chosen"].sum() == 0
    assert on["chosen"].sum() > 0


def test_off_feel() -> None:
    """Feelings stay what they were on joining, and a visit counts as one."""
    others = {
        f"mechanisms.{name}": False for name in ("benefit", "grow", "roles", "remove", "deliver", "select")
    }
    what = scenario(RICH, {"mechanisms.feel": False} | others)
    start: dict[int, tuple[float, ...]] = {}
    for _day, world in evenings(what):
        rows = rows_of(world)
        feelings = [world.arrays[name][0, rows].tolist() for name in ("belonging", "trust", "expectation")]
        for row, now in enumerate(zip(*feelings, strict=True)):
            assert start.setdefault(row, now) == now
    whole = {"mechanisms.feel.enabled": False, "horizon": 1, "mechanisms.attend.threshold": -100}
    *_, (_, world) = evenings(scenario(RICH, whole | {"mechanisms.onboard.first_trace": 0}))
    founders = world.arrays["last_visit"][0, :60] == 0
    assert founders.all()
    np.testing.assert_allclose(world.arrays["traces"][0, :60], 1.0, rtol=1e-6)


def test_off_climate() -> None:
    """Novelty lasts; who spoke is noted all the same."""
    off, on = days_without("climate")
    assert np.all(off["novelty"] == 1.0)
    assert np.all(on["novelty"][:, :, -1] < 1.0)
    assert off["first_posts"].sum() > 0


def test_off_mute() -> None:
    """Nobody mutes."""
    off, on = days_without("mute")
    assert off["muted"].sum() == 0
    assert on["muted"].sum() > 0


def test_off_leave() -> None:
    """Nobody leaves, but moderators may remove."""
    off, on = days_without("leave")
    assert np.array_equal(off["leaves"], off["removed"])
    assert off["removed"].sum() > 0
    assert on["leaves_need_ended"].sum() > 0


def test_off_buy() -> None:
    """Nobody buys, whatever is offered, and nobody serves buyers."""
    off, on = days_without("buy")
    for name in ("sales", "revenue_sales", "refunds", "goods", "bought", "complaints", "hours_service"):
        assert off[name].sum() == 0, name
    assert off["pushes"].sum() > 0
    assert on["sales"].sum() > 0


def test_off_deliver() -> None:
    """All are content: nobody complains, nobody stops."""
    off, on = days_without("deliver")
    assert off["sales"].sum() > 0
    assert off["complaints"].sum() == off["refunds"].sum() == off["stopped"].sum() == 0
    assert on["complaints"].sum() > 0
    assert on["stopped"].sum() > 0


def test_off_progress() -> None:
    """The stages of talk and visits are not noted; nothing else changes."""
    off, on = days_without("progress")
    stages = {"activated", "became_active"}
    for name in on:
        assert (
            (off[name].sum() == 0 < on[name].sum())
            if name in stages
            else np.array_equal(off[name], on[name], equal_nan=True)
        ), name


def test_off_operate() -> None:
    """Operators have all the hours that are asked for."""
    off, on = days_without("operate")
    np.testing.assert_allclose(off["hours_given"] + off["hours_helped"], off["hours_asked"])
    assert on["hours_given"].sum() < on["hours_asked"].sum()


def test_off_reward() -> None:
    """Nobody is rewarded; packets and levels are given all the same."""
    off, on = days_without("reward")
    assert off["rewarded"].sum() == 0
    assert off["benefits_taken"].sum() > 0
    assert off["levels_reached"].sum() > 0
    assert on["rewarded"].sum() > 0


def test_off_benefit() -> None:
    """Nobody takes a packet."""
    off, on = days_without("benefit")
    assert off["benefits_taken"].sum() == 0
    assert on["benefits_taken"].sum() > 0


def test_off_grow() -> None:
    """Nobody reaches a level."""
    off, on = days_without("grow")
    assert off["levels_reached"].sum() == off["mean_level"].sum() == 0
    assert on["levels_reached"].sum() > 0


def test_off_roles() -> None:
    """Nobody becomes a KOC, and nobody is paid for it."""
    off, on = days_without("roles")
    assert off["kocs"].sum() == off["managers"].sum() == off["hours_helped"].sum() == 0
    assert on["kocs"].sum() > 0
    assert on["hours_helped"].sum() > 0


def test_off_remove() -> None:
    """Nobody is removed but for strikes, and there is no sense of crisis."""
    off, on = days_without("remove")
    assert off["removed_misfits"].sum() == off["removed_idle"].sum() == off["crisis"].sum() == 0
    assert on["removed_misfits"].sum() > 0
    assert on["removed_idle"].sum() > 0


def care_without(name):
    """Day tables of the rich scenario with all care for members, with one mechanism off, and with all on."""
    return days_without(name, **{key.replace(".", "__"): value for key, value in CARE.items()})


def test_off_welcome() -> None:
    """Nobody is welcomed or introduced."""
    off, on = care_without("welcome")
    for name in ("welcomed", "introduced"):
        assert off[name].sum() == 0
        assert on[name].sum() > 0


def test_off_guide() -> None:
    """No topics, no contests, no team tasks, no calls, no habit."""
    off, on = care_without("guide")
    for name in (
        "topics",
        "hard_topics",
        "contest_entries",
        "team_ties",
        "member_contents",
        "mentioned",
        "ritual",
    ):
        assert off[name].sum() == 0
        assert on[name].sum() > 0


def test_off_join_in() -> None:
    """There are topics, but nobody takes part in anything more."""
    off, _on = care_without("join_in")
    assert off["topics"].sum() > 0
    assert off["contest_entries"].sum() == off["team_ties"].sum() == off["member_contents"].sum() == 0


def test_off_reach_out() -> None:
    """Operators turn to nobody."""
    off, on = care_without("reach_out")
    for name in (
        "mentioned",
        "private_talks",
        "private_answers",
        "called_silent",
        "woken",
        "asked_back",
        "recalled",
    ):
        assert off[name].sum() == 0
        assert on[name].sum() > 0


def test_off_reciprocate() -> None:
    """Answers and messages count for nothing; without a weight in inviting the rest stays as it is."""
    off, on = days_without("reciprocate", mechanisms__refer__gratitude=0)
    assert off["gratitude"].sum() == 0
    assert on["gratitude"].sum() > 0
    assert on["effort"].sum() != off["effort"].sum()  # what tasks and purchases ask for does not fade then
    for name in set(off) - {"gratitude", "effort"}:
        np.testing.assert_array_equal(off[name], on[name], name)
