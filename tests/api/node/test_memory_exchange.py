from __future__ import annotations

import pytest

from forge_ai.protocol.memory.frames import split
from forge_ai.protocol.memory.version_vector import vector_from_json

MEMORY = "/api/v1/memory"


def test_a_device_gets_what_it_lacks_and_gives_it_back_unchanged(client):
    client.post(MEMORY, json={"text": "My dog is called Rex."})
    response = client.post(f"{MEMORY}/exchange", json={"device": "my_pi", "vector": {}})
    assert len(list(split([response.content]))) == 2
    again = client.post(f"{MEMORY}/frames", content=response.content).json()
    assert (again["records"], again["changed"]) == (1, 0)
    vector = again["vector"]
    assert len(vector_from_json(vector)) == 1
    nothing = client.post(f"{MEMORY}/exchange", json={"device": "my_pi", "vector": vector, "wait": 0.3})
    assert len(list(split([nothing.content]))) == 1


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"device": "my_pi"},
        {"device": "../x", "vector": {}},
        {"device": 5, "vector": {}},
        {"device": "my_pi", "vector": {"00": 1}},
        {"device": "my_pi", "vector": {}, "wait": -1},
        {"device": "my_pi", "vector": {}, "wait": 1e9},
        {"device": "my_pi", "vector": {}, "wait": "long"},
    ],
)
def test_an_exchange_of_another_shape_is_one_clear_refusal(client, wish):
    response = client.post(f"{MEMORY}/exchange", json=wish)
    assert response.status_code == 400
    assert response.json()["error"]["message"]


@pytest.mark.parametrize(
    ("body", "status"), [(b"hello", 422), (b"FGM1B\0\0\0\1", 422), (b"FGM1B\xff\xff\xff\xff", 422)]
)
def test_frames_that_are_none_are_refused(client, body, status):
    assert client.post(f"{MEMORY}/frames", content=body).status_code == status
