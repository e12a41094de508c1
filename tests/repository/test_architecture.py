from __future__ import annotations

import re
import tomllib

import pytest

from tests.repository.file_map import ROOT, file_map, first_line
from tests.repository.settings_page import settings_table

MODULES = sorted((ROOT / "forge_ai").rglob("*.py"))


def test_the_file_map_says_what_the_modules_say():
    assert file_map() in (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"), "run `make map`"


def test_the_settings_page_says_what_the_table_says():
    assert settings_table() in (ROOT / "docs" / "settings.md").read_text(encoding="utf-8"), "run `make map`"


def test_the_layers_are_those_of_the_contracts():
    told = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split("## Layers")[1].split("```")[1::2]
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    layers = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    assert [
        [re.split(r"  +", line)[0] for line in block.strip().splitlines()] for block in told[: len(layers)]
    ] == layers


def test_every_decision_and_every_page_can_be_found():
    decisions = ROOT / "docs" / "decisions"
    listed = (decisions / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in decisions.glob("*.md") if page.name != "README.md" and page.name not in listed] == []
    pages = "".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs").glob("*.md"))
    assert [page.name for page in (ROOT / "docs" / "specs").glob("*.md") if f"specs/{page.name}" not in pages] == []
    front = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "ARCHITECTURE.md"))
    assert [page.name for page in (ROOT / "docs").glob("*.md") if f"docs/{page.name}" not in front] == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_begins_with_one_line_that_stands_for_it(module):
    assert 10 < len(first_line(module)) <= 140


def test_one_place_waits_for_the_disk():
    asking = [module for module in MODULES if "os.fsync(" in module.read_text(encoding="utf-8")]
    assert [module.name for module in asking] == ["paths.py"]
