"""From YAML text to nodes: built from the parser's events, so that nothing recurses or unfolds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from sim.parameters import Scalar
from sim.scenario import messages
from sim.scenario.core_schema import resolve
from sim.scenario.nodes import Branch, Leaf, Node, Row
from sim.scenario.problems import Message, Place, Problems, shown

MOST_VALUES = 50_000
MOST_LEVELS = 20

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAGS = "tag:yaml.org,2002:"
_SCALAR_TAGS: dict[str, tuple[type, ...]] = {
    "int": (int,),
    "float": (float, int),
    "bool": (bool,),
    "null": (type(None),),
}
PLAIN = {"：": ":", "，": ",", "｛": "{", "｝": "}", "［": "[", "］": "]", "“": '"', "”": '"'}
"""What a Chinese keyboard puts where YAML's own sign should be, and that sign."""
_FULL_WIDTH = re.compile(r"\A([^#\"']*?)([：，｛｝［］“”])")
_FULL_WIDTH_KEY = re.compile(r"\A(\s*[\w.]+)(：)")
_TAB = re.compile(r" *\t")


def parse(text: str, file: str, problems: Problems) -> Branch | None:
    """Read one YAML document whose top level is a mapping.

    Parameters
    ----------
    text
        The document; control characters have been refused before.
    file
        How messages name it.
    problems
        Gets whatever is wrong.

    Returns
    -------
    Branch or None
        None if there is nothing that could be looked at further.
    """
    node = parse_value(text, file, problems)
    if isinstance(node, Branch) or node is None:
        return node
    if isinstance(node, Leaf) and node.value is None:
        problems.add(Place(file, node.place.line), messages.EMPTY)
    else:
        problems.add(node.place, messages.NOT_A_MAPPING)
    return None


def parse_value(text: str, file: str, problems: Problems, path: str = "") -> Node | None:
    """Read one YAML document of any form, whose top stands at ``path``."""
    builder = _Builder(file, problems, path)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
            if builder.stopped:
                return None
    except yaml.MarkedYAMLError as error:
        _syntax_error(error, text, file, problems)
        return None
    except yaml.YAMLError as error:
        problems.add(Place(file, 1), messages.SYNTAX, reason=shown(error, 80))
        return None
    if builder.root is None and not builder.broken_root:
        problems.add(Place(file), messages.EMPTY)
    return builder.root


def _syntax_error(error: Any, text: str, file: str, problems: Problems) -> None:  # noqa: ANN401 - untyped library
    """Note what the parser says, or the tab that is behind it."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.split("\n")
    for number in (line, line - 1):
        if 0 < number <= len(lines) and _TAB.match(lines[number - 1]):
            problems.add(Place(file, number, 1), messages.TAB, line=number)
            return
    for number, pattern in ((line, _FULL_WIDTH), (line - 1, _FULL_WIDTH_KEY)):
        if 0 < number <= len(lines) and (found := pattern.match(lines[number - 1])):
            sign = found[2]
            place = Place(file, number, found.start(2) + 1)
            problems.add(place, messages.FULL_WIDTH, sign=sign, plain=PLAIN[sign])
            return
    reason = shown(error.problem or error.context or "?", 80)
    problems.add(Place(file, line, column), messages.SYNTAX, reason=reason)


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being read."""

    place: Place
    is_mapping: bool
    anchor: str | None
    is_key: bool = False
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)
    key: Place | None = None
    key_text: str | None = None
    count: int = 0
    size: int = 1
    height: int = 1


@dataclass(frozen=True, slots=True)
class _Anchored:
    node: Node | None
    size: int
    height: int


