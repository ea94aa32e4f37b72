"""The archive for laptops without a network: what is in it, and its start script."""

from __future__ import annotations

import ast
import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bundle.archive import Demo, manifest, overview, write
from bundle.targets import PYTHONS, TARGETS, Target
from bundle.wheels import LOCK, Lacking, Wheels, key, pinned, resolve
from tests.packaging.conftest import ROOT, RUNNING

DEMO = Demo(("demo/a", "demo/b"), 7)
BY_NAME = {target.name: target for target in TARGETS}
HERE = "linux-arm" if os.uname().machine == "aarch64" else "linux"
SIM = """\
import os, sys
print("ARGUMENTS", sys.argv[1:], "PATH", os.environ["SIM_CACHE_DIR"])
if "--report" in sys.argv:
    open(sys.argv[sys.argv.index("--report") + 1], "w").close()
sys.exit(3 if "fail" in sys.argv else 0)
"""
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="starts a bundle for Linux")


def made_wheel(folder: Path, name: str, files: dict[str, str]) -> Path:
    """Make a wheel by hand: pip wants no more than this."""
    path = folder / f"{name}-0.1.0-py3-none-any.whl"
    info = f"{name}-0.1.0.dist-info"
    files = files | {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{entry},,\n" for entry in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(path, "w") as archive:
        for entry, text in (files | {f"{info}/RECORD": record}).items():
            archive.writestr(entry, text)
    return path


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Wheels]]:
    folder = tmp_path_factory.mktemp("wheels")
    own = made_wheel(folder, "community_sim", {"sim/cli/__main__.py": SIM, "sim/__init__.py": ""})
    other = made_wheel(folder, "helper", {"helper.py": ""})
    return own, {RUNNING: Wheels((other,), ())}


def unzipped(parts: tuple[Path, dict[str, Wheels]], folder: Path, target: str = HERE) -> Path:
    """Unzip a bundle as people do, rights included; return its folder."""
    path = write(folder, parts[0], BY_NAME[target], parts[1], DEMO)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
        for entry in archive.infolist():
            (folder / entry.filename).chmod(entry.external_attr >> 16)
    return folder / path.stem


