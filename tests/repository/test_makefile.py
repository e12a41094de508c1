"""What the Makefile does for every program that it starts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from tests.programs import ROOT


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_what_make_starts_keeps_its_compiled_modules_though_the_environment_forbids_it(tmp_path):
    more = tmp_path / "more.mk"
    more.write_text(f"show:\n\t@{sys.executable} -c 'import sys; print(sys.dont_write_bytecode)'\n")
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    command = ("make", "--no-print-directory", "-f", "Makefile", "-f", str(more), "show")
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
