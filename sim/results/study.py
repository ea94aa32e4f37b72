"""What a folder of results is about: scenarios, seed and code."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.results.errors import ResultError


def run_address(scenario_digest: str, seed: int, world: int, code: str) -> str:
    """Sixteen hex digits that name a run: the same for ever, whatever it is run together with.

    The number of worlds, the scenario's name and title, and the machine are no part of it.
    """
    text = "\0".join((scenario_digest, str(int(seed)), str(int(world)), code))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class StudyScenario:
    """A scenario of a study, as far as results need to know it.

    ``digest`` covers everything that decides its runs but seed and code; ``resolved`` is the
    scenario in full, for the manifest; ``groups`` are the ids of its groups in order.
    """

    name: str
    title: str
    digest: str
    resolved: Mapping[str, Any]
    horizon_days: int
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """What is run: ``kind`` is ``"run"`` for one scenario, ``"compare"`` for several.

    ``code`` is the digest of the code that decides results. Where a hook takes part in the run,
    its hash belongs into ``hook``: runs with another hook are other runs.
    """

    kind: str
    seed: int
    code: str
    scenarios: tuple[StudyScenario, ...]
    hook: str = ""

    def address(self, scenario: StudyScenario, world: int) -> str:
        """Address of a run of this study."""
        code = f"{self.code}+{self.hook}" if self.hook else self.code
        return run_address(scenario.digest, self.seed, world, code)

    def scenario(self, name: str) -> StudyScenario:
        """Return the scenario called ``name``; raise ResultError if there is none."""
        for scenario in self.scenarios:
            if scenario.name == name:
                return scenario
        there = ", ".join(scenario.name for scenario in self.scenarios)
        raise ResultError(f"These results hold no scenario {name!r}; they hold {there}.")

    def check(self) -> None:
        """Raise ResultError if its scenarios cannot be told apart."""
        names: dict[str, str] = {}
        digests: dict[str, str] = {}
        for scenario in self.scenarios:
            if scenario.name in names:
                raise ResultError(
                    f"Two scenarios are called {scenario.name!r}; give one of them another name."
                )
            if scenario.digest in digests:
                raise ResultError(
                    f"The scenarios {digests[scenario.digest]!r} and {scenario.name!r} are the same but for their "
                    "titles, and a folder holds a run once; leave one of them out."
                )
            names[scenario.name] = digests[scenario.digest] = scenario.name


def difference(there: Study, asked: Study) -> str:
    """Say in half a sentence how ``asked`` differs from what a folder holds; empty if it does not.

    Titles, and what else leaves digests alone, may differ. So may the kind: a comparison of one
    scenario is a run.
    """
    names = [scenario.name for scenario in there.scenarios]
    wanted = [scenario.name for scenario in asked.scenarios]
    if names != wanted:
        return f"it holds {', '.join(names)}, and this is {', '.join(wanted)}"
    for old, new in zip(there.scenarios, asked.scenarios, strict=True):
        if old.digest != new.digest:
            return f"the scenario {old.name!r} has changed since (digest {old.digest}, now {new.digest})"
        if (old.horizon_days, old.groups) != (new.horizon_days, new.groups):
            return f"the scenario {old.name!r} has another horizon or other groups"
    if there.seed != asked.seed:
        return f"it was run with seed {there.seed}, and this is seed {asked.seed}"
    if there.code != asked.code:
        return f"it was run by other code ({there.code}, now {asked.code})"
    if there.hook != asked.hook:
        return f"it was run with {_hook(there.hook)}, and this is with {_hook(asked.hook)}"
    return ""


def _hook(digest: str) -> str:
    return f"the hook {digest}" if digest else "no hook"
