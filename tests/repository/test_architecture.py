from __future__ import annotations

import pytest

from tests.repository.file_map import ROOT, file_map, first_line

MODULES = sorted((ROOT / "forge_ai").rglob("*.py"))


def test_the_file_map_says_what_the_modules_say():
    assert file_map() in (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"), "run `make map`"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_begins_with_one_line_that_stands_for_it(module):
    assert 10 < len(first_line(module)) <= 140
