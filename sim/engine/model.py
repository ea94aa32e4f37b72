"""The model as Mesa knows one: ``step()``, ``agents``, ``DataCollector``; the only file that imports mesa.

The numbers are those of :func:`sim.simulate`: the engine runs, and agents are views of its arrays.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

import mesa
import numpy as np

from sim.engine.engine import Engine
from sim.engine.plan import day_measures
from sim.scenario.model import Scenario
from sim.state.people import FIELDS, Role, Status

Hook = Callable[["CommunityModel"], None]
Reporter = str | Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What may be written into a field between days."""

    low: float
    high: float


WRITABLE: Mapping[str, Bounds] = {
    "attachment": Bounds(-50.0, 50.0),
    "voice": Bounds(-50.0, 50.0),
    "chattiness": Bounds(0.0, 1000.0),
    "attention": Bounds(0.0, 1e6),
    "means": Bounds(0.0, 1e9),
    "need_days": Bounds(0.0, 1e6),
    "belonging": Bounds(0.0, 1.0),
    "trust": Bounds(0.0, 1.0),
    "expectation": Bounds(-1e3, 1e3),
    "fatigue": Bounds(0.0, 1e6),
    "gratitude": Bounds(0.0, 1e6),
    "effort": Bounds(0.0, 1e6),
    "dependence": Bounds(0.0, 1.0),
}
"""Fields of a member that may be written between days, and their bounds; they act from the next day on."""

READABLE = {
    field.name: field
    for field in FIELDS
    if field.dims == ("rows",) and field.name not in ("keys", "present", "visiting", "touched", "gone")
}


class NotSupportedError(RuntimeError):
    """Something that Mesa's agents can do and members of a community cannot; says what would be right."""


def _refuse(what: str, instead: str) -> NoReturn:
    raise NotSupportedError(f"{what} would leave the engine as it is: {instead}")


class Member(mesa.Agent):  # type: ignore[misc] # mesa has no types
    """A member: a view of their row in the engine's arrays.

    Every field of ``sim.state.people`` with one value a person is an attribute (``belonging``, ``join_day`` ...);
    those of :data:`WRITABLE` may be written between days, by which they act from the next day on.

    Parameters
    ----------
    model
        The model.
    row
        Row in the group's arrays; stays the same as long as the model lives.
    group
        Id of the group.
    """

    def __init__(self, model: CommunityModel, row: int, group: str) -> None:
        super().__init__(model)
        self.row = row
        self.group = group

    @property
    def key(self) -> int:
        """Who this is: the same person has the same key whatever the operators do."""
        return int(self._array("keys")[self.row])

    @property
    def muted(self) -> bool:
        """Whether they have muted the group."""
        return bool(self._array("status")[self.row] == Status.MUTED)

    @property
    def role_name(self) -> str:
        """What they are to the group: member, advertiser, super, koc or manager."""
        return Role(int(self._array("role")[self.row])).name.lower()

    @property
    def interests(self) -> tuple[float, ...]:
        """Interests, in units of their spread; the group's topic is at the origin."""
        return tuple(float(x) for x in self._array("interests")[self.row])

    @property
    def friends(self) -> list[Member]:
        """Present members they have a tie with, strongest slot order as kept."""
        count = int(self._array("tie_count")[self.row])
        rows = self._array("tie_to")[self.row, :count]
        return [found for row in rows if (found := self.model.member(int(row), self.group)) is not None]

    def remove(self) -> NoReturn:
        """Refuse: a member leaves by the rules of the scenario."""
        _refuse("remove()", "members leave by mechanisms; the strategy `removal` takes people out")

    def step(self) -> NoReturn:
        """Refuse: a day is computed for all members together."""
        _refuse("Member.step()", "call model.step(), or write a mechanism")

    @classmethod
    def create_agents(cls, model: object, n: int, *args: object, **kwargs: object) -> NoReturn:
        """Refuse: people join through channels."""
        del model, n, args, kwargs
        _refuse(
            "create_agents()",
            "people join through the scenario's channels; the lever pulled_per_day adds some",
        )

    def _array(self, field: str) -> Any:  # noqa: ANN401 - an array of the field's type
        return self.model.engine.array(field, self.group)


