from __future__ import annotations

from forge_ai.memory.facts import FactSource
from forge_ai.memory.words import content_words
from tests.memory.devices import sync


def test_words_in_most_records_do_not_decide(device):
    device.memory.facts.remember_all([(f"record number {number} of the box", FactSource()) for number in range(500)])
    assert [hit.record.text for hit in device.memory.words.facts("record 77", 5)] == ["record number 77 of the box"]


def test_other_forms_of_a_word_and_accents_are_found(device):
    device.tell("My dogs like running in Köln.")
    assert device.memory.words.facts("dog", 1)
    assert device.memory.words.facts("runs", 1)
    assert device.memory.words.facts("koln", 1)


def test_signs_that_mean_something_to_the_index_are_only_words(device):
    device.tell("My dog is called Rex.")
    for query in ('dog"', "dog OR", "dog AND (", "dog*", "text:dog", "NEAR(dog", '" OR "', "'; DROP TABLE records"):
        device.memory.words.facts(query, 5)
    assert device.memory.words.facts('"dog"', 5)


def test_what_another_device_sends_edits_or_forgets_is_found_or_not(device, other):
    record = other.tell("My dog is called Rex.")
    sync(device, other)
    assert device.memory.words.facts("dog", 5)
    other.memory.facts.edit(record.identity, "My wolf is called Rex.")
    sync(device, other)
    assert not device.memory.words.facts("dog", 5)
    assert device.memory.words.facts("wolf", 5)
    other.memory.facts.forget(record.identity)
    sync(device, other)
    assert not device.memory.words.facts("wolf", 5)


def test_a_small_word_of_another_language_is_found_where_it_is_a_word_of_its_own(device):
    device.tell("My hat is green.")
    assert content_words("Where is my hat?") == ["hat"]
    assert [hit.record.text for hit in device.memory.words.facts("hat", 5)] == ["My hat is green."]


def test_only_telling_words_are_searched():
    assert content_words("What is my dog called? And the dog?") == ["dog", "called"]
    assert content_words("Wer hat mir die Lampe gebracht?") == ["lampe", "gebracht"]
    assert len(content_words(" ".join(f"word{number}" for number in range(1000)))) == 24
