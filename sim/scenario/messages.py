"""Every sentence a scenario can be refused with: what is wrong, and what would be right.

The English text is the gettext key. Arguments are names, numbers and quotations, never words
that would have to be translated.
"""

from __future__ import annotations

from sim.i18n import mark
from sim.scenario.problems import Message

# Files
NO_FILE = Message(
    mark("there is no scenario {name!r}"), mark("`sim list scenarios` lists those that are shipped")
)
NO_FILE_NEAR = Message(mark("there is no scenario {name!r}"), mark("did you mean {nearest}?"))
NO_PATH = Message(mark("there is no file {name!r}"), mark("look at the folder and at the name"))
NO_PATH_NEAR = Message(mark("there is no file {name!r}"), mark("did you mean {nearest}?"))
DIRECTORY = Message(mark("{name!r} is a folder, not a scenario"), mark("name a .yaml file in it"))
NOT_REGULAR = Message(mark("{name!r} is not an ordinary file"), mark("name a .yaml file"))
UNREADABLE = Message(mark("the file cannot be read: {reason}"))
TOO_LARGE = Message(
    mark("the file is larger than {most} bytes"),
    mark("a scenario is a few kilobytes of text; is this the right file?"),
)
BINARY = Message(mark("this is a binary file, not text"), mark("name a .yaml file"))
NOT_UTF8 = Message(mark("the text is not UTF-8"), mark("save the file with the encoding UTF-8"))
CONTROL = Message(mark("there is a control character ({code}) at column {column}"), mark("delete it"))
EMPTY = Message(mark("the file is empty"), mark("write at least `title: ...`, or `extends: types/...`"))
SHIPPED_ONLY = Message(
    mark("{name!r} is not a shipped scenario"), mark("only shipped scenarios may be used here")
)
NO_FILES_HERE = Message(
    mark("the file {value!r} cannot be opened here"), mark("use another kind of graph than `file`")
)

# YAML
SYNTAX = Message(
    mark("this cannot be read as YAML: {reason}"),
    mark("look at the indentation, colons, brackets and quotes just before it"),
)
TAB = Message(mark("the line is indented with a tab"), mark("use spaces at the start of line {line}"))
FULL_WIDTH = Message(
    mark("{sign!r} is a full-width sign, which YAML does not know"),
    mark("write {plain!r}, with a space behind a colon"),
)
SEVERAL_DOCUMENTS = Message(
    mark("a second document begins with `---`"),
    mark("a file holds one scenario; put the second into a file of its own"),
)
NOT_A_MAPPING = Message(
    mark("the file does not consist of `key: value` lines"),
    mark("begin with a line such as `title: My group`"),
)
UNKNOWN_TAG = Message(mark("the tag {tag} is not used here"), mark("delete it and write the plain value"))
WRONG_TAG = Message(
    mark("{value!r} does not fit the tag {tag}"), mark("delete the tag and write the plain value")
)
DUPLICATE_KEY = Message(
    mark("the key {key!r} is already given on line {first}"), mark("delete one of the two")
)
COMPLEX_KEY = Message(
    mark("a list or mapping stands where a key should be"), mark("keys are plain words, such as `members:`")
)
EXPLODING = Message(
    mark("the aliases unfold to more than {most} values"), mark("write the values out, or use `extends`")
)
TOO_MANY = Message(mark("the file holds more than {most} values"), mark("split it up, or use `extends`"))
TOO_DEEP = Message(
    mark("values are nested more than {most} deep"),
    mark("a scenario never needs more than six levels; look at the brackets"),
)
NO_ANCHOR = Message(mark("the alias *{alias} has no anchor &{alias} before it"), mark("write the value out"))
OWN_ALIAS = Message(mark("the alias *{alias} contains itself"), mark("write the value out"))

# Extends
EXTENDS_FORM = Message(
    mark("{value!r} is not a scenario that can be extended"),
    mark("write a shipped name such as `types/interest_group`, or a path that begins with ./ or ../"),
)
EXTENDS_OUTSIDE = Message(
    mark("{value!r} leads out of the shipped scenarios"), mark("only shipped scenarios may be extended here")
)
EXTENDS_NO_FOLDER = Message(
    mark("{value!r} is relative to a file, and this text is in none"),
    mark("extend a shipped name such as `types/interest_group`"),
)
EXTENDS_CYCLE = Message(
    mark("the scenarios extend each other in a circle: {cycle}"), mark("remove one of the `extends`")
)
EXTENDS_LONG = Message(mark("more than {most} scenarios extend one another"), mark("shorten the chain"))

# Overrides
SET_FORM = Message(
    mark("this is not of the form path=value"), mark("write for example `--set members.initial=500`")
)
SET_EXTENDS = Message(mark("`extends` cannot be set from outside"), mark("name the other scenario instead"))
SET_INTO_VALUE = Message(
    mark("{key!r} cannot be set inside {parent!r}, which is a single value"), mark("set {parent!r} itself")
)
SET_INTO_LIST = Message(
    mark("{parent!r} is a list of {n} spells"), mark("say which one: {parent}.0 to {parent}.{last}")
)
SET_NO_SPELL = Message(mark("{parent!r} has no spell {key!r}; it has {n}"), mark("spells count from 0"))

