"""Where ``extends`` leads: shipped scenarios by name, others relative to the file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sim.scenario import messages
from sim.scenario.locate import existing_file, locate, near_names, shipped_names, shipped_root
from sim.scenario.merging import merge
from sim.scenario.nodes import Branch, Leaf, Node, is_null, plain
from sim.scenario.parsing import parse
from sim.scenario.problems import Place, Problems, Refusal, shown
from sim.scenario.reading import checked_text, read_text

MOST_PARENTS = 20


@dataclass(frozen=True, slots=True)
class Source:
    """A scenario's text: a file, or text given directly.

    ``shown`` is how messages name it; ``folder`` is what ``./x`` is relative to.
    """

    shown: str
    name: str
    path: Path | None = None
    text: str | None = None
    folder: Path | None = None


class Resolver:
    """Finds scenarios and those they extend.

    Parameters
    ----------
    shipped_only
        Nothing outside the shipped scenarios is opened, whatever is asked.
    """

    def __init__(self, *, shipped_only: bool = False) -> None:
        self.shipped_only = shipped_only
        self._root = shipped_root().resolve()

    def find(self, name_or_path: str) -> Source:
        """Return the scenario with a name or path.

        Raises
        ------
        Refusal
            If there is none that may be opened.
        """
        return self._source(locate(name_or_path, shipped_only=self.shipped_only))

    def parent(self, name: str, child: Source) -> Source:
        """Return what ``extends: name`` in ``child`` means.

        Raises
        ------
        Refusal
            If it means nothing, or nothing that may be opened.
        """
        if name.startswith(("./", "../")):
            return self._relative(name, child)
        if name.startswith(("/", "~")) or "\\" in name or not name:
            raise Refusal(messages.EXTENDS_FORM, value=shown(name, 80))
        shipped = shipped_names()
        bare = name.removesuffix(".yaml")
        if bare in shipped:
            return self._source(shipped[bare])
        if child.folder is not None and not self.shipped_only and existing_file(child.folder / name):
            raise Refusal(messages.NO_FILE_NEAR, name=shown(name, 80), nearest=f"./{name}")
        raise _no_file(name, bare, list(shipped))

    def _relative(self, name: str, child: Source) -> Source:
        if child.folder is None:
            raise Refusal(messages.EXTENDS_NO_FOLDER, value=shown(name, 80))
        path = Path(os.path.normpath(child.folder / name))
        if self.shipped_only and not path.resolve().is_relative_to(self._root):
            raise Refusal(messages.EXTENDS_OUTSIDE, value=shown(name, 80))
        found = existing_file(path)
        if found is not None:
            return self._source(found)
        if path.is_dir():
            raise Refusal(messages.DIRECTORY, name=shown(name, 80))
        siblings = [
            f"./{file.stem}"
            for file in sorted(path.parent.glob("*.yaml"))[:1000]
            if file.resolve() != child.path
        ]
        raise _no_file(name, name.removesuffix(".yaml"), siblings)

    def _source(self, path: Path) -> Source:
        resolved = path.resolve()
        if resolved.is_relative_to(self._root):
            relative = resolved.relative_to(self._root)
            name = relative.with_suffix("").as_posix()
            return Source(relative.as_posix(), name, resolved, folder=resolved.parent)
        if self.shipped_only:  # a link that leads out
            raise Refusal(messages.SHIPPED_ONLY, name=path.name)
        return Source(_shown_path(path), path.stem, resolved, folder=resolved.parent)


def _no_file(name: str, bare: str, candidates: list[str]) -> Refusal:
    near = near_names(bare, candidates)
    if near:
        return Refusal(messages.NO_FILE_NEAR, name=shown(name, 80), nearest=", ".join(near))
    return Refusal(messages.NO_FILE, name=shown(name, 80))


def _shown_path(path: Path) -> str:
    """Return a path as people know it: relative to the current folder if it is inside."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except (ValueError, OSError):
        return str(path)


def read_chain(source: Source, resolver: Resolver, problems: Problems) -> Branch | None:
    """Read a scenario and all that it extends, and merge them.

    Returns
    -------
    Branch or None
        None if the scenario itself cannot be read; a parent that cannot be is left out, and noted.
    """
    trees: list[Branch] = []
    seen: list[Source] = []
    current: Source | None = source
    while current is not None:
        seen.append(current)
        tree = _read(current, problems)
        if tree is None:
            break
        trees.append(_without_extends(tree, keep_own=not trees))
        extends = tree.entries.get("extends")
        current = None if is_null(extends) else _next(extends, seen, resolver, problems)
    if not trees:
        return None
    merged = trees.pop()
    while trees:
        merged = merge(merged, trees.pop())
    return merged


def _read(source: Source, problems: Problems) -> Branch | None:
    if source.text is not None:
        text = checked_text(source.text, source.shown, problems)
    elif source.path is not None:
        text = read_text(source.path, source.shown, problems)
    else:
        text = None
    return None if text is None else parse(text, source.shown, problems)


def _without_extends(tree: Branch, *, keep_own: bool) -> Branch:
    """Leave out what belongs to one file only: ``extends``, and what a parent says of itself."""
    dropped = {"extends"} if keep_own else {"extends", "title", "rows"}
    entries = {key: node for key, node in tree.entries.items() if key not in dropped}
    return Branch(entries, tree.keys, tree.place)


def _next(node: Node | None, seen: list[Source], resolver: Resolver, problems: Problems) -> Source | None:
    """Return what the last of ``seen`` extends, or note why it cannot."""
    assert node is not None
    place: Place = node.place
    if not isinstance(node, Leaf) or not isinstance(node.value, str):
        value = node.value if isinstance(node, Leaf) else plain(node)
        problems.add(place, messages.EXTENDS_FORM, value=shown(value))
        return None
    try:
        parent = resolver.parent(node.value, seen[-1])
    except Refusal as refusal:
        problems.refuse(place, refusal)
        return None
    paths = [source.path for source in seen]
    if parent.path in paths:
        circle = [source.shown for source in seen[paths.index(parent.path) :]] + [parent.shown]
        problems.add(place, messages.EXTENDS_CYCLE, cycle=" -> ".join(circle))
        return None
    if len(seen) > MOST_PARENTS:
        problems.add(place, messages.EXTENDS_LONG, most=MOST_PARENTS)
        return None
    return parent