class _Builder:
    """Takes events one by one; :attr:`root` is the document."""

    def __init__(self, file: str, problems: Problems, path: str) -> None:
        self.root: Node | None = None
        self.broken_root = False
        self.stopped = False
        self._file = file
        self._problems = problems
        self._top = path
        self._frames: list[_Frame] = []
        self._anchors: dict[str, _Anchored | None] = {}
        self._documents = 0
        self._total = 0

    def take(self, event: Any) -> None:  # noqa: ANN401 - untyped library
        """Take the parser's next event."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._start(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._end()
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._stop(self._place(event), messages.SEVERAL_DOCUMENTS)

    def _place(self, event: Any) -> Place:  # noqa: ANN401 - untyped library
        mark = event.start_mark
        return Place(self._file, mark.line + 1, mark.column + 1, self._path())

    def _path(self) -> str:
        if not self._frames:
            return self._top
        frame = self._frames[-1]
        if not frame.is_mapping:
            last = str(frame.count)
        elif frame.key is not None:
            return frame.key.path
        else:
            return frame.place.path
        return f"{frame.place.path}.{last}" if frame.place.path else last

    def _stop(self, place: Place, message: Message, **arguments: object) -> None:
        self._problems.add(place, message, **arguments)
        self.stopped = True

    @property
    def _wants_key(self) -> bool:
        return bool(self._frames) and self._frames[-1].is_mapping and self._frames[-1].key is None

    def _scalar(self, event: Any) -> None:  # noqa: ANN401 - untyped library
        place = self._place(event)
        if self._wants_key:
            self._begin_entry(event.value, place)
            return
        leaf = self._leaf(event, place)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(leaf, 1, 1)
        self._add(leaf, 1, 1, place)

    def _begin_entry(self, key: str, place: Place) -> None:
        frame = self._frames[-1]
        path = f"{place.path}.{shown(key)}" if place.path else shown(key)
        place = place._replace(path=path)
        frame.key, frame.key_text = place, key
        if key in frame.keys:
            self._problems.add(place, messages.DUPLICATE_KEY, key=shown(key), first=frame.keys[key].line)
            frame.key_text = None
        else:
            frame.keys[key] = place

    def _leaf(self, event: Any, place: Place) -> Leaf | None:  # noqa: ANN401 - untyped library
        """Return the value of a scalar, or None if its tag is refused."""
        tag, text = event.tag, str(event.value)
        if tag in (None, "!"):
            return Leaf(resolve(text) if event.implicit[0] else text, place, event.implicit[0] and not text)
        name = tag.removeprefix(_TAGS)
        if name == "str" and tag != name:
            return Leaf(text, place)
        if name not in _SCALAR_TAGS or tag == name:
            self._refuse_tag(tag, place)
            return None
        value: Scalar | None = resolve(text)
        if type(value) not in _SCALAR_TAGS[name]:
            self._problems.add(place, messages.WRONG_TAG, value=shown(text), tag=f"!!{name}")
            return None
        return Leaf(float(value) if name == "float" and value is not None else value, place)

    def _refuse_tag(self, tag: str, place: Place) -> None:
        name = f"!!{tag.removeprefix(_TAGS)}" if tag.startswith(_TAGS) else tag
        self._problems.add(place, messages.UNKNOWN_TAG, tag=shown(name))

    def _alias(self, event: Any) -> None:  # noqa: ANN401 - untyped library
        place, alias = self._place(event), event.anchor
        anchored = self._anchors.get(alias, _Anchored(None, 1, 1))
        if anchored is None:
            self._problems.add(place, messages.OWN_ALIAS, alias=shown(alias))
            anchored = _Anchored(None, 1, 1)
        elif alias not in self._anchors:
            self._problems.add(place, messages.NO_ANCHOR, alias=shown(alias))
        if self._wants_key:
            if isinstance(anchored.node, Leaf):
                self._begin_entry(str(anchored.node.value), place)
            else:
                self._refuse_key(place)
            return
        self._add(anchored.node, anchored.size, anchored.height, place)

    def _refuse_key(self, place: Place) -> None:
        self._problems.add(place, messages.COMPLEX_KEY)
        self._frames[-1].key = place

    def _start(self, event: Any) -> None:  # noqa: ANN401 - untyped library
        place = self._place(event)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        is_key = self._wants_key
        if is_key:
            self._refuse_key(place)
        if event.tag not in (None, "!", _TAGS + ("map" if is_mapping else "seq")):
            self._refuse_tag(event.tag, place)
        if event.anchor:
            self._anchors[event.anchor] = None
        self._frames.append(_Frame(place, is_mapping, event.anchor, is_key))
        if len(self._frames) > MOST_LEVELS:
            self._stop(place, messages.TOO_DEEP, most=MOST_LEVELS)

    def _end(self) -> None:
        frame = self._frames.pop()
        node: Node
        if frame.is_mapping:
            node = Branch(frame.entries, frame.keys, frame.place)
        else:
            node = Row(tuple(frame.items), frame.place)
        if frame.anchor:
            self._anchors[frame.anchor] = _Anchored(node, frame.size, frame.height)
        if frame.is_key:
            self._frames[-1].key_text = None
            return
        self._add(node, frame.size, frame.height, frame.place, new=1)

    def _add(self, node: Node | None, size: int, height: int, place: Place, new: int | None = None) -> None:
        """Put a value into the mapping or list that is open."""
        self._total += size if new is None else new
        if self._total > MOST_VALUES:
            self._stop(
                place, messages.EXPLODING if size > 1 and new is None else messages.TOO_MANY, most=MOST_VALUES
            )
            return
        if len(self._frames) + height > MOST_LEVELS:
            self._stop(place, messages.TOO_DEEP, most=MOST_LEVELS)
            return
        if not self._frames:
            self.root, self.broken_root = node, node is None
            return
        frame = self._frames[-1]
        frame.size += size
        frame.height = max(frame.height, height + 1)
        frame.count += 1
        if not frame.is_mapping:
            frame.items.extend(_present(node))
            return
        if node is not None and frame.key_text is not None:
            frame.entries[frame.key_text] = node
        frame.key = frame.key_text = None


def _present(node: Node | None) -> Iterator[Node]:
    if node is not None:
        yield node
