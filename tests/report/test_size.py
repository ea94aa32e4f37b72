"""Reports stay small enough to be sent, and say what takes the room if they do not."""

from __future__ import annotations

import pytest

from sim.report import render_report
from sim.report.packed import rounded
from sim.report.size import LIMIT, main, room, told
from tests.report import synthetic

DEMO = ("demo/pushed_hard", "demo/fewer_pushes", "demo/sells_later", "demo/warmed_up")


@pytest.fixture(scope="module")
def page():
    return render_report(synthetic.comparison(worlds=4, days=60), "zh-CN")


def test_the_parts_are_the_whole_and_every_figure_is_one_of_them(page):
    parts = room(page)
    assert sum(parts.values()) == len(page.encode("utf-8"))
    assert {"plotly", "words", "style", "script", "figure activity", "figure differences"} <= set(parts)
    assert list(parts.values()) == sorted(parts.values(), reverse=True)
    assert all(size > 0 for size in parts.values())


def test_a_new_packed_part_is_named(page):
    more = page.replace(
        "</main>", '</main><script type="application/octet-stream" id="packed-network">QUJD</script>'
    )
    assert room(more)["network"] == 4


def test_what_grows_is_seen_where_it_grew(page):
    more = page.replace("</main>", "<p>" + "word " * 1000 + "</p></main>")
    assert room(more)["words"] - room(page)["words"] == 5007


def test_the_command_names_every_part_and_the_limit(page, tmp_path, capsys):
    file = tmp_path / "r.html"
    file.write_text(page, encoding="utf-8")
    main([str(file)])
    said = capsys.readouterr().out
    assert "plotly" in said
    assert f"{LIMIT:,} allowed" in said


def test_numbers_of_figures_have_the_digits_that_can_be_seen():
    assert rounded({"a": [1 / 3, 1, True, None, "1.23456789"], "b": (1234567.0,)}) == {
        "a": [0.333333, 1, True, None, "1.23456789"], "b": [1234570.0],
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_the_report_of_the_demo_is_within_the_limit(lang):
    import sim

    shown = render_report(sim.compare(list(DEMO), worlds=4), lang)
    assert len(shown.encode("utf-8")) <= LIMIT, "\n".join(told(shown))


def test_eight_arms_over_a_year_are_within_the_limit():
    kinds = (synthetic.SELLS, synthetic.DUMPS, synthetic.CHEAP, synthetic.GATED) * 2
    shown = render_report(synthetic.comparison(kinds, worlds=4, days=365))
    assert len(shown.encode("utf-8")) <= LIMIT, "\n".join(told(shown))
