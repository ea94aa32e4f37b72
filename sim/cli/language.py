"""Which language to speak: known before commands are built, since their help is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.i18n import Translate, languages, normal, translator

VARIABLE = "SIM_LANG"
OPTION = "--lang"


def spoken(arguments: Sequence[str], environment: Mapping[str, str]) -> Translate:
    """Return the translator that the arguments ask for, else the environment, else English.

    A language that is not spoken gives English here; the option's own check refuses it.
    """
    for name in (*_given(arguments), environment.get(VARIABLE, "")):
        if name:
            try:
                return translator(name)
            except ValueError:
                break
    return translator(languages[0])


def unknown(environment: Mapping[str, str]) -> str:
    """Return what the environment asks for if it is no language that is spoken."""
    name = environment.get(VARIABLE, "")
    try:
        normal(name or languages[0])
    except ValueError:
        return name
    return ""


def _given(arguments: Sequence[str]) -> list[str]:
    """Values of ``--lang`` in the arguments, the last one first."""
    found: list[str] = []
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == OPTION and position + 1 < len(arguments):
            found.append(arguments[position + 1])
        elif argument.startswith(f"{OPTION}="):
            found.append(argument.removeprefix(f"{OPTION}="))
    return found[::-1]
