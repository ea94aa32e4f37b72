"""Fetch wheels and write one zip per kind of computer: ``python -m bundle``, called by `make bundle`."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from bundle import archive
from bundle.targets import PYTHONS, TARGETS
from bundle.wheels import ROOT, Lacking, Wheels, build_wheel, fetch, sha256


def asked(words: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m bundle", description=__doc__)
    names = [target.name for target in TARGETS]
    parser.add_argument(
        "--platforms", nargs="+", choices=names, default=names, metavar="NAME", help=", ".join(names)
    )
    parser.add_argument(
        "--pythons", nargs="+", choices=PYTHONS, default=PYTHONS, metavar="VERSION", help=", ".join(PYTHONS)
    )
    parser.add_argument(
        "--demo", nargs="+", required=True, metavar="SCENARIO", help="what the start script compares"
    )
    parser.add_argument("--worlds", type=int, default=100, metavar="N")
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "bundle", metavar="FOLDER")
    return parser.parse_args(words)


def find_uv() -> str:
    """Return the resolver: the one that make installs, else the system's."""
    ours = ROOT / "build" / "uv" / "bin" / "uv"
    found = str(ours) if ours.exists() else shutil.which("uv")
    if not found:
        sys.exit(
            "uv is missing, which finds the packages for other platforms: use `make bundle`, or pip install uv"
        )
    return found


def main(words: list[str]) -> int:
    """Make the zips that are asked for; 1 if none could be made."""
    wanted, uv = asked(words), find_uv()
    targets = [target for target in TARGETS if target.name in wanted.platforms]
    demo = archive.Demo(tuple(wanted.demo), wanted.worlds)
    wanted.out.mkdir(parents=True, exist_ok=True)
    zips: dict[str, Path] = {}
    lacking: dict[tuple[str, str], str] = {}
    for target in targets:
        with tempfile.TemporaryDirectory(prefix="bundle-") as folder:
            work = Path(folder)
            wheels: dict[str, Wheels] = {}
            for python in wanted.pythons:
                print(f"{target.name}: wheels for Python {python}", flush=True)
                try:
                    wheels[python] = fetch(uv, target, python, work)
                except Lacking as reason:
                    lacking[target.name, python] = str(reason)
                    print(f"  none: {reason}", flush=True)
            if wheels:
                zips[target.name] = archive.write(wanted.out, build_wheel(work), target, wheels, demo)
    text = archive.overview(zips, targets, lacking)
    (wanted.out / "MANIFEST.txt").write_text(text, encoding="utf-8")
    sums = "".join(f"{sha256(path)}  {path.name}\n" for path in zips.values())
    (wanted.out / "SHA256SUMS").write_text(sums, encoding="utf-8")
    print(f"\n{text}\nin {wanted.out}")
    return 0 if zips else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
