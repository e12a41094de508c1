"""What is told to one device is known on the other: real commands, two data folders, the starter model."""

from __future__ import annotations

import json
import sys

import pytest

from forge_ai.models.store import SHIPPED, STARTER
from tests.nodes import put_model
from tests.programs import FORGE, program, run

PI = {"FORGE_AI_NAME": "my_pi"}


@pytest.mark.skipif(not (SHIPPED / STARTER).is_dir(), reason="the starter model has not been trained yet")
def test_the_pi_is_told_and_the_pc_knows(tmp_path):
    pc, pi = tmp_path / "pc", tmp_path / "pi"
    run((*FORGE, "memory", "add", "My dog is called Rex"), pi, **PI)
    with program((*FORGE, "serve", "--name", "my_pc", "--port", "0"), pc) as (node, address):
        synced = run((*FORGE, "memory", "sync", address), pi, FORGE_AI_CODE=node.code, **PI)
        assert "1 went there (1 new there)" in synced.stderr
        done = run((*FORGE, "ask", "What is my dog called?", "--json"), pc)
    report = json.loads(done.stdout)
    assert "Rex" in report["answer"]
    assert report["memories"][0].endswith("My dog is called Rex.")


def test_a_conversation_begun_on_one_device_goes_on_on_the_other(tmp_path):
    pc, pi, stick = tmp_path / "pc", tmp_path / "pi", str(tmp_path / "memories.json")
    for home in (pc, pi):
        put_model(home)
    run((*FORGE, "chat", "--model", "my_model"), pi, "Hello there\n", **PI)
    run((*FORGE, "memory", "export", stick), pi, **PI)
    run((*FORGE, "memory", "import", stick), pc)
    done = run((*FORGE, "chat", "--model", "my_model", "--continue", "last"), pc, f"Go on\n/save {tmp_path}/talk\n")
    assert "Saved 4 messages" in done.stderr
    assert "Hello there" in (tmp_path / "talk").read_text()


def test_the_memory_snippet_of_the_guide_works(tmp_path):
    snippet = f"""
from forge_ai.comms import MemorySync, OfflineSync

sync = MemorySync()
OfflineSync.export_to_file("{tmp_path}/memories.json")
OfflineSync.import_from_file("{tmp_path}/memories.json")
"""
    done = run((sys.executable, "-c", snippet), tmp_path / "home")
    assert done.returncode == 0, done.stderr
