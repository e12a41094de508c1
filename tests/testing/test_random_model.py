"""The random model is the same every time and speaks plain letters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from forge_ai.models.gguf.header import read_header
from forge_ai.testing.random_model import ABOUT_135_MILLION, TINY, write_random_model


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second, other = (
        write_random_model(tmp_path / f"{place}.gguf", TINY, seed=seed).read_bytes()
        for place, seed in enumerate((1, 1, 2))
    )
    assert first == second != other


@pytest.mark.parametrize("precision", ["F32", "F16", "Q8_0"])
def test_every_precision_is_a_whole_model(tmp_path: Path, precision: str) -> None:
    header = read_header(write_random_model(tmp_path / "m.gguf", replace(TINY, precision=precision)))  # type: ignore[arg-type]
    assert header.quantisation == precision
    assert 300_000 < header.parameter_count < 1_500_000


def test_the_large_shape_has_about_135_million_parameters() -> None:
    shape = ABOUT_135_MILLION
    head = shape.width // shape.heads
    attention = 2 * shape.width**2 + 2 * shape.width * head * shape.heads_kv
    layer = attention + 3 * shape.width * shape.feed_forward
    assert 130e6 < shape.layers * layer + 2 * shape.vocabulary * shape.width < 140e6
