"""What takes long to compress is kept for the next report, and made anew if it is damaged."""

from __future__ import annotations

import pytest

from sim.report import packed


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(packed, "cache_dir", lambda: tmp_path / "kernels" / "digest")
    return tmp_path / "packed"


def test_made_once(folder) -> None:
    made = []

    def make() -> str:
        made.append(1)
        return "text"

    assert [packed._kept("what", make) for _ in range(3)] == ["text"] * 3
    assert len(made) == 1
    assert packed._kept("other", lambda: "other text") == "other text"


@pytest.mark.parametrize("damage", ["", "nonsense", "0\ntext", "é"])
def test_a_damaged_file_is_made_anew(folder, damage: str) -> None:
    packed._kept("what", lambda: "text")
    (file,) = folder.iterdir()
    file.write_text(damage, encoding="utf-8")
    assert packed._kept("what", lambda: "text") == "text"
    assert packed._kept("what", lambda: "wrong") == "text"


def test_a_folder_that_cannot_be_made_costs_time_only(tmp_path, monkeypatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(packed, "cache_dir", lambda: tmp_path / "file" / "kernels" / "digest")
    assert packed._kept("what", lambda: "text") == "text"
