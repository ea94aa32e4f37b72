"""What the page carries of a film: bytes that decode to it, and words."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from sim.i18n import translator
from sim.report import render_report
from sim.report.film_bytes import KINDS, film_bytes
from sim.report.network_words import WORDS, how_to_look, moments, which, words
from tests.report import films, synthetic

t = translator("en")


def decoded(content):
    """Head and a function from where an array is to the array, as the page's script does it."""
    length = int.from_bytes(content[:4], "little")
    head = json.loads(content[4 : 4 + length])

    def read(where):
        kind, start, count = where
        assert (4 + length + start) % np.dtype(KINDS[kind]).itemsize == 0, (
            "typed arrays of a browser are aligned"
        )
        return np.frombuffer(content, np.dtype(KINDS[kind]).newbyteorder("<"), count, 4 + length + start)

    return head, read


@pytest.fixture
def film():
    return films.film()


def test_the_bytes_decode_to_the_film(film):
    head, read = decoded(film_bytes(film, [{"title": "A"}, {"title": "B"}], {"play": "播放"}))
    assert (head["world"], head["people"], head["days"]) == (7, 10, films.DAYS)
    assert head["words"] == {"play": "播放"}
    np.testing.assert_allclose(read(head["place"]).reshape(-1, 2) / 65535, film.place, atol=1e-5)
    for reel, arm, title in zip(film.reels, head["arms"], "AB", strict=True):
        arrays = {name: read(where) for name, where in arm["arrays"].items()}
        assert arm["title"] == title
        assert arm["channels"] == ["flyers"]
        np.testing.assert_array_equal(arrays["seen"].reshape(reel.seen.shape), reel.seen)
        for name in ("joined", "left", "inviter", "cause", "role", "spent"):
            np.testing.assert_array_equal(arrays[name], getattr(reel, name), err_msg=name)
        np.testing.assert_array_equal(
            np.where(arrays["channel"] == 255, -1, arrays["channel"].astype(int)), reel.channel
        )
        day = np.repeat(np.arange(films.DAYS), np.diff(arrays["ends"]))
        np.testing.assert_array_equal(
            np.stack([day, arrays["one"], arrays["two"]], axis=1), reel.links[[0, 1, 2]]
        )
        np.testing.assert_array_equal(arm["counts"]["members"], reel.days["members"])
        assert arm["counts"]["leaves"][-1] == reel.days["leaves"].sum()


def test_what_does_not_fit_is_an_error_and_not_another_number(film):
    broken = replace(film, reels=(replace(film.reels[0], joined=np.full(10, 40_000)), film.reels[1]))
    with pytest.raises(ValueError, match="do not fit i2"):
        film_bytes(broken, [{}, {}], {})


def test_moments_are_found_and_in_order(film):
    assert moments(film.reels[0], t) == [(2, "Most messages: 2"), (3, "First push")]
    fees = np.repeat([0.0, 20.0], [12, films.DAYS - 12])
    found = moments(replace(film.reels[0], fees=fees), t)
    assert (12, "Entry fee: 20 yuan") in found
    assert found == sorted(found)
    leaves = {**film.reels[0].days, "leaves": np.eye(films.DAYS)[20] * 5}
    assert (20, "Most leave: 5") in moments(replace(film.reels[0], days=leaves), t)


def test_what_is_shown_is_said(film):
    assert which(film, 100, t).startswith("World 7, the most typical of 100")
    assert "only world" in which(film, 1, t)
    assert "drawn by lot" not in how_to_look(film, t)
    assert "Of 5,000 people, 10 are shown, drawn by lot" in how_to_look(replace(film, everyone=5000), t)
    assert "Of 3 groups, “main” is shown" in how_to_look(replace(film, groups=3), t)


def test_every_text_of_the_player_is_used_by_its_script_and_there_in_chinese():
    from sim.report.frame import asset

    script = asset("network.js") + asset("film.js")
    built = ("role_", "left_", "find_")
    for name in WORDS:
        assert name in script or name.startswith(built), name
    chinese = words(translator("zh-CN"))
    assert set(chinese) == set(WORDS)


def test_the_network_is_there_only_with_a_film(film):
    plain = synthetic.comparison(worlds=5, days=films.DAYS)
    without, within = render_report(plain), render_report(replace(plain, film=film))
    assert 'id="network"' not in without
    assert "packed-network" not in without
    assert 'id="packed-network"' in within
    assert len(within) - len(without) < 60_000
    assert within == render_report(replace(plain, film=film))


def test_titles_and_channels_cannot_break_out():
    kinds = (synthetic.Kind(synthetic.HOSTILE, 60, 0.3, 60),) * 3
    made = synthetic.comparison(kinds, worlds=3, days=films.DAYS)
    text = render_report(replace(made, film=films.film(3, synthetic.HOSTILE)))
    assert "<img" not in text
    assert text.count("</script>") == 5
