from __future__ import annotations

import pytest

from forge_ai.errors import BadInput, UnknownMemory
from forge_ai.memory import facts
from forge_ai.memory.contradictions import IMPORTED, same_subject
from forge_ai.memory.facts import FactSource, short
from forge_ai.protocol.memory.records import State, read_details
from forge_ai.protocol.values.chat import Message
from tests.memory.devices import Device, sync


def test_a_fact_is_kept_in_the_persons_words_with_where_it_comes_from(device):
    told = FactSource(device="my_pi", conversation="ab12", since="2025-05-01")
    record = device.memory.facts.remember("My dog is called Rex.", told).record
    assert record.text == "My dog is called Rex."
    assert record.conversation == "ab12"
    details = read_details(record.details)
    assert (details["by"], details["device"], details["since"]) == ("person", "my_pi", "2025-05-01")


def test_a_fact_is_there_after_a_restart(device):
    device.tell("My dog is called Rex.")
    device.restart()
    assert device.texts() == ["My dog is called Rex."]


def test_a_newer_fact_about_the_same_thing_replaces_the_older(device):
    old = device.tell("My dog is called Rex.")
    device.tell("My cat is called Tom.")
    kept = device.memory.facts.remember("My dog is now called Max.", FactSource())
    assert [record.identity for record in kept.replaced] == [old.identity]
    assert device.texts() == ["My cat is called Tom.", "My dog is now called Max."]
    assert [record.text for record in device.memory.facts.listed(State.SUPERSEDED)] == ["My dog is called Rex."]


def test_of_what_two_devices_were_told_apart_the_newest_counts_once_they_have_met(device, other):
    device.tell("My sister lives in Graz.")
    other.clock.advance(60)
    other.tell("My sister lives in Oslo.")
    sync(device, other)
    assert device.texts() == other.texts() == ["My sister lives in Oslo."]
    assert device.state() == other.state()
    assert [record.text for record in other.memory.facts.listed(State.SUPERSEDED)] == ["My sister lives in Graz."]


def test_what_is_told_again_counts_as_told_now(device, other):
    first = device.tell("My sister lives in Graz.")
    other.clock.advance(60)
    other.tell("My sister lives in Oslo.")
    device.clock.advance(120)
    again = device.memory.facts.remember("My sister lives in Graz.", FactSource())
    assert again.known
    assert again.record.identity == first.identity
    sync(device, other)
    assert device.texts() == other.texts() == ["My sister lives in Graz."]
    assert device.state() == other.state()


def test_an_imported_fact_that_is_told_again_replaces_its_rivals(device):
    both = [("My dog is called Rex.", FactSource(by=IMPORTED)), ("My dog is called Max.", FactSource(by=IMPORTED))]
    device.memory.facts.remember_all(both)
    again = device.memory.facts.remember("My dog is called Rex.", FactSource())
    assert [old.text for old in again.replaced] == ["My dog is called Max."]
    assert device.texts() == ["My dog is called Rex."]
    assert read_details(again.record.details)["by"] == "person"


@pytest.mark.parametrize(
    ("kept_as", "old", "new"),
    [
        ("my favourite color", "My favorite color is red.", "My favorite color is blue."),
        ("my mom called", "My mom is called Tina.", "My mum is called Ina."),
    ],
)
def test_what_an_earlier_version_kept_in_another_spelling_is_replaced(device, monkeypatch, kept_as, old, new):
    with monkeypatch.context() as earlier:
        earlier.setattr(facts, "about", lambda _: kept_as)
        device.tell(old)
    device.tell(new)
    assert device.texts() == [new]


def test_facts_about_one_thing_are_found_without_reading_all(device):
    device.tell("My dog is called Rex.")
    plans = []
    with device.memory.database.reading() as connection:
        connection.set_trace_callback(plans.append)
        same_subject(connection, "my dog called")
        connection.set_trace_callback(None)
        steps = connection.execute(f"EXPLAIN QUERY PLAN {plans[-1]}").fetchall()
    assert any("records_by_subject" in step[-1] for step in steps)


def test_who_is_corrected_on_a_third_device_meanwhile_is_not_lost(tmp_path, device, other):
    third = Device(tmp_path, "third")
    old = device.tell("My sister lives in Graz.")
    sync(device, third)
    other.clock.advance(60)
    other.tell("My sister lives in Oslo.")
    third.clock.advance(120)
    third.memory.facts.edit(old.identity, "My sister lives in Linz.")
    device.clock.advance(180)
    sync(device, other)
    assert device.texts() == ["My sister lives in Oslo."]
    for one, two in ((third, other), (device, third), (device, other)):
        sync(one, two)
    assert device.texts() == other.texts() == third.texts() == ["My sister lives in Linz."]
    third.memory.close()


