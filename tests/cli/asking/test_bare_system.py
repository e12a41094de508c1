"""A system on which a library of the engine is missing, as a fresh Debian without a desktop is."""

from __future__ import annotations

import sys

from tests.programs import ROOT, run

MISSING = "libgomp.so.1: cannot open shared object file: No such file or directory"


def test_who_asks_is_told_which_library_is_missing_and_how_it_is_installed(tmp_path):
    (tmp_path / "xllamacpp.py").write_text(f"raise ImportError({MISSING!r})\n")
    command = (sys.executable, "-m", "forge_ai", "ask", "--here", "Who are you?")
    done = run(command, tmp_path / "home", PYTHONPATH=f"{tmp_path}:{ROOT}")
    assert done.returncode == 6
    assert "needs the system library libgomp" in done.stderr
    assert "hint: Install it: `sudo apt install libgomp1`" in done.stderr
    assert "another model" not in done.stderr
