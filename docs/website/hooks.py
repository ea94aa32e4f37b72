"""What MkDocs calls while it builds the site: brings in pages that are not files of ``docs/``.

One build makes one language. ``page.zh.md`` and ``page.zh.py`` are the Chinese of ``page``; the Chinese site has the pages of its
navigation only, and its links to any other lead into the English one.
"""

from __future__ import annotations

import json
import posixpath
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import plotly
from mkdocs.structure.files import File

from docs.generate import REFERENCE_PAGES
from docs.generating.places import ROOT
from docs.generating.words import Words
from docs.website import notebooks, outside
from sim.charts.theme import dark

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ASSETS = Path(__file__).resolve().parent / "assets"
TAGS = {"en": "en", "zh": "zh-CN"}
DOWNLOAD = {"en": "This page as a notebook, executed: {}", "zh": "本页的笔记本文件（已运行）：{}"}
RESEARCHERS = 2
"""Place of their section in the navigation."""
OTHER = "https://other.invalid/"
"""Stands before addresses that MkDocs is to leave alone, until a page is written."""
NAMES = {"en": "English", "zh": "中文"}
_outputs: dict[str, dict[str, str]] = {}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put notebooks that the navigation does not name under the researchers' heading, so that none is forgotten."""
    named = json.dumps(config.nav)
    added = [f"notebooks/{name}.md" for name in notebooks.names() if not name.endswith(".zh")]
    if config.theme["language"] == "en":
        for section in config.nav[RESEARCHERS].values():
            section += [place for place in added if place not in named]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add pages from outside, the Chinese reference, notebooks, and what their figures need."""
    lang = config.theme["language"]
    _outputs.clear()
    _choose_language(files, config, lang)
    for path in sorted(ASSETS.iterdir()):
        files.append(_file(config, f"assets/{path.name}", path))
    for name in notebooks.names():
        if name.endswith(".zh") == (lang == "zh"):
            _add_notebook(files, config, name)
    if lang == "en":
        for file, place in {**outside.PLACES, **outside.PICTURES}.items():
            if (ROOT / file).exists():
                files.append(_file(config, place, ROOT / file))
    else:
        for name, make in REFERENCE_PAGES.items():
            files.append(File.generated(config, f"reference/{name}", content=make(Words(TAGS[lang]))))
    files.append(_file(config, "assets/plotly.min.js", _plotly()))
    if lang != "en":
        _keep_navigation(files, config)
    return files


def _choose_language(files: Files, config: MkDocsConfig, lang: str) -> None:
    """Leave the pages of one language, under the same names in every language."""
    for file in [each for each in files if each.src_uri.endswith(".zh.md")]:
        files.remove(file)
        if lang == "zh":
            name = file.src_uri.replace(".zh.md", ".md")
            if (english := files.get_file_from_path(name)) is not None:
                files.remove(english)
            files.append(_file(config, name, Path(str(file.abs_src_path))))
    if lang == "zh":
        for name in REFERENCE_PAGES:
            if (english := files.get_file_from_path(f"reference/{name}")) is not None:
                files.remove(english)


def _keep_navigation(files: Files, config: MkDocsConfig) -> None:
    named = set(re.findall(r"[\w/]+\.md", json.dumps(config.nav)))
    for file in [each for each in files if each.is_documentation_page() and each.src_uri not in named]:
        files.remove(file)


def _file(config: MkDocsConfig, place: str, source: Path) -> File:
    return File.generated(config, place, abs_src_path=str(source))


def _add_notebook(files: Files, config: MkDocsConfig, name: str) -> None:
    plain = name.removesuffix(".zh")
    text, outputs = notebooks.page(name)
    _outputs[f"notebooks/{plain}.md"] = outputs
    link = DOWNLOAD[config.theme["language"]].format(f"[{plain}.ipynb]({plain}.ipynb)")
    files.append(File.generated(config, f"notebooks/{plain}.md", content=f"{text}\n---\n\n{link}\n"))
    files.append(_file(config, f"notebooks/{plain}.ipynb", notebooks.TARGET / f"{name}.ipynb"))


def _plotly() -> Path:
    return Path(str(plotly.__file__)).resolve().parent / "package_data" / "plotly.min.js"


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Point links to where things are in the site, of this language or else of the English one."""
    is_english = config.theme["language"] == "en"
    if page.is_homepage:
        page.meta["hide"] = ["navigation", "toc"]

    def there(place: str) -> str | None:
        plain = place.replace(".zh.md", ".md")
        if (
            not is_english and plain == place and place in _translated()
        ):  # a Chinese page that means the English one
            return f"../{plain.removesuffix('.md')}.html"
        if files.get_file_from_path(plain) is not None and (plain == place or not is_english):
            return plain
        if is_english == (plain == place) or not place.endswith(".md"):
            return None
        return f"{'zh' if is_english else '..'}/{plain.removesuffix('.md')}.html"

    linked = outside.with_links(markdown, page.file.src_uri, there)
    return linked if is_english else outside.joined(linked)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the outputs of a notebook where they belong, with one Plotly for all figures of the site."""
    outputs = _outputs.get(page.file.src_uri)
    if outputs is None:
        return html
    filled = re.sub(r'<div data-output="(\d+)"></div>', lambda found: outputs[found[1]], html)
    scripts = "".join(
        f'<script src="{asset.url_relative_to(page.file)}"></script>'
        for name in ("plotly.min.js", "figures.js")
        if (asset := files.get_file_from_path(f"assets/{name}")) is not None
    )
    colours = json.dumps(dark()).replace("</", "<\\/")
    return f'{filled}<script type="application/json" id="dark-colours">{colours}</script>{scripts}'


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: object) -> dict[str, Any]:
    """Let the switch of languages lead to the same page where the other language has it, else to its start."""
    has_both = page.file.src_uri in {*_translated(), *(f"reference/{name}" for name in REFERENCE_PAGES)}
    there = {"en": page.file.dest_uri, "zh": f"zh/{page.file.dest_uri if has_both else 'index.html'}"}
    here = page.file.dest_uri if config.theme["language"] == "en" else f"zh/{page.file.dest_uri}"
    config.extra["alternate"] = [
        {
            "name": NAMES[each],
            "lang": TAGS[each],
            "link": OTHER + posixpath.relpath(there[each], posixpath.dirname(here)),
        }
        for each in NAMES
    ]
    return context


def _translated() -> set[str]:
    """Return the pages that have a Chinese one written by hand."""
    docs = ROOT / "docs"
    pages = (path.relative_to(docs).as_posix().replace(".zh.md", ".md") for path in docs.rglob("*.zh.md"))
    books = (f"notebooks/{name.removesuffix('.zh')}.md" for name in notebooks.names() if name.endswith(".zh"))
    return {*pages, *books}


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Give links to the other language their addresses; take out what would make the theme fetch a site map from a folder."""
    whole = output.replace(OTHER, "").replace(f"<a {outside.ELSEWHERE}=", "<a href=")
    return re.sub(r'\s*<link rel="alternate"[^>]*>', "", whole)
