"""What may not matter: who has which number, when a log begins, the order of rows of other kinds."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.patterns import FAMILIES, MEMBER_PATTERNS, PATTERNS, Unknown, measure, prepare, vector
from sim.results import EventLog

DAY = 86_400


def synthetic(seed, members=200, days=400, messages=6000):
    """Somebody arrives every other day, stays for a heavy-tailed while, and answers others."""
    rng = np.random.default_rng(seed)
    joined = rng.uniform(0, 0.9 * days, members)
    stay = np.minimum(np.exp(rng.normal(0.5, 2.5, members)), days - joined)
    who = rng.choice(members, messages, p=(weight := rng.pareto(1.2, members) + 0.05) / weight.sum())
    t = np.concatenate([joined[who] + stay[who] * rng.uniform(0, 1, messages), joined]) * DAY
    who = np.concatenate([who, np.arange(members)])
    target = np.where(rng.uniform(size=t.size) < 0.6, rng.integers(0, members, t.size), -1)
    kind = np.array(["msg"] * messages + ["join"] * members)
    order = np.argsort(t, kind="stable")
    none = np.full(t.size, -1, np.int32)
    return EventLog(t.astype(np.int64)[order], who.astype(np.int32)[order], kind[order],
                    np.where(kind == "join", -1, target).astype(np.int32)[order], none)  # fmt: skip


def changed(log, **parts):
    columns = {name: getattr(log, name) for name in ("t", "user", "kind", "target", "conv")}
    return EventLog(**{**columns, **parts})


def values(log):
    return {m.pattern.name: m.value for m in measure(prepare(log))}


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 1000))
def test_the_names_of_members_do_not_matter(seed):
    log = synthetic(seed)
    names = np.random.default_rng(seed).permutation(5000)[:200].astype(np.int32)
    target = np.where(log.target < 0, -1, names[log.target]).astype(np.int32)
    assert values(changed(log, user=names[log.user], target=target)) == pytest.approx(
        values(log), nan_ok=True
    )


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 1000), weeks=st.integers(1, 3000))
def test_the_date_of_the_start_does_not_matter(seed, weeks):
    log = synthetic(seed)
    assert values(changed(log, t=log.t + weeks * 7 * DAY)) == pytest.approx(values(log), nan_ok=True)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 1000))
def test_pushes_and_the_order_of_rows_do_not_matter(seed):
    log = synthetic(seed)
    n = 50
    push = EventLog(np.linspace(log.t[0], log.t[-1], n).astype(np.int64), np.full(n, 9999, np.int32), np.full(n, "push"),
                    np.full(n, -1, np.int32), np.full(n, -1, np.int32))  # fmt: skip
    both = {
        name: np.concatenate([getattr(push, name), getattr(log, name)])
        for name in ("t", "user", "kind", "target", "conv")
    }
    assert values(EventLog(**both)) == pytest.approx(values(log), nan_ok=True)


def test_writing_twice_as_slowly_keeps_concentration_and_burstiness():
    log = synthetic(5)
    fast, slow = values(log), values(changed(log, t=2 * log.t))
    for name in ("top_1_share", "top_20_share", "gini", "one_message", "burstiness", "clustering", "lurkers"):
        assert slow[name] == pytest.approx(fast[name])


def test_the_vector_is_the_eighteen_and_takes_under_100_ms():
    log = synthetic(1, members=1500, days=900, messages=30_000)
    found = vector(log)
    assert found.shape == (18,)
    by_name = values(log)
    assert found == pytest.approx([by_name[p.name] for p in MEMBER_PATTERNS], nan_ok=True)
    took = []
    for _ in range(5):
        start = time.perf_counter()
        vector(log)
        took.append(time.perf_counter() - start)
    assert min(took) < 0.1


def test_short_logs_give_reasons_and_no_numbers():
    log = changed(synthetic(2))
    first = log.t < log.t[0] + 10 * DAY
    short = prepare(
        EventLog(*(getattr(log, name)[first] for name in ("t", "user", "kind", "target", "conv")))
    )
    found = {m.pattern.name: m for m in measure(short)}
    assert np.isnan(found["survival_7d"].value)
    assert isinstance(found["survival_7d"].reason, Unknown)
    for m in found.values():
        assert np.isnan(m.value) == (m.reason is not None)


def test_declarations_are_complete():
    assert len(MEMBER_PATTERNS) == 18
    assert len({p.name for p in PATTERNS}) == len(PATTERNS) == sum(len(family) for _, family in FAMILIES)
    for pattern in PATTERNS:
        assert pattern.label and pattern.doc and pattern.doc.endswith(".")
        assert (pattern.range is not None) == (pattern in MEMBER_PATTERNS)
