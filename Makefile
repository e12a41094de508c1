# ForgeAI: everything a developer or a new user runs. Each target installs what it needs.

PYTHON ?= python3
BIN := .venv/bin
# Every program that is started here finds its modules compiled; where the environment forbids that, each start takes three times as long.
unexport PYTHONDONTWRITEBYTECODE
PIP := $(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check --constraint constraints.txt

# Tests in several processes, a file each in turn, where each of them can have a network of its own (root, Linux).
# One process more than cores, for tests wait for programs that start and for time that passes.
SHARED = $$(unshare --net ip link set lo up 2>/dev/null && \
         echo --numprocesses $$(( $$(nproc) + 1 )) --maxprocesses 4 --dist loadfile --no-loadscope-reorder)

.PHONY: help demo test test-slow lint types contract bench bench-together starter starter-on personas map programs clean

help:
	@echo "make demo       two devices on this machine, asking and answering"
	@echo "make test       lint, types, import contract, all tests"
	@echo "make test-slow  the tests that take minutes"
	@echo "make bench      the benchmarks, as tables"
	@echo "make bench-together  ways to train on several PCs, as a table (ten minutes)"
	@echo "make starter    train the starter model again (an evening on two cores)"
	@echo "make starter-on let the starter model learn on from where it is"
	@echo "make personas   train the adapters of the starter's personalities again (some minutes)"
	@echo "make map        write ARCHITECTURE.md's file map and the table in docs/settings.md from the code"

# What the system lacks is installed where this is root on a Debian. Tries, and says whether it could.
apt = { [ "$$(id -u)" = 0 ] && command -v apt-get && { apt-get -qq update; DEBIAN_FRONTEND=noninteractive apt-get -qq install -y $(1); }; } >/dev/null 2>&1

# The engine is linked with the system's libgomp, which a bare Debian lacks.
ENGINE = $(BIN)/python -c 'import xllamacpp' 2>/dev/null || $(call apt,libgomp1) || \
         echo "libgomp is missing, and no model loads without it. Install it: sudo apt install libgomp1, or dnf install libgomp."

# Half an environment, without pip, would be taken for a whole one the next time.
.venv/bin/python:
	$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

.venv/installed: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) --editable .
	@$(ENGINE)
	@touch $@

.venv/installed-for-work: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) --editable '.[together,voice,sherpa,dev]'
	@$(ENGINE)
	@touch .venv/installed $@

demo: .venv/installed
	@$(BIN)/python examples/demo.py

# What comes before the tests is done side by side: installing the programs waits for the network, the types for a processor.
test:
	@$(MAKE) --no-print-directory --jobs 4 lint types contract programs
	$(BIN)/python -m pytest $(SHARED)

test-slow: programs
	$(BIN)/python -m pytest -m slow

# The programs that speak and play, and those that make networks. Tries, and never fails: without them the tests that need them are skipped, aloud.
# After the environment, for that may need the system's package manager too, which serves one at a time.
programs: .venv/installed-for-work
	@command -v espeak-ng >/dev/null && command -v aplay >/dev/null && command -v ip >/dev/null || \
	  $(call apt,espeak-ng alsa-utils iproute2) || \
	  echo "espeak-ng, alsa-utils or iproute2 is missing and cannot be installed from here: what needs them is skipped."

lint: .venv/installed-for-work
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/installed-for-work
	$(BIN)/mypy

contract: .venv/installed-for-work
	$(BIN)/lint-imports

bench: .venv/installed-for-work
	$(BIN)/python -m benchmarks

bench-together: .venv/installed-for-work
	$(BIN)/python -m benchmarks together

starter: .venv/installed-for-work
	$(BIN)/python -m forge_ai.training.starter --ship forge_ai/models/shipped

starter-on: .venv/installed-for-work
	$(BIN)/python -m forge_ai.training.starter --base forge_ai/models/shipped/starter --seed 2 --ship forge_ai/models/shipped

personas: .venv/installed-for-work
	$(BIN)/python -m forge_ai.training.characters --ship forge_ai/models/shipped

map: .venv/installed
	$(BIN)/python tests/repository/file_map.py ARCHITECTURE.md
	$(BIN)/python -m tests.repository.settings_page docs/settings.md

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
