"""One zip per kind of computer: wheels, start script, what is in it, checksums."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import time
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bundle.targets import Target
from bundle.wheels import ROOT, Wheels, pinned

INSIDE = Path(__file__).with_name("inside")
EARLIEST = 315532800
"""Seconds of 1980-01-01, before which no zip can be dated."""
MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Demo:
    """What the start script compares when it is given nothing to do."""

    scenarios: tuple[str, ...]
    worlds: int


def write(folder: Path, wheel: Path, target: Target, wheels: Mapping[str, Wheels], demo: Demo) -> Path:
    """Write the zip for one kind of computer, byte for byte the same from the same wheels.

    Parameters
    ----------
    folder
        Where to.
    wheel
        This project's own.
    wheels
        By version of Python, those that it needs.
    """
    version = wheel.name.split("-")[1]
    chosen = "" if len(wheels) > 1 else f"-python{next(iter(wheels))}"
    top = f"community-sim-{version}-{target.name}{chosen}"
    path = folder / f"{top}.zip"
    every = sorted({file.name: file for found in wheels.values() for file in (*found.files, wheel)}.items())
    texts = _texts(wheel, target, wheels, demo)
    sums = {f"wheels/{name}": _digest(file.read_bytes()) for name, file in every}
    sums |= {name: _digest(text) for name, text in texts.items()}
    texts["SHA256SUMS"] = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode()
    part = path.with_suffix(".part")
    with zipfile.ZipFile(part, "w") as archive:
        for name, text in sorted(texts.items()):
            with archive.open(_entry(f"{top}/{name}", zipfile.ZIP_DEFLATED), "w") as inside:
                inside.write(text)
        for name, file in every:
            with archive.open(_entry(f"{top}/wheels/{name}"), "w") as inside, file.open("rb") as source:
                shutil.copyfileobj(source, inside)
    part.replace(path)
    return path


def _texts(wheel: Path, target: Target, wheels: Mapping[str, Wheels], demo: Demo) -> dict[str, bytes]:
    """Everything but wheels, by name inside the folder."""
    version = wheel.name.split("-")[1]
    config: dict[str, Any] = {
        "name": "community-sim",
        "version": version,
        "label": target.label,
        "system": target.system,
        "machine": target.machine,
        "least_system": _least_macos(wheels),
        "pythons": sorted(wheels, key=lambda python: int(python.split(".")[1])),
        "demo": list(demo.scenarios),
        "worlds": demo.worlds,
    }
    script = "start.bat" if target.system == "Windows" else "start.sh"
    texts = {
        "bundle.json": json.dumps(config, indent=2) + "\n",
        "start.py": _inside("start.py"),
        target.starter: _inside(script),
        "no-python.txt": _inside("no-python.txt"),
        "README.txt": _inside("README.txt").replace("START", target.starter).replace("LABEL", target.label),
        "LICENSE.txt": (ROOT / "LICENSE").read_text(encoding="utf-8"),
        "MANIFEST.txt": manifest(version, target, wheels),
    }
    for python, found in wheels.items():
        lines = sorted(pinned(file) for file in (*found.files, wheel))
        texts[f"wheels/python-{python}.txt"] = "\n".join(lines) + "\n"
    return {name: _bytes(name, text, target) for name, text in texts.items()}


def manifest(version: str, target: Target, wheels: Mapping[str, Wheels]) -> str:
    """Say what a zip is for, what is in it, and what differs from what was tested."""
    lines = [f"community-sim {version}", target.label, ""]
    for python, found in wheels.items():
        size = sum(file.stat().st_size for file in found.files)
        lines += [f"Python {python}: {len(found.files) + 1} wheels, {size / MB:.0f} MB"]
        if found.unpinned:
            lines += [f"  not the versions that the tests run with: {', '.join(found.unpinned)}"]
        lines += [f"  {file.name}" for file in found.files]
    return "\n".join(lines) + "\n"


def overview(
    zips: Mapping[str, Path], targets: Iterable[Target], lacking: Mapping[tuple[str, str], str]
) -> str:
    """Say which zips there are, how large, and for which computers there is none and why."""
    lines = ["Archives for laptops without a network", ""]
    for target in targets:
        if target.name in zips:
            path = zips[target.name]
            lines.append(f"{path.name}: {target.label}, {path.stat().st_size / MB:.0f} MB")
        else:
            lines.append(f"none for {target.label}")
        missing = {python: why for (name, python), why in lacking.items() if name == target.name}
        lines += [f"  no Python {python}: {why}" for python, why in missing.items()]
    return "\n".join(lines) + "\n"


def _least_macos(wheels: Mapping[str, Wheels]) -> list[int]:
    """Oldest macOS on which all wheels install; empty where none is for macOS."""
    names = [file.name for found in wheels.values() for file in found.files]
    versions = [
        tuple(map(int, found.groups()))
        for found in (re.search(r"macosx_(\d+)_(\d+)", n) for n in names)
        if found
    ]
    return list(max(versions, default=()))


def _inside(name: str) -> str:
    return (INSIDE / name).read_text(encoding="utf-8")


def _bytes(name: str, text: str, target: Target) -> bytes:
    """Encode a text as its reader wants it: Windows' editor and its shell like their own line ends."""
    if target.system != "Windows" or not name.endswith((".bat", ".txt")) or name.startswith("wheels/"):
        return text.encode()
    return text.replace("\n", "\r\n").encode(
        "utf-8" if name.endswith(".bat") or name == "no-python.txt" else "utf-8-sig"
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _entry(name: str, how: int = zipfile.ZIP_STORED) -> zipfile.ZipInfo:
    """Name a file in the zip, with a date that is always the same and, if it is to be run, the right to."""
    epoch = max(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), EARLIEST)
    entry = zipfile.ZipInfo(name, time.gmtime(epoch)[:6])
    entry.compress_type = how
    entry.create_system = 3  # Unix, or the right to run is not kept
    entry.external_attr = (0o100755 if name.endswith((".sh", ".command")) else 0o100644) << 16
    return entry
