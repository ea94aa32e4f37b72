"""Comparisons made up without the engine."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))  # tests/ is no package that is installed

from tests.report import synthetic as made_up


@pytest.fixture(scope="session")
def synthetic() -> ModuleType:
    return made_up
