"""Every refusal becomes the one error that fits, whatever the body looks like."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from forge_ai.engines.answers.refusals import refusal, refusal_in_stream
from forge_ai.errors import (
    BadInput,
    EngineBusy,
    EngineFault,
    ForgeError,
    NotTrusted,
    PromptTooLong,
    UnknownModel,
)
from forge_ai.limits import ERROR_TEXT_CHARACTERS, JSON_PARTS


def body(message: str, **more: object) -> bytes:
    return json.dumps({"error": {"message": message, **more}}).encode()


CASES: list[tuple[int, bytes, type[ForgeError], str]] = [
    (400, body("x", type="exceed_context_size_error", n_prompt_tokens=90, n_ctx=20), PromptTooLong, "has 90 tokens"),
    (400, body("too much", code="context_length_exceeded"), PromptTooLong, "longer than tiny can read"),
    (500, body("input (900 tokens) is too large to process. increase"), PromptTooLong, "longer than tiny"),
    (500, body("Context size has been exceeded."), EngineBusy, "no room left"),
    (400, body("temperature must be number"), BadInput, "tiny: temperature must be number"),
    (422, body("no"), BadInput, "no"),
    (401, body("Invalid API Key"), NotTrusted, "Invalid API Key"),
    (403, b"{}", NotTrusted, "403"),
    (404, body("no such model"), UnknownModel, "no such model"),
    (429, body("slow down"), EngineBusy, "slow down"),
    (503, body("loading model"), EngineBusy, "loading model"),
    (500, body("Failed to parse tools: Expected 'tools' to be an array, got -1"), BadInput, "Expected 'tools'"),
    (500, body("Unknown reasoning format: x"), BadInput, "reasoning format"),
    (500, body("Cannot use both json_schema and grammar"), BadInput, "both json_schema and grammar"),
    (500, body("image input is not supported - hint: provide the mmproj"), BadInput, "image input is not"),
    (500, b"", EngineFault, "status 500"),
    (500, b"<html>oops</html>", EngineFault, "<html>oops</html>"),
    (400, b'{"error": "as a text"}', BadInput, "as a text"),
    (400, b"[1, 2]", BadInput, "status 400"),
    (302, b"", EngineFault, "status 302"),
]


@pytest.mark.parametrize(("status", "content", "kind", "words"), CASES)
def test_a_refusal_becomes_the_error_that_fits(status: int, content: bytes, kind: type[ForgeError], words: str) -> None:
    error = refusal("tiny", status, content)
    assert type(error) is kind
    assert words in error.message
    assert ("exceeds the available context size" in error.message) == (kind is PromptTooLong)  # LiteLLM looks for it


def test_a_picture_that_a_model_cannot_see_is_refused_without_words_for_developers() -> None:
    said = "image input is not supported - hint: if this is unexpected, you may need to provide the mmproj"
    error = refusal("tiny", 500, body(said))
    assert error.message == "tiny: image input is not supported."
    assert error.hint == "Send words alone, or ask a model that takes more."


def test_a_long_text_is_cut() -> None:
    assert len(refusal("tiny", 400, body("x" * 10_000)).message) < ERROR_TEXT_CHARACTERS + 20
    assert len(refusal("tiny", 400, b"y" * 10_000).message) < ERROR_TEXT_CHARACTERS + 20


def test_lines_become_one_line() -> None:
    assert refusal("tiny", 400, body("two\nlines")).message == "tiny: two lines"
    assert "\n" not in refusal("tiny", 400, b"two\nlines").message


@pytest.mark.parametrize(
    ("code", "kind"), [(400, BadInput), (500, EngineFault), (None, EngineFault), ("x", EngineFault)]
)
def test_an_error_inside_a_stream_is_read_by_its_code(code: object, kind: type[ForgeError]) -> None:
    assert type(refusal_in_stream("tiny", {"message": "m", "code": code})) is kind


@given(some.integers(100, 599), some.binary() | some.text().map(str.encode))
def test_whatever_the_body_is_there_is_an_error(status: int, content: bytes) -> None:
    error = refusal("tiny", status, content)
    assert error.message.isprintable()


BOMB = b'{"error": {"message": "boom", "more": [' + b"[]," * JSON_PARTS + b"0]}}"


def test_a_refusal_of_millions_of_values_is_not_unpacked() -> None:
    assert json.loads(BOMB)["error"]["message"] == "boom"
    assert refusal("tiny", 500, BOMB).message == "tiny: the engine answered with status 500"
