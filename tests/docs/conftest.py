"""Make the generator of the documentation importable whatever the import mode."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def generate(root: Path) -> ModuleType:
    """The module ``docs/generate.py``, which imports its pages from ``docs/generating/``."""
    sys.path.insert(0, str(root))
    try:
        return importlib.import_module("docs.generate")
    finally:
        sys.path.remove(str(root))


@pytest.fixture(scope="session")
def site(root: Path, generate: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site in both languages; skips where what builds it is not installed."""
    for needed in (
        "ipykernel",
        "jieba",
        "jupytext",
        "latex2mathml",
        "material",
        "mkdocs",
        "nbclient",
        "pymdownx",
    ):
        pytest.importorskip(needed, reason="the extra docs is not installed")
    folder = tmp_path_factory.mktemp("site")
    sys.path.insert(0, str(root))
    try:
        first: Path = importlib.import_module("docs.website.__main__").make(folder)
    finally:
        sys.path.remove(str(root))
    return first.parent
