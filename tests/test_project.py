"""The repository itself: lock files, paths of machines."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("demo.txt", "test.txt")
PIN = re.compile(r"(?P<name>[a-z0-9._-]+)==(?P<version>[\w.!+]+)(?P<marker> ; .+)?")
# Written so that this file does not contain what it looks for.
MACHINE_PATHS = re.compile(r"(?<![\w.~$}-])/(?:roo[t]|hom[e]|User[s]|wor[k]|tmp/[w])/[\w.-]", re.ASCII)
BINARY = {".png", ".gif", ".jpg", ".parquet", ".mo", ".gz", ".woff2"}


def pins(lock: str) -> dict[tuple[str, str], str]:
    """Version by (name, marker); fails on any line that is not a plain pin."""
    found = {}
    for line in (ROOT / "requirements" / lock).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            match = PIN.fullmatch(line)
            assert match, f"{lock}: not a plain pin: {line!r}"
            found[match["name"], match["marker"] or ""] = match["version"]
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_files_name_versions_and_nothing_else(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    assert pins(lock)
    assert not re.search(r"https?:|file:|@|--|\.(?:com|org|net|local)\b", text)


def test_lock_files_pin_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    backend = project["build-system"]["requires"]
    core = project["project"]["dependencies"]

    def locked(lock: str) -> set[str]:
        return {name for name, _ in pins(lock)}

    def asked(requirements: list[str]) -> set[str]:
        return {re.split(r"[<>=~! \[;]", requirement, maxsplit=1)[0] for requirement in requirements}

    build = project["dependency-groups"]["build"]
    assert set(backend) <= set(build)
    assert asked(core + build) <= locked("demo.txt")
    assert asked(project["project"]["optional-dependencies"]["dev"]) <= locked("test.txt")


def test_tests_run_with_what_the_demo_runs_with() -> None:
    tested = {(name, version) for (name, _), version in pins("test.txt").items()}
    assert {(name, version) for (name, _), version in pins("demo.txt").items()} <= tested


def versioned() -> list[Path]:
    """Files under version control; skips where this is no checkout."""
    git = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if git.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in git.stdout.decode().split("\0") if name]


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in versioned()
        if path.suffix not in BINARY and path.is_file()
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1
        )
        if MACHINE_PATHS.search(line)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("line", "names_one"),
    [
        ("see /" + "root/x.py", True),
        ('"/' + 'home/ann/sim"', True),
        ("cd /" + "tmp/w/v", True),
        ("https://example.org/" + "home/page", False),
        ("docs/" + "work/notes.md", False),
        ("~/.cache", False),
    ],
)
def test_paths_of_machines_are_recognised(line: str, names_one: bool) -> None:
    assert bool(MACHINE_PATHS.search(line)) == names_one
