from __future__ import annotations

import re
import subprocess

import pytest

from tests.repository.file_map import ROOT

FILES = [
    ROOT / name
    for name in subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    if not name.startswith("tests/repository/") and (ROOT / name).is_file()
]
TEXTS = [path for path in FILES if path.suffix in {".py", ".md", ".toml", ".txt", ".json", ".yml", ""}]


@pytest.mark.parametrize(
    "words", [r"/work/", r"/root/", r"/home/\w", r"--index-url", r"\.\./shared", r"TODO|FIXME|XXX"]
)
def test_no_file_names_the_machine_it_was_written_on(words):
    pattern = re.compile(words)
    assert [path.name for path in TEXTS if pattern.search(path.read_text(encoding="utf-8"))] == []


def test_every_link_of_the_documents_leads_to_a_file():
    missing = []
    for document in (path for path in FILES if path.suffix == ".md"):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
            if not (document.parent / target).exists():
                missing.append(f"{document.name}: {target}")
    assert missing == []


def test_every_module_that_the_documents_name_with_its_folder_is_there():
    missing = []
    for document in (path for path in FILES if path.suffix == ".md"):
        for name in re.findall(r"`([\w-]+/[\w/-]+\.py)`", document.read_text(encoding="utf-8")):
            if not any((folder / name).exists() for folder in (ROOT, ROOT / "forge_ai", ROOT / "docs")):
                missing.append(f"{document.name}: {name}")
    assert missing == []


CHANGES = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ", maxsplit=1)[1].splitlines()


def test_a_change_is_one_line_of_the_changelog_that_can_be_read_at_a_glance():
    assert [line for line in CHANGES[1:] if line.startswith("  ") or len(line) > 160] == []


def test_nothing_stands_twice_in_the_changelog():
    changes = [line for line in CHANGES if line.startswith("- ")]
    assert sorted({line for line in changes if changes.count(line) > 1}) == []
