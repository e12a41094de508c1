"""What the Makefile does for every program that it starts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from tests.programs import ROOT

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")

# What `python3 -m venv` leaves on a Debian that lacks python3-venv.
HALF = "#!/bin/sh\nmkdir -p .venv/bin; touch .venv/bin/python; exit 1\n"
# A Python that installs whatever it is asked to, and cannot load the engine.
WITHOUT_ENGINE = '#!/bin/sh\n[ "$1" != -c ]\n'
WHOLE = "#!/bin/sh\nmkdir -p .venv/bin; echo whole > .venv/bin/python\n"


def test_what_make_starts_keeps_its_compiled_modules_though_the_environment_forbids_it(tmp_path):
    more = tmp_path / "more.mk"
    more.write_text(f"show:\n\t@{sys.executable} -c 'import sys; print(sys.dont_write_bytecode)'\n")
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    command = ("make", "--no-print-directory", "-f", "Makefile", "-f", str(more), "show")
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_half_an_environment_is_not_left_for_the_next_try(tmp_path):
    python, made = tmp_path / "python", tmp_path / ".venv" / "bin" / "python"
    command = ("make", "-f", str(ROOT / "Makefile"), ".venv/bin/python", f"PYTHON={python}")

    def make(does):
        python.write_text(does)
        python.chmod(0o755)
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert make(HALF).returncode != 0
    assert not made.exists()
    assert make(WHOLE).returncode == 0
    assert made.read_text() == "whole\n"


def test_a_system_without_the_library_of_the_engine_is_told_so_and_the_rest_is_installed(tmp_path):
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).touch()
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(WITHOUT_ENGINE)
    python.chmod(0o755)
    tools = tmp_path / "tools"  # no package manager among them
    tools.mkdir()
    for tool in ("sh", "id", "touch"):
        (tools / tool).symlink_to(shutil.which(tool))
    command = (shutil.which("make"), "-f", str(ROOT / "Makefile"), ".venv/installed")
    done = subprocess.run(command, env={"PATH": str(tools)}, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, "sudo apt install libgomp1" in done.stdout) == (0, True), done.stderr
