from __future__ import annotations

import pytest

from forge_ai.errors import EngineDied
from forge_ai.memory.device_memory import open_memory
from forge_ai.memory.facts import FactSource
from forge_ai.memory.meanings import Meanings

CONCEPTS = ({"wife", "married", "spouse"}, {"dog", "puppy"}, {"house", "live", "home"}, {"tea", "drink"})


class Embedder:
    """A model that knows which words mean the same."""

    def __init__(self):
        self.texts = []
        self.broken = False

    def __call__(self, texts):
        if self.broken:
            raise EngineDied("gone")
        self.texts += texts
        return [[2.0 * bool(concept & words) - 0.1 for concept in CONCEPTS] + [0.1] * 4 for words in map(_words, texts)]


def _words(text):
    return set(text.lower().strip(".?").split())


@pytest.fixture
def embedder():
    return Embedder()


@pytest.fixture
def memory(tmp_path, embedder):
    with open_memory(tmp_path, embed=embedder, embedding_model="meaning") as opened:
        opened.facts.remember_all([(f"The shop number {number} sells paint.", FactSource()) for number in range(60)])
        opened.facts.remember("I am married to Anna.", FactSource())
        yield opened


def test_a_fact_is_found_by_its_meaning_where_no_word_is_the_same(memory):
    assert [fact.text for fact in memory.recall.lines("What is the name of my spouse?")] == ["I am married to Anna."]


def test_each_fact_is_embedded_once_and_again_when_it_changes(memory, embedder):
    memory.recall.lines("spouse")
    before = len(embedder.texts)
    memory.recall.lines("spouse")
    assert len(embedder.texts) == before + 1
    (record,) = [one for one in memory.facts.listed() if "Anna" in one.text]
    memory.facts.edit(record.identity, "I have a dog.")
    assert [fact.text for fact in memory.recall.lines("puppy")] == ["I have a dog."]


def test_the_vector_of_a_forgotten_fact_is_gone(memory):
    memory.recall.lines("spouse")
    (record,) = [one for one in memory.facts.listed() if "Anna" in one.text]
    memory.facts.forget(record.identity)
    with memory.database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM meanings").fetchone() == (60,)


def test_words_still_find_facts_when_the_model_is_gone(memory, embedder):
    embedder.broken = True
    assert [fact.text for fact in memory.recall.lines("Who is Anna?")] == ["I am married to Anna."]


def test_vectors_of_another_model_are_made_anew(memory, embedder):
    other = Meanings(memory.database, "other", embedder)
    assert other.catch_up() == 61
    assert other.catch_up() == 0


def test_a_damaged_vector_is_left_out_and_made_again_for_the_next_search(memory):
    memory.recall.lines("spouse")
    with memory.database.writing() as connection:
        connection.execute("UPDATE meanings SET digest = zeroblob(8)")
    assert memory.recall.lines("What is the name of my spouse?") == []
    assert [fact.text for fact in memory.recall.lines("What is the name of my spouse?")] == ["I am married to Anna."]


def test_what_replaced_the_newest_fact_is_found_by_its_meaning(memory):
    assert [fact.text for fact in memory.recall.lines("spouse")] == ["I am married to Anna."]
    memory.facts.remember("I am married to Berta.", FactSource())
    assert [fact.text for fact in memory.recall.lines("spouse")] == ["I am married to Berta."]
