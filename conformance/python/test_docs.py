"""The snippets of the documentation work, and its links have targets.

README.md and every page of docs/ run as a reader would run them: the snippets are pasted in order
into one new shell, and their output is compared with the page (`doc_runner.py`). A snippet that
cannot be run is marked on the page, and counted here. The words that people search for are on the
page that answers the question.
"""

import os
import re
import shutil
import subprocess
import time
from collections import Counter

import pytest

import doc_packages
import doc_runner
from cosell_server import binary
from jvm import JUNIT
from doc_pages import DOCS, ROOT, PageError, anchors, blocks, links, prose

README = ROOT / "README.md"
INDEX = DOCS / "README.md"
PAGES = [README, *sorted(DOCS.glob("*.md"))]
DOCUMENTS = PAGES + [
    ROOT / name for name in ("ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
]

# How many snippets of a page are only shown. The page has a reason for each; add one only if it
# cannot be run, because no test checks it.
NOT_RUN = {
    "README.md": 1,
    "docs/compare.md": 1,
    "docs/crash.md": 2,
    "docs/events.md": 3,
    "docs/import.md": 1,
    "docs/install.md": 2,
    "docs/mcp.md": 4,
    "docs/operations.md": 4,
    "docs/packages.md": 7,
    "docs/quickstart-java.md": 2,
    "docs/scaling.md": 1,
    "docs/state.md": 1,
    "docs/tutorial-hub.md": 1,
}

# What a page requires besides a shell: packages of pip or npm, or a program.
NEEDS_PIP = {
    "quickstart-python.md",
    "record.md",
    "testing.md",
    "tutorial-tests.md",
}
NEEDS_NPM = {"quickstart-javascript.md", "testing.md"}
NEEDS_PROGRAMS = {
    "quickstart-java.md": ["java"],
    "recipes.md": ["javac", "go", JUNIT],
    "operations.md": ["sqlite3"],
    "tutorial-hub.md": ["sqlite3"],
}

# The page for each word that readers search for.
SEARCHED = {
    "timeout": "limits.md",
    "rate limit": "quotas.md",
    "503": "troubleshooting.md",
    "cache": "glossary.md",
    "reset": "state.md",
    "namespace": "state.md",
    "seed file": "state.md",
    "docker": "install.md",
    "systemd": "packages.md",
    "Type=notify": "packages.md",
    "OpenTelemetry": "observability.md",
    "Grafana": "observability.md",
    "pagination": "quickstart-python.md",
    "webhook": "events.md",
    "JetStream": "events.md",
    "CORS": "network.md",
    "MCP": "mcp.md",
    "retry": "limits.md",
    "proxy": "network.md",
    "certificate": "network.md",
    "backup": "operations.md",
    "upgrade": "upgrading.md",
    "pytest": "testing.md",
    "region": "quickstart-cli.md",
    "throttling": "quotas.md",
    "upload": "bulk.md",
    "STS": "identity.md",
    "npm": "packages.md",
    "JUnit": "recipes.md",
}


def name(page):
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", [page for page in PAGES if "\n```" in page.read_text()], ids=name)
def test_the_snippets_of_a_page_work_as_the_page_shows(page, tmp_path):
    for program in NEEDS_PROGRAMS.get(page.name, []):
        if not (shutil.which(program) or os.path.isfile(program)):
            pytest.skip(f"{program} is not installed")
    variables = {}
    if page.name in NEEDS_PIP:
        variables |= doc_packages.pip()
    if page.name in NEEDS_NPM:
        variables |= doc_packages.npm()
    doc_runner.run(page, tmp_path, **variables)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_block_is_run_or_has_a_reason_not_to_be(page):
    for block in blocks(page):
        assert block.kind, block.place
        assert block.not_run is None or len(block.not_run.split()) > 3, block.place


def test_the_number_of_blocks_that_are_not_run_is_fixed():
    shown = Counter(
        name(page) for page in PAGES for block in blocks(page) if block.kind == "shown"
    )
    assert dict(shown) == NOT_RUN


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("```sh\nfalse\ntrue\n```\n", doc_runner.SnippetError),
        ("```sh\nfalse | true\n```\n", doc_runner.SnippetError),
        ("```sh\necho one\n```\n\n```text\ntwo\n```\n", doc_runner.SnippetError),
        ("```console\n$ echo one\none\ntwo\n```\n", doc_runner.SnippetError),
        ("```sh\necho eng-0k3j9x2m4n5p67\n```\n\n```text\neng-\n```\n", doc_runner.SnippetError),
        ("```sh\necho '[1, 2]'\n```\n\n```json\n[2, 1]\n```\n", doc_runner.SnippetError),
        ("```python\nraise SystemExit(3)\n```\n", doc_runner.SnippetError),
        ("```text\nof nothing\n```\n", PageError),
        ("```toml\na = 1\n```\n", PageError),
        ("```\nls\n```\n", PageError),
        ("```sh\nls\n", PageError),
    ],
)
def test_a_wrong_page_is_refused(text, wrong, tmp_path):
    page = tmp_path / "page.md"
    page.write_text(text)
    with pytest.raises(wrong):
        doc_runner.run(page, tmp_path)


def test_values_that_differ_between_runs_are_not_compared(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "```sh\none=O1234567\necho $one $one O7654321 2026-01-01T00:00:00Z\n```\n\n"
        "```text\nO1111111 O1111111 O2222222 2020-02-02T02:02:02.123Z\n```\n\n"
        "```console\n$ exit_with() { return $1; }\n$ exit_with 3\n$ echo $?\n3\n```\n\n"
        "```sh\nprintf 'first\\nbetween\\nlast\\n'\n```\n\n```text\nfirst\n...\nlast\n```\n"
    )
    doc_runner.run(page, tmp_path)


def test_a_page_leaves_no_process_running(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "```sh\nwhile sleep 0.05; do echo beat >>beats; done &\n"
        "while ! test -s beats; do sleep 0.05; done\n```\n"
    )
    doc_runner.run(page, tmp_path)
    beats = tmp_path / "home" / "beats"
    before = beats.read_text()
    time.sleep(0.5)
    assert beats.read_text() == before


@pytest.mark.parametrize("word", SEARCHED)
def test_a_word_that_people_search_for_is_on_its_page(word):
    page = DOCS / SEARCHED[word]
    assert re.search(rf"\b{re.escape(word)}", prose(page), re.IGNORECASE), f"{word}: {page.name}"


def test_every_page_is_linked_from_the_index():
    reached, ahead = set(), [INDEX]
    while ahead:
        page = ahead.pop()
        if page not in reached:
            reached.add(page)
            ahead += [target for target, _ in links(page) if target in PAGES]
    assert reached >= set(PAGES) - {README}
    assert INDEX in {target for target, _ in links(README)}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_has_a_target(document):
    for target, anchor in links(document):
        assert target.exists(), f"{name(document)}: no file {target}"
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), f"{name(document)}: no heading {target}#{anchor}"


def test_every_option_is_described():
    usage = subprocess.run(
        [str(binary()), "serve", "--help"], capture_output=True, text=True, timeout=60, check=True
    ).stdout
    options = set(re.findall(r"^ +(?:-\w, )?(--[a-z-]+)", usage, re.MULTILINE))
    rows = set(re.findall(r"^\| `(--[a-z-]+)", prose(DOCS / "configuration.md"), re.MULTILINE))
    assert rows == options - {"--help", "--version"}
