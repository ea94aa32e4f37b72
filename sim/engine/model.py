"""The face for users of Mesa: a world of a scenario as a ``mesa.Model``; the only file that imports Mesa."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NoReturn

import mesa
from mesa.agent import AgentSet

from sim.engine.attributes import MemberFields
from sim.engine.engine import Engine
from sim.engine.errors import NotByHandError
from sim.rng import group_key
from sim.scenario import load_scenario
from sim.scenario.model import Scenario

_BY_HAND = (
    "Members come through channels and go by themselves: to bring in more set a lever such as pulled_per_day, "
    "to have somebody leave tomorrow write member.need_days = 0."
)


def _refused(what: str, instead: str) -> Callable[..., NoReturn]:
    """Make a method that says why it does nothing."""

    def method(*_given: object, **_named: object) -> NoReturn:
        raise NotByHandError(f"{what} is not supported. {instead}")

    method.__doc__ = f"Not supported. {instead}"
    return method


class Member(MemberFields, mesa.Agent):  # type: ignore[misc] # Mesa has no types
    """A member of a group, seen through the arrays; ``model.agents`` makes them, nobody else does.

    Attributes are those of :class:`sim.engine.attributes.MemberFields`; ``unique_id`` stays the same for the
    whole run and does not depend on what is looked at.
    """

    model: CommunityModel
    unique_id: int

    def __init__(self, model: CommunityModel, *place: int) -> None:
        if len(place) != 2:
            raise NotByHandError(f"Member() is not supported. {_BY_HAND}")
        group, row = place
        self.__dict__.update(  # mesa.Agent would register it, and __setattr__ refuse it
            model=model,
            unique_id=row * len(model.engine.groups) + group + 1,
            pos=None,
            _world=model.engine.world,
            _g=group,
            _row=row,
        )

    def __repr__(self) -> str:
        return f"<Member {self.unique_id} of {self.group}, {self.status} since day {self.join_day}>"

    @property
    def friends(self) -> list[Member]:
        """Those to whom this member has a tie."""
        there = self._world.arrays["tie_to"][self._g, self._row, : self.n_ties]
        return [self.model.view(self._g, int(row)) for row in there]

    @property
    def inviter(self) -> Member | None:
        """The member who brought this one, if one did."""
        row = int(self.at("inviter"))
        return None if row < 0 else self.model.view(self._g, row)

    step = _refused("step() of a member", "model.step() runs everybody's day; there is nothing to call here.")
    advance = _refused("advance() of a member", "model.step() runs everybody's day.")
    remove = _refused("remove() of a member", _BY_HAND)
    create_agents = _refused("create_agents()", _BY_HAND)
    from_dataframe = _refused("from_dataframe()", _BY_HAND)


class Members(AgentSet):  # type: ignore[misc] # Mesa has no types
    """The present members; who belongs to it is decided by the simulation alone.

    What gives back a new set (``select``, ``sort``, ``shuffle``, ``groupby``, ``copy``) gives a plain
    ``AgentSet`` of the same views, which may be changed at will.
    """

    _NOT_HERE = (
        "model.agents always holds the present members. Work on a set of your own: model.agents.copy()."
    )

    def show(self, members: Iterable[Member]) -> None:
        """Hold these members from now on."""
        super().__init__(members, random=self.random)

    def copy(self) -> AgentSet:
        """Return a set of one's own with the same members, in the same order."""
        return AgentSet(list(self), random=self.random)

    __copy__ = copy

    def select(self, *given: Any, inplace: bool = False, **named: Any) -> AgentSet:  # noqa: ANN401 - as Mesa's
        """Return some of them; see ``mesa.agent.AgentSet.select``."""
        return self._instead("select(inplace=True)", inplace or True in given[2:3]).select(*given, **named)

    def shuffle(self, inplace: bool = False) -> AgentSet:
        """Return them in random order; see ``mesa.agent.AgentSet.shuffle``."""
        return self._instead("shuffle(inplace=True)", inplace).shuffle(inplace=True)

    def sort(self, key: Any, ascending: bool = False, inplace: bool = False) -> AgentSet:  # noqa: ANN401 - as Mesa's
        """Return them in order; see ``mesa.agent.AgentSet.sort``."""
        return self._instead("sort(inplace=True)", inplace).sort(key, ascending, inplace=True)

    def _instead(self, what: str, inplace: bool) -> AgentSet:
        """Return a copy to do it with; refuse what would change this set."""
        if inplace:
            raise NotByHandError(f"{what} is not supported. {self._NOT_HERE}")
        return self.copy()

    @classmethod
    def _from_iterable(cls, members: Iterable[Member]) -> AgentSet:
        """What ``|``, ``&``, ``-`` and ``^`` give."""
        return AgentSet(members)

    add = _refused("add()", _NOT_HERE)
    discard = _refused("discard()", _NOT_HERE)
    remove = _refused("remove()", _NOT_HERE)
    pop = _refused("pop()", _NOT_HERE)
    clear = _refused("clear()", _NOT_HERE)
    __ior__ = _refused("|=", _NOT_HERE)
    __iand__ = _refused("&=", _NOT_HERE)
    __ixor__ = _refused("^=", _NOT_HERE)
    __isub__ = _refused("-=", _NOT_HERE)


