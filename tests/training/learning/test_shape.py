import pytest

from forge_ai.errors import BadInput
from forge_ai.training.learning.shape import HEAD_WIDTH, SIZES, shape_of


@pytest.mark.parametrize("size", [*SIZES, "300k", "1m", "5m", "5M", " 12.5m ", "0.1b", "1.5b"])
def test_every_width_fills_whole_blocks_and_heads(size: str) -> None:
    shape = shape_of(size)
    assert shape.width % 64 == 0
    assert shape.feed_forward % 64 == 0
    assert shape.heads * HEAD_WIDTH == shape.width


COUNTS = [
    ("1m", 1e6), ("2m", 2e6), ("3m", 3e6), ("5m", 5e6), ("7m", 7e6),
    ("20m", 2e7), ("135m", 1.35e8), ("1b", 1e9), ("2b", 2e9),
]  # fmt: skip


@pytest.mark.parametrize("vocabulary", [None, 290, 1500])
@pytest.mark.parametrize(("size", "count"), COUNTS)
def test_a_count_gives_that_many_parameters_within_three_percent(size, count, vocabulary) -> None:
    shape = shape_of(size, vocabulary)
    assert abs(shape.parameters - count) <= 0.03 * count
    assert vocabulary in (None, shape.vocabulary)


def test_a_word_stands_for_the_same_shape_whatever_the_text() -> None:
    small, poor = shape_of("small"), shape_of("small", 290)
    assert (poor.width, poor.layers, poor.feed_forward, poor.vocabulary) == (256, 6, small.feed_forward, 290)


def test_the_words_go_from_small_to_large() -> None:
    counts = [shape_of(size).parameters for size in ("tiny", "small", "medium", "large")]
    assert counts == sorted(counts)
    assert counts[0] < 1_500_000
    assert counts[-1] > 100_000_000


@pytest.mark.parametrize("size", ["", "huge", "5", "0m", "-5m", "5mm", "9999b", "1e6", "m", "nanm", "5 million"])
def test_a_size_that_is_none_is_refused_with_the_choices(size: str) -> None:
    with pytest.raises(BadInput) as refused:
        shape_of(size)
    assert "tiny" in refused.value.hint
