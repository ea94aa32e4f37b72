"""What ``sim new`` writes: templates filled with a name, into a checkout or a folder of one's own."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from keyword import iskeyword
from pathlib import Path
from string import Template

from sim.cli.errors import Refused
from sim.i18n import Translate

KINDS = ("scenario", "strategy", "mechanism", "measure")
TEMPLATES = Path(__file__).parent / "scaffolds"
DAY = "sim/engine/day.py"
_BEFORE = '    "feel.feel",'
"""Line of the day behind which a new mechanism has its place."""
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_LONGEST = 40


@dataclass
class Scaffold:
    """What is to be written: texts by file; ``changed`` are files that are there and get a new text."""

    name: str
    files: dict[Path, str] = field(default_factory=dict)
    changed: dict[Path, str] = field(default_factory=dict)
    plugins: Path | None = None
    """Folder of strategies outside a checkout, of which the program must be told."""
    root: Path | None = None
    """The checkout whose reference and schema have to be written anew."""

    def put(self, path: Path, template: str) -> None:
        """Fill a template for a file."""
        words = self.name.split("_")
        label = " ".join(words).strip().capitalize()
        text = Template((TEMPLATES / f"{template}.template").read_text(encoding="utf-8"))
        self.files[path] = text.substitute(
            name=self.name, label=label, Name="".join(word.capitalize() for word in words)
        )

    def write(self) -> None:
        """Write everything; refuses before it has written anything."""
        for path, text in {**self.files, **self.changed}.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def scaffold(kind: str, name: str, into: Path, t: Translate) -> Scaffold:
    """Return what ``sim new`` is to write.

    Raises
    ------
    Refused
        If the name cannot be used, a file is there already, or a checkout is needed and there is none.
    """
    root = checkout(into)
    taken = _taken(kind, into, root)
    if problem := _problem(kind, name, taken, t):
        hint = t("A name that would do: {name}.", name=_nearest(kind, name, taken))
        raise Refused(t.sentences((problem, hint)))
    made = Scaffold(name)
    if kind == "scenario":
        made.put(into / f"{name}.yaml", "scenario.zh-CN.yaml" if t.lang == "zh-CN" else "scenario.yaml")
    elif kind == "strategy" and root is None:
        _strategy_of_ones_own(made, into)
    elif root is None:
        raise Refused(
            t(
                "{folder} is in no checkout of community-sim: a mechanism or a measure is part of the program. Get its source, "
                "then run this in it, or name it with --into. Scenarios and strategies need no checkout.",
                folder=into.resolve(),
            )
        )
    else:
        made.root = root
        made.put(root / f"sim/{_folder(kind)}/{name}.py", f"{kind}.py")
        made.put(root / f"tests/{_folder(kind)}/test_{name}.py", f"{kind}_test.py")
        if kind == "strategy":
            made.put(root / f"scenarios/strategies/{name}.yaml", "strategy.yaml")
        if kind == "mechanism":
            made.changed[root / DAY] = _day_with(root, name, t)
    for path in made.files:
        if path.exists():
            raise Refused(t("{file} is there already; nothing was written.", file=path))
    return made


def renew(root: Path) -> None:
    """Have a checkout write its reference and its schema anew, by the code that now stands in it.

    Raises
    ------
    Refused
        With what was said, if that fails.
    """
    for module, *arguments in (
        ["docs.generate"],
        ["sim.cli", "schema", "--quiet", "--out", "scenarios/schema.json"],
    ):
        done = subprocess.run(  # noqa: S603 - this interpreter, modules of the checkout
            [sys.executable, "-m", module, *arguments], cwd=root, capture_output=True, text=True, check=False
        )
        if done.returncode:
            said = (done.stderr.strip() or done.stdout.strip()).splitlines()
            raise Refused(f"python -m {module}: {said[-1] if said else done.returncode}")


def checkout(folder: Path) -> Path | None:
    """Return the checkout of this program in which a folder lies."""
    for root in (folder.resolve(), *folder.resolve().parents):
        project = root / "pyproject.toml"
        if (root / DAY).is_file() and project.is_file():
            return root if 'name = "community-sim"' in project.read_text(encoding="utf-8") else None
    return None


def _folder(kind: str) -> str:
    return {"strategy": "strategies"}.get(kind, f"{kind}s")


def _strategy_of_ones_own(made: Scaffold, into: Path) -> None:
    """Plan a strategy outside a checkout: its file in ``strategies/``, scenario and test beside that folder."""
    made.plugins = (into / "strategies").resolve()
    made.put(into / "strategies" / f"{made.name}.py", "strategy.py")
    made.put(into / f"{made.name}.yaml", "strategy.yaml")
    made.put(into / f"test_{made.name}.py", "strategy_test.py")
    if not (into / "conftest.py").exists():
        made.put(into / "conftest.py", "plugin_conftest.py")


def _day_with(root: Path, name: str, t: Translate) -> str:
    """Return the text of the day's order with the new step in it."""
    text = (root / DAY).read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    for at, line in enumerate(lines):
        if line.startswith(_BEFORE):
            lines.insert(at + 1, f'    "{name}.warm",  # who was answered feels at home\n')
            return "".join(lines)
    raise Refused(
        t(
            "{file}: there is no line {line} behind which the new step would go.",
            file=root / DAY,
            line=_BEFORE.strip(),
        )
    )


def _taken(kind: str, into: Path, root: Path | None) -> frozenset[str]:
    """Names that are in use, of whatever kind: they are keys of one and the same scenario, columns of one table."""
    if kind == "scenario":
        return frozenset(path.stem for path in into.glob("*.yaml"))
    return frozenset(_in_use(into, root))


def _in_use(into: Path, root: Path | None) -> Iterator[str]:
    from sim.engine.plan import day_measures, run_outcomes
    from sim.scenario.catalogue import measures, mechanisms, strategies

    yield from (*strategies(), *mechanisms(), *measures())
    yield from (measure.name for measure in day_measures())
    yield from (outcome.name for outcome in run_outcomes())
    for folder in [root / "sim" / _folder(kind) for kind in KINDS[1:]] if root else [into / "strategies"]:
        yield from (path.stem for path in folder.glob("*.py"))


def _problem(kind: str, name: str, taken: frozenset[str], t: Translate) -> str:
    """Say what is wrong with a name; empty if nothing is."""
    if not _NAME.fullmatch(name):
        return t("{name}: a name has small letters, digits and _, and begins with a letter.", name=name)
    if len(name) > _LONGEST:
        return t("{name}: a name has at most {n} characters.", name=name, n=_LONGEST)
    if iskeyword(name):
        return t("{name} is a word of Python itself.", name=name)
    if name in taken:
        if kind == "scenario":
            return t("There is a {name}.yaml already.", name=name)
        return t("There is a strategy, mechanism or measure {name} already.", name=name)
    return ""


def _nearest(kind: str, name: str, taken: frozenset[str]) -> str:
    """Return a name like the one asked for that can be used."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    plain = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[: _LONGEST - 4].rstrip("_")
    if not plain:
        plain = f"my_{kind}"
    if iskeyword(plain):
        plain = f"{plain}_{kind}"
    if not plain[0].isalpha():
        plain = f"{kind}_{plain}"
    found, n = plain, 2
    while found in taken:
        found, n = f"{plain}_{n}", n + 1
    return found
