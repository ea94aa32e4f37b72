"""From a language to a function that turns English templates into that language."""

from __future__ import annotations

import gettext
import io
import math
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

languages = ("en", "zh-CN")
"""Languages the product speaks, as BCP 47 tags; the first is the language of the keys."""

DOMAIN = "sim"
LOCALE = Path(__file__).parent / "locale"
PO = LOCALE / "zh_CN" / "LC_MESSAGES" / f"{DOMAIN}.po"
MO = PO.with_suffix(".mo")
NOTHING = "–"
MINUS = "−"


def mark(text: str) -> str:
    """Return ``text``; tells the catalogue that a constant is translated later."""
    return text


def normal(lang: str) -> str:
    """Return the tag in :data:`languages` that ``lang`` means.

    Raises
    ------
    ValueError
        If the language is not one of those spoken.
    """
    tag = lang.strip().replace("_", "-").lower().split(".")[0]
    if tag == "en" or tag.startswith("en-"):
        return "en"
    if tag in ("zh", "zh-cn", "zh-sg", "zh-hans") or tag.startswith("zh-hans-"):
        return "zh-CN"
    raise ValueError(f"no language {lang!r}; there are {', '.join(languages)}")


class Translate:
    """Translates templates and writes numbers and lists in one language.

    Parameters
    ----------
    lang
        A tag of :data:`languages`.
    catalogue
        Where translations are looked up.
    """

    __slots__ = ("_catalogue", "lang")

    def __init__(self, lang: str, catalogue: gettext.NullTranslations) -> None:
        self.lang = lang
        self._catalogue = catalogue

    def __call__(self, template: str, /, **values: object) -> str:
        """Translate ``template``, then put ``values`` into its braces.

        Without values nothing is formatted, so a label may hold braces. Values are put in as they
        are: whoever writes markup escapes them.
        """
        text = self._catalogue.gettext(template) if template else ""
        return text.format(**values) if values else text

    def number(self, x: float, digits: int | None = None, *, signed: bool = False) -> str:
        """Write ``x`` with thousands separators and a true minus sign; a dash if it is not finite.

        Without ``digits``: none from 10 on, one from 1 on, two below.
        """
        if not math.isfinite(x):
            return NOTHING
        if digits is None:
            size = abs(x)
            digits = 0 if size >= 9.95 or size == 0 else 1 if size >= 0.995 else 2
        text = f"{abs(x):,.{digits}f}"
        is_zero = not any(character in "123456789" for character in text)
        if is_zero:
            return text
        return (MINUS if x < 0 else "+" if signed else "") + text

    def percent(self, share: float, digits: int = 0, *, signed: bool = False) -> str:
        """Write a share as a percentage."""
        text = self.number(100 * share, digits, signed=signed)
        return text if text == NOTHING else f"{text}%"

    def join(self, items: Iterable[str]) -> str:
        """Write a list in one line."""
        return ("、" if self.lang == "zh-CN" else ", ").join(items)

    def clauses(self, items: Iterable[str]) -> str:
        """Write in one line a list whose items may be lists."""
        return ("；" if self.lang == "zh-CN" else "; ").join(items)

    def sentences(self, items: Iterable[str]) -> str:
        """Write sentences one after another."""
        return ("" if self.lang == "zh-CN" else " ").join(item for item in items if item)


def translator(lang: str) -> Translate:
    """Return the translator of ``lang`` (``en``, ``zh-CN``; also ``zh``, ``zh_CN``, ``zh-Hans``).

    Raises
    ------
    ValueError
        If the language is not one of those spoken.
    """
    tag = normal(lang)
    return Translate(tag, gettext.NullTranslations() if tag == "en" else _chinese(_stamps()))


def _stamps() -> tuple[int, int]:
    return tuple(path.stat().st_mtime_ns if path.exists() else 0 for path in (MO, PO))  # type: ignore[return-value]


@lru_cache(maxsize=2)
def _chinese(stamps: tuple[int, int]) -> gettext.NullTranslations:
    """Compiled translations; those of a newer or uncompiled ``.po`` if Babel is there; else English."""
    compiled, source = stamps
    if source > compiled:
        try:
            from babel.messages.mofile import write_mo  # noqa: PLC0415 - present in checkouts only
            from babel.messages.pofile import read_po  # noqa: PLC0415
        except ImportError:
            pass
        else:
            buffer = io.BytesIO()
            with PO.open("rb") as file:
                write_mo(buffer, read_po(file, locale="zh_CN"))
            buffer.seek(0)
            return gettext.GNUTranslations(buffer)
    if not compiled:
        return gettext.NullTranslations()
    with MO.open("rb") as file:
        return gettext.GNUTranslations(file)
