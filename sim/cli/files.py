"""Files that a command will write: made sure of before anything takes time."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from sim.cli.errors import Refused
from sim.i18n import Translate


def made_ready(files: Sequence[Path], t: Translate) -> None:
    """Make the folders of files that will be written, and refuse now what could not be written then."""
    for file in files:
        if file.is_dir():
            raise Refused(t("{file} is a folder; name a file.", file=file))
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except FileExistsError:
            raise Refused(t("{file} is a file; a folder is needed there.", file=file.parent)) from None
        except OSError as error:
            raise Refused(
                t("The folder {file} cannot be made: {reason}.", file=file.parent, reason=error.strerror)
            ) from error
        if not os.access(file if file.exists() else file.parent, os.W_OK):
            raise Refused(t("{file} cannot be written.", file=file))


def new_files(files: Sequence[Path], force: bool, t: Translate) -> None:
    """Refuse files that exist already, unless they may be written over."""
    for file in files:
        if file.exists() and not force:
            raise Refused(t("{file} exists already; name another, or add --force.", file=file))
