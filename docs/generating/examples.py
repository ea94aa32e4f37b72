"""Examples of a page, with what they print."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from click.testing import CliRunner

from sim.cli.entry import program
from sim.cli.language import spoken
from sim.scenario import load_scenario, loads
from sim.study.sweep import load_study

_BLOCK = re.compile(
    r"(?P<skip><!-- not run -->\n)?^```(?P<language>yaml|python|console)\n(?P<body>.*?)^```",
    re.DOTALL | re.MULTILINE,
)


def with_examples(text: str) -> str:
    """Run the examples of a page in order, in a folder of their own; return it with their output as it is now.

    ``console`` blocks that begin with ``$ sim`` are run and what they print is filled in; ``python`` blocks are
    executed, one after the other in one space of names; ``yaml`` blocks are checked as scenarios, and
    written to a file if their first line is ``# NAME.yaml``. A block behind ``<!-- not run -->`` is left alone.
    """
    names: dict[str, object] = {"__name__": "example"}

    def one(found: re.Match[str]) -> str:
        if found["skip"]:
            return found[0]
        language, body = found["language"], found["body"]
        if language == "yaml":
            _keep(body)
        elif language == "python":
            with redirect_stdout(StringIO()):
                exec(compile(body, "<example>", "exec"), names)  # noqa: S102 - written by us
        elif body.startswith("$ sim"):
            return f"```{language}\n{_session(body)}```"
        return found[0]

    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            return _BLOCK.sub(one, text)
        finally:
            os.chdir(before)


def _keep(body: str) -> None:
    """Check a scenario or a study, and write it to the file that its first line names."""
    named = re.match(r"# ([\w/]+\.yaml)\n", body)
    is_study = re.search(r"^base:", body, re.MULTILINE) is not None
    if named is None:
        loads(body)
        return
    Path(named[1]).parent.mkdir(parents=True, exist_ok=True)
    Path(named[1]).write_text(body, encoding="utf-8")
    if is_study:
        load_study(named[1])
    else:
        load_scenario(named[1])


def _session(body: str) -> str:
    """Run the commands of a block and return them with what they print."""
    shown = re.findall(r"^\$ (?:.*\\\n)*.*$", body, re.MULTILINE)
    return "".join(f"{each}\n{_output(each)}" for each in shown)


def _output(command: str) -> str:
    """Return what a command prints on stdout."""
    environment = {"SIM_LANG": ""}
    given = command.replace("\\\n", " ").split()[2:]
    t = spoken(given, {**os.environ, **environment})
    done = CliRunner(env=environment).invoke(program(t), given, prog_name="sim")
    if done.exit_code:
        raise RuntimeError(f"{command}: {done.stderr}")
    output = "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip("\n")
    return f"{output}\n" if output else ""
