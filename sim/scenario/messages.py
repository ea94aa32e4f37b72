"""Every sentence a scenario can be refused with: what is wrong, and what would be right.

The English text is the gettext key. Arguments are names, numbers and quotations, never words
that would have to be translated.
"""

from __future__ import annotations

from sim.scenario.problems import Message

# Files
NO_FILE = Message("there is no scenario {name!r}", "`sim scenarios` lists those that are shipped")
NO_FILE_NEAR = Message("there is no scenario {name!r}", "did you mean {nearest}?")
DIRECTORY = Message("{name!r} is a folder, not a scenario", "name a .yaml file in it")
NOT_REGULAR = Message("{name!r} is not an ordinary file", "name a .yaml file")
UNREADABLE = Message("the file cannot be read: {reason}")
TOO_LARGE = Message(
    "the file is larger than {most} bytes", "a scenario is a few kilobytes of text; is this the right file?"
)
BINARY = Message("this is a binary file, not text", "name a .yaml file")
NOT_UTF8 = Message("the text is not UTF-8", "save the file with the encoding UTF-8")
CONTROL = Message("there is a control character ({code}) at column {column}", "delete it")
EMPTY = Message("the file is empty", "write at least `title: ...`, or `extends: types/...`")
SHIPPED_ONLY = Message("{name!r} is not a shipped scenario", "only shipped scenarios may be used here")

# YAML
SYNTAX = Message(
    "this cannot be read as YAML: {reason}",
    "look at the indentation, colons, brackets and quotes just before it",
)
TAB = Message("the line is indented with a tab", "use spaces at the start of line {line}")
SEVERAL_DOCUMENTS = Message(
    "a second document begins with `---`", "a file holds one scenario; put the second into a file of its own"
)
NOT_A_MAPPING = Message(
    "the file does not consist of `key: value` lines", "begin with a line such as `title: My group`"
)
UNKNOWN_TAG = Message("the tag {tag} is not used here", "delete it and write the plain value")
WRONG_TAG = Message("{value!r} does not fit the tag {tag}", "delete the tag and write the plain value")
DUPLICATE_KEY = Message("the key {key!r} is already given on line {first}", "delete one of the two")
COMPLEX_KEY = Message(
    "a list or mapping stands where a key should be", "keys are plain words, such as `members:`"
)
EXPLODING = Message("the aliases unfold to more than {most} values", "write the values out, or use `extends`")
TOO_MANY = Message("the file holds more than {most} values", "split it up, or use `extends`")
TOO_DEEP = Message(
    "values are nested more than {most} deep",
    "a scenario never needs more than six levels; look at the brackets",
)
NO_ANCHOR = Message("the alias *{alias} has no anchor &{alias} before it", "write the value out")
OWN_ALIAS = Message("the alias *{alias} contains itself", "write the value out")

# Extends
EXTENDS_FORM = Message(
    "{value!r} is not a scenario that can be extended",
    "write a shipped name such as `types/interest_group`, or a path that begins with ./ or ../",
)
EXTENDS_OUTSIDE = Message(
    "{value!r} leads out of the shipped scenarios", "only shipped scenarios may be extended here"
)
EXTENDS_NO_FOLDER = Message(
    "{value!r} is relative to a file, and this text is in none",
    "extend a shipped name such as `types/interest_group`",
)
EXTENDS_CYCLE = Message("the scenarios extend each other in a circle: {cycle}", "remove one of the `extends`")
EXTENDS_LONG = Message("more than {most} scenarios extend one another", "shorten the chain")

# Overrides
SET_FORM = Message("this is not of the form path=value", "write for example `--set members.initial=500`")
SET_EXTENDS = Message("`extends` cannot be set from outside", "name the other scenario instead")
SET_INTO_VALUE = Message(
    "{key!r} cannot be set inside {parent!r}, which is a single value", "set {parent!r} itself"
)
SET_INTO_LIST = Message("{parent!r} is a list of {n} spells", "say which one: {parent}.0 to {parent}.{last}")
SET_NO_SPELL = Message("{parent!r} has no spell {key!r}; it has {n}", "spells count from 0")

