"""`forge-ai train together` on a device that has not installed what learns."""

from __future__ import annotations

import sys

import pytest

from tests.programs import run

MISSING = ("torch", "flwr", "httpx")  # the last comes with Flower, and with nothing else
WITHOUT = f"import sys; sys.modules.update(dict.fromkeys({MISSING})); from forge_ai.__main__ import main; main()"


@pytest.mark.parametrize("words", [("join", "127.0.0.1:9", "--data", __file__), ("coordinate", "ours")])
def test_it_says_what_to_install(home, words):
    done = run((sys.executable, "-c", WITHOUT, "train", "together", *words), home)
    assert (done.returncode, done.stderr.count("forge-ai[train]"), "Traceback" in done.stderr) == (2, 1, False)


def test_it_can_look_how_far_the_others_are(home):
    done = run((sys.executable, "-c", WITHOUT, "train", "together", "status", "127.0.0.1:9"), home)
    assert "error: Nobody answers at 127.0.0.1:9" in done.stderr
