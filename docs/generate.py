"""Write what the documentation takes from the code: ``python -m docs.generate [--examples]``.

The files of ``docs/reference/`` are written whole. In other pages, the text between
``<!-- generated: NAME -->`` and ``<!-- end -->`` is written. With ``--examples``, the examples are run as
well and their output is written anew, see :mod:`docs.generating.examples`. Tests in ``tests/docs/`` fail when
any of it differs from the code.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

from docs.generating.day import day_stretch
from docs.generating.examples import with_examples
from docs.generating.keys import keys_stretch
from docs.generating.measures import measures_page
from docs.generating.mechanisms import mechanisms_page
from docs.generating.mesa import attributes_stretch
from docs.generating.odd import ODD_STRETCHES
from docs.generating.places import REFERENCE, pages
from docs.generating.sections import sections_page
from docs.generating.strategies import strategies_page

REFERENCE_PAGES: dict[str, Callable[[], str]] = {
    "mechanisms.md": mechanisms_page,
    "strategies.md": strategies_page,
    "measures.md": measures_page,
    "sections.md": sections_page,
}
STRETCHES: dict[str, Callable[[], str]] = {
    "day": day_stretch,
    "keys": keys_stretch,
    "attributes": attributes_stretch,
    **ODD_STRETCHES,
}

_STRETCH = re.compile(r"(<!-- generated: (?P<name>\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def with_stretches(text: str) -> str:
    """Return a page with its generated stretches as they should be."""
    return _STRETCH.sub(lambda found: f"{found[1]}{STRETCHES[found['name']]()}{found[3]}", text)


def main(arguments: list[str]) -> None:
    """Write everything that is generated."""
    REFERENCE.mkdir(exist_ok=True)
    for name, make in REFERENCE_PAGES.items():
        (REFERENCE / name).write_text(make(), encoding="utf-8")
    for path in pages():
        text = path.read_text(encoding="utf-8")
        new = with_stretches(text)
        if "--examples" in arguments:
            new = with_examples(new)
        if new != text:
            path.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
