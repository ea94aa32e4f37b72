"""``sim check`` also says what can be run and cannot work; so do `sim run` and `sim compare`."""

from __future__ import annotations

import json

PUSHED = "title: Pushed\nhorizon: 5d\nmembers: {initial: 10}\noperators: {hours_per_day: 0.1}\nstrategies: {selling: {pushes_per_day: 3}}\n"


def test_remarks_of_check_and_run(sim, tmp_path):
    file = tmp_path / "pushed.yaml"
    file.write_text(PUSHED, encoding="utf-8")
    checked = sim("check", file)
    assert checked.exit_code == 0
    assert "no product has a price (product.price)" in checked.stdout
    (said,) = json.loads(sim("check", file, "--json").stdout)
    assert len(said["remarks"]) == 1
    assert "商品没有定价" in sim("check", file, "--lang", "zh-CN").stdout
    ran = sim("run", file, "--worlds", 1)
    assert ran.exit_code == 0
    assert "pushed: Pushes are planned and no product has a price" in ran.stderr
    assert sim("run", file, "--worlds", 1, "--quiet").stderr == ""


def test_nothing_is_said_of_what_works(sim):
    (said,) = json.loads(sim("check", "types/flash_group", "--json").stdout)
    assert said["ok"]
    assert said["remarks"] == []
