"""From declarations to Markdown: what several pages share."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

from docs.generating.words import ENGLISH, Words
from sim.parameters import Kind, Parameter

HEAD = "<!-- Written by `python -m docs.generate` from the declarations in sim/. Do not edit. -->"


def number(value: float | bool | str | None) -> str:
    """Return a value as a scenario file would have it, nothing for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, int | float) else (value or '""')


def cell(text: str) -> str:
    """Return text that is safe in a table."""
    return text.replace("|", "\\|").replace("\n", " ")


def table(headers: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    lines = [headers, tuple("---" for _ in headers), *rows]
    return "\n".join(f"| {' | '.join(map(cell, line))} |" for line in lines) + "\n"


def prose(documented: object, t: Words = ENGLISH) -> str:
    """Return a docstring as Markdown, its mathematics as GitHub shows it."""
    text = t(inspect.cleandoc(documented.__doc__ or "")).replace("``", "`")
    text = re.sub(r"\.\. math::\s*(.+?)(?=\n\n|\Z)", _display, text, flags=re.DOTALL)
    return re.sub(r":math:`(.+?)`", lambda found: f"$`{' '.join(found[1].split())}`$", text, flags=re.DOTALL)


def _display(found: re.Match[str]) -> str:
    return f"```math\n{' '.join(found[1].split())}\n```"


def reach(parameter: Parameter, t: Words = ENGLISH) -> str:
    """Return the plausible range, or the choices."""
    if parameter.kind is Kind.CHOICE:
        return ", ".join(parameter.choices)
    if parameter.kind is Kind.SWITCH:
        return "true, false"
    if parameter.low is None or parameter.high is None:
        return ""
    return t("{low} to {high}", low=number(parameter.low), high=number(parameter.high))


def parameters(declared: tuple[Parameter, ...], *, sourced: bool = True, t: Words = ENGLISH) -> str:
    """Return the table of some parameters; those that are no claim about the world have no source."""
    columns = {
        "parameter": [f"`{each.name}`" for each in declared],
        "default": [number(each.default) for each in declared],
        "range": [reach(each, t) for each in declared],
        "no effect at": [number(each.none) for each in declared],
        "unit": [t(each.unit) for each in declared],
        "meaning": [t(each.doc) for each in declared],
        "source": [t(each.source) for each in declared],
    }
    if not sourced:
        del columns["source"], columns["no effect at"]
    return table(tuple(map(t, columns)), list(zip(*columns.values(), strict=True)))


def page(title: str, lead: str, sections: Iterator[str]) -> str:
    """Return a generated page."""
    return "\n".join((HEAD, "", f"# {title}", "", lead, "", *sections)).rstrip() + "\n"
