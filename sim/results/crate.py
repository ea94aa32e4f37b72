"""An archive's description for machines: a Process Run Crate beside the tables of a sweep.

Process Run Crate 0.5 (https://w3id.org/ro/wfrun/process/0.5): each session is a ``CreateAction`` whose instrument is this
program, whose objects are what was asked for and whose results are the tables.
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

from sim.i18n import mark
from sim.results.atomic import publish
from sim.results.errors import ResultError
from sim.results.sweep_folder import NAME, SESSIONS, SweepFolder

PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
CRATE = "ro-crate-metadata.json"
TABLES = {
    "points": "Points of the study: settings of its factors",
    "runs": "Runs: one row a point and world, with its outcomes",
    "days": "Measures day by day",
    "failures": "Runs that failed",
}


def write_crate(folder: SweepFolder, version: str) -> Path:
    """Write ``ro-crate-metadata.json`` into the folder of a sweep, and return where it is.

    Parameters
    ----------
    folder
        Open for reading.
    version
        Of this program.

    Raises
    ------
    ResultError
        If the package rocrate is not installed, or the file cannot be written.
    """
    crate = _crate(folder, version)
    text = json.dumps(crate.metadata.generate(), indent=2, ensure_ascii=False) + "\n"
    target = folder.path / CRATE
    try:
        publish(target, lambda path: _write(path, text))
    except OSError as error:
        raise ResultError(
            mark("{file} cannot be written: {reason}."), file=target, reason=error.strerror or error
        ) from error
    return target


def _crate(folder: SweepFolder, version: str) -> Any:  # noqa: ANN401 - rocrate has no types
    try:
        made, entity = (
            import_module("rocrate.rocrate").ROCrate(),
            import_module("rocrate.model.contextentity"),
        )
    except ImportError:
        raise ResultError(
            mark("The package {package} is not installed: pip install 'community-sim[{extra}]'."),
            package="rocrate",
            extra="archive",
        ) from None
    head, study = folder.head, folder.head.study
    made.name = str(study.get("title") or head.name)
    made.description = str(study.get("question") or made.name)
    made.license = "https://creativecommons.org/publicdomain/zero/1.0/"
    profile = {"@type": ["CreativeWork", "Profile"], "name": "Process Run Crate", "version": "0.5"}
    made.root_dataset["conformsTo"] = made.add(entity.ContextEntity(made, PROFILE, properties=profile))
    program = made.add(
        entity.ContextEntity(
            made, "#community-sim",
            properties={"@type": "SoftwareApplication", "name": "community-sim", "version": f"{version}, code {head.code}",
                        "url": "https://pypi.org/project/community-sim/"},
        )
    )  # fmt: skip
    asked = made.add_file(
        str(folder.path / NAME),
        NAME,
        properties={"name": "The study in full", "encodingFormat": "application/json"},
    )
    results = [
        made.add_directory(dest_path=f"{table}/", properties={"name": name})
        for table, name in TABLES.items()
        if any((folder.path / table).glob("*.parquet"))
    ]
    for path in sorted((folder.path / SESSIONS).glob("*.json")):
        session = json.loads(path.read_text(encoding="utf-8"))
        made.add(
            entity.ContextEntity(
                made, f"#session-{path.stem}",
                properties={
                    "@type": "CreateAction", "name": f"Runs added on {session['host']}", "startTime": session["started"],
                    "description": " ".join(map(str, session["command"])), "actionStatus": "http://schema.org/CompletedActionStatus",
                },
            )
        ).append_to("instrument", program)  # fmt: skip
        action = made.get(f"#session-{path.stem}")
        action["object"] = [asked]
        action["result"] = results
        made.root_dataset.append_to("mentions", action)
    return made


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
