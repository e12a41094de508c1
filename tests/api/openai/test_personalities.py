"""Personalities of a node, with a real engine and real adapters."""

from __future__ import annotations

import httpx2
import pytest

from forge_ai.models.personality_changes import save_personality
from forge_ai.models.store import ModelStore
from forge_ai.paths import Home
from forge_ai.protocol.conversations.personality import Personality
from forge_ai.testing.random_adapter import write_random_adapter
from forge_ai.testing.scripted_engine import ScriptedEngine
from tests.nodes import owner, put_model, serving

CHAT = "/v1/chat/completions"


def add(home, name, *, adapter=None, **fields):
    store = ModelStore(Home(home))
    model = store.find("my_model")
    if adapter is not None:
        sha256 = next(file.sha256 for file in model.manifest.files if file.path == "model.gguf")
        path = write_random_adapter(home / f"{name}-{adapter}.gguf", sha256, seed=adapter)
        save_personality(store, model, Personality(name, adapter=f"{name}.gguf", base_sha256=sha256, **fields), path)
    else:
        save_personality(store, model, Personality(name, **fields), None)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    put_model(folder)
    add(folder, "alice", adapter=1)
    add(folder, "bob", adapter=2)
    add(folder, "carol", system_prompt="You are {name}, a pirate.", sampling={"max_tokens": 3})
    return folder


@pytest.fixture(scope="module")
def client(home):
    with (
        serving(home, "my_pc") as node,
        httpx2.Client(
            base_url=f"http://127.0.0.1:{node.port}", headers=owner(node), trust_env=False, timeout=20
        ) as http,
    ):
        yield http


def said(client, model, **fields):
    messages = [{"role": "system", "content": "x"}, {"role": "user", "content": "Hello"}]
    asked = {"model": model, "messages": messages, "temperature": 0, "max_tokens": 12, **fields}
    response = client.post(CHAT, json=asked)
    assert response.status_code == 200, response.text
    return response.json()["choices"][0]["message"]["content"]


def test_personalities_stand_among_the_models(client):
    listed = client.get("/v1/models").json()["data"]
    entries = {entry["id"]: entry for entry in listed}
    assert listed[0]["id"] == "my_model"
    assert {"my_model", "starter", "alice", "bob", "carol"} <= set(entries)
    assert (entries["alice"]["parent"], "parent" in entries["my_model"]) == ("my_model", False)
    assert client.get("/v1/models/carol").json()["id"] == "carol"
    assert client.get("/v1/models/my_pc/alice").json()["id"] == "alice"


def test_each_adapter_counts_only_for_its_own_personality(client):
    plain, alice, bob = said(client, "my_model"), said(client, "alice"), said(client, "bob")
    assert len({plain, alice, bob}) == 3
    assert said(client, "my_model") == plain
    assert said(client, "my_pc/alice") == alice
    assert said(client, "my_model/bob") == bob


def test_a_personality_samples_as_it_says_unless_the_request_says_otherwise(client):
    answer = client.post(CHAT, json={"model": "carol", "messages": [{"role": "user", "content": "Hello"}]})
    assert answer.json()["usage"]["completion_tokens"] == 3
    asked = {"model": "carol", "messages": [{"role": "user", "content": "Hello"}], "max_tokens": 5}
    assert client.post(CHAT, json=asked).json()["usage"]["completion_tokens"] == 5


def test_an_unknown_personality_is_an_unknown_model(client):
    for name in ("dave", "my_pc/dave", "my_model/dave", "other/alice"):
        response = client.post(CHAT, json={"model": name, "messages": [{"role": "user", "content": "Hello"}]})
        assert response.status_code == 404, name
    refused = response.json()["error"]["message"]
    assert "personalities: alice, bob" in refused, refused


def test_an_adapter_that_is_added_while_the_node_runs_is_used_at_once(client, home):
    before = said(client, "alice")
    add(home, "erin", adapter=5)
    assert said(client, "erin") not in (before, said(client, "my_model"))
    assert said(client, "alice") == before


def test_the_prompt_of_a_personality_is_what_the_model_is_told(tmp_path):
    put_model(tmp_path)
    with ScriptedEngine() as engine, serving(tmp_path, "carol", model="scripted", upstream=engine.url) as node:
        assert node.services.offers.personalities() == []
    add(tmp_path, "carol", system_prompt="You are {name}, a pirate.")
    with serving(tmp_path, "carol") as node:
        chosen = node.services.offers.choose("carol")
        introduced = node.services.introduction(chosen).without_memory()
        assert introduced.system_prompt == "You are carol, a pirate."
        assert node.services.offers.choose("").personality is None