def test_a_list_of_another_program_supersedes_nothing_that_was_told(device, other):
    device.tell("My dog is called Rex.")
    other.clock.advance(60)
    other.memory.facts.remember_all([("My dog is called Max.", FactSource(by=IMPORTED))])
    sync(device, other)
    assert set(device.texts()) == {"My dog is called Rex.", "My dog is called Max."}
    other.tell("My dog is called Bo.")
    sync(device, other)
    assert device.texts() == ["My dog is called Bo."]


def test_another_aspect_of_the_same_thing_replaces_nothing(device):
    for text in ("My car is a Volvo.", "My car is red.", "My wife is Anna.", "My wife is from Rome."):
        device.tell(text)
    assert device.texts() == ["My car is a Volvo.", "My car is red.", "My wife is Anna.", "My wife is from Rome."]


def test_the_same_aspect_told_anew_replaces_the_older(device):
    for text in (
        "My boat is green.",
        "My flight is on Monday.",
        "I parked on level 3.",
        "The spare key is in the hall.",
    ):
        device.tell(text)
    for text in (
        "My boat is blue now.",
        "My flight is on Tuesday.",
        "My car is in the yard.",
        "I put the key in a box.",
    ):
        device.tell(text)
    device.tell("My spare key is under the mat.")
    assert device.texts() == [
        "My boat is blue now.",
        "My flight is on Tuesday.",
        "My car is in the yard.",
        "I put the key in a box.",
        "My spare key is under the mat.",
    ]


def test_a_denial_takes_back_just_what_it_denies(device):
    for text in ("My boat is green.", "I drive a Volvo.", "My name is Anna."):
        device.tell(text)
    for text in ("My boat is not green any more.", "I no longer drive a Volvo.", "My name is not Tom."):
        device.tell(text)
    assert device.texts() == [
        "My name is Anna.",
        "My boat is not green any more.",
        "I no longer drive a Volvo.",
        "My name is not Tom.",
    ]


def test_a_denial_takes_back_what_was_told_as_a_change(device):
    for text in ("My boat is green now.", "I now work at the bakery.", "My car is blue again."):
        device.tell(text)
    denials = ["My boat is not green any more.", "I no longer work at the bakery.", "My car is not blue."]
    for text in denials:
        device.tell(text)
    assert device.texts() == denials


def test_a_denial_reaches_what_another_device_was_told_before(device, other):
    device.tell("My boat is green.")
    device.tell("My boat is old.")
    device.tell("My car is red.")
    other.clock.advance(60)
    other.tell("My boat is not green any more.")
    other.tell("My car is not blue any more.")
    sync(device, other)
    wanted = ["My boat is old.", "My car is red.", "My boat is not green any more.", "My car is not blue any more."]
    assert sorted(device.texts()) == sorted(other.texts()) == sorted(wanted)
    assert device.state() == other.state()
    assert [record.text for record in other.memory.facts.listed(State.SUPERSEDED)] == ["My boat is green."]


def test_a_fact_that_is_edited_into_its_denial_stays(device):
    record = device.tell("My boat is green.")
    device.memory.facts.edit(record.identity, "My boat is not green any more.")
    assert device.texts() == ["My boat is not green any more."]


def test_what_is_told_after_a_denial_elsewhere_counts(device, other):
    other.tell("My boat is not green any more.")
    other.tell("My boat is not red any more.")
    device.clock.advance(60)
    device.tell("My boat is green.")
    sync(device, other)
    assert device.texts() == other.texts()
    assert len(device.texts()) == 3


def test_a_fact_told_twice_is_kept_once(device):
    device.tell("I like tea.")
    assert device.memory.facts.remember("I  like tea.", FactSource()).known
    assert device.texts() == ["I like tea."]


def test_an_edit_shows_in_the_history(device):
    record = device.tell("I like tea.")
    device.memory.facts.edit(record.identity, "I like coffee.")
    assert [one.text for one in device.memory.facts.history(record.identity)] == ["I like tea.", "I like coffee."]


def test_an_edit_replaces_what_it_contradicts(device):
    device.tell("My cat is called Tom.")
    record = device.tell("My dog is called Tom.")
    device.memory.facts.edit(record.identity, "My cat is called Max.")
    assert device.texts() == ["My cat is called Max."]


def test_an_edit_wins_over_a_version_from_a_clock_ten_years_ahead(tmp_path, other):
    wrong = Device(tmp_path, "wrong", years=10)
    record = wrong.tell("I like tea.")
    sync(other, wrong)
    other.memory.facts.edit(record.identity, "I like coffee.")
    sync(other, wrong)
    assert wrong.texts() == other.texts() == ["I like coffee."]
    wrong.memory.close()


