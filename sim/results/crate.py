"""An archive's description for machines: a Process Run Crate beside the tables of a sweep.

Process Run Crate 0.5 (https://w3id.org/ro/wfrun/process/0.5): each session is a ``CreateAction`` whose instrument is this
program, whose objects are what was asked for and whose results are the tables.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from sim.i18n import mark
from sim.results.atomic import publish_text
from sim.results.errors import ResultError
from sim.results.lock import NAME as LOCK_NAME
from sim.results.lock import holder
from sim.results.sweep_folder import COMPLETED, INTERRUPTED, NAME, SESSIONS, SweepFolder

PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
CRATE = "ro-crate-metadata.json"
STATUS = "http://schema.org/"
TABLES = {
    "points": "Points of the study: settings of its factors",
    "runs": "Runs: one row a point and world, with its outcomes",
    "days": "Measures day by day",
    "failures": "Runs that failed",
}


def write_crate(folder: SweepFolder, version: str, licence: str = "") -> Path:
    """Write ``ro-crate-metadata.json`` into the folder of a sweep, and return where it is.

    Parameters
    ----------
    folder
        Open for reading.
    version
        Of this program.
    licence
        Of the results, as text or as an address; where there is none, none is stated.

    Raises
    ------
    ResultError
        If the package rocrate is not installed, or the file cannot be written.
    """
    crate = _crate(folder, version, licence)
    text = json.dumps(crate.metadata.generate(), indent=2, ensure_ascii=False) + "\n"
    target = folder.path / CRATE
    try:
        publish_text(target, text)
    except OSError as error:
        raise ResultError(
            mark("{file} cannot be written: {reason}."), file=target, reason=error.strerror or error
        ) from error
    return target


def _crate(folder: SweepFolder, version: str, licence: str) -> Any:  # noqa: ANN401 - rocrate has no types
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
    if licence:
        is_address = licence.startswith(("https://", "http://"))
        terms = {"@type": "CreativeWork", "name": licence}
        made.license = (
            made.add(entity.ContextEntity(made, licence, properties=terms)) if is_address else licence
        )
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
    is_held = holder(folder.path / LOCK_NAME) is not None
    for path in sorted((folder.path / SESSIONS).glob("*.json")):
        action = made.add(
            entity.ContextEntity(
                made, f"#session-{path.stem}", properties=_action(_session(path), is_held=is_held)
            )
        )
        action["instrument"] = [program]
        action["object"] = [asked]
        action["result"] = results
        made.root_dataset.append_to("mentions", action)
    return made


def _session(path: Path) -> dict[str, Any]:
    """Read what a process wrote of itself; nothing if the file is damaged."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return dict(found) if isinstance(found, dict) else {}


def _action(session: Mapping[str, Any], *, is_held: bool) -> dict[str, Any]:
    """Describe what a process did, and how that ended.

    One that did not say that it ended is at work if the folder is held, else it was killed: when, nobody knows. Earlier
    versions did not write when they ended, but what they had done, at the end.
    """
    action: dict[str, Any] = {
        "@type": "CreateAction",
        "name": f"Runs added on {session.get('host', 'a machine')}",
        "description": " ".join(map(str, session.get("command", ()))),
        "actionStatus": f"{STATUS}FailedActionStatus",
    }
    if started := session.get("started"):
        action["startTime"] = str(started)
    if ended := session.get("ended") or _end(session):
        action["endTime"] = str(ended)
        if (state := session.get("state", COMPLETED)) == COMPLETED:
            action["actionStatus"] = f"{STATUS}CompletedActionStatus"
        else:
            action["error"] = (
                f"The process was {state}." if state == INTERRUPTED else "The process ended with an error."
            )
    elif is_held:
        action["actionStatus"] = f"{STATUS}ActiveActionStatus"
    else:
        action["error"] = "The process did not say that it ended: it was killed, or its machine went down."
    return action


def _end(session: Mapping[str, Any]) -> str:
    """When a process of an earlier version ended; nothing if it did not say what it had done."""
    try:
        began = datetime.fromisoformat(str(session["started"]))
        return (began + timedelta(seconds=float(session["seconds"]))).isoformat() if "runs" in session else ""
    except (KeyError, TypeError, ValueError):
        return ""
