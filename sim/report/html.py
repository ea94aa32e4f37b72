"""Markup that is safe by default: every text is escaped unless it is already markup."""

from __future__ import annotations

import html

LONG = 20
"""Rows from which on a table scrolls within itself, under its headings."""


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def el(tag: str, *children: str | None, **attributes: str | int | bool | None) -> Markup:
    """Return an element; children that are not :class:`Markup` are escaped, None is left out.

    ``class_`` stands for ``class``, an underscore within a name for a hyphen; an attribute that is
    None or False is left out, True has no value.
    """
    head = "".join(
        f" {name.strip('_').replace('_', '-')}" + ("" if value is True else f'="{html.escape(str(value))}"')
        for name, value in attributes.items()
        if value is not None and value is not False
    )
    return Markup(f"<{tag}{head}>{join(*children)}</{tag}>")


def join(*children: str | None) -> Markup:
    """Put pieces after one another, escaping those that are not markup."""
    return Markup(
        "".join(
            each if isinstance(each, Markup) else html.escape(each) for each in children if each is not None
        )
    )


def table(
    headers: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
    caption: str,
    heads: int = 1,
    label: str | None = None,
) -> Markup:
    """Return a table that scrolls by itself where the page is too narrow; the first ``heads`` columns head rows.

    The caption is for readers who do not see what the table stands under.
    """
    head = el(
        "tr",
        *(
            el("th", text, scope="col", class_="text" if place < heads else None)
            for place, text in enumerate(headers)
        ),
    )
    body = [
        el(
            "tr",
            *(
                el("th", text, scope="row") if place < heads else el("td", text)
                for place, text in enumerate(row)
            ),
        )
        for row in rows
    ]
    inner = el("table", el("caption", caption, class_="unseen"), el("thead", head), el("tbody", *body))
    kind = "scroll long" if len(rows) > LONG else "scroll"
    return el("div", inner, class_=kind, tabindex="0", role="region", aria_label=label or caption)