def test_a_wrong_clock_drags_no_other(tmp_path, other):
    wrong = Device(tmp_path, "wrong", years=73)
    wrong.tell("I like tea.")
    sync(other, wrong)
    assert other.tell("I like coffee.").stamp >> 16 < 1_800_000_000_000
    assert "I like tea." in other.texts()
    wrong.memory.close()


def test_what_is_forgotten_is_in_no_file_any_more(device):
    record = device.tell("My secret garden is behind Zwickelsdorf.")
    device.memory.facts.edit(record.identity, "My secret garden is behind Querenburg.")
    device.memory.recall.lines("secret garden")
    device.memory.facts.forget(record.identity)
    left = b"".join(file.read_bytes() for file in device.folder.iterdir()).lower()
    assert not any(word in left for word in (b"zwickelsdorf", b"querenburg", b"zwickelsdorf."))
    assert device.texts() == []
    assert [one.text for one in device.memory.facts.history(record.identity)] == [""]


def test_what_is_forgotten_on_one_device_is_purged_on_the_other(device, other):
    record = device.tell("My secret garden is behind Zwickelsdorf.")
    sync(device, other)
    other.memory.recall.lines("garden")
    device.memory.facts.forget(record.identity)
    sync(device, other)
    other.memory.words.catch_up()  # as whoever syncs does afterwards
    left = b"".join(file.read_bytes() for file in other.folder.iterdir()).lower()
    assert b"zwickelsdorf" not in left


def test_what_is_forgotten_while_somebody_reads_is_in_no_file_once_that_has_ended(device):
    record = device.tell("My secret garden is behind Zwickelsdorf.")
    with device.memory.replica.snapshot() as (_, records):
        assert next(records).text == record.text
        device.memory.facts.forget(record.identity)
        assert b"zwickelsdorf" in b"".join(file.read_bytes() for file in device.folder.iterdir()).lower()
    device.memory.words.catch_up()
    assert b"zwickelsdorf" not in b"".join(file.read_bytes() for file in device.folder.iterdir()).lower()


def test_forgetting_wins_over_an_edit_made_elsewhere_at_the_same_time(device, other):
    record = device.tell("I like tea.")
    sync(device, other)
    device.memory.facts.forget(record.identity)
    other.memory.facts.edit(record.identity, "I like coffee.")
    sync(device, other)
    sync(device, other)
    assert device.texts() == other.texts() == []


def test_a_waiting_fact_counts_only_after_the_persons_yes(device):
    record = device.memory.facts.remember("I moved to Graz.", FactSource(), State.PENDING).record
    assert device.texts() == []
    device.memory.facts.accept(record.identity)
    assert device.texts() == ["I moved to Graz."]


def test_telling_a_fact_that_waits_is_the_persons_yes(device):
    device.tell("I live in Wien.")
    waiting = device.memory.facts.remember("I live in Graz.", FactSource(by="found"), State.PENDING).record
    kept = device.memory.facts.remember("I live in Graz.", FactSource())
    assert not kept.known
    assert [old.text for old in kept.replaced] == ["I live in Wien."]
    assert kept.record.identity == waiting.identity
    assert read_details(kept.record.details)["by"] == "person"
    assert device.texts() == ["I live in Graz."]
    assert device.memory.facts.remember("I live in Graz.", FactSource(by="found"), State.PENDING).known


def test_a_fact_is_found_by_the_end_of_its_identity(device):
    record = device.tell("I like tea.")
    assert device.memory.facts.find(short(record.identity)).identity == record.identity
    for ending in ("", "zz", "abc", "0" * 25, "ffffffffff", "%"):
        with pytest.raises(UnknownMemory):
            device.memory.facts.find(ending)


def test_a_message_cannot_be_changed(device):
    (message,) = device.memory.conversations.say("ab12", [Message("user", "Hello")])
    with pytest.raises(BadInput, match="stays as it was said"):
        device.memory.facts.edit(message.identity, "Bye")


def test_many_facts_are_kept_at_once_without_doubles(device):
    device.tell("I like tea.")
    assert (
        device.memory.facts.remember_all(
            [("i like TEA", FactSource()), ("I like rain.", FactSource()), ("I like rain.", FactSource())]
        )
        == 1
    )
    assert device.texts() == ["I like tea.", "I like rain."]


def test_an_empty_fact_is_refused(device):
    with pytest.raises(BadInput):
        device.memory.facts.remember("   ", FactSource())
