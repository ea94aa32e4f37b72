"""Every way to be wrong has one sentence with its place, and what would be right."""

from __future__ import annotations

import time

import pytest

from sim.scenario import ScenarioError, load_scenario, loads
from sim.scenario.problems import MOST_PROBLEMS

STRATEGY = "strategies:\n  selling:\n    "

SENTENCES = [
    # keys
    ("membrs: {}", "<text>:1: membrs: there is no key 'membrs' here; did you mean 'members'? Valid keys are"),
    ("members:\n  intial: 3", "<text>:2: members.intial: there is no key 'intial' here; did you mean 'initial'?"),
    ("members:\n  zzz: 3", "'zzz' here; valid keys are initial, distance, spread, advertisers"),
    ("strategies:\n  seling: {}", "<text>:2: strategies.seling: there is no key 'seling' here; did you mean 'selling'"),
    (STRATEGY + "pushes: 3", "selling.pushes: there is no key 'pushes' here; did you mean 'pushes_per_day'?"),
    ("mechanisms:\n  fatige: true", "mechanisms.fatige: there is no key 'fatige' here; did you mean 'fatigue'?"),
    ("groups:\n  a:\n    horizon: 3", "groups.a.horizon: there is no key 'horizon' here; valid keys are group, members"),
    ("members:\n  <<: {initial: 3}", "`<<` is not a key in YAML 1.2; use `extends`, or write the values out"),
    ("title: a\ntitle: b", "<text>:2: title: the key 'title' is already given on line 1; delete one of the two"),
    ("? [a, b]\n: 3", "a list or mapping stands where a key should be; keys are plain words"),
    ("groups:\n  A-1: {}", "groups.A-1: 'A-1' cannot be a name; begin with a lower-case letter a-z"),
    ("channels:\n  Straße: {}", "'Straße' cannot be a name; begin with a lower-case letter a-z"),
    # numbers
    ('members:\n  initial: "3"', "members.initial: '3' is text because of the quotes; drop the quotes and write 3"),
    ("members:\n  distance: '.5'", "'.5' is text because of the quotes; drop the quotes and write .5"),
    ("members:\n  distance: .nan", "members.distance: nan is not a finite number; write a number such as 0.6"),
    ("members:\n  distance: .inf", "inf is not a finite number"),
    ("members:\n  distance: 1e999", "inf is not a finite number"),
    (f"members:\n  initial: {'9' * 5000}", "inf is not a finite number"),
    ("members:\n  distance: -1", "<text>:2: members.distance: -1 is negative; the least possible is 0"),
    ("members:\n  initial: -1", "-1 is negative; the least possible is 0"),
    ("members:\n  initial: 3.5", "3.5 is not a whole number; write 3 or 4"),
    ("members:\n  initial: 1e12", "1000000000000 is too large; the most possible is 5000000"),
    (f"members:\n  initial: {'9' * 250}", "is too large; the most possible is 5000000"),
    ("group:\n  alive_speakers: 0", "0 is too small; the least possible is 1"),
    ("members:\n  initial: 1_000", "'1_000' is not a number; write it as 1000"),
    ("members:\n  initial: '1,000'", "'1,000' is not a number; write it as 1000"),
    ("members:\n  initial: many", "'many' is not a number; write a number such as 200"),
    ("members:\n  initial: true", "'true' is not a number"),
    ("members:\n  initial:", "members.initial: the value is missing; write one, or delete the key to keep the default 200"),
    ("members:\n  initial: [3]", "a list or block stands where a single value should be; write one value such as 200"),
    # shares
    ("members:\n  advertisers: 1.5", "1.5 is more than 1; a share or probability lies between 0 and 1; for 1.5 % write 0.015"),
    ("members:\n  advertisers: 300", "300 is more than 1; a share or probability lies between 0 and 1"),
    ("members:\n  advertisers: 5%", "'5%' is not a number; write the share 0.05"),
    # durations
    ("horizon: soon", "<text>:1: horizon: 'soon' is not a length of time; write days, weeks or hours such as 14d"),
    ("horizon: 6m", "'6m' is not a length of time"),
    ("horizon: -3d", "-3d is negative; the least possible is 1d"),
    ("horizon: 12h", "0.5d is too small; the least possible is 1d"),
    ("horizon: 36h", "horizon: 1.5 days is not a whole number of days; the model goes by whole days: write 1d or 2d"),
    ("horizon: 11000000", "11000000d is too large; the most possible is 3650d"),
    ("horizon: [3]", "horizon: a list or block stands where a single value should be"),
    ("horizon:", "horizon: the value is missing"),
    ("start: 2024-13-01", "start: '2024-13-01' is not a date; write year-month-day such as 2024-03-01"),
    ("start: 0001-01-01", "start: 0001-01-01 is outside the dates that can be used; write a year from 1970 to 2200"),
    ("start: tomorrow", "'tomorrow' is not a date"),
    # money
    (STRATEGY + "price: $3", "'$3' is not in yuan; amounts are in yuan: convert it and write for example 9.9"),
    (STRATEGY + "price: 3 EUR", "'3 EUR' is not in yuan"),
    (STRATEGY + "price: cheap", "'cheap' is not an amount of money; write 9.9, \"9.9 yuan\", \"9.9元\" or \"¥9.9\""),
    (STRATEGY + "price: -3", "-3 is negative; the least possible is 0"),
    # choices, switches, text
    ("graph:\n  kind: smallworld", "'smallworld' is not one of the choices; did you mean 'small_world'? The choices are communities,"),
    ("graph:\n  kind: 7", "'7' is not one of the choices; write one of communities"),
    ("graph:\n  truncate: yes", "graph.truncate: 'yes' is text in YAML 1.2; write true"),
    ("graph:\n  truncate: off", "'off' is text in YAML 1.2; write false"),
    ("graph:\n  truncate: 'true'", "'true' is text because of the quotes; drop the quotes and write true"),
    ("graph:\n  truncate: 1", "'1' is neither true nor false; write true or false"),
    ("title: 2024", 'title: 2024 is not text; put it in quotes: "2024"'),
    ("title: true", 'true is not text; put it in quotes: "true"'),
    ('title: "a\\nb"', "the text has line breaks or control characters; write one line"),
    (f"title: {'x' * 201}", "the text has 201 characters; at most 200 are possible"),
    # forms
    ("members: 3", "members: '3' stands where a block of `key: value` lines should be; valid keys are initial"),
    ("members: [3]", "members: '[...]' stands where a block of `key: value` lines should be"),
    ("groups: [a, b]", "groups: '[...]' stands where a block of named entries should be"),
    ("groups:\n  a: 3", "groups.a: '3' stands where a block of `key: value` lines should be; valid keys are group,"),
    ("channels:\n  street: false", "channels.street: 'false' is not a channel; write a block such as `per_day: 3`, or null"),
    ("strategies:\n  selling:", "strategies.selling: nothing stands behind 'selling'; write values below it; {} has it with the parent's values"),
    ("channels:\n  street:\n  search: null", "<text>:2: channels.street: nothing stands behind 'street'"),
    ("mechanisms:\n  fatigue:", "mechanisms.fatigue: nothing stands behind 'fatigue'; write values below it; {} has it"),
    ("strategies: selling", "strategies: 'selling' stands where a block of named entries should be"),
    ("strategies:\n  selling: 3", "strategies.selling: '3' is not a way to run a strategy; write true, false, a block"),
    ("strategies:\n  selling: [3]", "strategies.selling.0: '3' is not a spell; write each spell as a block"),
    ("mechanisms:\n  fatigue: 3", "mechanisms.fatigue: '3' is not a way to set a mechanism; write true, false or a block"),
    # spells
    (STRATEGY + "from: 5\n    until: 3", "selling.until: the spell begins on day 5 and ends on day 3; `until` must be later"),
    (STRATEGY + "from: 5\n    until: 5d", "the spell begins on day 5 and ends on day 5"),
    (STRATEGY + "from: 200", "selling.from: the spell begins on day 200, but the scenario ends on day 180; start it earlier"),
    (STRATEGY + "until: 12h", "0.5 days is not a whole number of days; the model goes by whole days: write 0d or 1d"),
    (
        "strategies:\n  selling:\n    - until: 9\n    - from: 8",
        "<text>:4: strategies.selling.1: this spell begins on day 8, before the one before it ends on day 9; spells of one",
    ),
    # YAML
    ("members:\n\tinitial: 3", "<text>:2: the line is indented with a tab; use spaces at the start of line 2"),
    ("members:\n  initial: 3\n\tspread: 1", "<text>:3: the line is indented with a tab"),
    ("a: [", "this cannot be read as YAML: "),
    ("a: 'b", "this cannot be read as YAML: "),
    ("a: b: c", "<text>:1: this cannot be read as YAML: "),
    ("title: a\n---\ntitle: b", "<text>:2: a second document begins with `---`; a file holds one scenario"),
    ("- a\n- b", "<text>:1: the file does not consist of `key: value` lines; begin with a line such as `title: My group`"),
    ("hello", "the file does not consist of `key: value` lines"),
    ("3", "the file does not consist of `key: value` lines"),
    ("", "<text>: the file is empty; write at least `title: ...`"),
    ("  \n\n", "the file is empty"),
    ("# only a remark\n", "the file is empty"),
    ("null", "the file is empty"),
    ("---\n...\n", "the file is empty"),
    ("title: !!python/object:os.system x", "<text>:1: title: the tag !!python/object:os.system is not used here; delete it"),
    ("title: !foo x", "the tag !foo is not used here; delete it and write the plain value"),
    ("members: !foo {initial: 3}", "the tag !foo is not used here"),
    ("horizon: !!int x", "'x' does not fit the tag !!int; delete the tag and write the plain value"),
    ("title: *x", "the alias *x has no anchor &x before it; write the value out"),
    ("members: &x {initial: *x}", "the alias *x contains itself; write the value out"),
    ("title: a\x07b", "there is a control character (U+0007) at column 9; delete it"),
    ("title: \ud800", "there is a control character (U+D800) at column 8; delete it"),
    ("a: " + "[" * 50 + "]" * 50, "values are nested more than 20 deep; a scenario never needs more than six levels"),
    ("[" * 100_000, "values are nested more than 20 deep"),
    ("a: [" + "1, " * 60_000 + "]", "the file holds more than 50000 values; split it up, or use `extends`"),
    ("x" * 1_000_001, "the file is larger than 1000000 bytes; a scenario is a few kilobytes of text"),
    # extends
    ("extends: types/intrest_group", "extends: there is no scenario 'types/intrest_group'; did you mean types/interest_group"),
    ("extends: qqqqqq", "there is no scenario 'qqqqqq'; `sim list scenarios` lists those that are shipped"),
    ("extends: ./x", "'./x' is relative to a file, and this text is in none; extend a shipped name"),
    ("extends: /etc/passwd", "'/etc/passwd' is not a scenario that can be extended; write a shipped name"),
    ("extends: [a, b]", "is not a scenario that can be extended"),
    ("extends: 3", "'3' is not a scenario that can be extended"),
    ("extends: ''", "'' is not a scenario that can be extended"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), SENTENCES, ids=range(len(SENTENCES)))
