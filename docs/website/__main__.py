"""Build the site, in both languages, strictly: ``python -m docs.website [FOLDER]``."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import jieba
from mkdocs.commands.build import build
from mkdocs.config import load_config

from docs.generating.places import ROOT


def make(folder: Path) -> Path:
    """Write the English site to ``folder`` and the Chinese one to ``folder/zh``; return the first page.

    Raises
    ------
    mkdocs.exceptions.Abort
        If a link leads nowhere, or a page is in no navigation.
    """
    for name, place in (("mkdocs.yml", folder), ("mkdocs.zh.yml", folder / "zh")):
        config = load_config(str(ROOT / name), strict=True, site_dir=str(place))
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    return folder / "index.html"


if __name__ == "__main__":
    logging.basicConfig(format="%(levelname)s %(message)s", level=logging.WARNING)
    jieba.setLogLevel(logging.WARNING)  # tells how long its dictionary took
    first = make(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "out" / "site")
    sys.stdout.write(f"{first}\n")
