from __future__ import annotations

from random import Random

import pytest

from forge_ai.training.lessons.basics import (
    animals,
    categories,
    colours,
    dates,
    definitions,
    full_lists,
    fun,
    letters,
    planets,
    single,
    things,
    units,
    verse,
    what_is,
    words,
)
from forge_ai.training.lessons.basics.asked import Asked, Table, turned
from forge_ai.training.lessons.exchanges import jokes
from forge_ai.training.lessons.question import stands_in

MODULES = (animals, colours, dates, definitions, full_lists, letters, planets, things, units, what_is, words)
TABLES = {table.name: table for module in MODULES for table in module.ASKERS if isinstance(table, Table)}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_table_has_no_row_twice_and_every_row_is_full(table: Table) -> None:
    assert len(set(table.rows)) == len(table.rows)
    assert len({len(row) for row in table.rows}) == 1
    assert all(word for row in table.rows for word in row[:2])


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_question_of_a_table_has_one_answer(table: Table) -> None:
    answers: dict[str, set[tuple[str, ...]]] = {}
    for row in table.rows:
        for wording in (*table.asked, *table.held):
            if "{" in wording:
                sought = tuple(word.format(*row) for word in table.sought)
                answers.setdefault(wording.format(*row), set()).add(sought)
    assert {question: found for question, found in answers.items() if len(found) > 1} == {}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_answer_of_a_table_says_what_is_sought(table: Table) -> None:
    for row in table.rows:
        for answer in table.answers:
            assert all(stands_in(word.format(*row), answer.format(*row)) for word in table.sought), row


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_table_has_wordings_that_only_the_exam_uses(table: Table) -> None:
    assert table.held
    assert not set(table.held) & set(table.asked)
    assert len(set(table.asked)) >= 2


def test_a_short_further_question_is_about_another_row() -> None:
    random = Random(1)
    for _ in range(50):
        first = words.OPPOSITE(random)
        assert first.then is not None
        following = first.then(random)
        assert following.answer != first.answer
        assert " of " in f" {following.question.lower()}"


def test_no_word_is_defined_twice_and_no_definition_uses_its_own_word() -> None:
    defined = [word for word, _ in definitions.DEFINED]
    assert len(defined) == len(set(defined)) > 280
    assert not [word for word, meaning in definitions.DEFINED if f" {word.split(' ', 1)[-1]} " in f" {meaning} "]


def test_there_are_three_tables_of_order_and_they_go_round() -> None:
    assert dates.followed(dates.DAYS)[-1] == ("Sunday", "Monday")
    assert dates.preceded(dates.MONTHS)[0] == ("January", "December")
    assert sum(int(dates.days_in(month)[:2]) for month in dates.MONTHS) == 365


@pytest.mark.parametrize(
    ("month", "season"), [("January", "winter"), ("March", "spring"), ("August", "summer"), ("November", "autumn")]
)
def test_months_have_the_seasons_of_the_north(month: str, season: str) -> None:
    assert dates.season_of(month) == season


def test_the_year_of_the_units_is_the_year_of_the_months() -> None:
    assert ("days", "a year", "365") in units.PARTS
    assert ("months", "a year", str(len(dates.MONTHS))) in units.PARTS
    assert ("planets", "the solar system", str(len(planets.PLANETS))) in units.PARTS


def test_a_thing_is_of_one_kind_only() -> None:
    named = [word for members in categories.KINDS.values() for word in members]
    assert len(named) == len(set(named))


def test_no_irregular_plural_is_the_regular_one() -> None:
    assert all(many != words.plural(one) for one, many in words.IRREGULAR_PLURALS)
    assert not {one for one, _ in words.IRREGULAR_PLURALS} & set(words.REGULAR_NOUNS)


@pytest.mark.parametrize("word", ["cat", "Zorvax", "moon"])
def test_a_word_is_spelt_in_its_own_letters(word: str) -> None:
    assert letters.spelt(word).replace("-", "").lower() == word.lower()


def test_jokes_and_riddles_are_many_and_each_stands_once() -> None:
    asked = [question for question, _ in (*jokes.PUNS, *jokes.RIDDLES)]
    assert len(asked) == len(set(asked))
    assert len(jokes.PUNS) >= 40
    assert len({answer for _, answer in jokes.RIDDLES}) == len(jokes.RIDDLES) >= 25


def test_another_one_is_never_one_that_was_told() -> None:
    random = Random(3)
    asked: Asked = fun.JOKE(random)
    told = [asked.answer]
    while asked.then:
        asked = asked.then(random)
        told.append(asked.answer)
    assert sorted(told) == sorted(jokes.JOKES)


def test_a_single_question_stands_once_and_its_answer_says_what_is_sought() -> None:
    asked = [wording for one in single.GENERAL for wording in (*one.asked, one.held)]
    assert len(asked) == len(set(asked))
    assert all(stands_in(one.sought, one.answer) for one in single.GENERAL)
    assert all(stands_in(sought, answer) for _, answer, sought in single.WHYS)


def test_a_poem_has_four_lines() -> None:
    assert all(len(row) == 5 for row in verse.POEMS)
    assert all(poem.count("\n") == 3 for poem in verse.ANY)


def test_rows_can_be_turned_round() -> None:
    assert turned((("a", "b"),)) == (("b", "a"),)


def test_what_a_thing_is_has_a_sentence_in_one_table_only() -> None:
    named = [word for word, _ in what_is.THING.rows]
    assert not set(named) & {word for word, _ in definitions.DEFINED}
    assert {"a dog", "a toothbrush", "a carrot", "judo"} <= set(named)
