"""What the site needs beyond the pages of docs/ as they are.

The navigation is the list of docs/README.md: a section for each of its headings, with the pages of
the table below it. Pages of the repository outside docs/ to which a page links are part of the
site; a link to any other file is shown without its link. Nothing in the result may be loaded from
another host.
"""

import os
import posixpath
import re
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

ROOT = Path(__file__).resolve().parents[2]
INDEX = "README.md"

# Pages outside docs/, by their place in the site.
PROJECT = {
    "project/changelog.md": "CHANGELOG.md",
    "project/security.md": "SECURITY.md",
    "project/helper-python.md": "helpers/python/README.md",
    "project/helper-javascript.md": "helpers/javascript/README.md",
    "project/helper-rust.md": "helpers/rust/README.md",
    "project/helper-go.md": "helpers/go/README.md",
    "project/helper-java.md": "helpers/java/README.md",
}
SOURCES = {place: ROOT / path for place, path in PROJECT.items()}

_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^()\s]+)\)")
# A pattern in a span of code may look like a link.
_CODE_OR_LINK = re.compile(r"`[^`\n]+`|" + _LINK.pattern)
_LOADED = re.compile(
    r"<(?:script|img|iframe|source)\b[^>]*\bsrc=\"?(?:https?:)?//|"
    r"<link\b(?=[^>]*\brel=\"?(?:stylesheet|preconnect|icon|preload|dns-prefetch))"
    r"[^>]*\bhref=\"?(?:https?:)?//|"
    r"url\(['\"]?(?:https?:)?//|@import\s+['\"](?:https?:)?//"
)


def on_config(config):
    docs = Path(config.docs_dir)
    sections, seen = [], {INDEX}
    for section in re.split(r"^## ", (docs / INDEX).read_text(), flags=re.MULTILINE)[1:]:
        title, _, text = section.partition("\n")
        pages = []
        for row in text.splitlines():
            if not row.startswith("|"):
                continue
            for _, target in _LINK.findall(row):
                page = target.partition("#")[0]
                if page.endswith(".md") and page not in seen:
                    seen.add(page)
                    pages.append(page)
        if pages:
            sections.append({title.strip(): pages})
    if not sections:
        raise PluginError(f"{INDEX} lists no pages")
    config.nav = [{"Documentation": INDEX}, *sections, {"Project": list(PROJECT)}]
    return config


def on_files(files, config):
    for place, source in SOURCES.items():
        files.append(File.generated(config, place, abs_src_path=str(source)))
    return files


def on_page_markdown(markdown, page, config, files):
    """Links lead to the place that the page they name has in the site."""
    source = SOURCES.get(page.file.src_uri) or Path(config.docs_dir) / page.file.src_uri
    places = {str(path): place for place, path in SOURCES.items()}
    for file in files.documentation_pages():
        if file.src_uri not in SOURCES:
            places[str((Path(config.docs_dir) / file.src_uri).resolve())] = file.src_uri

    def written(link):
        text, target = link.groups()
        if target is None:
            return link[0]
        path, mark, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target) or not path:
            return link[0]
        target = Path(os.path.normpath(source.parent / path))
        found = places.get(str(target))
        if not target.exists():
            raise PluginError(f"{page.file.src_uri} links to {path}, which does not exist")
        if found is None:
            return text
        place = posixpath.relpath(found, posixpath.dirname(page.file.src_uri))
        return f"[{text}]({place}{mark}{anchor})"

    # A link may go over the end of a line, but not into a block.
    parts = re.split(r"(^ *```.*?^ *```$)", markdown, flags=re.MULTILINE | re.DOTALL)
    parts[::2] = [_CODE_OR_LINK.sub(written, part) for part in parts[::2]]
    return "".join(parts)


def on_post_build(config):
    """Fails when a page would load something from another host.

    The theme's script has two addresses of unpkg, for diagrams that no page has and for browsers of
    2019. They are removed, so that a reader need not trust that.
    """
    site = Path(config.site_dir)
    for path in site.rglob("*.js"):
        text = path.read_text()
        if "https://unpkg.com/" in text:
            path.write_text(text.replace("https://unpkg.com/", "assets/none/"))
    for path in sorted(site.rglob("*")):
        if path.suffix in (".html", ".css"):
            found = _LOADED.search(path.read_text(errors="replace"))
            if found:
                raise PluginError(f"{path.relative_to(site)} loads from another host: {found[0]}")
