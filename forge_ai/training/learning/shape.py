"""One dial for the size of a model: a word or a parameter count becomes a Llama shape.

Every width is a multiple of 64, so that each weight row splits into whole Q8_0 blocks and whole attention heads.
Does not know what the model is trained on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import log
from typing import Final

from forge_ai.errors import BadInput

HEAD_WIDTH: Final = 64
SMALLEST: Final = 100_000
LARGEST: Final = 2_000_000_000
CLOSE_ENOUGH: Final = 0.03  # of the parameters that were asked for


@dataclass(frozen=True, slots=True)
class Shape:
    """The numbers that a Llama model is made of."""

    width: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    context: int

    @property
    def parameters(self) -> int:
        """How many weights the model has; the embedding serves as the output layer too and counts once."""
        attention = 4 * self.width * self.width
        feed_forward = 3 * self.width * self.feed_forward
        return self.vocabulary * self.width + self.layers * (attention + feed_forward + 2 * self.width) + self.width


def _shape(width: int, layers: int, vocabulary: int, context: int) -> Shape:
    return Shape(width, layers, width // HEAD_WIDTH, _multiple_of_64(width * 8 / 3), vocabulary, context)


def _multiple_of_64(number: float) -> int:
    return max(64, round(number / 64) * 64)


SIZES: Final = {
    "tiny": _shape(128, 4, 2048, 1024),
    "small": _shape(256, 6, 4096, 1024),
    "medium": _shape(512, 8, 8192, 1024),
    "large": _shape(768, 14, 16384, 2048),
}
_COUNT: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([kmb])", re.IGNORECASE)
_UNITS: Final = {"k": 1e3, "m": 1e6, "b": 1e9}
_WIDTHS: Final = range(64, 4097, 64)


def shape_of(size: str, vocabulary: int | None = None) -> Shape:
    """The shape that a word (``tiny``, ``small``, ``medium``, ``large``) or a count (``5m``, ``0.1b``) stands for.

    A text that has fewer words than the shape has room for gives its ``vocabulary``: a word stands for the same shape
    with less room for words, a count for the same number of parameters.
    """
    named = SIZES.get(size.strip().lower())
    if named:
        return named if vocabulary is None else replace(named, vocabulary=vocabulary)
    count = _count(size)
    return _nearest(count, _words(count) if vocabulary is None else vocabulary)


def _count(size: str) -> float:
    found = _COUNT.fullmatch(size.strip())
    count = float(found[1]) * _UNITS[found[2].lower()] if found else 0.0
    if not SMALLEST <= count <= LARGEST:
        raise BadInput(
            f"{size[:40]!a} is not a model size.",
            hint=f"Use {', '.join(SIZES)}, or a number of parameters from 100k to 2b, such as 5m.",
        )
    return count


def _nearest(count: float, vocabulary: int) -> Shape:
    """The best proportioned shape within three percent of a parameter count, or else the nearest to it."""

    def badness(shape: Shape) -> tuple[float, float]:
        off = abs(shape.parameters / count - 1)
        return max(off, CLOSE_ENOUGH), abs(log(shape.layers / _depth(shape.width))) + _unusual(shape)

    return min(_candidates(vocabulary), key=badness)


def _candidates(vocabulary: int) -> Iterator[Shape]:
    for width in _WIDTHS:
        usual = _shape(width, _depth(width), vocabulary, 1024)
        for layers in range(max(1, usual.layers // 2), usual.layers * 2 + 2):
            yield from (replace(usual, layers=layers, feed_forward=usual.feed_forward + more) for more in (-64, 0, 64))


def _depth(width: int) -> int:
    """How many layers suit a width: deep rather than wide, as small models want it."""
    return max(2, round(width / 48))


def _unusual(shape: Shape) -> float:
    return abs(log(shape.feed_forward / _multiple_of_64(shape.width * 8 / 3)))


def _words(count: float) -> int:
    """How many tokens a vocabulary may have before it eats the model."""
    for vocabulary, least in ((32768, 3e8), (16384, 6e7), (8192, 1.5e7), (4096, 4e6), (2048, 1e6)):
        if count >= least:
            return vocabulary
    return 512
