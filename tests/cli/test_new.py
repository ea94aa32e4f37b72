"""``sim new``: what it writes works at once, and nothing is overwritten."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli.scaffolding import TEMPLATES, checkout

KINDS = ("strategy", "mechanism", "measure")
FOLDERS = {"strategy": "strategies", "mechanism": "mechanisms", "measure": "measures"}


@pytest.fixture
def copy(tmp_path: Path, root: Path) -> Path:
    """A copy of the checkout."""
    target = tmp_path / "checkout"
    for folder in ("sim", "scenarios", "tests", "docs"):
        shutil.copytree(
            root / folder, target / folder, ignore=shutil.ignore_patterns("__pycache__", "images", "_shipped")
        )
    for file in ("pyproject.toml", "README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        shutil.copy(root / file, target)
    return target


@pytest.fixture
def inside(copy: Path, program_environment):
    """Run a module in the copy, with the copy's code."""

    def run(*arguments: object, code: int = 0) -> str:
        environment = {
            **program_environment,
            "PYTHONPATH": str(copy),
            "NUMBA_DISABLE_JIT": "1",
            "COLUMNS": "200",
        }
        done = subprocess.run(
            [sys.executable, "-m", *map(str, arguments)],
            cwd=copy,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == code, done.stdout[-4000:] + done.stderr[-2000:]
        return done.stdout + done.stderr

    return run


def test_a_scenario_that_can_be_run(sim, tmp_path, monkeypatch) -> None:
    """In both languages, with remarks; and three lines of what to do next."""
    monkeypatch.chdir(tmp_path)
    for lang, name in (("en", "spring"), ("zh-CN", "autumn")):
        made = sim("new", "scenario", name, "--lang", lang)
        assert made.exit_code == 0, made.stderr
        assert made.stdout.count(f"{name}.yaml") >= 4
        assert len(made.stdout.split("\n\n")[1].strip().splitlines()) == 3
        text = Path(f"{name}.yaml").read_text(encoding="utf-8")
        assert text.count("#") >= 10
        assert ("策略" in text or "运营" in text) == (lang == "zh-CN")
        checked = sim("check", f"{name}.yaml")
        assert checked.exit_code == 0, checked.stderr


@pytest.mark.parametrize(
    ("kind", "name", "problem", "better"),
    [
        ("strategy", "Weekly Quiz", "small letters", "weekly_quiz"),
        ("strategy", "WeeklyQuiz", "small letters", "weekly_quiz"),
        ("strategy", "7days", "small letters", "strategy_7days"),
        ("strategy", "周测", "small letters", "my_strategy"),
        ("strategy", "../up", "small letters", "up"),
        ("strategy", "class", "word of Python", "class_strategy"),
        ("strategy", "content", "There is a strategy, mechanism or measure content already", "content_2"),
        ("mechanism", "attend", "already", "attend_2"),
        ("measure", "members", "already", "members_2"),
        ("scenario", "x" * 60, "at most 40", "x" * 36),
    ],
)
def test_a_name_that_cannot_be_used(sim, tmp_path, kind, name, problem, better) -> None:
    """Says why, and one that would do; writes nothing."""
    refused = sim("new", kind, name, "--into", tmp_path)
    assert refused.exit_code == 2
    assert problem in refused.stderr
    assert f"A name that would do: {better}." in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(sim, tmp_path) -> None:
    (tmp_path / "test_quiz.py").write_text("mine", encoding="utf-8")
    refused = sim("new", "strategy", "quiz", "--into", tmp_path)
    assert refused.exit_code == 2
    assert "test_quiz.py is there already; nothing was written" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["test_quiz.py"]


@pytest.mark.parametrize("kind", ["mechanism", "measure"])
def test_what_needs_a_checkout_says_so(sim, tmp_path, kind) -> None:
    refused = sim("new", kind, "calm", "--into", tmp_path)
    assert refused.exit_code == 2
    assert "in no checkout" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_into(sim, tmp_path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    refused = sim("new", "scenario", "spring", "--into", tmp_path / "file" / "sub")
    assert refused.exit_code == 2
    assert "Traceback" not in refused.stderr


def test_json_says_what_was_written(sim_json, tmp_path) -> None:
    said = sim_json("new", "scenario", "spring", "--into", tmp_path)
    assert said["written"] == [str(tmp_path / "spring.yaml")]
    assert said["changed"] == []
    assert len(said["next"]) == 3


def test_a_checkout_is_recognised(root, tmp_path) -> None:
    assert checkout(root / "sim" / "strategies") == root
    assert checkout(tmp_path) is None
    (tmp_path / "sim/engine").mkdir(parents=True)
    (tmp_path / "sim/engine/day.py").write_text("", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('name = "something-else"', encoding="utf-8")
    assert checkout(tmp_path) is None


def test_a_strategy_without_a_checkout(program, tmp_path) -> None:
    """A folder of one's own: known once SIM_PLUGINS names it; a second one goes beside the first."""
    for name in ("quiz", "second"):
        made = program("new", "strategy", name, NUMBA_DISABLE_JIT="1")
        assert made.returncode == 0, made.stderr
        assert f'SIM_PLUGINS="{tmp_path / "strategies"}"' in made.stdout or os.name == "nt"
    assert "no strategy 'quiz'" in program("check", "quiz.yaml", NUMBA_DISABLE_JIT="1").stderr
    known = {"SIM_PLUGINS": str(tmp_path / "strategies"), "NUMBA_DISABLE_JIT": "1"}
    checked = program("check", "quiz.yaml", "second.yaml", **known)
    assert checked.returncode == 0, checked.stderr
    assert "every_days" in program("explain", "quiz", **known).stdout
    again = program("new", "strategy", "quiz", **known)
    assert again.returncode == 2
    assert "quiz_2" in again.stderr


@pytest.mark.slow
def test_its_own_test_passes_in_a_folder_of_ones_own(program, program_environment, tmp_path) -> None:
    assert program("new", "strategy", "quiz").returncode == 0
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_quiz.py"],
        cwd=tmp_path,
        env={**program_environment, "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_what_it_writes_into_a_checkout_passes_everything_at_once(copy: Path, inside) -> None:
    """All three kinds: its own tests, what every strategy, mechanism and measure must satisfy, style, types, layers."""
    for kind in KINDS:
        said = inside("sim.cli", "new", kind, f"my_{kind}")
        assert f"sim/{FOLDERS[kind]}/my_{kind}.py" in said
        assert len(said.strip().split("\n\n")[-1].splitlines()) == 3
    assert '"my_mechanism.warm",  # ' in (copy / "sim/engine/day.py").read_text(encoding="utf-8")
    files = [f"sim/{FOLDERS[kind]}/my_{kind}.py" for kind in KINDS]
    own = [f"tests/{FOLDERS[kind]}/test_my_{kind}.py" for kind in KINDS]
    inside("ruff", "check", *files, *own, "sim/engine/day.py")
    inside("ruff", "format", "--check", *files, *own, "sim/engine/day.py")
    inside("mypy", "--follow-imports=silent", *files)
    shared = ["tests/contracts", "tests/scenario/test_schema.py", "tests/docs/test_generated.py"]
    inside("pytest", "-q", "-p", "no:cacheprovider", *own)
    inside("pytest", "-q", "-p", "no:cacheprovider", "-k", "my_ or current or once or day", *shared)


def test_templates_travel_with_the_package() -> None:
    """Every kind has its own, beside the code."""
    there = {path.name for path in TEMPLATES.iterdir()}
    wanted = {f"{kind}.py.template" for kind in KINDS} | {f"{kind}_test.py.template" for kind in KINDS}
    assert (
        wanted | {"scenario.yaml.template", "scenario.zh-CN.yaml.template", "strategy.yaml.template"} <= there
    )