def start(top: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Start the bundle with the Python of the tests first on the path, and nothing to reach."""
    programs = top.parent / "programs"
    programs.mkdir(exist_ok=True)
    python = programs / f"python{RUNNING}"
    if not python.exists():
        python.symlink_to(sys._base_executable)
    spare = {
        "PATH": f"{programs}:/usr/bin:/bin",
        "HOME": str(top.parent),
        "LANG": "zh_CN.UTF-8",
        "LC_ALL": "C.UTF-8",
    }
    return subprocess.run(
        [top / "start.sh", *words],
        capture_output=True,
        text=True,
        check=False,
        env=spare | environment,
        timeout=120,
    )


@needs_linux
@pytest.mark.slow
def test_first_start_installs_the_second_does_not(
    parts: tuple[Path, dict[str, Wheels]], tmp_path: Path
) -> None:
    folder = tmp_path / "离线 包"
    folder.mkdir()
    top = unzipped(parts, folder)
    first = start(
        top, PYTHONPATH="/nowhere", PIP_TARGET=str(tmp_path / "elsewhere"), PIP_INDEX_URL="http://localhost:9"
    )
    assert first.returncode == 0, first.stdout + first.stderr
    assert "正在本文件夹里安装" in first.stdout
    assert "installing into this folder" in first.stdout
    assert (
        f"'compare', 'demo/a', 'demo/b', '--worlds', '7', '--report', '{top / 'demo.html'}'" in first.stdout
    )
    assert str(top / "cache") in first.stdout
    assert (top / "demo.html").exists()
    assert not (tmp_path / "elsewhere").exists()
    ready = top / f"env-{RUNNING}" / "ready"
    before = ready.stat().st_mtime_ns

    second = start(top, "run", "a b", "fail")
    assert second.returncode == 3
    assert second.stdout.startswith("ARGUMENTS ['run', 'a b', 'fail']")
    assert ready.stat().st_mtime_ns == before
    assert "'--lang', 'en'" in start(top, "--lang", "en").stdout

    ready.unlink()
    (top / f"env-{RUNNING}" / "half").touch()
    assert start(top, "list").returncode == 0, "an installation that was interrupted is made anew"
    assert not (top / f"env-{RUNNING}" / "half").exists()


@needs_linux
@pytest.mark.slow
def test_a_damaged_wheel_is_refused(parts: tuple[Path, dict[str, Wheels]], tmp_path: Path) -> None:
    top = unzipped(parts, tmp_path)
    wheel = next(top.glob("wheels/helper-*.whl"))
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("more.py", "")
    done = start(top)
    assert done.returncode == 2
    assert "A file is damaged" in done.stderr
    assert "文件有损坏" in done.stderr
    assert not (top / f"env-{RUNNING}" / "ready").exists()


@needs_linux
@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        ({"pythons": ["3.4"]}, "Python 3.4 is needed"),
        ({"machine": "sparc"}, "this bundle is for"),
        ({"system": "Windows"}, "this bundle is for"),
        (None, "unzip the whole archive first"),
    ],
)
def test_a_computer_that_does_not_fit_is_told(
    parts: tuple[Path, dict[str, Wheels]], tmp_path: Path, config: dict[str, object] | None, sentence: str
) -> None:
    import json

    top = unzipped(parts, tmp_path)
    file = top / "bundle.json"
    if config is None:
        file.unlink()
    else:
        file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | config), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, top / "start.py"], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


@needs_linux
def test_without_a_python_that_fits_it_says_where_to_get_one(
    parts: tuple[Path, dict[str, Wheels]], tmp_path: Path
) -> None:
    top = unzipped(parts, tmp_path)
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("sh", "cat", "dirname"):
        (tools / tool).symlink_to(f"/bin/{tool}" if Path(f"/bin/{tool}").exists() else f"/usr/bin/{tool}")
    done = subprocess.run(
        [top / "start.sh"], capture_output=True, text=True, check=False, env={"PATH": str(tools)}
    )
    if done.returncode == 0:
        pytest.skip("a Python is installed where the script looks without being told")
    assert done.returncode == 2
    assert "没有找到合适的 Python" in done.stderr


def test_a_zip_is_the_same_every_time_and_its_checksums_are_right(
    parts: tuple[Path, dict[str, Wheels]], tmp_path: Path
) -> None:
    for target in TARGETS:
        one, two = (write(tmp_path, parts[0], target, parts[1], DEMO).read_bytes() for _ in range(2))
        assert one == two
        top = unzipped(parts, tmp_path, target.name)
        sums = dict(
            reversed(line.split("  ")) for line in (top / "SHA256SUMS").read_text("utf-8").splitlines()
        )
        files = {path.relative_to(top).as_posix(): path for path in top.rglob("*") if path.is_file()}
        assert set(sums) == set(files) - {"SHA256SUMS"}
        for name, wanted in sums.items():
            assert hashlib.sha256(files[name].read_bytes()).hexdigest() == wanted, name
        assert target.starter in files
        windows = target.system == "Windows"
        assert (b"\r\n" in files[target.starter].read_bytes()) == windows
        assert bool(files[target.starter].stat().st_mode & 0o100) != windows
        readme = (top / "README.txt").read_text("utf-8-sig")
        assert target.starter in readme
        assert target.label in readme


def test_the_start_script_can_be_read_by_old_pythons() -> None:
    source = (ROOT / "bundle" / "inside" / "start.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 4))
    new = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncFunctionDef)
    assert not [node for node in ast.walk(tree) if isinstance(node, new)]
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.returns]


def test_the_batch_file_is_plain_for_any_code_page() -> None:
    (ROOT / "bundle" / "inside" / "start.bat").read_text(encoding="ascii")


def resolver(folder: Path, body: str) -> str:
    path = folder / "uv"
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@needs_linux
def test_where_the_pinned_compiler_has_no_wheels_an_older_one_is_taken(tmp_path: Path) -> None:
    uv = resolver(
        tmp_path,
        f'case "$*" in *{LOCK}*) echo "  Because numba==9 has no usable\n wheels and" >&2; exit 1;; esac\n'
        "echo numba==0.6; echo rich==15.0",
    )
    pins, unpinned = resolve(uv, BY_NAME["macos-intel"], "3.12", tmp_path)
    assert pins == ["numba==0.6", "rich==15.0"]
    assert unpinned == ("numba==0.6",)
    loosened = (tmp_path / "loosened.txt").read_text(encoding="utf-8")
    assert "rich==" in loosened
    assert "numba==" not in loosened


@needs_linux
def test_a_computer_without_wheels_is_named_with_the_reason(tmp_path: Path) -> None:
    uv = resolver(tmp_path, 'echo "Because pyarrow==26 has no usable wheels and" >&2; exit 1')
    with pytest.raises(Lacking, match="pyarrow==26 has no wheels"):
        resolve(uv, BY_NAME["windows-arm"], "3.12", tmp_path)
    text = overview({}, TARGETS[:2], {("windows-arm", "3.12"): "pyarrow==26 has no wheels"})
    assert "none for Windows 11 on ARM" in text
    assert "no Python 3.12: pyarrow==26 has no wheels" in text


def test_manifest_names_versions_that_are_not_the_tested_ones(parts: tuple[Path, dict[str, Wheels]]) -> None:
    wheels = {"3.12": Wheels(parts[1][RUNNING].files, ("numba==0.6",))}
    assert "not the versions that the tests run with: numba==0.6" in manifest("0.1.0", TARGETS[0], wheels)


def test_names_of_wheels_and_requirements_are_the_same_thing(parts: tuple[Path, dict[str, Wheels]]) -> None:
    assert key("Pydantic_Core", "2.1") == "pydantic-core==2.1"
    assert pinned(parts[0]).startswith("community-sim==0.1.0 --hash=sha256:")


def test_every_python_of_the_project_has_its_wheels() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for python in PYTHONS:
        assert f"Programming Language :: Python :: {python}" in text
    assert len({target.name for target in TARGETS}) == len(TARGETS)
    assert all(isinstance(target, Target) and target.tags for target in TARGETS)
