from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from forge_ai.api.ollama.abilities import abilities
from forge_ai.models.gguf.header import read_header
from forge_ai.testing.random_model import write_random_model


@pytest.mark.parametrize(
    ("template", "pools", "told"),
    [
        ("plain", False, ["completion"]),
        ("{% if tools %}", False, ["completion", "tools"]),
        ("{% if tools %}{% if enable_thinking %}", False, ["completion", "tools", "thinking"]),
        ("plain", True, ["embedding"]),
    ],
)
def test_programs_are_told_what_a_model_can_do(tmp_path: Path, template: str, *, pools: bool, told: list[str]) -> None:
    header = read_header(write_random_model(tmp_path / "model.gguf"))
    assert abilities(replace(header, chat_template=template, pools=pools)) == told


def test_programs_may_offer_tools_to_another_servers_model(client):
    """They offer none to a model that is not said to take them, and what is asked of it is handed on."""
    shown = client.post("/api/show", json={"model": "scripted"}).json()
    assert shown["capabilities"] == ["completion", "tools"]


def test_another_servers_model_has_a_digest_by_which_programs_keep_what_they_heard(client):
    (listed,) = client.get("/api/tags").json()["models"]
    assert len(listed["digest"]) == 64