def _attribute(name: str) -> property:
    """Make the attribute that reads a field, and writes it where that may be."""

    def read(self: Member) -> float | int:
        value = self._array(name)[self.row]
        return float(value) if isinstance(value, np.floating) else int(value)

    def write(self: Member, value: float) -> None:
        bounds = WRITABLE[name]
        if not (math.isfinite(value) and bounds.low <= value <= bounds.high):
            raise ValueError(f"{name}: {value!r} is not a number from {bounds.low:g} to {bounds.high:g}")
        self._array(name)[self.row] = value

    field = READABLE[name]
    about = f"{field.doc[0].upper()}{field.doc[1:]}{f' ({field.unit})' if field.unit else ''}."
    return property(read, write if name in WRITABLE else None, doc=about)


for _name in READABLE:
    if not hasattr(Member, _name):
        setattr(Member, _name, _attribute(_name))


class Members(mesa.agent.AgentSet):  # type: ignore[misc] # mesa has no types
    """The present members in order of joining; can be selected from, sorted, mapped and summed up, not changed."""

    def add(self, agent: object) -> NoReturn:
        """Refuse: people join through channels."""
        del agent
        _refuse("add()", "people join through the scenario's channels; the lever pulled_per_day adds some")

    def discard(self, agent: object) -> NoReturn:
        """Refuse: members leave by mechanisms."""
        del agent
        _refuse("discard()", "members leave by mechanisms; select() makes a smaller set")

    def remove(self, agent: object) -> NoReturn:
        """Refuse: members leave by mechanisms."""
        del agent
        _refuse("remove()", "members leave by mechanisms; select() makes a smaller set")

    def clear(self) -> NoReturn:
        """Refuse: members leave by mechanisms."""
        _refuse("clear()", "members leave by mechanisms; the strategy `closing` ends a group")

    def _update(self, agents: object) -> NoReturn:
        """Refuse: what ``select``, ``sort`` and ``shuffle`` call with ``inplace=True``."""
        del agents
        _refuse("inplace=True", "use the set that is returned")

    def shuffle(self, inplace: bool = False) -> mesa.agent.AgentSet:
        """Return the members in random order of Mesa's own generator; changes nothing here."""
        if inplace:
            _refuse("inplace=True", "use the set that is returned")
        return super().shuffle(inplace=False)


