"""A scenario in a few lines: what it is, and what it sets apart from defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.i18n import Translate

if TYPE_CHECKING:
    from sim.scenario import Scenario

DEFAULT = "# default"


def about(scenario: Scenario, t: Translate) -> str:
    """Return a scenario's title, where it is, how long, with whom and with which strategies."""
    lines = [
        t(scenario.title),
        t("File: {file}", file=scenario.file),
        t("Days: {n}", n=scenario.horizon_days),
    ]
    for group in scenario.groups:
        facts = [
            t("{n} members on day 0", n=group.members["initial"]),
            t("channels: {names}", names=t.join(name for name, _ in group.channels) or t("none")),
            t(
                "strategies: {names}",
                names=t.join(dict.fromkeys(s.strategy for s in group.spells)) or t("none"),
            ),
        ]
        if group.disabled:
            facts.append(t("switched off: {names}", names=t.join(sorted(group.disabled))))
        lines.append(t("Group {id}: {facts}", id=group.id, facts=t.clauses(facts)))
    return "\n".join(lines)


def settings(resolved: str) -> str:
    """Return the lines of a resolved scenario that some file or option sets, under their headings.

    Parameters
    ----------
    resolved
        YAML of :func:`sim.scenario.explain_resolved`.
    """
    kept: list[str] = []
    depth = 0
    for line in reversed(resolved.splitlines()):
        indent = len(line) - len(line.lstrip())
        is_heading = "#" not in line
        is_spell = line.lstrip().startswith("- ")
        is_set = not (is_heading or line.endswith(DEFAULT))
        keep = is_set or is_spell or (is_heading and indent < depth)
        if keep:
            kept.append(line.removesuffix(DEFAULT).rstrip())
            depth = indent
        elif indent < depth:
            depth = indent
    return "\n".join(reversed(kept))
