import threading

import pytest

from forge_ai.training.tokens.prefetch import ahead


def test_items_come_in_order_and_end():
    with ahead(iter(range(500)), most=3) as items:
        assert list(items) == list(range(500))


def test_another_thread_makes_them():
    def source():
        yield threading.get_ident()

    with ahead(source()) as items:
        assert next(items) != threading.get_ident()


def test_an_endless_source_ends_with_the_block():
    def source():
        while True:
            yield 1

    before = threading.active_count()
    with ahead(source(), most=2) as items:
        assert next(items) == 1
    assert threading.active_count() == before


def test_an_error_of_the_source_comes_out_where_it_is_read():
    def source():
        yield 1
        raise ValueError("no more")

    with ahead(source()) as items, pytest.raises(ValueError, match="no more"):
        list(items)