class CommunityModel(mesa.Model):  # type: ignore[misc] # mesa has no types
    """One world of a scenario as a Mesa model.

    Parameters
    ----------
    scenario
        What to run: a scenario, the path of one, or a shipped name such as ``"types/interest_group"``.
    world
        Number of the world.
    luck
        Names the family of worlds, as ``seed`` does elsewhere; Mesa's own generator, which decides nothing here,
        starts from it as well.
    hook
        Called with the model after each day; may read everything, write members and tomorrow's levers.
    model_reporters, agent_reporters
        For :class:`mesa.DataCollector`, beside the measures of the day, which are always collected.

    Attributes
    ----------
    running : bool
        Whether there is a day to come.
    datacollector : mesa.DataCollector
        Collects after each day: the measures of the engine's day table under their names, with several
        groups as ``group.measure``.
    engine : sim.engine.Engine
        What runs.

    Examples
    --------
    >>> model = CommunityModel("types/interest_group")        # doctest: +SKIP
    >>> while model.running:                                  # doctest: +SKIP
    ...     model.step()
    >>> model.datacollector.get_model_vars_dataframe()        # doctest: +SKIP
    """

    def __init__(
        self,
        scenario: Scenario | str,
        *,
        world: int = 0,
        luck: int = 0,
        hook: Hook | None = None,
        model_reporters: Mapping[str, Reporter] | None = None,
        agent_reporters: Mapping[str, Reporter] | None = None,
    ) -> None:
        super().__init__(rng=luck)
        from sim.scenario import load_scenario  # noqa: PLC0415 - a scenario that is loaded already needs no reader

        loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
        self.scenario = loaded
        self.engine = Engine(loaded, world=world, seed=luck)
        self._hook = hook
        self._today: dict[str, float] = {}
        self._of_row: dict[tuple[str, int], Member] = {}
        self._shown: Members | None = None
        self._synchronise()
        reporters: dict[str, Reporter] = {name: _measure(name) for name in self.measure_names}
        clash = set(reporters) & set(model_reporters or ())
        if clash:
            raise ValueError(f"{min(clash)!r} is a measure already; give the reporter another name")
        self.datacollector = mesa.DataCollector(
            model_reporters={**reporters, **(model_reporters or {})},
            agent_reporters=dict(agent_reporters or {}) or None,
        )

    @property
    def measure_names(self) -> tuple[str, ...]:
        """Names of the measures of a day; with several groups as ``group.measure``."""
        names = [measure.name for measure in day_measures()]
        groups = self.engine.groups
        return tuple(names) if len(groups) == 1 else tuple(f"{g}.{name}" for g in groups for name in names)

    @property
    def day(self) -> int:
        """The day that is over; -1 before the first."""
        return self.engine.day

    @property
    def today(self) -> Mapping[str, float]:
        """Measures of the day that is over."""
        return self._today

    def step(self) -> None:
        """Run one day, collect it, and call the hook.

        Raises
        ------
        RuntimeError
            If the scenario has ended.
        """
        if self.engine.done:
            raise RuntimeError(f"the scenario ends after {self.scenario.horizon_days} days")
        self._today = self.engine.step()
        self._synchronise()
        self.running = not self.engine.done
        self.datacollector.collect(self)
        if self._hook is not None and self.running:
            self._hook(self)

    # ------------------------------------------------------------------ levers, as for a hook

    def lever(self, name: str, group: str = "main") -> float:
        """Tomorrow's value of a lever as planned; see :meth:`sim.engine.hooks.HookView.lever`."""
        return self.engine.lever(name, group)

    def set_lever(self, name: str, value: float, group: str = "main") -> None:
        """Set tomorrow's value of a lever; see :meth:`sim.engine.hooks.HookView.set_lever`."""
        self.engine.set_lever(name, value, group)

    # ------------------------------------------------------------------ members

    @property
    def agents(self) -> Members:
        """The present members of all groups in order of joining."""
        if self._shown is None:
            self._shown = Members(list(self._of_row.values()), random=self.random)
        return self._shown

    @property
    def agent_types(self) -> list[type]:
        """The one type of agent."""
        return [Member]

    @property
    def agents_by_type(self) -> dict[type, Members]:
        """The present members under their type."""
        return {Member: self.agents}

    def member(self, row: int, group: str = "main") -> Member | None:
        """Return the present member in a row of a group; None if they have left."""
        return self._of_row.get((group, row))

    def register_agent(self, agent: object) -> None:
        """Refuse agents of other kinds; members are registered as they join."""
        if not isinstance(agent, Member):
            _refuse(
                "Another kind of agent",
                "only members of the community live here; use a model of your own beside it",
            )

    def deregister_agent(self, agent: object) -> NoReturn:
        """Refuse: members leave by mechanisms."""
        del agent
        _refuse("deregister_agent()", "members leave by mechanisms; the strategy `removal` takes people out")

    def remove_all_agents(self) -> NoReturn:
        """Refuse: a group ends by the strategy ``closing``."""
        _refuse("remove_all_agents()", "the strategy `closing` ends a group")

    def _synchronise(self) -> None:
        """Have an agent for each present member, in order of joining; those of before stay the same objects."""
        before, self._of_row, self._shown = self._of_row, {}, None
        for group, row in self._present():
            self._of_row[group, row] = before.get((group, row)) or Member(self, row, group)

    def _present(self) -> Iterator[tuple[str, int]]:
        for group in self.engine.groups:
            for row in self.engine.present(group):
                yield group, int(row)


def _measure(name: str) -> Callable[[CommunityModel], float]:
    """Return a reporter of one measure of today."""
    return lambda model: model.today[name]
