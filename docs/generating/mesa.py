"""The attributes of members as users of Mesa see them."""

from __future__ import annotations

from collections.abc import Iterator

from sim.engine.attributes import MemberFields, stored


def attributes_stretch() -> str:
    """Return the table of attributes: name, what it is, what may be written."""
    return "\n".join(("| attribute | what it is | may be set |", "| --- | --- | --- |", *_rows())) + "\n"


def _rows() -> Iterator[str]:
    for name, attribute in stored().items():
        unit = f" ({attribute.field.unit})" if attribute.field.unit else ""
        ends = f"{attribute.least:,g} to {attribute.most:,g}" if attribute.writable else ""
        yield f"| `{name}` | {attribute.field.doc}{unit} | {ends} |"
    for name, value in vars(MemberFields).items():
        if isinstance(value, property):
            said = (value.__doc__ or "").split(";")[0].rstrip(".")
            yield f"| `{name}` | {said[0].lower()}{said[1:]} | {'True or False' if value.fset else ''} |"
