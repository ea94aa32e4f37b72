"""Write what the documentation takes from the code: ``python -m docs.generate [--examples]``.

The files of ``docs/reference/`` are written whole. In other pages, the text between
``<!-- generated: NAME -->`` and ``<!-- end -->`` is written. With ``--examples``, the examples are run as
well and their output is written anew, see :func:`with_examples`. Tests in ``tests/docs/`` fail when
any of it differs from the code.
"""

from __future__ import annotations

import inspect
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from click.testing import CliRunner

from sim.cli.entry import program
from sim.cli.language import spoken
from sim.contracts import Measure, Mechanism, Outcome, Strategy
from sim.engine.day import DAY
from sim.engine.plan import planned_steps
from sim.parameters import Kind, Parameter
from sim.results.parts import KEYS, NOTES
from sim.scenario import catalogue, keys, load_scenario, loads
from sim.state.levers import LEVERS
from sim.state.sections import SECTIONS

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
HEAD = "<!-- Written by `python -m docs.generate` from the declarations in sim/. Do not edit. -->"
PAGES = ("README.md", "CONTRIBUTING.md", "docs/*.md")
"""Pages written by hand, in which generated stretches and examples may stand."""

_STRETCH = re.compile(r"(<!-- generated: (?P<name>\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_BLOCK = re.compile(
    r"(?P<skip><!-- not run -->\n)?^```(?P<language>yaml|python|console)\n(?P<body>.*?)^```",
    re.DOTALL | re.MULTILINE,
)


def pages() -> list[Path]:
    """Pages written by hand."""
    return sorted(path for pattern in PAGES for path in ROOT.glob(pattern))


# ------------------------------------------------------------------ from declarations to Markdown


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


def prose(documented: object) -> str:
    """Return a docstring as Markdown, its mathematics as GitHub shows it."""
    text = inspect.cleandoc(documented.__doc__ or "").replace("``", "`")
    text = re.sub(r"\.\. math::\s*(.+?)(?=\n\n|\Z)", _display, text, flags=re.DOTALL)
    return re.sub(r":math:`(.+?)`", lambda found: f"$`{' '.join(found[1].split())}`$", text, flags=re.DOTALL)


def _display(found: re.Match[str]) -> str:
    return f"```math\n{' '.join(found[1].split())}\n```"


def reach(parameter: Parameter) -> str:
    """Return the plausible range, or the choices."""
    if parameter.kind is Kind.CHOICE:
        return ", ".join(parameter.choices)
    if parameter.kind is Kind.SWITCH:
        return "true, false"
    if parameter.low is None or parameter.high is None:
        return ""
    return f"{number(parameter.low)} to {number(parameter.high)}"


def parameters(declared: tuple[Parameter, ...], *, sourced: bool = True) -> str:
    """Return the table of some parameters; those that are no claim about the world have no source."""
    rows = [
        (
            f"`{each.name}`",
            number(each.default),
            reach(each),
            number(each.none),
            each.unit,
            each.doc,
            each.source,
        )
        for each in declared
    ]
    headers = ("parameter", "default", "range", "no effect at", "unit", "meaning", "source")
    if sourced:
        return table(headers, rows)
    plain = tuple(n for n, head in enumerate(headers) if head not in ("source", "no effect at"))
    return table(tuple(headers[n] for n in plain), [tuple(row[n] for n in plain) for row in rows])


def step_list(mechanism: type[Mechanism]) -> str:
    """Return the steps of a mechanism and what each covers."""
    return ", ".join(f"`{name}` ({step.over.value})" for name, step in mechanism.steps.items())


def page(title: str, lead: str, sections: Iterator[str]) -> str:
    """Return a generated page."""
    return "\n".join((HEAD, "", f"# {title}", "", lead, "", *sections)).rstrip() + "\n"


# ------------------------------------------------------------------ the pages of docs/reference


