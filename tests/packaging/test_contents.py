"""What the wheel and the source archive hold."""

from __future__ import annotations

import tarfile
import zipfile
from email import message_from_string
from pathlib import Path, PurePosixPath

import pytest

from tests.packaging.conftest import ROOT, hatchling, run

pytestmark = pytest.mark.slow
IN_WHEEL = {
    ".py",
    ".mo",
    ".po",
    ".yaml",
    ".md",
    ".svg",
    ".html",
    ".css",
    ".js",
    ".typed",
    ".json",
    ".template",
}


def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


def info(wheel: Path, name: str) -> str:
    with zipfile.ZipFile(wheel) as archive:
        (found,) = (entry for entry in archive.namelist() if entry.endswith(f".dist-info/{name}"))
        return archive.read(found).decode()


def test_wheel_holds_scenarios_studies_catalogues_and_the_mark_of_types(wheel: Path) -> None:
    there = names(wheel)
    assert {"sim/__init__.py", "sim/py.typed"} <= there
    for folder in ("scenarios", "experiments"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".yaml", ".md"}:
                assert f"sim/_shipped/{path.relative_to(ROOT).as_posix()}" in there
    for catalogue in (ROOT / "sim" / "i18n" / "locale").rglob("*.po"):
        assert catalogue.with_suffix(".mo").relative_to(ROOT).as_posix() in there
    for path in (ROOT / "sim" / "report" / "assets").iterdir():
        assert path.relative_to(ROOT).as_posix() in there


def test_wheel_holds_every_module_and_nothing_strange(wheel: Path) -> None:
    there = names(wheel)
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "sim").rglob("*.py")}
    assert {name for name in there if name.endswith(".py")} == modules
    strangers = {name.split("/")[0] for name in there} - {"sim"}
    assert len(strangers) == 1
    assert strangers.pop().endswith(".dist-info")
    assert {PurePosixPath(name).suffix for name in there if name.startswith("sim/")} <= IN_WHEEL
    assert not [name for name in there if "__pycache__" in name or "/tests/" in name]


def test_metadata(wheel: Path) -> None:
    said = message_from_string(info(wheel, "METADATA"))
    assert said["Name"] == "community-sim"
    assert said["License-Expression"] == "MIT"
    assert said["License-File"] == "LICENSE"
    assert said["Requires-Python"] == ">=3.11"
    assert "Typing :: Typed" in said.get_all("Classifier")
    assert said["Description-Content-Type"] == "text/markdown"
    assert "MIT" in info(wheel, "licenses/LICENSE")
    assert info(wheel, "entry_points.txt").split("\n")[1] == "sim = sim.cli:main"
    assert "py3-none-any" in info(wheel, "WHEEL")
    assert not [line for line in said.get_all("Requires-Dist") if "@" in line or "://" in line]


def test_a_wheel_built_from_the_source_archive_is_the_same_byte_for_byte(
    wheel: Path, sdist: Path, tmp_path: Path
) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))  # noqa: S202 - our own
    (source,) = tmp_path.iterdir()
    (again,) = hatchling(tmp_path / "dist", "wheel", source=source).glob("*.whl")
    assert names(again) == names(wheel)
    assert again.read_bytes() == wheel.read_bytes()


def test_source_archive_is_the_repository(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        there = {member.name.split("/", 1)[1] for member in archive if member.isfile()}
    try:
        listed = run("git", "ls-files", "-z", cwd=ROOT).stdout.split("\0")
    except (AssertionError, OSError):
        pytest.skip("not a git checkout")
    wanted = {name for name in listed if name and (ROOT / name).exists()}
    editors = {".editorconfig", ".pre-commit-config.yaml"}
    assert wanted - there - editors == set()
    made = {name for name in there - wanted if not name.endswith(".mo")}
    assert made == {"PKG-INFO"}
