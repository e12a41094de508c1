"""A file that the disk has no room for is refused before a byte of it is fetched."""

from __future__ import annotations

import pytest

from forge_ai.errors import StorageFault
from forge_ai.models.files.extract import receive
from forge_ai.models.manifest import ModelFile
from forge_ai.paths import is_full


def test_what_the_disk_cannot_hold_is_not_even_asked_for(tmp_path):
    asked = []
    with pytest.raises(StorageFault, match=r"10,000,000,000,000,000 bytes are needed and [\d,]+ are free") as refused:
        receive(tmp_path, ModelFile("model.gguf", 10**16, "0" * 64), asked.append)
    assert asked == []
    assert is_full(refused.value)
