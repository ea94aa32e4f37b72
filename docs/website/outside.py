"""Pages that live outside ``docs/``, and what becomes of links between places of the repository."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from docs.generating.places import ROOT

PLACES = {
    "README.md": "overview.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    **{
        path.relative_to(ROOT).as_posix(): f"experiments/{path.parent.name}.md"
        for path in sorted(ROOT.glob("experiments/*/RESULTS.md"))
    },
}
"""File of the repository to page of the site."""

PICTURES = {
    path.relative_to(ROOT).as_posix(): f"experiments/{path.parent.parent.name}/{path.name}"
    for path in sorted(ROOT.glob("experiments/*/*/*.svg"))
}

ELSEWHERE = "data-elsewhere"
"""Attribute that becomes ``href`` when MkDocs has looked at all links."""

_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
_BREAK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef“‘\[])")
_FENCE = re.compile(r"(^```.*?^```$)", re.DOTALL | re.MULTILINE)


def original(page: str) -> str:
    """Return the file of the repository that is the source of a page of the site."""
    return next((file for file, place in PLACES.items() if place == page), f"docs/{page}")


def place_of(file: str) -> str | None:
    """Return where a file of the repository is in the site; None if it is not there."""
    if file.startswith("docs/notebooks/"):
        return file.removeprefix("docs/").replace(".py", ".md")
    found = PLACES.get(file) or PICTURES.get(file)
    return found or (file.removeprefix("docs/") if file.startswith("docs/") else None)


def with_links(text: str, page: str, there: Callable[[str], str | None]) -> str:
    """Return a page with its links as the site needs them.

    Parameters
    ----------
    text
        Markdown, its links relative to where its file is in the repository.
    page
        Its place in the site.
    there
        The address of a place as seen from the root of the site, a page of the other language as HTML; None if there is no
        such place: what the link says stays, without the link.
    """
    folder = posixpath.dirname(original(page))

    def one(found: re.Match[str]) -> str:
        picture, said, target = found.groups()
        file, mark, anchor = target.partition("#")
        if "://" in target or not file or target.startswith("mailto:"):
            return found[0]
        place = place_of(posixpath.normpath(posixpath.join(folder, file)))
        address = there(place) if place else None
        if address is None:
            return said
        relative = posixpath.relpath(address, posixpath.dirname(page) or ".") + mark + anchor
        if address.endswith(".html"):  # MkDocs would look for it among the pages of this language
            return f'<a {ELSEWHERE}="{relative}">{said}</a>'
        return f"{picture}[{said}]({relative})"

    parts = _FENCE.split(text)
    return "".join(part if n % 2 else _LINK.sub(one, part) for n, part in enumerate(parts))


def joined(text: str) -> str:
    """Return a Chinese page without breaks between characters, which browsers show as spaces."""
    return "".join(part if n % 2 else _BREAK.sub("", part) for n, part in enumerate(_FENCE.split(text)))