def mechanisms_page() -> str:
    """Return the page of every mechanism, in the order of the day."""

    def sections() -> Iterator[str]:
        known = catalogue.mechanisms()
        order = dict.fromkeys(step.mechanism for step in planned_steps() if step.mechanism)
        for name in order:
            mechanism = known[name]
            yield f"## {mechanism.label} (`{name}`)\n"
            yield f"{prose(mechanism)}\n"
            yield f"Steps: {step_list(mechanism)}. Rows of the articles: {', '.join(mechanism.rows)}.\n"
            if mechanism.parameters:
                yield parameters(mechanism.parameters)

    lead = (
        "How members respond, in the order of the day. A scenario sets a parameter as\n"
        "`mechanisms: {NAME: {PARAMETER: VALUE}}` and switches a mechanism off with `mechanisms: {NAME: false}`.\n"
        "The range is what is plausible, for sensitivity studies; `no effect at` is the value that takes an\n"
        "influence out. `sim explain NAME` shows the same on a terminal. The words are those of the\n"
        "[glossary](../glossary.md); how they fit together is in [the model](../model.md)."
    )
    return page("Mechanisms", lead, sections())


def strategies_page() -> str:
    """Return the page of strategies, and of the levers that they write."""

    def strategy(name: str, declared: type[Strategy]) -> Iterator[str]:
        yield f"## {declared.label} (`{name}`)\n"
        yield f"{prose(declared)}\n"
        levers = ", ".join(f"`{lever}`" for lever in declared.writes)
        yield f"Rows of the articles: {', '.join(declared.rows)}. Levers: {levers}.\n"
        yield parameters(declared.parameters)

    def sections() -> Iterator[str]:
        for name, declared in catalogue.strategies().items():
            yield from strategy(name, declared)
        yield "## Spells\n"
        yield "Every strategy takes these as well, once or for each of its spells.\n"
        yield parameters(keys.SPELL_KEYS, sourced=False)
        yield "## Levers\n"
        yield "What strategies write and mechanisms read; contributions of several strategies fold as stated.\n"
        rows = [
            (f"`{lever.name}`", lever.fold.value, number(lever.baseline), lever.unit, lever.doc)
            for lever in LEVERS
        ]
        yield table(("lever", "fold", "baseline", "unit", "meaning"), rows)

    lead = (
        "What operators do. A scenario runs one as `strategies: {NAME: {PARAMETER: VALUE}}`; see\n"
        "[scenarios](../scenarios.md)."
    )
    return page("Strategies", lead, sections())


def measures_page() -> str:
    """Return the page of measures (columns of ``days``) and outcomes (columns of ``runs``)."""

    def rows(columns: tuple[Measure, ...] | tuple[Outcome, ...]) -> list[tuple[str, ...]]:
        return [(f"`{column.name}`", column.label, column.unit, column.doc) for column in columns]

    def sections() -> Iterator[str]:
        files = catalogue.measures()
        heads = ("column", "label", "unit", "meaning")
        yield "## Measures: columns of `days`\n"
        for name, file in files.items():
            yield f"### `{name}`\n"
            yield table(heads, rows(file.measures))
        yield "## Outcomes: columns of `runs`\n"
        outcomes = [
            (*row, outcome.better.value, outcome.combine)
            for file in files.values()
            for row, outcome in zip(rows(file.outcomes), file.outcomes, strict=True)
        ]
        yield table((*heads, "better", "groups"), outcomes)

    lead = (
        "What is recorded. *Late* means the last 28 days. An outcome that does not exist in a world (a silence\n"
        "that never came) is missing there, not 0. `groups` says how the groups of a portfolio make one number.\n"
        "Where the tables are: [results](../results.md)."
    )
    return page("Measures and outcomes", lead, sections())


def sections_page() -> str:
    """Return the page of what a scenario holds beside strategies and mechanisms."""

    def sections() -> Iterator[str]:
        yield "## At the top\n"
        yield parameters((keys.TITLE, keys.HORIZON), sourced=False)
        for section in SECTIONS:
            yield f"## {section.label} (`{section.name}`)\n"
            yield f"{section.doc}\n"
            yield parameters(section.parameters)

    lead = (
        "The parts of a scenario that are neither strategy nor mechanism. How they are written:\n"
        "[scenarios](../scenarios.md)."
    )
    return page("Sections of a scenario", lead, sections())


