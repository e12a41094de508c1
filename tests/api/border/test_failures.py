from __future__ import annotations

import asyncio
import json

import pytest
from starlette.requests import Request

from forge_ai.api.border.failures import answer_unforeseen, error_response
from forge_ai.api.port.connections import REQUEST_ID
from forge_ai.errors import EngineBusy, MissingPart, UnknownModel

SCOPE = {"type": "http", "method": "POST", "path": "/v1/completions", "headers": [], "state": {REQUEST_ID: "req_1"}}


def sent(response, scope):
    """The headers and the body of a response, as they leave."""
    messages = []

    async def send(message):
        messages.append(message)

    asyncio.run(response(scope, None, send))
    begun, body = messages
    return {name.decode(): value.decode() for name, value in begun["headers"]}, body["body"]


@pytest.mark.parametrize(("scope", "identity"), [(SCOPE, "req_1"), (SCOPE | {"state": {}}, None)])
def test_an_error_carries_the_id_of_its_request(scope, identity):
    headers, body = sent(error_response(UnknownModel("No.")), scope)
    assert json.loads(body)["error"].get("request_id") == identity
    assert headers["content-length"] == str(len(body))


@pytest.mark.parametrize(("error", "told"), [(MissingPart("No ears."), "false"), (EngineBusy("Busy."), None)])
def test_programs_are_told_not_to_ask_again_for_what_is_not_there(error, told):
    headers, _ = sent(error_response(error), SCOPE)
    assert headers.get("x-should-retry") == told


def test_ollamas_error_stays_one_text():
    _, body = sent(error_response(UnknownModel("No.", hint="Ask."), "/api/chat"), SCOPE)
    assert json.loads(body) == {"error": "No. Ask."}


def test_what_nobody_foresaw_is_told_to_both_sides_with_the_id(caplog):
    fault = ZeroDivisionError("division by zero")
    response = asyncio.run(answer_unforeseen(Request(SCOPE), fault))
    _, body = sent(response, SCOPE)
    assert fault.__notes__ == ["In the request req_1: POST /v1/completions"]
    assert (response.status_code, json.loads(body)["error"]["request_id"]) == (500, "req_1")
    assert "division" not in body.decode()


def test_a_path_says_nothing_to_the_terminal_but_letters():
    fault = ZeroDivisionError("division by zero")
    asyncio.run(answer_unforeseen(Request(SCOPE | {"path": "/v1/\x1b[2J\nok\u202egnp"}), fault))
    assert fault.__notes__ == ["In the request req_1: POST /v1/[2Jokgnp"]