def test_a_refusal_says_what_is_wrong_and_what_would_be_right(refused, text, sentence):
    message = refused(text)
    assert sentence in message
    assert len(message.splitlines()) == 1


def test_all_problems_are_reported_in_order_of_lines(refused):
    lines = refused(
        "members: {initial: x, spread: -1}\nstrategies: {seling: true}\nhorizon: 0\nmembers: {}"
    ).splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        "<text>:1", "<text>:1", "<text>:2", "<text>:3", "<text>:4",
    ]  # fmt: skip


def test_a_problem_that_several_groups_share_is_reported_once(refused):
    assert len(refused("members: {initial: x}\ngroups: {a: {}, b: {members: {spread: 1}}}").splitlines()) == 1


def test_very_many_problems_are_counted(refused):
    lines = refused("".join(f"key{i}: 1\n" for i in range(3000))).splitlines()
    assert len(lines) == MOST_PROBLEMS + 1
    assert lines[-1] == f"and {3000 - MOST_PROBLEMS} more problems"


def test_billion_laughs_are_refused_quickly(refused):
    lines = ["a0: &a0 [lol, lol]"] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 15)]
    before = time.perf_counter()
    assert "the aliases unfold to more than 50000 values; write the values out" in refused("\n".join(lines))
    assert time.perf_counter() - before < 1


