from __future__ import annotations

import pytest

import forge_ai
from forge_ai.api.border.program_paths import PROGRAM_PATHS
from forge_ai.testing.scripted_engine import refuse
from tests.programs import ROOT


def test_a_node_says_hello_to_anybody(client):
    hello = client.get("/api/v1/node").json()
    assert hello == {"forge_ai": forge_ai.__version__, "protocol": 1, "name": "my_pc", "model": "scripted"}


def test_the_models_are_listed_with_their_owner(client):
    found = client.get("/v1/models").json()
    assert [(model["id"], model["owned_by"]) for model in found["data"]] == [("scripted", "my_pc")]
    assert client.get("/v1/models/scripted").json()["id"] == "scripted"


def test_health_makes_a_token_when_none_was_made_lately(client, engine):
    assert client.get("/health").json()["status"] == "ok"
    assert engine.asked[-1].path.endswith("/completions")


def test_every_field_of_health_stands_in_the_document(client):
    page = (ROOT / "docs" / "serving.md").read_text(encoding="utf-8")
    (told,) = [part for part in page.split("\n\n") if part.startswith("What `/health` says")]
    assert [field for field in client.get("/health").json() if f"`{field}`" not in told] == []


def test_health_asks_no_more_while_the_last_token_is_fresh(client, engine):
    client.get("/health")
    count = len(engine.asked)
    assert client.get("/health").json()["model"] == "scripted"
    assert len(engine.asked) == count


def test_health_is_bad_when_the_engine_makes_no_token(client, engine):
    engine.replies.append(refuse(500, "out of order"))
    response = client.get("/health")
    assert response.status_code == 503
    assert response.json()["error"]["code"] == "engine_died"


def test_an_unknown_path_is_404_in_our_shape(client):
    response = client.get("/v2/nothing")
    assert response.status_code == 404
    assert "/v2/nothing" in response.json()["error"]["message"]


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/chat/completions", "/v1/chat/completions."),
        ("/models/", "/v1/models."),
        ("/v1/v1/embeddings", "/v1/embeddings."),
        ("/v1/api/chat", "/api/chat."),
    ],
)
def test_a_base_address_with_a_v1_too_few_or_too_many_is_told(client, path, meant):
    """In the message: many programs show nothing else of an error."""
    response = client.post(path, json={})
    assert response.status_code == 404
    assert response.json()["error"]["message"].endswith(f"but {meant}")


def test_every_path_that_is_named_instead_is_there(client):
    told = client.get("/openapi.json").json()["paths"]
    assert set(PROGRAM_PATHS) <= set(told)


def test_a_wrong_method_is_405_and_says_the_right_one(client):
    response = client.get("/v1/chat/completions")
    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    assert response.json()["error"]["code"] == "method_not_allowed"
    assert response.json()["error"]["message"] == "/v1/chat/completions takes POST."


@pytest.mark.parametrize("path", ["/health", "/v1/models", "/api/tags", "/api/version", "/"])
def test_whoever_only_knocks_gets_the_head(client, path):
    knocked, asked = client.head(path), client.get(path)
    assert (knocked.status_code, knocked.content) == (200, b"")
    assert knocked.headers["Content-Type"] == asked.headers["Content-Type"]


def test_a_slash_at_the_end_changes_nothing(client):
    assert client.get("/v1/models/").json() == client.get("/v1/models").json()


def test_the_words_of_the_api_are_told_without_a_warning_on_the_terminal(client, capfd):
    assert "/v1/chat/completions" in client.get("/openapi.json").json()["paths"]
    assert capfd.readouterr().err == ""
