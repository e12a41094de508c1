"""One child process, whenever it dies."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from forge_ai.engines.process.child import Child


class LateOrders(dict[str, object]):
    """Orders that are said only when the child has ended."""

    def items(self) -> object:  # type: ignore[override]
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        return super().items()


@pytest.mark.skipif(not hasattr(os, "waitid"), reason="this system does not tell that a process has ended")
def test_a_child_that_dies_before_it_can_read_its_orders_is_buried_like_any_other(tmp_path: Path) -> None:
    program = tmp_path / "dies.py"
    program.write_text("import sys\nsys.exit('no more memory')\n")
    child = Child(LateOrders(path="model.gguf"), program)
    assert child.wait_for_address(10.0) is None
    assert child.last_words() == (["no more memory"], 1)
    child.end()
    assert not child.alive
