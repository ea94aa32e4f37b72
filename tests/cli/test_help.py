"""Help: quick, complete, in both languages."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sim.cli.entry import COMMANDS

HEAVY = (
    "numba",
    "numpy",
    "pandas",
    "plotly",
    "pyarrow",
    "pydantic",
    "mesa",
    "networkx",
    "yaml",
    "sim.scenario",
)


def test_help_imports_nothing_heavy(program_environment):
    code = (
        "import sys\nfrom sim.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit as leaving:\n    assert leaving.code == 0\n"
        f"print('LOADED', [name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=program_environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "LOADED []"


def test_help_lists_every_command_in_order(sim):
    result = sim("--help")
    assert result.exit_code == 0
    places = [result.stdout.index(f"│ {name} ") for name in COMMANDS]
    assert places == sorted(places)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(sim, command):
    result = sim(command, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.stdout
    assert all(option in result.stdout for option in ("--json", "--quiet", "--lang", "--help"))


def test_defaults_are_shown(sim):
    assert "[default: 16]" in sim("run", "--help").stdout
    assert "[default: 100]" in sim("compare", "--help").stdout


def test_no_command_shows_help(program):
    done = program()
    assert "Commands" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_version(sim):
    import sim as package

    assert sim("--version").stdout == f"sim {package.__version__}\n"


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


@pytest.mark.parametrize("arguments", [("--lang", "zh-CN", "--help"), ("--help", "--lang=zh")])
def test_help_in_chinese(sim, arguments):
    from sim.i18n import translator

    if translator("zh-CN")("Options") == "Options":
        pytest.skip("the words of the commands are not translated yet")
    result = sim(*arguments)
    assert result.exit_code == 0
    assert is_chinese(result.stdout)


def test_language_of_the_environment(sim):
    result = sim("list", "measures", SIM_LANG="zh-CN")
    assert is_chinese(result.stdout)
    assert not is_chinese(sim("list", "measures", "--lang", "en", SIM_LANG="zh-CN").stdout)


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {}, "en"),
        ([], {"SIM_LANG": "zh_CN"}, "zh-CN"),
        (["run", "x", "--lang", "zh"], {}, "zh-CN"),
        (["--lang=zh-CN", "run"], {"SIM_LANG": "en"}, "zh-CN"),
        (["run", "--lang", "en"], {"SIM_LANG": "zh-CN"}, "en"),
        (["run", "--lang"], {}, "en"),
        (["run", "--", "--lang", "zh"], {}, "en"),
        (["run", "--lang", "fr"], {}, "en"),
    ],
)
def test_choice_of_language(arguments, environment, expected):
    from sim.cli.language import spoken

    assert spoken(arguments, environment).lang == expected
