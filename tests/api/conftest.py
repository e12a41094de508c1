from __future__ import annotations

import httpx2
import pytest

from forge_ai.testing.scripted_engine import ScriptedEngine
from tests.nodes import owner, serving


@pytest.fixture
def engine():
    with ScriptedEngine() as scripted:
        yield scripted


@pytest.fixture
def node(engine, tmp_path):
    """A node whose engine follows a script."""
    with serving(tmp_path, "my_pc", model="scripted", upstream=engine.url, stall_seconds=5.0) as node:
        yield node


@pytest.fixture
def client(node):
    """A client of that node."""
    with httpx2.Client(
        base_url=f"http://127.0.0.1:{node.port}", headers=owner(node), trust_env=False, timeout=20
    ) as http:
        yield http
