"""Build hook: compile the message catalogues; ship scenarios and experiments as package data.

It runs for wheels, source archives and editable installs. Run as a program, it compiles the
catalogues only: ``python hatch_build.py``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = "sim/i18n/locale/*/LC_MESSAGES/sim.po"
SHIPPED = ("scenarios", "experiments")
SUFFIXES = {".yaml", ".md", ".svg"}


def compile_catalogues(root: Path) -> list[Path]:
    """Write a ``.mo`` beside every catalogue that has none or an older one; return all of them."""
    compiled = []
    for source in sorted(root.glob(CATALOGUES)):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            with source.open("rb") as file:
                catalogue = read_po(file, abort_invalid=True)
            with target.open("wb") as file:
                write_mo(file, catalogue)
        compiled.append(target)
    return compiled


def shipped(root: Path) -> dict[str, str]:
    """Map files of the gallery and of the experiments to their places inside the package."""
    return {
        str(path): f"sim/_shipped/{path.relative_to(root).as_posix()}"
        for folder in SHIPPED
        for path in sorted((root / folder).rglob("*"))
        if path.suffix in SUFFIXES and path.is_file()
    }


class CustomBuildHook(BuildHookInterface[Any]):
    """What hatchling calls before it collects files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and include; an editable install reads the checkout's own folders."""
        root = Path(self.root)
        compile_catalogues(root)
        if self.target_name == "wheel" and version != "editable":
            build_data["force_include"].update(shipped(root))


if __name__ == "__main__":
    for path in compile_catalogues(Path(__file__).resolve().parent):
        print(path.relative_to(Path(__file__).resolve().parent))
