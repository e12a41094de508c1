"""What the package says of other packages: all that it imports is declared, and what is installed is in the ranges."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions, requires

import pytest
from packaging.requirements import Requirement

from tests.programs import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
RANGES = [Requirement(line) for lines in (PROJECT["dependencies"], *EXTRAS.values()) for line in lines]
HANDED_ON = {"starlette": "fastapi", "httpx": "flwr", "google": "flwr", "tqdm": "transformers"}  # each needs the other
WHERE_IT_IS = {"soundfile", "_typeshed"}  # used where somebody has it; only read by the type checker


def imported():
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "forge_ai").rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    return {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"forge_ai"}


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_package_that_the_code_imports_is_declared():
    declared, found = {plain(one.name) for one in RANGES}, packages_distributions()
    own = imported() - WHERE_IT_IS - set(HANDED_ON)
    missing = {name for name in own if not declared & set(map(plain, found.get(name, ())))}
    assert missing == set()


@pytest.mark.parametrize(("name", "by"), [("starlette", "fastapi"), ("tqdm", "transformers")])
def test_what_is_handed_on_by_another_package_is_needed_by_that_one(name, by):
    pytest.importorskip(by)
    assert name in {plain(Requirement(line).name) for line in requires(by) or ()}


def test_the_versions_that_make_installs_are_in_the_ranges():
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = {plain(name): version for name, _, version in (line.partition("==") for line in lines) if version}
    outside = [str(one) for one in RANGES if plain(one.name) in pinned and pinned[plain(one.name)] not in one.specifier]
    assert outside == []