def test_chained_aliases_cannot_get_around_the_depth(refused):
    lines = ["a0: &a0 [x]"] + [f"a{i}: &a{i} [*a{i - 1}]" for i in range(1, 3000)]
    assert "values are nested more than 20 deep" in refused("\n".join(lines))


def test_a_problem_can_be_told_in_another_language(made_up):
    with pytest.raises(ScenarioError) as caught:
        loads("members: {initial: x}")
    (problem,) = caught.value.problems
    said = problem.message(lambda template, **arguments: f"<{template}> {arguments['value']}")
    assert said == "<{value!r} is not a number> x"
    assert (problem.file, problem.line, problem.column, problem.path) == ("<text>", 1, 20, "members.initial")
    assert caught.value.text(lambda template, **arguments: "?").endswith("members.initial: ?; ?")


class TestFiles:
    def refused(self, path, **more):
        with pytest.raises(ScenarioError) as caught:
            load_scenario(path, **more)
        return str(caught.value)

    def test_missing_file(self, folder):
        path = folder() / "none.yaml"
        assert f"there is no file '{path}'"[:40] in self.refused(path)

    def test_misspelt_shipped_name(self, made_up):
        assert "did you mean types/interest_group" in self.refused("types/intrest_group")
        assert "did you mean types/free_group" in self.refused("free_group")

    def test_folder(self, folder):
        assert "is a folder, not a scenario; name a .yaml file in it" in self.refused(folder())

    def test_device(self, made_up):
        assert "'/dev/null' is not an ordinary file" in self.refused("/dev/null")

    @pytest.mark.parametrize("name", ["", "\0", "a" * 5000, "~", ".", "..", "\n"])
    def test_strange_names(self, made_up, name):
        assert len(self.refused(name).splitlines()) == 1

    def test_binary(self, folder):
        path = folder(a=b"\x7fELF\x02\x01\x01\0\0\0") / "a.yaml"
        assert self.refused(path).endswith("this is a binary file, not text; name a .yaml file")

    def test_not_utf8(self, folder):
        path = folder(a="title: x\n# Köln".encode("latin-1")) / "a.yaml"
        assert self.refused(path).endswith(
            "a.yaml:2: the text is not UTF-8; save the file with the encoding UTF-8"
        )

    def test_utf16(self, folder):
        path = folder(a="title: x".encode("utf-16")) / "a.yaml"
        assert "the text is not UTF-8" in self.refused(path)

    def test_utf8_with_a_mark_and_windows_line_ends_is_fine(self, folder):
        path = folder(a=b"\xef\xbb\xbftitle: x\r\nhorizon: 3d\r\n") / "a.yaml"
        assert load_scenario(path).horizon_days == 3

    def test_empty(self, folder):
        assert self.refused(folder(a=b"") / "a.yaml").endswith("a.yaml: the file is empty; "
            "write at least `title: ...`, or `extends: types/...`")  # fmt: skip

    def test_too_large(self, folder):
        path = folder(a=b"#" * 1_000_001) / "a.yaml"
        assert "the file is larger than 1000000 bytes" in self.refused(path)

    def test_missing_parent(self, folder):
        path = folder(a="title: A\nextends: ./parnt\nhorizon: 0", parent="title: P") / "a.yaml"
        first, second = self.refused(path).splitlines()
        assert first.endswith("a.yaml:2: extends: there is no scenario './parnt'; did you mean ./parent?")
        assert "horizon: 0d is too small" in second

    def test_parent_without_the_dot(self, folder):
        path = folder(a="extends: parent", parent="title: P") / "a.yaml"
        assert "there is no scenario 'parent'; did you mean ./parent?" in self.refused(path)

    def test_circle(self, folder):
        files = {"a": "extends: ./b", "b": "extends: ./c.yaml", "c": "extends: ./b"}
        message = self.refused(folder(**files) / "a.yaml")
        assert "the scenarios extend each other in a circle: " in message
        circle = message.split("circle: ")[1].split(";")[0].split(" -> ")
        assert [name.rsplit("/", 1)[-1] for name in circle] == ["b.yaml", "c.yaml", "b.yaml"]

    def test_extending_itself(self, folder):
        assert "a.yaml -> " in self.refused(folder(a="extends: ./a") / "a.yaml")

    def test_a_long_chain(self, folder):
        files = {f"a{i}": f"extends: ./a{i + 1}" for i in range(30)} | {"a30": "title: end"}
        assert "more than 20 scenarios extend one another" in self.refused(folder(**files) / "a0.yaml")

    def test_a_problem_in_a_parent_names_the_parent(self, folder):
        path = folder(a="extends: ./b", b="# remark\nhorizon: soon") / "a.yaml"
        assert "b.yaml:2: horizon: 'soon' is not a length of time" in self.refused(path)

    def test_shipped_only(self, folder):
        path = folder(a="title: A") / "a.yaml"
        assert "is not a shipped scenario; only shipped" in self.refused(path, shipped_only=True)

    def test_shipped_only_text_cannot_reach_files(self, folder, refused):
        root = folder(a="title: A")
        message = refused("extends: ./a", folder=root, shipped_only=True)
        assert "'./a' leads out of the shipped scenarios" in message

    @pytest.mark.parametrize(
        "text", ["graph: {kind: file, file: /etc/passwd}", "groups: {a: {graph: {file: x}}}"]
    )
    def test_shipped_only_text_cannot_name_a_graph_file(self, refused, text):
        assert "graph.file: the file '" in refused(text, shipped_only=True)
        assert "cannot be opened here" in refused("title: x", ["graph.file=x"], shipped_only=True)
        loads(text)

    def test_shipped_only_text_cannot_name_a_file_of_daily_numbers(self, refused):
        text = "channels: {a: {daily: /etc/passwd}}"
        assert "channels.a.daily: the file '" in refused(text, shipped_only=True)
        loads(text)


