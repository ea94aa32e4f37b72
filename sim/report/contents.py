"""The way about a page: links to its sections and figures, and the choice between a light and a dark page."""

from __future__ import annotations

from html.parser import HTMLParser

from sim.i18n import Translate
from sim.report.html import Markup, el

VOID = frozenset(
    {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


class _Headings(HTMLParser):
    """Headings that can be linked to: of sections with an id, and of the third rank with an id of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str, str]] = []
        self._open: list[tuple[str, str]] = []
        self._heading: tuple[int, str] | None = None
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs).get("id") or ""
        if tag == "h2":
            section = next((name for kind, name in reversed(self._open) if kind == "section" and name), "")
            self._begin(2, own or section)
        elif tag == "h3" and own:
            self._begin(3, own)
        if tag not in VOID:
            self._open.append((tag, own))

    def handle_endtag(self, tag: str) -> None:
        if self._heading and tag == f"h{self._heading[0]}":
            self.found.append((*self._heading, "".join(self._words).strip()))
            self._heading = None
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._heading:
            self._words.append(data)

    def _begin(self, rank: int, target: str) -> None:
        self._heading, self._words = ((rank, target) if target else None), []


def contents(body: Markup, t: Translate) -> Markup:
    """Return the contents of a page, read from its headings, so that a new section needs no entry anywhere.

    Sections are linked by their ``id``, figures by that of their heading.
    """
    reader = _Headings()
    reader.feed(body)
    entries: list[tuple[Markup, list[Markup]]] = [(_link("top", t("In short")), [])]
    for rank, target, words in reader.found:
        if rank == 2:
            entries.append((_link(target, words), []))
        else:
            entries[-1][1].append(el("li", _link(target, words)))
    items = (el("li", link, el("ol", *inner) if inner else None) for link, inner in entries)
    listed = el("details", el("summary", t("Contents")), el("ol", *items), open=True)
    return el("nav", _themes(t), listed, class_="contents", aria_label=t("Contents"))


def _link(target: str, words: str) -> Markup:
    return el("a", words, href=f"#{target}")


def _themes(t: Translate) -> Markup:
    """Return the buttons; the script shows them, since without it they would do nothing."""
    choices = (("", t("Auto")), ("light", t("Light")), ("dark", t("Dark")))
    buttons = (
        el("button", word, type="button", data_theme=name, aria_pressed="false" if name else "true")
        for name, word in choices
    )
    return el("div", *buttons, class_="theme", role="group", aria_label=t("Appearance"), hidden=True)
