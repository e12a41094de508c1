"""Skips aloud what needs a part of the package that is not installed here."""

from __future__ import annotations

import pytest

from forge_ai.errors import MissingPart


def skip_without(require):
    """Return where ``require`` finds the part; skip the test, or the whole module that is being read, elsewhere."""
    try:
        require()
    except MissingPart as missing:
        pytest.skip(f"SKIPPED: {missing.message}", allow_module_level=True)
