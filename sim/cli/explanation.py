"""The page of a declaration, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sim.cli.prose import formula, prose
from sim.cli.tables import titled
from sim.i18n import Translate, mark

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

Data = dict[str, Any]

KINDS = {
    "strategy": mark("strategy"),
    "mechanism": mark("mechanism"),
    "outcome": mark("outcome of a run"),
    "measure": mark("daily measure"),
    "section": mark("section of a scenario"),
    "lever": mark("lever"),
    "parameter": mark("parameter"),
    "type": mark("type of group"),
    "scenario": mark("scenario"),
}
BETTER = {
    "higher": mark("More is better."),
    "lower": mark("Less is better."),
    "neither": mark("Neither more nor less is better."),
}


def shown(data: Data, t: Translate) -> Iterator[RenderableType]:
    """Yield the parts of the page."""
    from rich.text import Text

    kind = t("{name}, {kind}", name=data["name"], kind=t(KINDS[data["kind"]]))
    yield Text.assemble((data["title"], "bold"), f"  {kind}")
    yield ""
    for paragraph in prose(data["doc"]) if data.get("doc") else ():
        yield Text(paragraph)
        yield ""
    for fact in _facts(data, t):
        yield Text(fact)
    if data["kind"] == "parameter":
        yield _parameters([data], t)
    if data.get("parameters"):
        yield _parameters(data["parameters"], t)
    if data.get("levers"):
        yield _levers(data["levers"], t)
    if data.get("sets"):
        yield Text(data["sets"])
    yield ""


def _facts(data: Data, t: Translate) -> Iterator[str]:
    if data.get("rows"):
        yield t("Rows of the mechanisms page: {rows}", rows=t.join(data["rows"]))
    if data.get("formula"):
        yield t("Formula: {formula}", formula=formula(data["formula"]))
    if data.get("unit") and data["kind"] != "parameter":
        yield t("Unit: {unit}", unit=t(data["unit"]))
    if "better" in data:
        yield t(BETTER[data["better"]])
    if "fold" in data:
        yield t(
            "Without any strategy {baseline}; several strategies: {fold}",
            baseline=data["baseline"],
            fold=t(data["fold"]),
        )
    if data.get("read_by"):
        yield t("Read by these steps of the day: {names}", names=t.join(data["read_by"]))
    if data.get("set_by"):
        yield t("Set by these strategies: {names}", names=t.join(data["set_by"]))
    if data.get("steps"):
        steps = (t("{name} ({over})", name=step["name"], over=t(step["over"])) for step in data["steps"])
        yield t("Steps of the day: {names}", names=t.join(steps))
    yield t("File: {file}", file=data["file"])


def _parameters(parameters: list[Data], t: Translate) -> Table:
    table = titled(t("Parameters"))
    table.add_column(t("Parameter"), ratio=3)
    table.add_column(t("Default"), justify="right")
    table.add_column(t("Range"), justify="right")
    table.add_column(t("Unit"))
    table.add_column(t("Source"), ratio=2)
    for row in parameters:
        text = f"{row['name']}\n{row['doc']}\n"
        table.add_row(text, value(row["default"], t), _range(row, t), t(row["unit"]), row["source"])
    return table


def _range(row: Data, t: Translate) -> str:
    if row["choices"]:
        return "\n".join(row["choices"])
    if row["low"] is None or row["high"] is None:
        return ""
    return t("{low} to {high}", low=value(row["low"], t), high=value(row["high"], t))


def value(given: object, t: Translate) -> str:
    """Write a value as a scenario file would, without needless zeros."""
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, float | int):
        return f"{given:,.10g}"
    return str(given) or t("none")


def _levers(levers: list[Data], t: Translate) -> Table:
    table = titled(t("Levers that it sets"))
    table.add_column(t("Lever"))
    table.add_column(t("Unit"))
    table.add_column(t("What it is"))
    for row in levers:
        table.add_row(row["name"], t(row["unit"]), row["title"])
    return table
