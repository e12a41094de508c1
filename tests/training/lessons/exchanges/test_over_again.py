from __future__ import annotations

import re
from random import Random

import pytest

from forge_ai.training.lessons.exchanges.asides import COURTESIES, NOISES
from forge_ai.training.lessons.exchanges.over_again import WORDS, drawn_out, exchange, said_over_again
from tests.training.lessons.wordings import kept_for_the_exam, marked_wrong, plainly

EXCHANGES = [exchange(Random(seed)) for seed in range(4000)]


@pytest.mark.parametrize("said", [r"ok( ok)+", r"no+", r"ha(ha){3,}", r"thanks, thanks.*", r"hi{3,}.*"])
def test_a_short_word_comes_over_and_over_or_drawn_out(said: str):
    assert any(re.fullmatch(said, text.casefold()) for text, _ in EXCHANGES)


def test_hardly_any_message_comes_twice_and_none_is_one_of_the_exam():
    assert len({said for said, _ in EXCHANGES}) > 0.5 * len(EXCHANGES)
    assert not {plainly(said) for said, _ in EXCHANGES} & kept_for_the_exam()
    assert not [wrong for said, answer in EXCHANGES for wrong in marked_wrong((said,), (answer,))]


def test_a_word_has_one_meaning_and_some_are_never_said():
    words = [word for kind in WORDS for word in (*kind.taught, *kind.held)]
    assert len(words) == len(set(words))
    assert all(kind.held for kind in WORDS)
    never = {exchange(Random(seed), held_out=True)[0].casefold() for seed in range(500)}
    assert not never & {said.casefold() for said, _ in EXCHANGES}


def test_a_word_said_twice_is_answered_as_if_it_were_said_once():
    once = {text.casefold(): one.answers for one in (*COURTESIES, NOISES) for text in one.said}
    shared = [(word, kind) for kind in WORDS for word in kind.taught if word in once]
    assert len(shared) > 30
    assert not [word for word, kind in shared if not set(kind.answers) & set(once[word])]


def test_one_letter_alone_is_drawn_out():
    texts = {drawn_out(Random(seed), "please") for seed in range(50)}
    assert all(re.fullmatch(r"pleas(e{3,})", text) for text in texts)
    assert re.fullmatch(r"(no[ ,.-]*){2,6}!*|no{3,}.*", said_over_again(Random(1), "no").casefold())
