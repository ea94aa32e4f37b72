"""The network in a real Chromium: it plays, tells stories, and asks for nothing."""

from __future__ import annotations

import pytest

from tests.report import films

pytestmark = pytest.mark.browser

PAINTED = """
() => [...document.querySelectorAll('.net-stage canvas')].map(canvas => {
  const dots = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  let painted = 0;
  for (let at = 3; at < dots.length; at += 4) painted += dots[at] > 0;
  return painted;
})
"""
ALIKE = """
() => { const [one, two] = [...document.querySelectorAll('.net-stage canvas')].map(canvas => canvas.toDataURL()); return one === two; }
"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def player(open_report):
    def opener(lang="en", width=1366, case="alive", **options):
        opened = open_report(case, lang, width, **{"reduced_motion": "reduce", **options})
        opened.page.wait_for_selector("#network-player:not([hidden])")
        opened.page.evaluate("document.querySelector('.net-stages').scrollIntoView()")
        opened.page.wait_for_selector("#network-player[data-day]")
        return opened

    return opener


def day(page):
    return int(page.get_attribute("#network-player", "data-day"))


def go_to(page, number):
    page.evaluate(
        "(day) => { const range = document.querySelector('#network-player input[type=range]'); range.value = day;"
        " range.dispatchEvent(new Event('input')); }", number)  # fmt: skip
    page.wait_for_selector(f'#network-player[data-day="{number}"]')


def story(page):
    return [
        [line.inner_text() for line in column.query_selector_all("li")]
        for column in page.query_selector_all(".net-told")
    ]


@pytest.mark.parametrize(("lang", "width"), [("en", 1366), ("en", 390), ("zh-CN", 1366), ("zh-CN", 390)])
def test_it_is_drawn_in_both_languages_and_asks_for_nothing(player, lang, width):
    opened = player(lang, width)
    assert min(opened.page.evaluate(PAINTED)) > 200
    assert opened.page.evaluate(WIDER) <= 0
    opened.draw_all()
    assert opened.said == []
    assert opened.asked == []
    legend = opened.page.query_selector_all("#network-player .keys li")
    assert len(legend) == 7
    assert all(entry.is_visible() for entry in legend)


def test_it_plays_and_pauses(player):
    page = player().page
    page.click(".net-play")
    page.wait_for_function("() => Number(document.querySelector('#network-player').dataset.day) >= 3")
    assert page.inner_text(".net-play") == "Pause"
    page.click(".net-play")
    at = day(page)
    page.wait_for_timeout(400)
    assert day(page) == at
    page.select_option(".net-speed", "20")
    page.click(".net-play")
    page.wait_for_selector(f'#network-player[data-day="{films.DAYS - 1}"][data-playing=false]')


def test_it_starts_by_itself_only_where_motion_is_welcome(player):
    assert player().page.get_attribute("#network-player", "data-playing") == "false"
    moving = player(reduced_motion="no-preference").page
    moving.wait_for_selector("#network-player[data-playing=true]")


def test_counts_of_the_day_stand_beside_the_pictures(player):
    page = player().page
    go_to(page, 25)
    shown = [
        [
            stage.query_selector(f"[data-count={name}]").inner_text()
            for name in ("members", "visiting", "leaves")
        ]
        for stage in page.query_selector_all(".net-stage")
    ]
    assert shown == [["9", "1", "1"], ["9", "1", "0"]]
    assert not page.evaluate(ALIKE)
    assert page.inner_text(".net-day") == f"Day 26 of {films.DAYS}"


def test_a_click_tells_a_members_story_under_both_scenarios(player):
    page = player().page
    go_to(page, 12)
    canvas = page.query_selector(".net-stage canvas")
    box = canvas.bounding_box()
    x, y = films.film().place[films.TIRED]
    edge = 15
    canvas.click(
        position={"x": edge + x * (box["width"] - 2 * edge), "y": edge + y * (box["width"] - 2 * edge)}
    )
    assert page.inner_text(".net-who") == f"Member {films.TIRED + 1}"
    first, second = story(page)
    assert first == [
        "Day 1 There from the first day.",
        "Day 3 First message.",
        "Day 3 First answer to a message.",
        "Day 21 Left: too many pushes.",
    ]
    assert second[-1] == "Still a member at the end."
    assert page.query_selector(".net-later").inner_text().startswith("Day 21"), (
        "what is still to come is set apart"
    )


def test_stories_by_number_and_of_who_never_joined(player):
    page = player().page
    page.fill(".net-number", str(films.ABSENT + 1))
    page.press(".net-number", "Enter")
    assert story(page)[1] == ["Never joined under this scenario."]
    page.fill(".net-number", str(films.BROUGHT + 1))
    page.press(".net-number", "Enter")
    assert "Joined, brought by Member 2." in story(page)[0][0]
    page.click(".net-told button:text-is('Their story')")
    assert page.inner_text(".net-who") == "Member 2"
    page.fill(".net-number", "6")
    page.press(".net-number", "Enter")
    assert "Paid 99.5 yuan in all." in story(page)[0]


def test_the_keyboard_does_it_all(player):
    page = player().page
    page.focus(".net-stage canvas")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector('#network-player[data-day="2"]')
    page.keyboard.press("ArrowDown")
    assert page.inner_text(".net-who") == "Member 1"
    page.keyboard.press("ArrowDown")
    assert page.inner_text(".net-who") == "Member 2"
    page.keyboard.press("Escape")
    assert not page.is_visible(".net-story")
    page.keyboard.press("Space")
    page.wait_for_selector("#network-player[data-playing=true]")


def test_people_worth_a_look_are_offered(player):
    page = player().page
    page.click("text=Left in A, stayed in B (1)")
    assert page.inner_text(".net-who") == f"Member {films.TIRED + 1}"
    assert not page.is_visible("[data-find=stayed_first]")


def test_key_days_lead_to_their_day(player):
    page = player().page
    assert page.query_selector(".net-ticks .badge") is not None
    page.click("text=Day 4: First push")
    page.wait_for_selector('#network-player[data-day="3"]')


def test_any_two_of_several_can_be_held_against_each_other(player):
    page = player(case="alive_four").page
    choices = page.query_selector_all(".net-stage select")
    assert [choice.evaluate("box => box.value") for choice in choices] == ["0", "3"]
    choices[1].select_option("1")
    assert page.inner_text(".net-stage:nth-child(2) .badge") == "B"
    choices[0].select_option("2")
    assert [badge.inner_text() for badge in page.query_selector_all(".net-stage .badge")] == ["C", "B"]
    assert not page.is_visible("[data-find=stayed_second]"), "nobody left under either"


def test_dark_pages_have_their_colours(player):
    colour = "() => getComputedStyle(document.querySelector('[data-state=QUIET]')).color"
    assert player().page.evaluate(colour) != player(color_scheme="dark").page.evaluate(colour)


def test_paper_gets_a_picture(player):
    opened = player()
    opened.page.emulate_media(media="print")
    opened.page.wait_for_selector(f'#network-player[data-day="{films.DAYS // 2}"]')
    assert min(opened.page.evaluate(PAINTED)) > 200
    assert not opened.page.is_visible(".net-play")
    assert opened.page.is_visible(".net-day")
    assert opened.said == []


def test_without_javascript_the_page_says_so(open_report):
    opened = open_report("alive", java_script_enabled=False)
    assert opened.page.is_visible("#network noscript .warning")
    assert not opened.page.is_visible("#network-player")
