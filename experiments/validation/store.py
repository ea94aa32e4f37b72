"""Finished parts on disk, so that the command can be interrupted and taken up again."""

from __future__ import annotations

import hashlib
from pathlib import Path

from experiments.validation.table import Part
from experiments.validation.worlds import HERE, ROOT, evidence
from sim.kernel.cache import code_digest


def digest() -> str:
    """Name all that decides results: the model's code, this program, what ships as scenarios, the data."""
    mixed = hashlib.sha256(code_digest().encode())
    files = [*HERE.glob("*.py"), *HERE.glob("*.yaml"), *(ROOT / "scenarios").rglob("*.yaml")]
    files += [*(ROOT / "sim" / "patterns").glob("*"), *(ROOT / "sim" / "statistics").glob("*.py")]
    data = evidence()
    files += [] if data is None else [*(data / "data").glob("*.csv")]
    for path in sorted(files):
        if path.is_file():
            mixed.update(path.name.encode() + path.read_bytes())
    return mixed.hexdigest()[:16]


class Store:
    """Parts of one state of the code."""

    def __init__(self, folder: Path, key: str, *, quick: bool) -> None:
        self.folder = folder / (key + ("-quick" if quick else ""))

    def load(self, name: str) -> Part | None:
        """Return a finished part, None if there is none."""
        path = self.folder / f"{name}.json"
        return Part.from_json(path.read_text(encoding="utf-8")) if path.exists() else None

    def forget(self, names: list[str]) -> None:
        """Remove finished parts."""
        for name in names:
            (self.folder / f"{name}.json").unlink(missing_ok=True)

    def keep(self, name: str, part: Part) -> None:
        """Put a part away; it is there completely or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        half = self.folder / f"{name}.half"
        half.write_text(part.to_json(), encoding="utf-8")
        half.replace(self.folder / f"{name}.json")
