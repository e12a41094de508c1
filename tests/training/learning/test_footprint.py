from __future__ import annotations

import os
import platform
import subprocess
import sys

import pytest

from forge_ai.training.learning import footprint

GAPS = """
import numpy as np
from pathlib import Path
from forge_ai.training.learning.footprint import give_back

def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

blocks = [np.ones(1000) for _ in range(20_000)]
last = blocks.pop()
del blocks
before = held()
give_back()
print(before - held())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps what was freed")
def test_what_was_freed_below_something_that_stays_is_given_back():
    given = subprocess.run([sys.executable, "-c", GAPS], capture_output=True, text=True, check=True, timeout=60)
    assert int(given.stdout) > 100_000_000


def test_a_library_without_the_call_is_left_alone(monkeypatch):
    monkeypatch.setattr(footprint, "freeing_call", lambda: None)
    footprint.give_back()


@pytest.mark.parametrize("name", footprint.PLANS)
@pytest.mark.parametrize(("before", "after"), [(None, str(footprint.MOST_PLANS)), ("7", "7")])
def test_plans_are_few_unless_the_person_says_how_many(monkeypatch, name, before, after):
    for each in footprint.PLANS:
        monkeypatch.delenv(each, raising=False)
    if before:
        monkeypatch.setenv(name, before)
    footprint.keep_few_plans()
    assert os.environ[name] == after
