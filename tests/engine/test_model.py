"""The face for users of Mesa: the engine's numbers, views that read and write, refusals instead of silence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import mesa
import numpy as np
import pytest
from engine_helpers import PORTFOLIO, scenario
from mesa.agent import AgentSet

from sim.engine import HookView, simulate
from sim.engine.attributes import stored, written
from sim.engine.errors import NotByHandError
from sim.engine.model import CommunityModel, Member

SMALL = {"horizon": "8d", "members.initial": 30}
FAST = """
horizon: 6d
members: {initial: 40}
channels: {walk_in: {per_day: 2}}
strategies: {selling: {pushes_per_day: 3}}
mechanisms: {attend: {threshold: 1}}
"""


@pytest.fixture
def model() -> CommunityModel:
    """After its first day."""
    made = CommunityModel(scenario(FAST))
    made.step()
    return made


def first(model: CommunityModel) -> Member:
    """The member who joined first of those present; Mesa 4 numbers them no more."""
    return next(iter(model.agents))


@pytest.mark.parametrize("text", [None, PORTFOLIO], ids=["one group", "two groups"])
def test_its_data_are_those_of_the_engine_bit_for_bit(text: str | None) -> None:
    """Every column of the day table, newcomers by channel included."""
    what = scenario(**({"overrides": SMALL} if text is None else {"text": text}))
    block = simulate(what, worlds=[3], seed=5, jobs=1)
    model = CommunityModel(what, world=3, seed=5)
    model.run_model()
    table = model.datacollector.get_model_vars_dataframe()
    prefixes = [""] if len(block.groups) == 1 else [f"{group}." for group in block.groups]
    assert set(table.columns) == {prefix + name for prefix in prefixes for name in block.days}
    for g, prefix in enumerate(prefixes):
        for name, days in block.days.items():
            assert table[prefix + name].to_numpy().tobytes() == days[0, g].tobytes(), prefix + name
    assert model.steps == what.horizon_days
    assert not model.running
    with pytest.raises(RuntimeError, match="ends after"):
        model.step()


def test_looking_at_members_and_drawing_from_mesas_generators_changes_nothing() -> None:
    what = scenario(FAST)
    model = CommunityModel(what, world=1)
    while model.running:
        model.step()
        model.agents.shuffle()
        model.rng.random()
        [(member.belonging, member.friends, member.inviter) for member in model.agents]
    table = model.datacollector.get_model_vars_dataframe()
    block = simulate(what, worlds=[1], jobs=1)
    assert np.array_equal(table["messages"], block.days["messages"][0, 0])
    assert np.array_equal(table["members"], block.days["members"][0, 0])


def test_a_hook_is_that_of_simulate() -> None:
    """The same function, called on the same evenings."""

    def no_more_pushes(view: HookView) -> None:
        view.set_lever("pushes_per_day", 0 if view.day >= 2 else 1)

    what = scenario(FAST)
    block = simulate(what, worlds=[0], jobs=1, hook=no_more_pushes)
    model = CommunityModel(what, hook=no_more_pushes)
    model.run_model()
    pushes = model.datacollector.get_model_vars_dataframe()["pushes"]
    assert np.array_equal(pushes, block.days["pushes"][0, 0])
    assert pushes[0] == 3
    assert pushes[3:].sum() == 0


def test_a_hook_may_look_at_members_and_write_to_them() -> None:
    """What it writes in the evening acts on the next day."""

    def everybody_goes(model: CommunityModel) -> None:
        if model.day == 2:
            model.agents.set("need_days", 0.0)

    model = CommunityModel(scenario(FAST), hook=everybody_goes)
    model.run_model()
    leaves = model.datacollector.get_model_vars_dataframe()["leaves"]
    assert leaves[3] >= 40 - leaves[:3].sum()


def test_agents_are_the_present_members_and_stay_up_to_date(model: CommunityModel) -> None:
    agents = model.agents
    one = first(model)
    assert isinstance(agents, AgentSet)
    assert isinstance(one, mesa.Agent)
    while model.running:
        model.step()
        assert len(agents) == model.today["members"]
        assert sum(member.muted for member in agents) == model.today["muted"]
        assert sum(member.visited_today for member in agents) <= model.today["visiting"]
    assert model.agents is agents
    assert model.view(0, 0) is one
    assert model.agents_by_type == {Member: agents}
    assert model.agent_types == [Member]
    ids = [member.unique_id for member in agents]
    assert len(set(ids)) == len(ids)


def test_ties_lead_to_views(model: CommunityModel) -> None:
    """And back, since ties are symmetric."""
    some = next(member for member in model.agents if member.n_ties)
    assert len(some.friends) == some.n_ties
    assert all(some in friend.friends for friend in some.friends)


@pytest.mark.parametrize("name", written())
def test_what_may_be_set_goes_into_the_arrays(model: CommunityModel, name: str) -> None:
    """Both ends of the range, nothing beyond, and the other members stay as they are."""
    attribute = written()[name]
    one, other = list(model.agents)[:2]
    before = getattr(other, name)
    for value in (attribute.least, attribute.most):
        setattr(one, name, value)
        assert getattr(one, name) == pytest.approx(value)
        assert model.engine.members(attribute.field.name)[0] == np.float32(value)
    assert getattr(other, name) == before
    for value in (attribute.least - 1, attribute.most + 1, float("nan"), float("inf")):
        with pytest.raises(ValueError, match=f"{name} is .* it may be from"):
            setattr(one, name, value)
    for value in ("1", None, True, [1.0]):
        with pytest.raises(TypeError, match=f"{name} is .* expected"):
            setattr(one, name, value)
    while model.running:  # and the simulation goes on with it
        model.step()
    assert all(
        np.isfinite(value) or name in {"gini", "top20_share", "load"} for name, value in model.today.items()
    )


@pytest.mark.parametrize("name", sorted({*stored()} - {*written()}))
def test_what_follows_from_their_days_is_read_only(model: CommunityModel, name: str) -> None:
    with pytest.raises(NotByHandError, match="cannot be set"):
        setattr(first(model), name, 1)
    getattr(first(model), name)


def test_what_is_written_acts_from_the_next_day_on(model: CommunityModel) -> None:
    """Muted members are counted as such, needs that have ended end memberships, the rest changes how they act."""
    gone, *rest = model.agents
    gone.need_days = 0
    for member in rest:
        member.muted = True
        member.attachment = -20.0
    assert model.today["muted"] < len(rest)
    model.step()
    assert not gone.present
    assert (gone.status, gone.leave_day) == ("left", 1)
    assert model.today["visiting"] <= model.today["joins"] + 1  # who left may have come for the last time
    assert model.today["muted"] >= len(rest) - model.today["leaves"]
    with pytest.raises(NotByHandError, match="left on day 1"):
        gone.belonging = 1.0


def test_a_misspelt_attribute_is_refused(model: CommunityModel) -> None:
    with pytest.raises(NotByHandError, match=r"'belongng'.* Did you mean belonging\?"):
        first(model).belongng = 1.0
    with pytest.raises(NotByHandError, match="dict by unique_id"):
        first(model).tag = 1.0
    with pytest.raises(NotByHandError, match="status cannot be set"):
        first(model).status = "left"
    with pytest.raises(TypeError, match="True or False"):
        first(model).muted = 1
    with pytest.raises(NotByHandError):
        model.agents.set("pos", (0, 0))


REFUSED = {
    "add": lambda m: m.agents.add(first(m)),
    "discard": lambda m: m.agents.discard(first(m)),
    "remove": lambda m: m.agents.remove(first(m)),
    "pop": lambda m: m.agents.pop(),
    "clear": lambda m: m.agents.clear(),
    "|=": lambda m: m.agents.__ior__(m.agents),
    "&=": lambda m: m.agents.__iand__(m.agents),
    "^=": lambda m: m.agents.__ixor__(m.agents),
    "-=": lambda m: m.agents.__isub__(m.agents),
    "select": lambda m: m.agents.select(lambda member: member.muted, inplace=True),
    "select by position": lambda m: m.agents.select(None, 3, True),
    "shuffle": lambda m: m.agents.shuffle(inplace=True),
    "shuffle by position": lambda m: m.agents.shuffle(True),
    "sort": lambda m: m.agents.sort("belonging", inplace=True),
    "do step": lambda m: m.agents.do("step"),
    "shuffle_do advance": lambda m: m.agents.shuffle_do("advance"),
    "do remove": lambda m: m.agents.do("remove"),
    "remove a view": lambda m: first(m).remove(),
    "make one": Member,
    "create_agents": lambda m: Member.create_agents(m, 3),
    "model.agents =": lambda m: setattr(m, "agents", []),
    "register": lambda m: m.register_agent(first(m)),
    "deregister": lambda m: m.deregister_agent(first(m)),
    "remove_all_agents": lambda m: m.remove_all_agents(),
    "mesa.Agent(model)": mesa.Agent,
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_supported_says_what_is_right(model: CommunityModel, name: str) -> None:
    before = list(model.agents)
    with pytest.raises(NotByHandError) as refusal:
        REFUSED[name](model)
    assert len(str(refusal.value).split(". ")) >= 2
    assert list(model.agents) == before


def test_every_mutator_of_agent_sets_is_accounted_for() -> None:
    """Whatever a later Mesa adds is looked at before it is let through."""
    known = {
        *(
            "add",
            "agg",
            "clear",
            "copy",
            "count",
            "discard",
            "do",
            "get",
            "groupby",
            "index",
            "isdisjoint",
            "map",
        ),
        *("pop", "remove", "select", "set", "show", "shuffle", "shuffle_do", "sort", "to_list"),
    }
    assert {
        name for name in dir(type(CommunityModel(scenario(FAST)).agents)) if not name.startswith("_")
    } <= known


def test_sets_made_from_it_are_ones_own(model: CommunityModel) -> None:
    agents = model.agents
    few = agents.select(at_most=5)
    assert type(few) is AgentSet
    assert list(few) == list(agents)[:5]
    few.remove(first(model))
    assert len(few) == 4
    by = agents.sort("belonging", ascending=True).get("belonging")
    assert by == sorted(by)
    assert len(agents - few) == len(agents) - 4
    assert sum(agents.groupby("status").count().values()) == len(agents)
    assert set(agents.shuffle()) == set(agents)


def test_reporters_of_ones_own() -> None:
    """Beside the measures; of members a row each and day."""
    model = CommunityModel(
        scenario(FAST),
        model_reporters={"best_tied": lambda m: max(member.n_ties for member in m.agents)},
        agent_reporters={"belonging": "belonging"},
    )
    model.run_model()
    table = model.datacollector.get_model_vars_dataframe()
    assert len(table["best_tied"]) == 6
    last = model.datacollector.get_agent_vars_dataframe().loc[6]
    assert last["belonging"].tolist() == model.agents.get("belonging")
    with pytest.raises(ValueError, match="visiting is a measure already"):
        CommunityModel(scenario(FAST), model_reporters={"visiting": len})


def test_a_scenario_is_named_or_given() -> None:
    model = CommunityModel("types/interest_group", overrides=["horizon=3d", "members.initial=12"])
    assert len(model.agents) == 12
    with pytest.raises(ValueError, match="still to be loaded"):
        CommunityModel(scenario(FAST), overrides=["horizon=3d"])


def test_importing_sim_does_not_import_mesa() -> None:
    code = "import sim, sys, sim.engine; assert 'mesa' not in sys.modules; sim.CommunityModel; assert 'mesa' in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


NEWER = ("mesa==3.5.*", "pytest", "hypothesis")


def _python_312() -> str | None:
    """An interpreter of Python 3.12: SIM_PYTHON312, one on the path, or one of pyenv."""
    roots = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob("versions/3.12*/bin/python")
    found = [os.environ.get("SIM_PYTHON312"), *map(str, sorted(roots)), shutil.which("python3.12")]
    for candidate in filter(None, found):
        probe = [candidate, "-c", "import sys; sys.exit(sys.version_info[:2] != (3, 12))"]
        if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
            return candidate
    return None


@pytest.mark.slow
@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this interpreter itself has the newer Mesa")
def test_the_same_with_mesa_35_under_python_312(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """This file in an environment of its own, without the compiler; SIM_PYTHON312 may name one that has all."""
    python = _python_312()
    if python is None:
        pytest.skip("no Python 3.12 here (set SIM_PYTHON312 to one)")
    has = [
        python,
        "-c",
        "import mesa, numba, pandas, pyarrow, pydantic, pytest; assert mesa.__version__ > '3.5'",
    ]
    if subprocess.run(has, capture_output=True, check=False).returncode:
        folder = tmp_path_factory.mktemp("python312")
        made = subprocess.run([python, "-m", "venv", folder], capture_output=True, text=True, check=False)
        if made.returncode:
            pytest.skip(f"Python 3.12 makes no environment: {made.stderr.strip()[-200:]}")
        python = str(folder / "bin" / "python")
        install = [
            python,
            "-m",
            "pip",
            "install",
            "-q",
            *NEWER,
            "click",
            "networkx",
            "numba>=0.61",
            "pandas<4",
        ]
        install += ["pyarrow", "pydantic>=2.9,<3", "pyyaml", "scipy", "rich"]
        fetched = subprocess.run(install, capture_output=True, text=True, check=False)
        if fetched.returncode:
            pytest.skip(f"what Mesa 3.5 needs cannot be installed: {fetched.stderr.strip()[-200:]}")
    done = subprocess.run(
        [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "addopts=--import-mode=importlib", "-m", "not slow",
         "-W", "error::FutureWarning", "-W", "error::DeprecationWarning", "-W", "error::PendingDeprecationWarning", str(root / "tests/engine/test_model.py")],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "NUMBA_DISABLE_JIT": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
