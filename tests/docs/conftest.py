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
