"""The folder of a calibration: one log and one scenario, taken up again where it was left."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sim import __version__
from sim.i18n import mark
from sim.kernel.cache import code_digest
from sim.patterns import MEMBER_PATTERNS
from sim.results.lock import Lock
from sim.study.calibration.files import publish_text
from sim.study.calibration.result import Task
from sim.study.calibration.settings import Settings, settings
from sim.study.calibration.store import Simulations
from sim.study.errors import StudyError

NAME = "manifest.json"
FORMAT = "community-sim calibration"

OTHER = {
    "log": mark(
        "{folder} holds the calibration of another log, or of other days of it; name another folder."
    ),
    "scenario": mark("{folder} holds the calibration of another scenario; name another folder."),
    "priors": mark(
        "{folder} holds a calibration of other parameters, or with other priors; name another folder."
    ),
    "seed": mark("{folder} holds a calibration with another seed; name another folder."),
    "code": mark(
        "{folder} was begun with another version of the model, and simulations of two are not mixed; name another folder."
    ),
}
"""What a folder is refused for, in the order of looking."""
STRANGER = mark(
    "{folder} holds something else than a calibration; name another folder, or one that is not there yet."
)
DAMAGED = mark("{file} cannot be read; name another folder.")


class CalibrationFolder:
    """A folder, locked while it is open.

    Parameters
    ----------
    path
        Made if missing.
    asked
        What it is for.

    Raises
    ------
    StudyError
        If it holds something else.
    ResultError
        If another process is writing to it.
    """

    def __init__(self, path: Path, asked: Task) -> None:
        self.path = path
        self._asked = asked
        if path.exists() and not path.is_dir():
            raise StudyError(STRANGER, folder=path)
        self.data = self._found()
        path.mkdir(parents=True, exist_ok=True)
        self._lock = Lock(path)
        self.simulations = Simulations(path, len(asked.candidate.priors), len(MEMBER_PATTERNS))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.simulations.__exit__(kind, error, trace)
        self._lock.release()

    @property
    def is_begun(self) -> bool:
        """Whether sizes have been settled."""
        return "settings" in self.data

    @property
    def planned(self) -> int:
        """Simulations that were asked for last."""
        return int(self.data["simulations"])

    def begin(self, simulations: int) -> Settings:
        """Settle sizes, or return those settled before; the number of simulations may change."""
        made = Settings(**self.data["settings"]) if self.is_begun else settings(simulations)
        self.data |= {
            "settings": {"table": made.table, "size": made.size, "checks": made.checks},
            "simulations": simulations,
        }
        self.keep()
        return made

    def keep(self, **more: Any) -> None:  # noqa: ANN401 - what JSON has words for
        """Write the manifest, with more in it."""
        self.data |= {**more, "updated": datetime.now(UTC).isoformat(timespec="seconds")}
        text = json.dumps(self.data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
        publish_text(self.path / NAME, text)

    def _found(self) -> dict[str, Any]:
        file = self.path / NAME
        identity = _identity(self._asked)
        if not file.exists():
            if self.path.exists() and any(each.name != ".lock" for each in self.path.iterdir()):
                raise StudyError(STRANGER, folder=self.path)
            return {
                "format": FORMAT, "format_version": 1, "version": __version__, **identity, **_described(self._asked)
            }  # fmt: skip
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
        except (ValueError, OSError):
            raise StudyError(DAMAGED, file=file) from None
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise StudyError(STRANGER, folder=self.path)
        for name, sentence in OTHER.items():
            if data.get(name) != identity[name]:
                raise StudyError(sentence, folder=self.path)
        return data


def _identity(asked: Task) -> dict[str, Any]:
    """Return what must be the same for a folder to be continued."""
    candidate = asked.candidate
    return {
        "log": {
            "digest": asked.seen.digest,
            "days": asked.seen.days,
            "burn_in_days": asked.seen.burn_in_days,
        },
        "scenario": candidate.scenario.digest(),
        "priors": {prior.path: [prior.low, prior.high] for prior in candidate.priors},
        "seed": candidate.seed,
        "code": code_digest(),
    }


def _described(asked: Task) -> dict[str, Any]:
    """Return what people want to know of a calibration."""
    found = asked.arrivals
    return {
        "title": asked.seen.title,
        "scenario_name": asked.candidate.scenario.name,
        "members": asked.seen.log.members,
        "arrivals": {"per_day": found.per_day, "initial": found.initial, "from_joins": found.from_joins,
                     "share_speaking": found.share_speaking},
        "left_truncated": asked.seen.truncation.is_truncated,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
    }  # fmt: skip
