"""Formulas of the documentation as MathML, made when the site is built; browsers draw it without any script.

Pages write formulas as GitHub reads them: ``$`...`$`` within a line and a block fenced as ``math``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from latex2mathml.converter import convert
from markdown import Extension
from markdown.inlinepatterns import InlineProcessor

if TYPE_CHECKING:
    from markdown import Markdown

LONG = 30
INLINE = r"\$`([^`]+)`\$"


def mathml(latex: str, display: str = "inline") -> str:
    """Return a formula as MathML, with the LaTeX as what is read where MathML is not.

    Raises
    ------
    ValueError
        If the formula holds a command that is not known, which would otherwise be printed as it stands.
    """
    text = " ".join(latex.split())
    made = convert(readable(text), display=display)
    if left := re.findall(r"\\[A-Za-z]+", "".join(ElementTree.fromstring(made).itertext())):  # noqa: S314
        raise ValueError(f"no MathML for {', '.join(left)} in the formula {text}")
    return made.replace("<math ", f"<math alttext={quoteattr(text)} ", 1)


def readable(latex: str) -> str:
    r"""Return a formula in words that the converter and browsers set as a book would.

    Names of several letters are names (``fit``), not products of letters; functions stand apart from what they are of;
    bars are a pair. Browsers know no styles of letters but italic and upright, so an indicator's 1 is the sign itself.

    Examples
    --------
    >>> readable(r"w_n\,need\cdot fit_i")
    'w_n\\,\\text{need}\\cdot \\text{fit}_i'
    """
    text = re.sub(r"\\mathrm\{([^{}]*)\}", r"\1", latex).replace(r"\mathbb{1}", "\U0001d7d9")
    text = re.sub(r"\|([^|]+)\|", r"\\left|\1\\right|", text)
    text = re.sub(r"\\(log|ln)\b\s*(?!\()", r"\\\1\\,", text)
    text = re.sub(r"(?<=[\w}]) ?\\(log|ln|exp)\b", r"\\,\\\1", text)
    text = re.sub(r"\\sim\b", r"\\;\\sim\\;", text)
    kept = re.split(r"(\\text\{[^{}]*\}|\\[A-Za-z]+)", text)
    return "".join(
        part if n % 2 else re.sub(r"[A-Za-z]{2,}", r"\\text{\g<0>}", part) for n, part in enumerate(kept)
    )


class _Inline(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Any, int, int]:  # type: ignore[override]  # noqa: N802
        made = mathml(m[1])
        if len(m[1]) > LONG:  # lines are not broken within formulas: a long one scrolls on a small screen
            made = f'<span class="long">{made}</span>'
        return self.md.htmlStash.store(made), m.start(0), m.end(0)


class Mathematics(Extension):
    """Formulas within lines; before code, whose backquotes they share."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Add the pattern."""
        md.inlinePatterns.register(_Inline(INLINE, md), "mathematics", 195)


def block(source: str, language: str, css_class: str, options: Any, md: Any, **more: Any) -> str:  # noqa: ANN401
    """Return a block of formulas, one a line or one of many lines; called for fences named ``math``."""
    return f'<div class="formula">{mathml(source, "block")}</div>'


def makeExtension(**options: Any) -> Mathematics:  # noqa: ANN401, N802 - what Python-Markdown looks for
    """Return the extension."""
    return Mathematics(**options)