# Keys
UNKNOWN_KEY = Message(mark("there is no key {key!r} here"), mark("valid keys are {valid}"))
UNKNOWN_KEY_NEAR = Message(mark("there is no key {key!r} here"), mark("did you mean {nearest!r}?"))
UNKNOWN_KEY_NEAR_FEW = Message(
    mark("there is no key {key!r} here"), mark("did you mean {nearest!r}? Valid keys are {valid}")
)
UNKNOWN_STRATEGY = Message(
    mark("there is no strategy {key!r} here"),
    mark("`sim list strategies` lists them; one of your own is found once SIM_PLUGINS names its folder"),
)
UNKNOWN_KEY_MANY = Message(mark("there is no key {key!r} here"), mark("`sim list` lists what there is"))
MERGE_KEY = Message(mark("`<<` is not a key in YAML 1.2"), mark("use `extends`, or write the values out"))
NO_KEYS_YET = Message(mark("there is no key {key!r} here"), mark("none is known here yet"))
BAD_NAME = Message(
    mark("{key!r} cannot be a name"), mark("begin with a lower-case letter a-z and go on with a-z, 0-9 and _")
)
SECTION_FORM = Message(
    mark("{value!r} stands where a block of `key: value` lines should be"), mark("valid keys are {valid}")
)
NAMED_FORM = Message(
    mark("{value!r} stands where a block of named entries should be"),
    mark("write one indented line `name:` an entry"),
)
LEFT_EMPTY = Message(
    mark("nothing stands behind {key!r}"),
    mark(
        "write values below it; {{}} has it with the parent's values or the defaults, null takes back what the parent says of it"
    ),
)
CHANNEL_FORM = Message(
    mark("{value!r} is not a channel"),
    mark("write a block such as `per_day: 3`, or null to remove the channel"),
)
STRATEGY_FORM = Message(
    mark("{value!r} is not a way to run a strategy"),
    mark("write true, false, a block of `key: value` lines, or a list of such blocks"),
)
SPELL_FORM = Message(
    mark("{value!r} is not a spell"), mark("write each spell as a block such as `- from: 7d`")
)
MECHANISM_FORM = Message(
    mark("{value!r} is not a way to set a mechanism"),
    mark("write true, false or a block of `key: value` lines"),
)

# Values
MISSING_VALUE = Message(
    mark("the value is missing"), mark("write one, or delete the key to keep the default {default}")
)
LIST_FOR_VALUE = Message(
    mark("a list or block stands where a single value should be"), mark("write one value such as {default}")
)
QUOTED_NUMBER = Message(
    mark("{value!r} is text because of the quotes"), mark("drop the quotes and write {number}")
)
NOT_A_NUMBER = Message(mark("{value!r} is not a number"), mark("write a number such as {default}"))
DIGITS_ONLY = Message(mark("{value!r} is not a number"), mark("write it as {number}"))
PERCENT = Message(mark("{value!r} is not a number"), mark("write the share {number}"))
NOT_FINITE = Message(mark("{value} is not a finite number"), mark("write a number such as {default}"))
NOT_WHOLE = Message(mark("{value} is not a whole number"), mark("write {below} or {above}"))
NEGATIVE = Message(mark("{value} is negative"), mark("the least possible is {low}"))
TOO_LOW = Message(mark("{value} is too small"), mark("the least possible is {low}"))
TOO_HIGH = Message(mark("{value} is too large"), mark("the most possible is {high}"))
OVER_ONE = Message(mark("{value} is more than 1"), mark("a share or probability lies between 0 and 1"))
OVER_ONE_PERCENT = Message(
    mark("{value} is more than 1"),
    mark("a share or probability lies between 0 and 1; for {value} % write {number}"),
)
NOT_A_DURATION = Message(
    mark("{value!r} is not a length of time"),
    mark("write days, weeks or hours such as 14d, 2w or 12h, or a number of days"),
)
NOT_MONEY = Message(
    mark("{value!r} is not an amount of money"), mark('write 9.9, "9.9 yuan", "9.9元" or "¥9.9"')
)
OTHER_CURRENCY = Message(
    mark("{value!r} is not in yuan"), mark("amounts are in yuan: convert it and write for example 9.9")
)
NOT_A_SWITCH = Message(mark("{value!r} is neither true nor false"), mark("write true or false"))
SWITCH_WORD = Message(mark("{value!r} is text in YAML 1.2"), mark("write {switch}"))
QUOTED_SWITCH = Message(
    mark("{value!r} is text because of the quotes"), mark("drop the quotes and write {switch}")
)
NOT_A_CHOICE = Message(mark("{value!r} is not one of the choices"), mark("write one of {valid}"))
NOT_A_CHOICE_NEAR = Message(
    mark("{value!r} is not one of the choices"), mark("did you mean {nearest!r}? The choices are {valid}")
)
NOT_TEXT = Message(mark("{value} is not text"), mark('put it in quotes: "{value}"'))
SEVERAL_LINES = Message(mark("the text has line breaks or control characters"), mark("write one line"))
LONG_TEXT = Message(mark("the text has {n} characters"), mark("at most {most} are possible"))
NOT_A_TYPE = Message(
    mark("{value!r} is not a type of group, or stands here twice"),
    mark("write a list of {valid}, each once, such as [T6]"),
)
NOT_A_DATE = Message(mark("{value!r} is not a date"), mark("write year-month-day such as 2024-03-01"))
FAR_DATE = Message(
    mark("{value} is outside the dates that can be used"),
    mark("write a year from {first} to {last}, or leave `start` out"),
)
PART_OF_A_DAY = Message(
    mark("{value} days is not a whole number of days"),
    mark("the model goes by whole days: write {below}d or {above}d"),
)

# Spells
EMPTY_SPELL = Message(
    mark("the spell begins on day {first} and ends on day {end}"), mark("`until` must be later than `from`")
)
LATE_SPELL = Message(
    mark("the spell begins on day {first}, but the scenario ends on day {horizon}"),
    mark("start it earlier or lengthen `horizon`"),
)
OVERLAP = Message(
    mark("this spell begins on day {first}, before the one before it ends on day {end}"),
    mark("spells of one strategy may not overlap: change `from` or `until`"),
)
