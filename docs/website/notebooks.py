"""Notebooks: percent-format scripts of ``docs/notebooks/``, executed, as ``.ipynb`` and as pages of the site.

``python -m docs.website.notebooks`` executes all of them into ``out/notebooks``. One that has been executed with the same
source, program and scenarios is not executed again.
"""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbclient import NotebookClient

from docs.generating.places import ROOT

SOURCES = ROOT / "docs" / "notebooks"
TARGET = ROOT / "out" / "notebooks"
FIGURE = "application/vnd.plotly.v1+json"
LONGEST_S = 300
KEY = "executed_from"
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def names() -> list[str]:
    """Return the notebooks there are, such as ``first_comparison`` and ``first_comparison.zh``."""
    return sorted(path.stem for path in SOURCES.glob("*.py"))


@cache
def executed(name: str) -> nbformat.NotebookNode:
    """Return a notebook with its outputs, executed in a folder of its own unless that has been done.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell fails.
    """
    source = SOURCES / f"{name}.py"
    target = TARGET / f"{name}.ipynb"
    wanted = _digest(source)
    if target.exists():
        done = nbformat.read(target, as_version=4)
        if done.metadata.get(KEY) == wanted:
            return done
    notebook = jupytext.read(source)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    with tempfile.TemporaryDirectory() as folder:
        before = dict(os.environ)
        os.environ.update(_environment())
        try:
            client = NotebookClient(
                notebook,
                timeout=LONGEST_S,
                kernel_name="python3",
                extra_arguments=["--log-level=ERROR"],
                resources={"metadata": {"path": folder}},
            )
            client.execute()
        finally:
            os.environ.clear()
            os.environ.update(before)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # times of this machine
        for output in cell.get("outputs", ()):
            if output.output_type == "stream":
                output.text = _CONTROL.sub("", output.text).replace(f"{ROOT}{os.sep}", "")
    notebook.metadata[KEY] = wanted
    TARGET.mkdir(parents=True, exist_ok=True)
    waiting = target.with_suffix(f".{os.getpid()}.tmp")
    nbformat.write(notebook, waiting)
    waiting.replace(target)
    return notebook


def _environment() -> dict[str, str]:
    """Return what a kernel needs: this program and its command, figures as data, text without colours and bars."""
    return {
        "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))),
        "PATH": os.pathsep.join((os.environ.get("PATH", ""), str(Path(sys.executable).parent))),
        "PLOTLY_RENDERER": "plotly_mimetype",
        "SIM_LANG": "",
        "TERM": "dumb",
        "COLUMNS": "100",
    }


def _digest(source: Path) -> str:
    """Return a hash of everything that an executed notebook comes from."""
    digest = hashlib.sha256(source.read_bytes())
    digest.update(_program())
    return digest.hexdigest()[:16]


@cache
def _program() -> bytes:
    digest = hashlib.sha256(sys.version.encode())
    for pattern in ("sim/**/*.py", "sim/**/*.po", "scenarios/**/*.yaml"):
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.digest()


def page(name: str) -> tuple[str, dict[str, str]]:
    """Return a notebook as Markdown, and the HTML that belongs where the page says ``<div data-output="N">``."""
    notebook = executed(name)
    parts: list[str] = []
    outputs: dict[str, str] = {}
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.append(cell.source)
        elif cell.cell_type == "code":
            if "remove-input" not in cell.metadata.get("tags", ()):
                parts.append(f"```python\n{cell.source}\n```")
            for output in cell.outputs:
                if output.output_type == "stream" and not output.text.strip():
                    continue
                key = str(len(outputs))
                outputs[key] = shown(output)
                parts.append(f'<div data-output="{key}"></div>')
    return "\n\n".join(parts) + "\n", outputs


def shown(output: Any) -> str:  # noqa: ANN401 - a node of nbformat, which has no types
    """Return one output as HTML: a figure, a table, or text."""
    if output.output_type == "stream":
        return _text(output.text)
    if output.output_type == "error":
        raise ValueError("\n".join(output.traceback))
    data = output.data
    if FIGURE in data:
        figure = {key: data[FIGURE][key] for key in ("data", "layout")}
        figure["layout"].pop("template", None)
        text = json.dumps(figure, separators=(",", ":")).replace("</", "<\\/")
        height = figure["layout"].get("height", 420)
        return (
            f'<div class="figure" style="min-height:{height}px">'
            f'<script type="application/json">{text}</script></div>'
        )
    if "text/html" in data:
        return f'<div class="output table">{data["text/html"]}</div>'
    return _text(data["text/plain"])


def _text(text: str) -> str:
    is_table = "  " in text or "\n" in text.strip()  # columns are kept; a sentence may be broken
    return f'<pre class="output{"" if is_table else " prose"}">{html.escape(text.rstrip())}</pre>'


def main() -> None:
    """Execute all notebooks."""
    for name in names():
        executed(name)
        sys.stdout.write(f"{(TARGET / f'{name}.ipynb').relative_to(ROOT).as_posix()}\n")


if __name__ == "__main__":
    main()
