"""Strategies in folders of one's own: found, part of the code version, refused with a sentence."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import sim.strategies
from sim.i18n import translator
from sim.kernel import cache
from sim.scenario import catalogue, loads
from sim.scenario.catalogue import PluginError

STRATEGY = '''
from sim.contracts import Strategy


class Knocks(Strategy):
    """Knock."""

    rows = ()
    label = "Knocks"
    parameters = ()
    writes = ("contents_per_day",)

    def levers(self, values, spell):
        return {"contents_per_day": 2.0}
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "strategies"
    made.mkdir()
    return made


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[object], None]]:
    """Set the variable and forget what was known; afterwards everything is as before."""
    path, modules = list(sim.strategies.__path__), set(sys.modules)

    def forget() -> None:
        for known in (catalogue.strategies, cache.code_digest, cache.kernel_digest):
            known.cache_clear()

    def tell(value: object) -> None:
        monkeypatch.setenv(cache.PLUGINS, str(value))
        forget()

    yield tell
    monkeypatch.delenv(cache.PLUGINS)
    sim.strategies.__path__[:] = path
    for name in set(sys.modules) - modules:
        if name.startswith("sim.strategies."):
            del sys.modules[name]
            vars(sim.strategies).pop(name.rsplit(".", 1)[1], None)
    forget()


def test_a_strategy_of_ones_own_is_one_like_the_others(folder, told) -> None:
    (folder / "knocks.py").write_text(STRATEGY, encoding="utf-8")
    told(folder)
    assert catalogue.strategies()["knocks"].label == "Knocks"
    assert "content" in catalogue.strategies()
    spells = catalogue.strategies()["knocks"].name()
    assert spells == "knocks"


def test_results_know_of_it_and_kernels_do_not(folder, told) -> None:
    """So that no result is taken for that of other code, and nobody waits for a compiler."""
    told("")
    code, kernels = cache.code_digest(), cache.kernel_digest()
    file = folder / "knocks.py"
    file.write_text(STRATEGY, encoding="utf-8")
    told(folder)
    with_it = cache.code_digest()
    file.write_text(STRATEGY.replace("2.0", "3.0"), encoding="utf-8")
    told(folder)
    assert len({code, with_it, cache.code_digest()}) == 3
    assert cache.kernel_digest() == kernels


def test_a_folder_that_is_not_there(tmp_path, told) -> None:
    told(tmp_path / "nowhere")
    with pytest.raises(PluginError, match=r"SIM_PLUGINS: there is no folder .*nowhere"):
        catalogue.strategies()


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("content", STRATEGY, "there is a strategy content already"),
        ("broken", "x = (", "SyntaxError"),
        ("empty", "", "declares none"),
        ("lost", "import sim.no_such_thing", "No module named"),
    ],
)
def test_a_file_that_cannot_be_used(folder, told, name, text, problem) -> None:
    """Named with its reason, in both languages; without it all is as before."""
    (folder / f"{name}.py").write_text(text, encoding="utf-8")
    told(folder)
    with pytest.raises(PluginError, match=problem) as refusal:
        catalogue.strategies()
    for lang in ("en", "zh-CN"):
        assert f"{name}.py" in refusal.value.text(translator(lang))
    assert str(folder) not in sim.strategies.__path__
    told("")
    assert loads("horizon: 3d").horizon_days == 3