class CommunityModel(mesa.Model):  # type: ignore[misc] # Mesa has no types
    """One world of a scenario as a Mesa model; a step is a day, and its numbers are those of :func:`sim.simulate`.

    Parameters
    ----------
    scenario
        A scenario, the path of one, or a shipped name such as ``"types/interest_group"``.
    world
        Number of the world: the luck. The same world of two scenarios has the same people.
    seed
        Names the family of worlds; not Mesa's ``seed``, which only its own generators have.
    overrides
        Values put over the scenario, as ``"members.initial=120"``.
    hook
        Called with the model after every day but the last. The model has all that a
        :class:`sim.engine.HookView` has, so a hook of :func:`sim.simulate` will do; it may also look at ``agents``,
        and write to them, which no operator could.
    model_reporters, agent_reporters
        Measures of one's own, as for ``mesa.DataCollector``; those of the simulation are always collected.

    Attributes
    ----------
    engine
        The simulation.
    members, present, record, lever, set_lever
        Those of :class:`sim.engine.HookView`.
    today
        Measures of the day that is just over, by name; empty before the first.
    datacollector
        ``get_model_vars_dataframe()`` has one row a day and a column for each measure, with several groups
        ``group.measure``.
    running
        False once the horizon is reached.
    random, rng
        Mesa's generators, for hooks of one's own; the simulation uses neither, so drawing from them changes no luck.

    Raises
    ------
    ScenarioError
        If the scenario cannot be used.
    ValueError
        If a reporter has the name of a measure.

    Examples
    --------
    >>> model = CommunityModel("types/interest_group", world=3)  # doctest: +SKIP
    >>> model.run_model()  # doctest: +SKIP
    >>> model.datacollector.get_model_vars_dataframe()["visiting"]  # doctest: +SKIP
    """

    def __init__(
        self,
        scenario: Scenario | str | os.PathLike[str] = "types/interest_group",
        *,
        world: int = 0,
        seed: int | None = None,
        overrides: Sequence[str] = (),
        hook: Callable[[Any], None] | None = None,
        model_reporters: Mapping[str, Any] | None = None,
        agent_reporters: Mapping[str, Any] | None = None,
    ) -> None:
        if not isinstance(scenario, Scenario):
            scenario = load_scenario(scenario, overrides)
        elif overrides:
            raise ValueError(
                "overrides are for a scenario that is still to be loaded; give its name or its path"
            )
        family = seed or 0  # Mesa's batch_run gives None
        super().__init__(rng=int(group_key(family, world, "mesa")) & 0x7FFF_FFFF)
        self.engine = Engine(scenario, world=world, seed=family)
        self.members, self.present, self.record = self.engine.members, self.engine.present, self.engine.record
        self.lever, self.set_lever = self.engine.lever, self.engine.set_lever
        self.today: dict[str, float] = {}
        self._hook = hook
        self._views: dict[tuple[int, int], Member] = {}
        self._members: Members | None = None
        names = self.engine.names()
        if twice := sorted(set(names) & set(model_reporters or {})):
            raise ValueError(f"model_reporters: {', '.join(twice)} is a measure already; choose another name")
        own = {name: partial(_of_today, name) for name in names}
        self.datacollector = mesa.DataCollector(
            model_reporters=own | dict(model_reporters or {}), agent_reporters=agent_reporters
        )

    def step(self) -> None:
        """Run one day, collect its data, then call the hook.

        Raises
        ------
        RuntimeError
            If the horizon has been reached.
        """
        if self.engine.done:
            raise RuntimeError(
                f"the scenario ends after {self.engine.day + 1} days; for more give overrides=['horizon=365d']"
            )
        self.today = self.engine.step()
        self.running = not self.engine.done
        if self._members is not None:
            self._members.show(self._present())
        self.datacollector.collect(self)
        if self._hook is not None and self.running:
            self._hook(self)

    @property
    def day(self) -> int:
        """The day that is just over; -1 before the first."""
        return self.engine.day

    @property
    def groups(self) -> tuple[str, ...]:
        """Ids of the groups."""
        return self.engine.groups

    def view(self, group: int, row: int) -> Member:
        """Return the view of a membership, always the same one."""
        if (group, row) not in self._views:
            self._views[group, row] = Member(self, group, row)
        return self._views[group, row]

    def _present(self) -> list[Member]:
        """Present members, group by group in order of joining."""
        return [
            self.view(g, int(row))
            for g, group in enumerate(self.engine.groups)
            for row in self.engine.present(group)
        ]

    @property
    def agents(self) -> Members:
        """Present members, group by group in order of joining; kept up to date from step to step."""
        if self._members is None:
            self._members = Members(self._present(), random=self.random)
        return self._members

    @agents.setter
    def agents(self, agents: object) -> NoReturn:
        del agents
        raise NotByHandError(f"model.agents cannot be set. {_BY_HAND}")

    @property
    def agent_types(self) -> list[type]:
        """``[Member]``."""
        return [Member]

    @property
    def agents_by_type(self) -> dict[type, Members]:
        """``{Member: model.agents}``: there is one type."""
        return {Member: self.agents}

    register_agent = _refused("register_agent()", _BY_HAND)
    deregister_agent = _refused("deregister_agent()", _BY_HAND)
    remove_all_agents = _refused(
        "remove_all_agents()",
        "To end a group use strategies: {closing: ...} or engine.set_lever('closed', 1).",
    )


def _of_today(name: str, model: CommunityModel) -> float:
    """Return a measure of the day that is just over."""
    return model.today[name]
