"""Links of the documentation lead somewhere; pictures are there and small."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted(ROOT.glob("docs/**/*.md")),
]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
WRITTEN_LATER = {ROOT / "experiments" / "benchmarks" / "RESULTS.md"}
"""Written by the benchmarks on a quiet machine, not with the code."""


def prose(path: Path) -> str:
    """Text outside code."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"\$?`[^`\n]*`\$?", "", text) if path.parent.name == "reference" else text


def anchors(path: Path) -> set[str]:
    """Anchors of headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.strip().lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path):
    for link in LINK.findall(prose(path)):
        if link.startswith("https://"):
            continue
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        assert target.exists() or target in WRITTEN_LATER, link
        if anchor:
            assert anchor in anchors(target), link


def test_every_page_is_reached_from_the_readme():
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        waiting += [
            (page.parent / link.split("#")[0]).resolve()
            for link in LINK.findall(prose(page))
            if "://" not in link
        ]
    assert set(PAGES) - reached <= {ROOT / "CHANGELOG.md"}


@pytest.mark.parametrize("name", ["report.png", "report.zh-CN.png"])
def test_pictures_are_pictures_and_small(name):
    data = (ROOT / "docs" / "images" / name).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(data) < 260_000
    width, height = struct.unpack(">II", data[16:24])
    assert width > 600
    assert height > 600


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_folders_and_files_named_in_code_are_there(path):
    """Such as `sim/engine/day.py`; what stands for something (NAME, DIR, *) apart."""
    for named in re.findall(
        r"`((?:sim|tests|docs|scenarios|experiments|requirements)/[\w./-]*)`",
        path.read_text(encoding="utf-8"),
    ):
        if "NAME" not in named:
            assert (ROOT / named).exists(), named
