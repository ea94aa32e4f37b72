"""A small catalogue of made-up strategies and mechanisms, so that these tests depend on no real one."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from sim.contracts import Mechanism, Strategy
from sim.parameters import Kind, Parameter
from sim.scenario import ScenarioError, catalogue, loads


def parameter(name, default, kind=Kind.NUMBER, **more):
    return Parameter(name=name, default=default, kind=kind, label=name.title(), doc=f"About {name}.", **more)


class Selling(Strategy):
    """Pushes."""

    rows = ("X1",)
    label = "Selling"
    writes = ()
    parameters = (
        parameter("pushes_per_day", 1.0, maximum=50.0, unit="1/day"),
        parameter("price", 9.9, Kind.MONEY, unit="yuan"),
        parameter("discount", 0.1, Kind.SHARE),
        parameter("rest", 2.0, Kind.DURATION, unit="days"),
    )

    def levers(self, values, spell):
        return {}


class Content(Strategy):
    """Articles."""

    rows = ("X2",)
    label = "Content"
    writes = ()
    parameters = (
        parameter("posts", 3, Kind.INTEGER, maximum=20),
        parameter("style", "plain", Kind.CHOICE, choices=("plain", "funny")),
        parameter("pinned", False, Kind.SWITCH),
        parameter("note", "", Kind.TEXT),
    )

    def levers(self, values, spell):
        return {}


class Fatigue(Mechanism):
    """Tires members."""

    label = "Fatigue"
    parameters = (parameter("half_life", 5.0, Kind.DURATION), parameter("weight", 1.0))
    steps = MappingProxyType({})


class Novelty(Mechanism):
    """Fades."""

    label = "Novelty"
    parameters = (parameter("loss", 0.02, Kind.SHARE),)
    steps = MappingProxyType({})


@pytest.fixture
def made_up(monkeypatch):
    """Put the made-up catalogue in the place of the real one."""
    strategies = MappingProxyType({"content": Content, "selling": Selling})
    mechanisms = MappingProxyType({"fatigue": Fatigue, "novelty": Novelty})
    monkeypatch.setattr(catalogue, "strategies", lambda: strategies)
    monkeypatch.setattr(catalogue, "mechanisms", lambda: mechanisms)


@pytest.fixture
def refused(made_up):
    """Return the message that a text is refused with."""

    def refused(text, overrides=(), **more):
        with pytest.raises(ScenarioError) as caught:
            loads(text, overrides, **more)
        return str(caught.value)

    return refused


@pytest.fixture
def folder(tmp_path, made_up):
    """Write scenario files into a folder of their own: ``folder(name=text, ...)``."""

    def write(**texts):
        for name, text in texts.items():
            content = text if isinstance(text, bytes) else text.encode()
            (tmp_path / f"{name}.yaml").write_bytes(content)
        return tmp_path

    return write