REFERENCE_PAGES: dict[str, Callable[[], str]] = {
    "mechanisms.md": mechanisms_page,
    "strategies.md": strategies_page,
    "measures.md": measures_page,
    "sections.md": sections_page,
}


# ------------------------------------------------------------------ stretches of other pages


def day_stretch() -> str:
    """Return the order of the day as in ``sim/engine/day.py``, each step with the comment beside it."""
    comments = dict(
        re.findall(r'^    "([\w.]+)",  # (.+)$', (ROOT / "sim/engine/day.py").read_text("utf-8"), re.M)
    )
    lines = [
        f"{n}. `{name}`: {comments.get(name) or _measure_step(name)}" for n, name in enumerate(DAY, start=1)
    ]
    return "\n".join(lines) + "\n"


def _measure_step(name: str) -> str:
    file = sys.modules[f"sim.{name}"]
    return (file.__doc__ or "").split(":")[0].lower() + " is measured"


def keys_stretch() -> str:
    """Return the columns that identify a row in each table of results."""
    meanings = {name: (note["label"], note.get("unit", "")) for name, note in NOTES.items()}
    rows = [(f"`{kind}`", f"`{key}`", *meanings[key]) for kind, names in KEYS.items() for key in names]
    return table(("table", "column", "meaning", "unit"), rows)


STRETCHES: dict[str, Callable[[], str]] = {"day": day_stretch, "keys": keys_stretch}


def with_stretches(text: str) -> str:
    """Return a page with its generated stretches as they should be."""
    return _STRETCH.sub(lambda found: f"{found[1]}{STRETCHES[found['name']]()}{found[3]}", text)


# ------------------------------------------------------------------ examples with their output


def with_examples(text: str) -> str:
    """Run the examples of a page in order, in a folder of their own; return it with their output as it is now.

    ``console`` blocks that begin with ``$ sim`` are run and what they print is filled in; ``python`` blocks are
    executed, one after the other in one space of names; ``yaml`` blocks are checked as scenarios, and
    written to a file if their first line is ``# NAME.yaml``. A block behind ``<!-- not run -->`` is left alone.
    """
    names: dict[str, object] = {"__name__": "example"}

    def one(found: re.Match[str]) -> str:
        if found["skip"]:
            return found[0]
        language, body = found["language"], found["body"]
        if language == "yaml":
            _keep(body)
        elif language == "python":
            with redirect_stdout(StringIO()):
                exec(compile(body, "<example>", "exec"), names)  # noqa: S102 - written by us
        elif body.startswith("$ sim"):
            return f"```{language}\n{_session(body)}```"
        return found[0]

    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            return _BLOCK.sub(one, text)
        finally:
            os.chdir(before)


def _keep(body: str) -> None:
    """Check a scenario, and write it to the file that its first line names."""
    named = re.match(r"# ([\w/]+\.yaml)\n", body)
    if named is None:
        loads(body)
        return
    Path(named[1]).parent.mkdir(parents=True, exist_ok=True)
    Path(named[1]).write_text(body, encoding="utf-8")
    load_scenario(named[1])


def _session(body: str) -> str:
    """Run the commands of a block and return them with what they print."""
    shown = re.findall(r"^\$ (?:.*\\\n)*.*$", body, re.MULTILINE)
    return "".join(f"{each}\n{_output(each)}" for each in shown)


def _output(command: str) -> str:
    """Return what a command prints on stdout."""
    environment = {"SIM_LANG": ""}
    given = command.replace("\\\n", " ").split()[2:]
    t = spoken(given, {**os.environ, **environment})
    done = CliRunner(env=environment).invoke(program(t), given, prog_name="sim")
    if done.exit_code:
        raise RuntimeError(f"{command}: {done.stderr}")
    output = "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip("\n")
    return f"{output}\n" if output else ""


def main(arguments: list[str]) -> None:
    """Write everything that is generated."""
    REFERENCE.mkdir(exist_ok=True)
    for name, make in REFERENCE_PAGES.items():
        (REFERENCE / name).write_text(make(), encoding="utf-8")
    for path in pages():
        text = path.read_text(encoding="utf-8")
        new = with_stretches(text)
        if "--examples" in arguments:
            new = with_examples(new)
        if new != text:
            path.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
