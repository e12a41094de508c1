"""The table of seen nodes: who stays, who goes, and what strangers cannot do to it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from forge_ai.limits import SEEN_ADDRESSES_OF_A_NODE, SEEN_NODES, SEEN_NODES_FROM_ONE_ADDRESS
from forge_ai.protocol.finding.announce import Card, instance_of
from forge_ai.protocol.finding.sightings import (
    ASK_AGAIN_SECONDS,
    DOUBTED_SECONDS,
    GONE_SECONDS,
    HELLO_SECONDS,
    SILENT_SECONDS,
    Duty,
    Sightings,
    key_of,
)

SECRET = b"s" * 16
CARD = Card("a-device-id", instance_of(SECRET), "my_pc", 5000)


def card(number):
    return Card(f"device-{number:08}", number.to_bytes(16, "big"), "stranger", 5000)


def table_with(*cards, is_paired=lambda _: False):
    table = Sightings(is_paired)
    for one in cards:
        assert table.hear(one, "10.0.0.1", 40_000, "udp", 0.0)
    return table


def duties(table, at):
    return [duty for duty, _ in table.due(at)]


def test_a_node_that_says_hello_stays():
    table = table_with(CARD)
    for at in range(5, 60, int(HELLO_SECONDS)):
        assert table.refresh(CARD, "10.0.0.1", float(at))
        assert duties(table, at + HELLO_SECONDS) == []


def test_a_silent_node_is_asked_then_doubted_then_forgotten():
    table = table_with(CARD)
    assert duties(table, SILENT_SECONDS - 0.1) == []
    assert duties(table, SILENT_SECONDS) == [Duty.ASK]
    assert duties(table, SILENT_SECONDS + 0.1) == []
    assert duties(table, SILENT_SECONDS + ASK_AGAIN_SECONDS) == [Duty.ASK]
    assert duties(table, DOUBTED_SECONDS) == [Duty.DOUBT]
    assert duties(table, GONE_SECONDS) == [Duty.DROP]


def test_a_killed_node_is_gone_within_fifteen_seconds_of_its_last_sign():
    assert GONE_SECONDS < 15


def test_a_node_that_answers_a_request_stays_although_its_packets_are_lost():
    table = table_with(CARD)
    for at in range(0, 60, 10):
        table.prove(key_of(CARD), "10.0.0.1", float(at))
        assert Duty.DROP not in duties(table, at + 9.9)


def test_it_is_known_when_the_next_duty_falls_due():
    table = table_with(CARD)
    assert table.next_due() == SILENT_SECONDS
    while (at := table.next_due()) is not None:
        found = table.due(at)
        assert found
        table.drop(seen.key for duty, seen in found if duty is Duty.DROP)
    assert len(table) == 0


def test_only_who_knows_the_secret_says_goodbye_for_a_node():
    table = table_with(CARD)
    assert table.leave(CARD.instance) == []
    assert [seen.card for seen in table.leave(SECRET)] == [CARD]
    assert len(table) == 0


def test_an_answer_that_is_read_after_the_goodbye_brings_nobody_back():
    table = table_with(CARD)
    table.leave(SECRET)
    assert table.hear(CARD, "10.0.0.1", 40_000, "udp", 0.1) is None
    assert len(table) == 0
    started_again = replace(CARD, instance=instance_of(b"t" * 16))
    assert table.hear(started_again, "10.0.0.1", 40_000, "udp", 0.2)


def test_endless_goodbyes_are_not_all_remembered():
    table = table_with(CARD)
    table.leave(SECRET)
    for number in range(SEEN_NODES):
        table.leave(number.to_bytes(16, "big"))
    assert table.hear(CARD, "10.0.0.1", 40_000, "udp", 0.1)


def test_a_hello_from_an_address_that_never_answered_counts_for_nothing():
    table = table_with(CARD)
    assert not table.refresh(CARD, "10.0.0.66", 5.0)
    assert duties(table, SILENT_SECONDS) == [Duty.ASK]


def test_a_copy_of_a_data_folder_is_a_node_of_its_own():
    twin = replace(CARD, instance=b"i" * 16)
    assert len(table_with(CARD, twin)) == 2


def test_who_lies_about_name_or_port_changes_no_other_node():
    liar = replace(CARD, name="evil", port=6666)
    table = table_with(CARD, liar)
    assert table.get(CARD).card == CARD


def test_repeating_a_card_from_elsewhere_displaces_no_address():
    table = table_with(CARD)
    for number in range(2, 100):
        table.hear(CARD, f"10.0.0.{number}", 40_000, "udp", 1.0)
    assert len(table.get(CARD).hosts) == SEEN_ADDRESSES_OF_A_NODE
    assert table.get(CARD).hosts[0] == "10.0.0.1"


def test_a_known_address_keeps_its_place_when_it_answers_again():
    table = table_with(CARD)
    table.hear(CARD, "10.0.0.2", 40_000, "udp", 1.0)
    table.hear(CARD, "10.0.0.1", 40_000, "udp", 2.0)
    assert table.get(CARD).hosts == ("10.0.0.1", "10.0.0.2")


def test_an_address_that_fell_silent_is_forgotten_while_the_node_lives_on():
    table = table_with(CARD)
    table.hear(CARD, "10.0.0.2", 40_000, "udp", 10.0)
    table.refresh(CARD, "10.0.0.2", GONE_SECONDS)
    assert table.get(CARD).hosts == ("10.0.0.2",)


def test_one_address_fills_only_its_share_of_the_table():
    table = Sightings()
    for number in range(SEEN_NODES_FROM_ONE_ADDRESS + 10):
        table.hear(card(number), "10.0.0.66", 40_000, "udp", 0.0)
    assert len(table) == SEEN_NODES_FROM_ONE_ADDRESS
    assert table.hear(CARD, "10.0.0.1", 40_000, "udp", 0.0)


def test_a_full_table_has_room_for_a_newcomer_from_an_address_with_fewer_nodes():
    table, addresses = Sightings(), [f"10.0.0.{number}" for number in range(40)]
    for number in range(2 * SEEN_NODES):
        table.hear(card(number), addresses[number % len(addresses)], 40_000, "udp", 0.0)
    assert len(table) == SEEN_NODES
    assert table.hear(CARD, "10.0.0.200", 40_000, "udp", 1.0)
    assert len(table) == SEEN_NODES
    for number in range(SEEN_NODES):
        table.hear(card(2 * SEEN_NODES + number), addresses[number % len(addresses)], 40_000, "udp", 2.0)
    assert table.get(CARD)


def test_a_full_table_has_room_for_a_paired_device():
    table = Sightings(lambda device_id: device_id == CARD.device_id)
    for number in range(2 * SEEN_NODES):
        table.hear(card(number), f"10.0.{number // 200}.{number % 200}", 40_000, "udp", 0.0)
    assert len(table) == SEEN_NODES
    assert table.hear(CARD, "10.0.0.1", 40_000, "udp", 0.0)


def test_whoever_claims_to_be_a_paired_device_makes_room_for_the_next_until_it_has_proved_it():
    table = Sightings(lambda device_id: device_id == CARD.device_id)
    assert table.hear(CARD, "10.0.0.1", 40_000, "udp", 0.0)
    assert table.prove(key_of(CARD), "10.0.0.1", 0.0)
    for number in range(2 * SEEN_NODES):
        liar = replace(CARD, instance=number.to_bytes(16, "big"))
        assert table.hear(liar, f"10.0.{number // 200}.{number % 200}", 40_000, "udp", 0.0)
    again = replace(CARD, instance=b"again" * 3 + b"!")
    assert table.hear(again, "10.0.0.1", 40_001, "udp", 1.0)
    assert len(table) == SEEN_NODES_FROM_ONE_ADDRESS
    assert table.get(CARD).proved_at
    assert table.get(again)


def test_a_proof_lasts_while_the_node_is_there():
    table = table_with(CARD)
    assert table.prove(table.get(CARD).key, "10.0.0.1", 1.0)
    assert not table.prove(table.get(CARD).key, "10.0.0.1", 2.0)
    table.hear(CARD, "10.0.0.66", 40_000, "udp", 3.0)
    assert table.get(CARD).proved_at == "10.0.0.1"


def test_what_is_not_on_the_list_cannot_be_proved():
    assert not Sightings().prove((CARD.device_id, CARD.instance, "my_pc", 5000), "10.0.0.1", 0.0)


acts = st.tuples(
    st.sampled_from(["hear", "refresh", "leave", "prove", "due"]),
    st.integers(0, 30),
    st.integers(1, 5),
    st.floats(0, 20),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(acts, max_size=60))
def test_whatever_happens_the_table_stays_sound(history):
    table, at = Sightings(), 0.0
    for act, number, host, wait in history:
        at += wait
        _do(table, act, card(number), f"10.0.0.{host}", at)
        for seen in table.all():
            assert table.get(seen.card) is seen
            assert 1 <= len(seen.sources) <= SEEN_ADDRESSES_OF_A_NODE
            assert len(set(seen.hosts)) == len(seen.hosts)
            assert seen.last <= at
        assert table.next_due() is None or len(table)


def _do(table, act, one, host, at):
    match act:
        case "hear":
            table.hear(one, host, 40_000, "udp", at)
        case "refresh":
            table.refresh(one, host, at)
        case "leave":
            table.leave(one.instance)
        case "prove":
            table.prove(key_of(one), host, at)
        case _:
            table.drop(seen.key for duty, seen in table.due(at) if duty is Duty.DROP)
