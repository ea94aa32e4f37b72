"""Mesa's face: the engine's numbers, agents that are views, and refusals where Mesa would fail silently."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.engine.model import READABLE, WRITABLE, CommunityModel, Member, NotSupportedError

SETTINGS = ["horizon=12d", "members.initial=30"]


@pytest.fixture
def scenario():
    return sim.load_scenario("demo/warmed_up", SETTINGS)


@pytest.fixture
def model(scenario):
    made = CommunityModel(scenario, world=2)
    made.step()
    return made


def test_the_numbers_are_those_of_the_engine(scenario):
    model = CommunityModel(scenario, world=3, luck=5)
    model.run_model()
    assert not model.running
    frame = model.datacollector.get_model_vars_dataframe()
    block = sim.simulate(scenario, worlds=[3], seed=5)
    assert len(frame) == 12
    for name in model.measure_names:
        assert np.array_equal(frame[name].to_numpy(float), block.days[name][0, 0], equal_nan=True), name
    with pytest.raises(RuntimeError, match="the scenario ends after 12 days"):
        model.step()


def test_several_groups_have_columns_of_their_own():
    two = sim.load_scenario(
        "types/interest_group", [*SETTINGS, "groups.a.members.initial=20", "groups.b.members.initial=30"]
    )
    model = CommunityModel(two)
    model.run_model()
    frame = model.datacollector.get_model_vars_dataframe()
    block = sim.simulate(two, worlds=1)
    for g, group in enumerate(block.groups):
        assert np.array_equal(frame[f"{group}.members"].to_numpy(float), block.days["members"][0, g])


def test_agents_are_the_present_members(model):
    while model.running:
        assert len(model.agents) == model.today["members"]
        assert [agent.row for agent in model.agents] == model.engine.present().tolist()
        before = {agent.row: agent for agent in model.agents}
        model.step()
        assert all(before[agent.row] is agent for agent in model.agents if agent.row in before)
    assert model.agents.agg("belonging", np.mean) == pytest.approx(model.engine.members("belonging").mean())
    assert model.agents_by_type == {Member: model.agents}
    assert all(friend in model.agents for agent in model.agents for friend in agent.friends)


def test_every_field_can_be_read(model):
    agent = model.agents[0]
    for name, field in READABLE.items():
        assert getattr(agent, name) == model.engine.members(name)[0]
        assert getattr(Member, name).__doc__.lower().startswith(field.doc[0].lower())
    assert agent.role_name in ("member", "advertiser", "super", "koc", "manager")
    assert len(agent.interests) == 2
    assert isinstance(agent.key, int)


def test_what_is_written_acts_from_the_next_day_on(scenario):
    """Nobody wants to come any more, and nobody comes."""
    plain, changed = CommunityModel(scenario), CommunityModel(scenario)
    for model in (plain, changed):
        model.step()
    changed.agents.set("attachment", -40.0)
    for model in (plain, changed):
        model.step()
    assert plain.today["visiting"] > changed.today["visiting"]


@pytest.mark.parametrize("name", WRITABLE)
def test_writable_fields_keep_their_bounds(model, name):
    agent, bounds = model.agents[0], WRITABLE[name]
    for value in (bounds.low, bounds.high):
        setattr(agent, name, value)
        assert getattr(agent, name) == pytest.approx(value)
    for value in (bounds.low - 1, bounds.high * 2 + 1, float("nan"), float("inf")):
        with pytest.raises(ValueError, match=name):
            setattr(agent, name, value)


def test_what_follows_from_other_fields_cannot_be_written(model):
    with pytest.raises(AttributeError):
        model.agents[0].join_day = 3
    with pytest.raises(AttributeError):
        model.agents = []


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m.agents[0].remove(),
        lambda m: m.agents[0].step(),
        lambda m: m.agents.add(m.agents[0]),
        lambda m: m.agents.discard(m.agents[0]),
        lambda m: m.agents.remove(m.agents[0]),
        lambda m: m.agents.clear(),
        lambda m: m.agents.pop(),
        lambda m: m.agents.select(lambda a: False, inplace=True),
        lambda m: m.agents.sort("row", inplace=True),
        lambda m: m.agents.shuffle(inplace=True),
        lambda m: m.remove_all_agents(),
        lambda m: m.deregister_agent(m.agents[0]),
        lambda m: m.register_agent(object()),
        lambda m: Member.create_agents(m, 3),
    ],
)
def test_what_mesa_would_lose_in_silence_is_refused(model, change):
    before = [agent.row for agent in model.agents]
    with pytest.raises(NotSupportedError, match="would leave the engine as it is"):
        change(model)
    assert [agent.row for agent in model.agents] == before


def test_sets_that_are_made_from_the_members_are_free(model):
    few = model.agents.select(at_most=3)
    assert len(few) == 3
    assert sorted(a.row for a in model.agents.shuffle()) == sorted(a.row for a in model.agents)
    assert [a.row for a in model.agents.sort("row", ascending=True)] == sorted(a.row for a in model.agents)


def test_a_hook_and_measures_of_ones_own(scenario):
    def stop_pushing(model):
        model.set_lever("contents_per_day", 0)

    model = CommunityModel(
        scenario, hook=stop_pushing, model_reporters={"warm": lambda m: len(m.agents.select(lambda a: a.belonging > 0.2))},
        agent_reporters={"belonging": "belonging"},
    )  # fmt: skip
    model.run_model()
    frame = model.datacollector.get_model_vars_dataframe()
    assert (frame["contents"].iloc[1:] == 0).all()
    assert frame["warm"].iloc[-1] == sum(agent.belonging > 0.2 for agent in model.agents)
    people = model.datacollector.get_agent_vars_dataframe()
    assert len(people.xs(12, level="Step")) == len(model.agents)
    with pytest.raises(ValueError, match="is a measure already"):
        CommunityModel(scenario, model_reporters={"members": len})


def test_importing_sim_does_not_import_mesa():
    code = "import sys, sim; sim.simulate; assert 'mesa' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


PYTHONS = [
    *Path.home().glob(".pyenv/versions/3.12.*/bin/python3.12"),
    *filter(None, [shutil.which("python3.12")]),
]


@pytest.mark.slow
def test_mesa_as_it_is_under_python_3_12(tmp_path):
    """These tests again under Python 3.12, which has a later Mesa; the compiler is off, so that it is quick."""
    if sys.version_info >= (3, 12):
        pytest.skip("this is Python 3.12 or newer already")
    works = [
        p for p in PYTHONS if subprocess.run([p, "-c", ""], check=False, capture_output=True).returncode == 0
    ]
    if not works:
        pytest.skip("no Python 3.12 here (pyenv install 3.12)")
    root = Path(sim.__file__).parents[1]
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([works[0], "-m", "venv", tmp_path / "venv"], check=True)
    needed = [
        line for line in (root / "requirements" / "test.txt").read_text().splitlines()
        if line.split("==")[0] in ("click", "mesa", "numba", "llvmlite", "numpy", "pandas", "pydantic", "pydantic-core", "annotated-types",
                                   "typing-extensions", "typing-inspection", "pyyaml", "pytest", "pluggy", "iniconfig", "packaging",
                                   "pygments", "python-dateutil", "six", "tqdm", "scipy", "networkx", "pyarrow", "hypothesis", "sortedcontainers")
    ]  # fmt: skip
    (tmp_path / "needed.txt").write_text("\n".join(needed))
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "-q", "-r", tmp_path / "needed.txt"]
    installed = subprocess.run(pip, check=False, capture_output=True, text=True)
    if installed.returncode:
        pytest.skip(f"the packages cannot be installed here: {installed.stderr.splitlines()[-1:]}")
    found = subprocess.run(
        [python, "-c", "import mesa; print(mesa.__version__)"], check=True, capture_output=True, text=True
    )
    assert found.stdout.startswith("3.5")
    done = subprocess.run(
        [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not slow", "tests/engine/test_model.py"],
        cwd=root, env={**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(root)}, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]