# Keys
UNKNOWN_KEY = Message("there is no key {key!r} here", "valid keys are {valid}")
UNKNOWN_KEY_NEAR = Message("there is no key {key!r} here", "did you mean {nearest!r}?")
UNKNOWN_KEY_NEAR_FEW = Message(
    "there is no key {key!r} here", "did you mean {nearest!r}? Valid keys are {valid}"
)
UNKNOWN_KEY_MANY = Message("there is no key {key!r} here", "`sim catalogue` lists what there is")
MERGE_KEY = Message("`<<` is not a key in YAML 1.2", "use `extends`, or write the values out")
NO_KEYS_YET = Message("there is no key {key!r} here", "none is known here yet")
BAD_NAME = Message(
    "{key!r} cannot be a name", "begin with a lower-case letter a-z and go on with a-z, 0-9 and _"
)
SECTION_FORM = Message(
    "{value!r} stands where a block of `key: value` lines should be", "valid keys are {valid}"
)
NAMED_FORM = Message(
    "{value!r} stands where a block of named entries should be", "write one indented line `name:` an entry"
)
CHANNEL_FORM = Message(
    "{value!r} is not a channel", "write a block such as `per_day: 3`, or null to remove the channel"
)
STRATEGY_FORM = Message(
    "{value!r} is not a way to run a strategy",
    "write true, false, a block of `key: value` lines, or a list of such blocks",
)
SPELL_FORM = Message("{value!r} is not a spell", "write each spell as a block such as `- from: 7d`")
MECHANISM_FORM = Message(
    "{value!r} is not a way to set a mechanism", "write true, false or a block of `key: value` lines"
)

# Values
MISSING_VALUE = Message("the value is missing", "write one, or delete the key to keep the default {default}")
LIST_FOR_VALUE = Message(
    "a list or block stands where a single value should be", "write one value such as {default}"
)
QUOTED_NUMBER = Message("{value!r} is text because of the quotes", "drop the quotes and write {number}")
NOT_A_NUMBER = Message("{value!r} is not a number", "write a number such as {default}")
DIGITS_ONLY = Message("{value!r} is not a number", "write it as {number}")
PERCENT = Message("{value!r} is not a number", "write the share {number}")
NOT_FINITE = Message("{value} is not a finite number", "write a number such as {default}")
NOT_WHOLE = Message("{value} is not a whole number", "write {below} or {above}")
NEGATIVE = Message("{value} is negative", "the least possible is {low}")
TOO_LOW = Message("{value} is too small", "the least possible is {low}")
TOO_HIGH = Message("{value} is too large", "the most possible is {high}")
OVER_ONE = Message("{value} is more than 1", "a share or probability lies between 0 and 1")
OVER_ONE_PERCENT = Message(
    "{value} is more than 1", "a share or probability lies between 0 and 1; for {value} % write {number}"
)
NOT_A_DURATION = Message(
    "{value!r} is not a length of time",
    "write days, weeks or hours such as 14d, 2w or 12h, or a number of days",
)
NOT_MONEY = Message("{value!r} is not an amount of money", 'write 9.9, "9.9 yuan", "9.9元" or "¥9.9"')
OTHER_CURRENCY = Message(
    "{value!r} is not in yuan", "amounts are in yuan: convert it and write for example 9.9"
)
NOT_A_SWITCH = Message("{value!r} is neither true nor false", "write true or false")
SWITCH_WORD = Message("{value!r} is text in YAML 1.2", "write {switch}")
QUOTED_SWITCH = Message("{value!r} is text because of the quotes", "drop the quotes and write {switch}")
NOT_A_CHOICE = Message("{value!r} is not one of the choices", "write one of {valid}")
NOT_A_CHOICE_NEAR = Message(
    "{value!r} is not one of the choices", "did you mean {nearest!r}? The choices are {valid}"
)
NOT_TEXT = Message("{value} is not text", 'put it in quotes: "{value}"')
SEVERAL_LINES = Message("the text has line breaks or control characters", "write one line")
LONG_TEXT = Message("the text has {n} characters", "at most {most} are possible")
NOT_A_DATE = Message("{value!r} is not a date", "write year-month-day such as 2024-03-01")
PART_OF_A_DAY = Message(
    "{value} days is not a whole number of days", "the model goes by whole days: write {below}d or {above}d"
)

# Spells
EMPTY_SPELL = Message(
    "the spell begins on day {first} and ends on day {end}", "`until` must be later than `from`"
)
LATE_SPELL = Message(
    "the spell begins on day {first}, but the scenario ends on day {horizon}",
    "start it earlier or lengthen `horizon`",
)
OVERLAP = Message(
    "this spell begins on day {first}, before the one before it ends on day {end}",
    "spells of one strategy may not overlap: change `from` or `until`",
)
