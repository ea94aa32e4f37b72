"""Every example of the documentation runs, and prints what the page says.

Numbers may differ a little, since another processor may round otherwise; words may not. After a change of
the model: ``python -m docs.generate --examples``.
"""

from __future__ import annotations

import math
import re

import pytest

NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
PAGES = (
    "README.md", "CONTRIBUTING.md", "docs/scenarios.md", "docs/results.md",
    "docs/sweeps.md", "docs/five_minutes.md", "docs/index.zh.md",
    "docs/mesa.md", "docs/network.md",
    "docs/scenarios.zh.md",
)  # fmt: skip
FENCE = re.compile(r"^```(\w*)\n", re.MULTILINE)
LANGUAGES = {"yaml", "python", "console", "sh", "bat", "math", "r", "stata", "text"}


def words(text: str) -> list[str]:
    """Words in order, rules and spacing apart, with ``#`` for every number."""
    return NUMBER.sub("#", text.replace("─", " ")).split()


def numbers(text: str) -> list[float]:
    return [float(found.replace(",", "")) for found in NUMBER.findall(text)]


@pytest.mark.parametrize("name", PAGES)
def test_examples_run_and_print_what_the_page_says(generate, root, name):
    text = (root / name).read_text(encoding="utf-8")
    now = generate.with_examples(text)
    assert words(now) == words(text)
    for before, after in zip(numbers(text), numbers(now), strict=True):
        assert math.isclose(before, after, rel_tol=0.03, abs_tol=0.03), (before, after)


def test_pages_with_examples_are_all_tested(generate, root):
    with_some = {
        path.relative_to(root).as_posix()
        for path in generate.pages()
        if re.search(r"^```(yaml|python|console)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert with_some == set(PAGES)


def test_every_block_has_a_language_that_says_whether_it_is_run(generate):
    for path in generate.pages():
        text = path.read_text(encoding="utf-8")
        opened = FENCE.findall(text)[::2]
        assert set(opened) <= LANGUAGES, path.name
        assert len(FENCE.findall(text)) % 2 == 0, path.name


@pytest.mark.parametrize(
    "wrong",
    [
        "```yaml\nhorizen: 3d\n```\n",
        "```python\nimport nothing_of_this_name\n```\n",
        "```console\n$ sim rin\n```\n",
    ],
)
def test_a_wrong_example_is_noticed(generate, wrong):
    from sim.scenario import ScenarioError

    with pytest.raises((ScenarioError, ImportError, RuntimeError)):
        generate.with_examples(wrong)
    assert generate.with_examples(f"<!-- not run -->\n{wrong}") == f"<!-- not run -->\n{wrong}"


def test_commands_for_the_shell_name_commands_options_and_scenarios_that_there_are(root):
    """Lines that are not run: each ``sim`` command in them, its options and its shipped scenarios."""
    from sim.cli.entry import program
    from sim.i18n import translator
    from sim.scenario import find_scenario

    commands = program(translator("en")).commands
    text = (root / "README.md").read_text(encoding="utf-8")
    lines = [
        line.split("#")[0].split()
        for block in re.findall(r"^```(?:sh|bat)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
        for line in block.splitlines()
        if re.match(r"(\S*[/\\])?sim ", line)
    ]
    assert len(lines) > 4
    for _, name, *rest in lines:
        options = {option for each in commands[name].params for option in each.opts}
        assert {each for each in rest if each.startswith("--")} <= options
        for each in rest:
            if re.match(r"(demo|types)/", each):
                find_scenario(each)


def test_make_has_the_two_commands(root):
    made = (root / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^demo:", made, re.MULTILINE)
    assert re.search(r"^test:", made, re.MULTILINE)