class TestOverrides:
    @pytest.mark.parametrize(
        ("override", "sentence"),
        [
            ("members.initial=5x", "--set members.initial=5x: '5x' is not a number; write a number such as 200"),
            ("members.initial", "--set members.initial: this is not of the form path=value; write for example"),
            ("=3", "--set =3: this is not of the form path=value"),
            ("members..initial=3", "this is not of the form path=value"),
            ("membrs.initial=3", "--set membrs.initial=3: there is no key 'membrs' here; did you mean"),
            ("members.intial=3", "--set members.intial=3: there is no key 'intial' here; did you mean 'initial'?"),
            ("extends=types/free_group", "`extends` cannot be set from outside; name the other scenario instead"),
            ("horizon.days=3", "'days' cannot be set inside 'horizon', which is a single value; set 'horizon' itself"),
            ("members.initial=", "the value is missing"),
            ("members.initial=[", "--set members.initial=[: this cannot be read as YAML"),
            ("members.initial=!foo 3", "the tag !foo is not used here"),
            ("strategies.selling.price=3", "'strategies.selling' is a list of 2 spells; say which one: strategies.selling.0 to strategies.selling.1"),
            ("strategies.selling.2.price=3", "'strategies.selling' has no spell '2'; it has 2; spells count from 0"),
            ("strategies.selling.0.price=$3", "--set strategies.selling.0.price=$3: '$3' is not in yuan"),
        ],
    )  # fmt: skip
    def test_refused(self, refused, override, sentence):
        message = refused("horizon: 9\nstrategies: {selling: [{until: 2}, {from: 3}]}", [override])
        assert sentence in message
        assert len(message.splitlines()) == 1
