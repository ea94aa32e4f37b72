"""The look of tables in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.i18n import Translate

if TYPE_CHECKING:
    from rich.table import Table


def titled(title: str, **more: Any) -> Table:  # noqa: ANN401 - of rich's table
    """Make an empty table with a title above its left edge."""
    from rich import box
    from rich.table import Table

    return Table(title=title, title_justify="left", title_style="bold", **{"box": box.SIMPLE_HEAD, **more})


def of_outcomes(title: str, t: Translate) -> Table:
    """The same with a first column for outcomes."""
    table = titled(title)
    table.add_column(t("Outcome"))
    return table


def uncut(table: Table) -> Table:
    """Let what is too wide for its column go on in the next line, rather than end in an ellipsis.

    Chinese has no spaces to break lines at, so an interval or a heading would lose its end.
    """
    for column in table.columns:
        if not column.no_wrap and column.overflow == "ellipsis":
            column.overflow = "fold"
    return table
