"""Edge lists: one tie a line, as tables with a header or as plain names."""

from __future__ import annotations

import ast
import csv
from collections.abc import Iterator
from pathlib import Path

from sim.graphs.errors import GraphError
from sim.graphs.listed import Listed, ListedTie, check_size
from sim.i18n import mark

_ENDS = (
    ("source", "target"), ("from", "to"), ("src", "dst"), ("node1", "node2"), ("id1", "id2"),
    ("ego", "alter"), ("a", "b"), ("源", "目标"), ("起点", "终点"), ("成员1", "成员2"),
)  # fmt: skip
"""Names of the two columns of ends by which a header is known."""
_WEIGHTS = ("weight", "strength", "权重", "强度")
_KIND = "type"
_LONGEST = 200
_CHECK_EVERY = 100_000

Row = tuple[int, list[str]]
"""Line and cells."""


def read_edge_list(path: Path) -> Listed:
    """Read ties from a table or from lines of names.

    Two names a line, apart by commas, semicolons, tabs or blanks, whichever the file uses; what
    follows a third cell is ignored, the third is the tie's weight. A line of one name is a node
    without ties. Empty lines, and what follows ``#``, are skipped. With a header, columns are found by
    name (:data:`_ENDS`, ``weight``, and ``Type`` as Gephi writes it), in any order.

    Raises
    ------
    GraphError
        With file and line: text in another encoding than UTF-8, lines without two names, headers
        whose names are not known, more than there is room for.
    """
    rows = list(_rows(path))
    if not rows:
        return Listed(str(path), (), ())
    header = _header(rows[0][1])
    if header is not None:
        return _listed(path, rows[1:], *header)
    _refuse_unknown_header(path, rows)
    return _listed(path, rows, 0, 1, 2, None)


def _rows(path: Path) -> Iterator[Row]:
    """Yield the lines that hold something, cut into cells."""
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix.lower() in (".csv", ".tsv"):
        lines = [line if not line.lstrip().startswith("#") else "" for line in text.splitlines()]
    else:
        lines = [line.split("#", 1)[0] for line in text.splitlines()]
    apart = _separator(lines)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if apart is None:
            yield number, line.split(None, 2)
        else:
            try:
                cells = next(csv.reader([line], delimiter=apart, skipinitialspace=True, strict=True))
            except (csv.Error, StopIteration) as error:
                raise GraphError(
                    mark("{file}, line {line}: cannot be read as a row of a table: {reason}."),
                    file=path, line=number, reason=error,
                ) from error  # fmt: skip
            yield number, [cell.strip() for cell in cells]


def _separator(lines: list[str]) -> str | None:
    """Return what stands between names: what the first line has decides; None is blanks."""
    first = next((line for line in lines if line.strip()), "")
    return next((sign for sign in ("\t", ",", ";") if sign in first.strip()), None) or next(
        (sign for sign in (",", ";") if any(sign in line for line in lines)), None
    )


def _header(cells: list[str]) -> tuple[int, int, int | None, int | None] | None:
    """Return the places of both ends, of the weight and of the kind of tie; None if this is no header."""
    words = [cell.strip().lower() for cell in cells]
    for one, other in _ENDS:
        if one in words and other in words and (len(one) > 1 or not _is_tie_of_letters(words)):
            weight = next((words.index(word) for word in _WEIGHTS if word in words), None)
            kind = words.index(_KIND) if _KIND in words else None
            return words.index(one), words.index(other), weight, kind
    return None


def _is_tie_of_letters(words: list[str]) -> bool:
    """Whether ``a b`` is a tie of a and b, and no header: nothing else in the line says that it is one."""
    return not any(word in words for word in _WEIGHTS)


def _refuse_unknown_header(path: Path, rows: list[Row]) -> None:
    """Refuse a first line of words over lines of numbers: a header whose columns nobody can tell apart."""
    (line, first), others = rows[0], rows[1:]
    ends = {cell for _, cells in others for cell in cells[:2] if cell}
    numbers = bool(ends) and all(_is_number(cell) for cell in ends)
    if numbers and not any(_is_number(cell) for cell in first[:2]):
        raise GraphError(
            mark(
                "{file}, line {line}: this looks like a header, but {names} are no names of columns known here; call "
                "them source and target (and weight), or remove the line."
            ),
            file=path,
            line=line,
            names=", ".join(repr(cell[:40]) for cell in first[:2]),
        )


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").isdecimal()


def _listed(
    path: Path, rows: list[Row], source: int, target: int, weight: int | None, kind: int | None
) -> Listed:
    """Nodes and ties of rows whose columns are known."""
    names: dict[str, None] = {}
    ties: list[ListedTie] = []
    directed = 0
    for line, cells in rows:
        a = cells[source] if source < len(cells) else ""
        b = cells[target] if target < len(cells) else ""
        for name in (a, b) if b else (a,):
            if not name or not name.isprintable() or len(name) > _LONGEST:
                raise GraphError(
                    mark("{file}, line {line}: two names expected, found {found!r}."),
                    file=path, line=line, found=" ".join(cells)[:60],
                )  # fmt: skip
            names[name] = None
        if not b:
            continue
        given = cells[weight] if weight is not None and weight < len(cells) else None
        ties.append(ListedTie(a, b, line, _written_weight(given)))
        if not directed and kind is not None and "".join(cells[kind : kind + 1]).lower() == "directed":
            directed = line
        if len(ties) % _CHECK_EVERY == 0:
            check_size(str(path), len(names), len(ties))
    return Listed(str(path), tuple(names), ties, directed)


def _written_weight(cell: str | None) -> object:
    """Weight as it stands, or out of the mapping that networkx writes: ``{'weight': 4}``."""
    if cell is None or not cell.startswith("{"):
        return cell.split()[0] if cell and cell.strip() else None
    try:
        attributes = ast.literal_eval(cell)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return cell
    return attributes.get("weight") if isinstance(attributes, dict) else cell
