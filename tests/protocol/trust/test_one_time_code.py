from __future__ import annotations

import pytest

from forge_ai.errors import BadInput
from forge_ai.limits import CODE_DIGITS, JOIN_KEY_CHARACTERS
from forge_ai.protocol.trust.one_time_code import SharedWord, code_for_people, code_word, join_word, new_code


def drawn(*numbers):
    """Chance that gives these numbers, one after the other."""
    left = list(numbers)
    return lambda size: left.pop(0).to_bytes(size, "big")


def test_a_code_keeps_its_zeros():
    assert new_code(drawn(7)) == "00000007"


def test_numbers_that_would_make_some_codes_likelier_are_drawn_again():
    surplus = 256**8 % 10**CODE_DIGITS
    assert new_code(drawn(256**8 - 1, 256**8 - surplus, 256**8 - surplus - 1)) == "99999999"


def test_what_is_shown_is_what_may_be_typed():
    assert code_word(code_for_people("12345678")) == code_word("12345678")


@pytest.mark.parametrize("typed", ["123-4567", "1234-56789", "abcd-efgh", "", "\u0661" * 8, "1234\udce95678"])
def test_what_is_no_code_is_refused_and_not_shown(typed):
    with pytest.raises(BadInput) as refused:
        code_word(typed)
    assert not typed or typed not in f"{refused.value} {refused.value.hint}"


@pytest.mark.parametrize("key", ["x" * (JOIN_KEY_CHARACTERS - 1), " " * 99, "\udcff" + "x" * 30])
def test_what_is_no_join_key_is_refused_and_not_shown(key):
    with pytest.raises(BadInput) as refused:
        join_word(key)
    assert key.strip() not in f"{refused.value} {refused.value.hint}" or not key.strip()


def test_a_word_is_not_printed_with_its_value():
    word: SharedWord = join_word("a fleet's word that nobody guesses")
    assert "nobody" not in repr(word)
    assert word.password == b"join:a fleet's word that nobody guesses"
