"""Why a record could not be read: sentences for the report, which say nothing of what stood there."""

from __future__ import annotations

from sim.i18n import mark

NOT_JSON = mark("what stands there is no complete JSON object")
NO_TIME = mark("no time that can be read")
NO_SENDER = mark("no sender")
NO_START = mark("text before the first message")
NO_TEXT = mark("a head without a name, and no notice below it")
NO_KIND = mark("a kind that is none of msg, push, join, leave")
COLUMNS = mark("not as many columns as the header names")
UNREADABLE = mark("no row of a table: a stray quotation mark or sign")
EMPTY_FILE = mark("a file that is empty or no text")
IMPOSSIBLE_DATE = mark("the date does not exist in the order of day and month of this chat")
