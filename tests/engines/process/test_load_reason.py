"""The library's log becomes one sentence for a person."""

from __future__ import annotations

import signal

import pytest

from forge_ai.engines.process.load_reason import what_helps, why_not

LOADING = "0.00.004.498 E llama_model_load: error loading model: "
TRAILER = "0.00.005.322 E srv          init: exiting due to model loading error"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (LOADING + "unknown model architecture: 'zz'", "its architecture 'zz' is not known"),
        (LOADING + "check_tensor_dims: tensor 'blk.1.x' not found", "its tensor blk.1.x is missing"),
        (LOADING + "tensor 'o' data is not within the file bounds, model is corrupted", "cut short in its tensor o"),
        (LOADING + "wrong number of tensors; expected 9, got 8", "it has 8 tensors where 9 belong"),
        (LOADING + "error loading model vocabulary: something new", "the engine says: something new"),
        ("E alloc: failed to allocate CPU buffer of size 99", "not enough memory"),
        ("terminate called after throwing an instance of 'std::bad_alloc'", "not enough memory"),
        ("/src/ggml.c:9: GGML_ASSERT(a > b) failed", "the engine's own check failed: a > b"),
        ("cannot import the engine: libgomp.so.1: cannot open shared object file", "needs the system library libgomp"),
        ("cannot import the engine: No module named 'xllamacpp'", "is not installed for this Python"),
    ],
)
def test_a_known_message_becomes_a_sentence(line: str, reason: str) -> None:
    assert reason in why_not(["0.00.001 I srv init: begin", line, TRAILER], 1)


def test_a_known_message_wins_over_the_signal() -> None:
    assert "own check" in why_not(["x: GGML_ASSERT(false) failed"], -signal.SIGABRT)


@pytest.mark.parametrize(
    ("code", "reason"),
    [(-signal.SIGKILL, "memory runs out"), (-signal.SIGSEGV, "SIGSEGV"), (-signal.SIGABRT, "SIGABRT"), (-200, "200")],
)
def test_a_signal_without_a_message_is_named(code: int, reason: str) -> None:
    assert reason in why_not([], code)


def test_an_unknown_message_is_quoted_without_its_stamp() -> None:
    assert why_not(["first", "0.00.005.322 E srv  strange things happen"], 1).endswith("were: strange things happen")


def test_silence_is_told_as_such() -> None:
    assert why_not([], 1) == why_not(["", " "], None) == "the engine gave no reason"


def test_a_long_message_is_cut() -> None:
    assert len(why_not(["x" * 10_000], 1)) < 300
    assert len(why_not([LOADING + "y" * 10_000], 1)) < 300


def test_braces_in_the_log_are_no_format() -> None:
    assert "{0}" in why_not([LOADING + "a {0} {1} b"], 1)


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("cannot import the engine: libgomp.so.1: cannot open shared object file", "sudo apt install libgomp1"),
        ("cannot import the engine: No module named 'xllamacpp'", "pip install --force-reinstall forge-ai"),
    ],
)
def test_where_no_model_would_load_another_one_is_no_remedy(line: str, remedy: str) -> None:
    assert remedy in (what_helps(["0.00.001 I srv init: begin", line]) or "")


def test_where_one_model_does_not_load_another_one_may_be_tried() -> None:
    assert what_helps([LOADING + "unknown model architecture: 'zz'"]) is None
