"""From a study file to a :class:`SweepStudy`, with everything that is wrong at its place."""

from __future__ import annotations

import difflib
import os
from collections.abc import Sequence
from pathlib import Path

from sim.engine.plan import day_measures, run_outcomes
from sim.parameters import Parameter, Scalar, Values
from sim.scenario import ScenarioError, Template, load_template
from sim.scenario.filling import fill, quoted, unknown_key
from sim.scenario.nodes import Branch, Leaf, Node, Row, is_null
from sim.scenario.parsing import parse
from sim.scenario.problems import Message, Place, Problem, Problems, shown
from sim.scenario.reading import read_text
from sim.study.sweep import messages, sections
from sim.study.sweep.corners import check_corners
from sim.study.sweep.declared import Precision, SweepStudy
from sim.study.sweep.distinct import RESERVED, check_factors
from sim.study.sweep.locate import find_study
from sim.study.sweep.points import size
from sim.study.sweep.sides import read_side

TOP_KEYS = (
    "title", "question", "base", "set", "strategies", "uncertainties", "design", "worlds", "precision", "seed", "outcomes", "days",
)  # fmt: skip
DESIGN_KEYS = ("design", "points", "list")
MOST_POINTS = 1_000_000


def load_study(name_or_path: str | os.PathLike[str], overrides: Sequence[str] = ()) -> SweepStudy:
    """Load a study file.

    Parameters
    ----------
    name_or_path
        A path, or the name of a shipped study such as ``sweeps/push_frequency``.
    overrides
        ``path=value`` texts put over every base, after the study's own.

    Raises
    ------
    ScenarioError
        With everything that is wrong with the file, its scenarios, and the corners of its factors.
    """
    path = find_study(os.fspath(name_or_path))
    problems = Problems()
    shown_as = _shown(path)
    text = read_text(path, shown_as, problems)
    tree = parse(text, shown_as, problems) if text is not None else None
    problems.check()
    assert tree is not None
    study = _study(tree, path, overrides, problems)
    problems.check()
    assert study is not None
    check_corners(study, problems)
    problems.check()
    return study


def _study(tree: Branch, path: Path, overrides: Sequence[str], problems: Problems) -> SweepStudy | None:
    for key, place in tree.keys.items():
        if key not in TOP_KEYS:
            unknown_key(key, place, TOP_KEYS, problems)
    values = _fill("study", sections.STUDY, tree, problems)
    bases = _bases(tree, path, overrides, problems)
    designs = _designs(tree.entries.get("design"), problems)
    strategies = read_side(tree.entries.get("strategies"), designs["strategies"], problems)
    uncertainties = read_side(tree.entries.get("uncertainties"), designs["uncertainties"], problems)
    outcomes = _names(
        tree.entries.get("outcomes"), [o.name for o in run_outcomes()], messages.UNKNOWN_OUTCOME, problems
    )
    days = _names(
        tree.entries.get("days"), [m.name for m in day_measures()], messages.UNKNOWN_MEASURE, problems
    )
    precision = _precision(tree.entries.get("precision"), outcomes, int(values.worlds), problems)
    check_factors(
        tree, strategies, uncertainties, (*RESERVED, *(outcomes or DEFAULT_OUTCOMES), *days), problems
    )
    points = len(bases) * size(strategies) * size(uncertainties)
    if points > MOST_POINTS and not problems:
        problems.add(tree.place, messages.MANY_POINTS, n=f"{points:,}", most=f"{MOST_POINTS:,}")
    if problems or not bases:
        return None
    return SweepStudy(
        name=path.stem, title=str(values.title) or path.stem, question=str(values.question), bases=bases,
        strategies=strategies, uncertainties=uncertainties, worlds=int(values.worlds), seed=int(values.seed),
        outcomes=outcomes or DEFAULT_OUTCOMES, days=days, precision=precision, file=str(path),
    )  # fmt: skip


DEFAULT_OUTCOMES = ("visiting_late", "members_end", "messages_total", "profit_total", "cost_total")


def _fill(name: str, parameters: tuple[Parameter, ...], tree: Branch, problems: Problems) -> Values:
    """Read the single values of a block that holds other things as well."""
    own = [parameter.name for parameter in parameters]
    entries = {key: node for key, node in tree.entries.items() if key in own}
    part = Branch(entries, {key: tree.keys[key] for key in entries}, tree.place)
    return fill(name, parameters, part if entries else None, problems).values


