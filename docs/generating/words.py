"""Words of the generated pages, in English or Chinese: those of the program, and a few of these pages alone."""

from __future__ import annotations

from collections.abc import Iterable

from docs.generating.chinese import CHINESE
from sim.i18n import translator


class Words:
    """Translates what declarations say, and what the pages say around it.

    Parameters
    ----------
    lang
        ``en`` or ``zh-CN``.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._program = translator(lang)

    def __call__(self, text: str, /, **values: object) -> str:
        """Return ``text`` in the language, with ``values`` in its braces."""
        own = CHINESE.get(text) if self.lang == "zh-CN" else None
        found = own or self._program(text)
        return found.format(**values) if values else found

    def join(self, items: Iterable[str]) -> str:
        """Write a list in one line."""
        return self._program.join(items)


ENGLISH = Words("en")
