"""Whatever the loader is fed, it loads it or refuses it, quickly."""

from __future__ import annotations

import contextlib
import time

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.scenario import ScenarioError, json_schema, load_scenario, loads
from sim.scenario.keys import TOP_KEYS

SECONDS = 2.0

fuzz = settings(
    max_examples=250, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip

WORDS = [*TOP_KEYS, "selling", "content", "fatigue", "main", "from", "until", "enabled", "price", "initial",
         "0", "<<", "", "a", "~"]  # fmt: skip
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
    | st.sampled_from(["14d", "9.9元", "types/free_group", "./x", "true", "1e3", "2024-03-01"])
)  # fmt: skip
KEYS = st.sampled_from(WORDS) | st.text(max_size=6)
STRUCTURES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=25,
)
PIECES = ["\n", "\n  ", "\n    ", "\n\t", ": ", "- ", "? ", "[", "]", "{", "}", ", ", "&a ", "*a", "!!int ",
          "!x ", "'", '"', "#", "|", ">", "---\n", "...", "%YAML 1.2\n", "\\x", "\ufeff", "\x85", "\u2028",
          "-1", ".nan", "9" * 400, *WORDS]  # fmt: skip


def accepted_or_refused(load):
    """Load, and check the sentences if it is refused."""
    before = time.perf_counter()
    try:
        load()
    except ScenarioError as error:
        lines = str(error).split("\n")
        assert len(lines) == len(error.problems) + bool(error.left_out)
        assert all(line.strip() and len(line) < 1000 for line in lines)
    assert time.perf_counter() - before < SECONDS


@fuzz
@given(content=st.binary(max_size=400))
def test_bytes(made_up, tmp_path, content):
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    accepted_or_refused(lambda: load_scenario(path))


@fuzz
@given(text=st.text(max_size=300))
def test_text(made_up, text):
    accepted_or_refused(lambda: loads(text))


@fuzz
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=60))
def test_pieces_of_yaml(made_up, pieces):
    accepted_or_refused(lambda: loads("".join(pieces)))


@fuzz
@given(content=STRUCTURES, sorted_style=st.booleans())
def test_structures(made_up, content, sorted_style):
    text = yaml.safe_dump(content, allow_unicode=sorted_style, default_flow_style=sorted_style)
    accepted_or_refused(lambda: loads(text))


@fuzz
@given(
    content=st.fixed_dictionaries({}, optional=dict.fromkeys(TOP_KEYS, STRUCTURES)),
    overrides=st.lists(
        st.text(max_size=20)
        | st.builds(
            lambda path, value: f"{'.'.join(path)}={value}",
            st.lists(st.sampled_from(WORDS), min_size=1, max_size=5),
            st.text(max_size=8) | SCALARS.map(str),
        ),
        max_size=4,
    ),
)
def test_scenarios_with_overrides(made_up, content, overrides):
    accepted_or_refused(lambda: loads(yaml.safe_dump(content), overrides))


@fuzz
@given(name=st.text(max_size=40))
def test_names(made_up, name):
    accepted_or_refused(lambda: load_scenario(name))
    accepted_or_refused(lambda: load_scenario(name, shipped_only=True))


def test_large_files_are_quick(made_up):
    json_schema()
    n = 900_000
    for text in (
        "[" * n, "{a: " * (n // 4), "- " * (n // 2), "? " * (n // 2), "- *a\n" * (n // 5), "x " * (n // 2),
        ": " * (n // 2), "!" * n, "&a " * (n // 3), "'" * n, "a:\n" * (n // 3), "horizon: " + "9" * n,
        "a: [" + "b, " * (n // 3) + "]", "".join(f"k{i}: 1\n" for i in range(45_000)), "members: '" + "x" * n,
    ):  # fmt: skip
        before = time.perf_counter()
        with contextlib.suppress(ScenarioError):
            loads(text)
        assert time.perf_counter() - before < 5 * SECONDS