def _bases(tree: Branch, path: Path, overrides: Sequence[str], problems: Problems) -> tuple[Template, ...]:
    node = tree.entries.get("base")
    if is_null(node):
        problems.add(tree.place, messages.NO_BASE)
        return ()
    assert node is not None
    items: Sequence[Node] = node.items if isinstance(node, Row) else (node,)
    own = _set(tree.entries.get("set"), problems)
    bases: list[Template] = []
    for item in items:
        if not (isinstance(item, Leaf) and isinstance(item.value, str)):
            problems.add(item.place, messages.BASE_FORM, value=quoted(item))
            continue
        name = (
            str((path.parent / item.value).resolve()) if item.value.startswith(("./", "../")) else item.value
        )
        try:
            template = load_template(name, [*own, *overrides])
            template.base  # noqa: B018 - reads it, so that what is wrong is told now
        except ScenarioError as error:
            _take_over(error, problems)
        else:
            if any(_are_same(template, other) for other in bases):
                problems.add(item.place, messages.SAME_BASE, name=template.base.name)
            bases.append(template)
    return tuple(bases)


def _are_same(a: Template, b: Template) -> bool:
    return a.base.name == b.base.name or a.base.digest() == b.base.digest()


def _take_over(error: ScenarioError, problems: Problems) -> None:
    for each in error.problems:
        place = Place(each.file, each.line, each.column, each.path)
        problems.add(place, Message(each.template, each.hint_template), **each.arguments)


def _set(node: Node | None, problems: Problems) -> list[str]:
    """Read what is put over every base."""
    if is_null(node):
        return []
    if not isinstance(node, Branch) or not all(isinstance(value, Leaf) for value in node.entries.values()):
        assert node is not None
        problems.add(node.place, messages.SET_BLOCK, value=quoted(node))
        return []
    return [
        f"{path}={written(value.value)}" for path, value in node.entries.items() if isinstance(value, Leaf)
    ]


def written(value: Scalar | None) -> str:
    """Return a scalar as YAML writes it."""
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _designs(node: Node | None, problems: Problems) -> dict[str, tuple[Values, Branch | None]]:
    """Read ``design``: one for both kinds of factors, or a block for each."""
    plain = Values.of(sections.DESIGNING)
    found: dict[str, tuple[Values, Branch | None]] = dict.fromkeys(
        ("strategies", "uncertainties"), (plain, None)
    )
    if isinstance(node, Leaf) and node.value is not None:
        node = Branch({"strategies": node}, {"strategies": node.place}, node.place)
    if not (is_null(node) or isinstance(node, Branch)):
        assert node is not None
        problems.add(node.place, messages.DESIGN_FORM, value=quoted(node))
    for side, entry in node.entries.items() if isinstance(node, Branch) else ():
        if side not in found:
            assert isinstance(node, Branch)
            unknown_key(side, node.keys[side], found, problems)
            continue
        block = (
            entry
            if isinstance(entry, Branch)
            else Branch({"design": entry}, {"design": entry.place}, entry.place)
        )
        for key, place in block.keys.items():
            if key not in DESIGN_KEYS:
                unknown_key(key, place, DESIGN_KEYS, problems)
        found[side] = (_fill("design", sections.DESIGNING, block, problems), block)
    return found


def _names(node: Node | None, valid: list[str], message: Message, problems: Problems) -> tuple[str, ...]:
    """Read a list of names of columns."""
    if is_null(node):
        return ()
    assert node is not None
    names: list[str] = []
    for item in node.items if isinstance(node, Row) else (node,):
        if not (isinstance(item, Leaf) and isinstance(item.value, str)):
            problems.add(item.place, messages.NAMES_FORM, value=quoted(item))
        elif item.value not in valid:
            nearest = (difflib.get_close_matches(item.value, valid, n=1, cutoff=0) or [""])[0]
            problems.add(item.place, message, key=shown(item.value), nearest=nearest)
        elif item.value in names:
            problems.add(item.place, messages.VALUE_TWICE, value=item.value)
        else:
            names.append(item.value)
    return tuple(names)


def _precision(
    node: Node | None, outcomes: tuple[str, ...], worlds: int, problems: Problems
) -> Precision | None:
    if is_null(node):
        return None
    assert node is not None
    values = fill("precision", sections.PRECISION, node, problems).values
    outcome = str(values.outcome) or (outcomes or DEFAULT_OUTCOMES)[0]
    if outcome not in (outcomes or DEFAULT_OUTCOMES):
        problems.add(node.place, messages.PRECISION_OUTCOME, key=outcome)
    if int(values.most_worlds) <= worlds:
        problems.add(node.place, messages.PRECISION_WORLDS, most=int(values.most_worlds), first=worlds)
    return Precision(outcome, float(values.half_width), int(values.most_worlds))


def _shown(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except (ValueError, OSError):
        return str(path)


__all__ = ["MOST_POINTS", "Problem", "load_study"]
