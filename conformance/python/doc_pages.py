"""Reads the pages of the documentation: their snippets, headings and links.

A snippet is a fenced block. What the test does with it follows from what the reader sees:

- A block of a language of `PASTED` is pasted: `sh` into the shell of the page, `python` into
  `python3`, `javascript` into `node`.
- A block below a line that ends with "as `NAME`:" is saved as the file NAME, whatever its language.
- A block `console` holds commands after `$ `, each followed by its output.
- A block `text` or `json` that is not saved is the output of the snippet before it.
- A block below the comment `<!-- not run: REASON -->` is only shown.

Any other block is a `PageError`: a snippet that no test runs would become wrong unnoticed.
"""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"

# The command that a block of the language is piped into; None is the shell itself.
PASTED = {
    "sh": None,
    "python": "python3 -",
    "javascript": "node --input-type=module -",
}
PRINTED = {"text", "json"}
ONLY_SAVED = {"toml", "java", "xml", "yaml", "ini", "sql", "dockerfile", "go"}

_FENCE = re.compile(r"^( *)```(.*)$")
_NOT_RUN = re.compile(r"^ *<!-- not run: (.+) -->$")
_SAVED = re.compile(r"\bas `([^`]+)`:$")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^()\s]+)\)")


class PageError(Exception):
    """A page has a block that does not follow the rules of this module."""


@dataclass(frozen=True)
class Block:
    page: Path
    line: int
    language: str
    text: str
    # The reason that the block is only shown.
    not_run: str | None
    # The file that the block is saved as.
    file: str | None

    @property
    def place(self):
        return f"{self.page.name}:{self.line}"

    @property
    def kind(self):
        """`shown`, `saved`, `pasted`, `console` or `printed`."""
        if self.not_run:
            return "shown"
        if self.file:
            return "saved"
        if self.language in PASTED:
            return "pasted"
        if self.language == "console":
            return "console"
        if self.language in PRINTED:
            return "printed"
        what = "is not saved as a file" if self.language in ONLY_SAVED else "has no known language"
        raise PageError(f"{self.place}: the block {what}; see doc_pages.py for what can be run")

    def commands(self):
        """The commands of a console, each with the output below it."""
        found = []
        for line in self.text.splitlines():
            continued = found and found[-1][0].endswith("\\") and not found[-1][1]
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif continued:
                found[-1] = (found[-1][0] + "\n" + line, [])
            elif found:
                found[-1][1].append(line)
            else:
                raise PageError(f"{self.place}: a console block must begin with `$ ` and a command")
        return [(command, "".join(f"{line}\n" for line in lines)) for command, lines in found]


def blocks(page):
    """The fenced blocks of a page, in order."""
    found, lines = [], page.read_text().splitlines()
    at = 0
    while at < len(lines):
        fence = _FENCE.match(lines[at])
        at += 1
        if not fence:
            continue
        indent, language = len(fence[1]), fence[2].strip()
        start, not_run, file = at, *_above(lines, at - 1)
        while at < len(lines) and lines[at].strip() != "```":
            at += 1
        if at == len(lines):
            raise PageError(f"{page.name}:{start}: the block has no closing fence")
        text = "".join(f"{line[indent:]}\n" for line in lines[start:at])
        at += 1
        found.append(Block(page, start, language, text, not_run, file))
    return found


def _above(lines, fence):
    """From the lines above a fence: the reason that its block is not run, and its file."""
    before = [line for line in lines[:fence] if line.strip()]
    not_run = _NOT_RUN.match(before[-1]) if before else None
    if not_run:
        before.pop()
    saved = _SAVED.search(before[-1]) if before else None
    return (not_run and not_run[1], saved and saved[1])


def prose(page):
    """The page without its blocks."""
    kept, inside = [], False
    for line in page.read_text().splitlines():
        if _FENCE.match(line):
            inside = not inside
        elif not inside:
            kept.append(line)
    return "\n".join(kept)


def anchors(page):
    """The anchors of the page, as GitHub derives them from headings."""
    found, seen = set(), {}
    for heading in _HEADING.findall(prose(page)):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        name = re.sub(r"[^\w\- ]", "", words.lower()).strip().replace(" ", "-")
        count = seen.get(name, 0)
        seen[name] = count + 1
        found.add(f"{name}-{count}" if count else name)
    return found


def links(page):
    """The links to other places of the project, as (path, anchor)."""
    found = []
    # A pattern in a message may look like a link.
    for link in _LINK.findall(re.sub(r"`[^`\n]+`", "code", prose(page))):
        if not re.match(r"[a-z]+:", link):
            path, _, anchor = link.partition("#")
            found.append(((page.parent / path).resolve() if path else page, anchor))
    return found
