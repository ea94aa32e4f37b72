"""``sim describe``: ten plain questions about a group that has no export, answered by a scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import rich_click as click

from sim.cli.errors import Refused
from sim.cli.options import Decorator, speaking, together
from sim.cli.output import Output
from sim.cli.questions import BY_NAME, QUESTIONS, Nonsense, Question, check, parsed
from sim.i18n import Translate


def command(t: Translate) -> click.Command:
    """Build the command in the language of ``t``."""

    @click.command(
        "describe",
        help=t(
            "Ask ten questions about a group and write a scenario that is near to it. Answers may be given as options."
        ),
    )
    @_answers(t)
    @click.option(
        "--title", metavar="TEXT", default="", help=t("Name of the scenario; by default that of the file.")
    )
    @click.option(
        "--out",
        metavar="FILE",
        type=click.Path(path_type=Path),
        default=Path("my_group.yaml"),
        show_default=True,
        help=t("The scenario that is written; no file that exists is written over."),
    )
    @click.option(
        "--defaults", is_flag=True, help=t("Ask nothing: what is not given keeps the default of the type.")
    )
    @speaking(t)
    def describe(
        title: str, out: Path, defaults: bool, as_json: bool, quiet: bool, **given: str | None
    ) -> int:
        from sim.cli.describing import as_text, told
        from sim.cli.describing import describe as described

        _ready(out, t)
        answers = _asked(given, defaults, t)
        made = described(answers, title or out.stem.replace("_", " "))
        out.write_text(as_text(made, answers, t), encoding="utf-8")
        output = Output(t, quiet, as_json)
        for question in QUESTIONS:
            output.say(f"{question.option}: {told(made, question.name, t)}")
        output.say(t("Scenario: {place}", place=out))
        output.say(t("Try it: sim run {place}", place=out))
        sets = {name: {"paths": paths, "how": t(why)} for name, (paths, why) in made.told.items()}
        output.data({"scenario": out, "answers": answers, "sets": sets, "content": made.content})
        return 0

    return describe


def _answers(t: Translate) -> Decorator:
    """One option a question."""
    return together(
        *(click.option(question.option, metavar="N", help=t(question.text)) for question in QUESTIONS)
    )


def _ready(out: Path, t: Translate) -> None:
    from sim.cli.files import made_ready

    if out.suffix.lower() not in (".yaml", ".yml"):
        raise Refused(t("--out: {file} does not end in .yaml.", file=out))
    if out.is_file():
        raise Refused(t("{file} exists already; name another file with --out.", file=out))
    made_ready([out], t)


def _asked(given: dict[str, Any], defaults: bool, t: Translate) -> dict[str, float]:
    """Return all answers: those given as options are checked first, then the rest is asked."""
    answers: dict[str, float] = {}
    for name, value in given.items():
        if value is not None:
            try:
                answers[name] = parsed(BY_NAME[name], value, t)
            except Nonsense as nonsense:
                raise Refused(f"{BY_NAME[name].option}: {nonsense}") from None
    if not defaults:
        missing = [question for question in QUESTIONS if question.name not in answers]
        if missing:
            click.echo(t("Enter alone means: I do not know."), err=True)
        for place, question in enumerate(missing):
            answer = _prompted(question, missing[place:], t)
            if answer is not None:
                answers[question.name] = answer
    try:
        check(answers, t)
    except Nonsense as nonsense:
        raise Refused(str(nonsense)) from None
    return {question.name: answers[question.name] for question in QUESTIONS if question.name in answers}


def _prompted(question: Question, missing: list[Question], t: Translate) -> float | None:
    """Ask until the answer makes sense; without anybody to ask, say which options are missing."""
    while True:
        try:
            value = click.prompt(
                t(question.text), default="", show_default=False, prompt_suffix=" ", err=True
            )
        except click.Abort:
            import sys

            if sys.stdin.isatty():
                raise
            names = t.join(question.option for question in missing)
            raise Refused(
                t("Nobody is there to ask. Give {names} as well, or --defaults.", names=names)
            ) from None
        if not value.strip():
            return None
        try:
            return parsed(question, value, t)
        except Nonsense as nonsense:
            click.echo(str(nonsense), err=True)
