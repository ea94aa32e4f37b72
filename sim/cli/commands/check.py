"""``sim check``: whether scenario files can be run, and everything that is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rich_click as click

from sim.cli.errors import REFUSED
from sim.cli.options import overriding, speaking
from sim.cli.output import Output
from sim.i18n import Translate

if TYPE_CHECKING:
    from sim.parameters import Values


def command(t: Translate) -> click.Command:
    """Build the command in the language of ``t``."""

    @click.command(
        "check", help=t("Check files of scenarios and studies, and say everything that is wrong with them.")
    )
    @click.argument(
        "files",
        nargs=-1,
        required=True,
        metavar="FILE...",
        help=t("Files, or names of shipped scenarios and studies."),
    )
    @overriding(t)
    @speaking(t)
    def check(files: tuple[str, ...], overrides: tuple[str, ...], as_json: bool, quiet: bool) -> int:
        from sim.cli.errors import tell

        output = Output(t, quiet, as_json)
        checked = [_checked(file, overrides, t) for file in files]
        bad = [found for found in checked if not found["ok"]]
        for found in checked:
            if found["ok"]:
                output.say(t("{file}: fine", file=found["file"]))
                for line in (*found["graphs"], *found["remarks"]):
                    output.say(f"  {line}")
            else:
                tell([problem["text"] for problem in found["problems"]])
        if bad:
            output.say(t("{k} of {n} files cannot be used.", k=len(bad), n=len(checked)))
        output.data(checked)
        return REFUSED if bad else 0

    return check


def _checked(file: str, overrides: tuple[str, ...], t: Translate) -> dict[str, Any]:
    from sim.cli.remarks import remarks_on
    from sim.engine.errors import PlanError
    from sim.engine.plan import make_plan
    from sim.graphs import GraphError
    from sim.scenario import ScenarioError, load_scenario
    from sim.study.sweep import load_study
    from sim.study.sweep.locate import is_study

    problems: list[dict[str, Any]] = []
    graphs: list[str] = []
    said: list[str] = []
    try:
        if is_study(file):
            load_study(file, overrides)
        else:
            plan = make_plan(load_scenario(file, overrides))
            graphs = [_told(graph, t) for graph in plan.graphs if graph.kind == "file"]
            said = remarks_on(plan, t)
    except ScenarioError as error:
        problems = [
            {
                "file": problem.file,
                "line": problem.line or None,
                "column": problem.column or None,
                "path": problem.path,
                "message": problem.message(t),
                "hint": problem.hint(t),
                "text": problem.text(t),
            }
            for problem in error.problems
        ]
        if error.left_out:
            text = error.text(t).splitlines()[-1]
            problems.append({**dict.fromkeys(problems[0]), "file": file, "message": text, "text": text})
    except (PlanError, GraphError) as error:
        message = error.text(t) if isinstance(error, GraphError) else str(error)
        words = {"message": message, "text": f"{file}: {message}"}
        problems = [{"file": file, "line": None, "column": None, "path": "", "hint": "", **words}]
    return {"file": file, "ok": not problems, "problems": problems, "graphs": graphs, "remarks": said}


def _told(graph: Values, t: Translate) -> str:
    """Say what a file of acquaintances holds, and what was changed in reading it."""
    from sim.graphs import read_graph

    read = read_graph(graph.file, weights=bool(graph.weights), simplify=bool(graph.simplify))
    said = t("{file}: {n} members, {ties} ties", file=graph.file, n=read.n, ties=len(read.pairs))
    return t.clauses([said, *(t(note, n=n) for note, n in read.notes)])
