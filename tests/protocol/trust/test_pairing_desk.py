from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress

import pytest

from forge_ai.errors import BadMessage, PairingClosed, PairingFailed, StorageFault
from forge_ai.limits import (
    CODE_SECONDS,
    EXCHANGE_SECONDS,
    EXCHANGES_PER_WINDOW,
    JOIN_EXCHANGES_OF_ONE,
    JOIN_EXCHANGES_PER_MINUTE,
    JOIN_EXCHANGES_REPEATED,
)
from forge_ai.protocol.trust.one_time_code import SharedWord, code_for_people, code_word, join_word, new_code
from forge_ai.protocol.trust.pairing import Admission, Paired, Party, ask_in
from forge_ai.protocol.trust.pairing_desk import Outcome, PairingDesk
from forge_ai.protocol.trust.pairing_messages import read_confirm
from tests.protocol.trust.parties import KeyHolder, device

PC, PI = device("my_pc"), device("my_pi")
JOIN = join_word("a fleet's word that nobody guesses")


def desk(join: SharedWord | None = None) -> PairingDesk:
    return PairingDesk(PC.party, os.urandom, join)


def attempt(
    at: PairingDesk,
    word: SharedWord,
    now: float = 0.0,
    client: KeyHolder = PI,
    certificate: Party = PC.party,
    keep: Callable[[Paired], object] = lambda _: None,
    address: str = "192.168.1.50",
) -> Admission:
    asking = ask_in(client.party, client.sign, word, certificate.certificate, os.urandom)
    return at.hear_confirm(asking.send(at.hear_hello(next(asking), now, address)), now, keep)


def wrong(code: str) -> SharedWord:
    return code_word(f"{(int(code) + 1) % 10**8:08}")


def test_the_right_code_lets_a_device_in_once() -> None:
    pairing = desk()
    code = pairing.open(now=0.0)
    assert attempt(pairing, code_word(code)).paired.peer == PI.party
    assert pairing.view(0.0).outcome is Outcome.USED
    assert pairing.view(0.0).let_in == "my_pi"
    with pytest.raises(PairingClosed, match="used"):
        attempt(pairing, code_word(code))


def test_a_device_that_cannot_be_kept_is_not_let_in_and_the_code_stays_good() -> None:
    def full(_: Paired) -> None:
        raise StorageFault("The disk is full.")

    pairing = desk()
    word = code_word(pairing.open(now=0.0))
    with pytest.raises(StorageFault):
        attempt(pairing, word, keep=full)
    assert (pairing.view(0.0).outcome, pairing.view(0.0).let_in) == (Outcome.OPEN, "")
    kept: list[Paired] = []
    attempt(pairing, word, keep=kept.append)
    assert [one.peer for one in kept] == [PI.party]
    assert pairing.view(0.0).outcome is Outcome.USED


def test_three_wrong_tries_in_all_make_even_the_right_code_void() -> None:
    pairing = desk()
    code = pairing.open(now=0.0)
    for client in (device("one"), device("two"), device("three")):
        with pytest.raises(PairingFailed):
            attempt(pairing, wrong(code), client=client)
    assert pairing.view(0.0).outcome is Outcome.GUESSED
    with pytest.raises(PairingClosed, match="wrong tries"):
        attempt(pairing, code_word(code))


def test_exchanges_begun_side_by_side_do_not_give_more_tries() -> None:
    pairing = desk()
    code = pairing.open(now=0.0)
    begun = [ask_in(PI.party, PI.sign, wrong(code), PC.party.certificate, os.urandom) for _ in range(8)]
    confirms = [asking.send(pairing.hear_hello(next(asking), 0.0)) for asking in begun]
    for confirm in confirms[:3]:
        with pytest.raises(PairingFailed):
            pairing.hear_confirm(confirm, 0.0)
    for confirm in confirms[3:]:
        with pytest.raises(PairingClosed):
            pairing.hear_confirm(confirm, 0.0)


def test_one_exchange_is_one_try() -> None:
    pairing = desk()
    code = pairing.open(now=0.0)
    asking = ask_in(PI.party, PI.sign, wrong(code), PC.party.certificate, os.urandom)
    confirm = asking.send(pairing.hear_hello(next(asking), 0.0))
    with pytest.raises(PairingFailed, match="left: 2"):
        pairing.hear_confirm(confirm, 0.0)
    with pytest.raises(PairingClosed):
        pairing.hear_confirm(confirm, 0.0)
    assert pairing.view(0.0).tries_left == 2


def test_a_recorded_pairing_played_again_lets_nobody_in() -> None:
    pairing = desk()
    code = pairing.open(now=0.0)
    asking = ask_in(PI.party, PI.sign, code_word(code), PC.party.certificate, os.urandom)
    hello = next(asking)
    confirm = asking.send(pairing.hear_hello(hello, 0.0))
    pairing.hear_confirm(confirm, 0.0)
    pairing.open(now=1.0)
    pairing.hear_hello(hello, 1.0)
    with pytest.raises(PairingClosed):
        pairing.hear_confirm(confirm, 1.0)


def test_a_code_lives_five_minutes_and_no_longer() -> None:
    pairing = desk()
    code = pairing.open(now=1000.0)
    assert CODE_SECONDS <= 300
    assert pairing.view(1000.0 + CODE_SECONDS - 1).outcome is Outcome.OPEN
    with pytest.raises(PairingClosed, match="old"):
        attempt(pairing, code_word(code), now=1000.0 + CODE_SECONDS)


def test_an_exchange_begun_in_time_does_not_outlive_its_code() -> None:
    pairing = desk()
    code = pairing.open(now=0.0)
    asking = ask_in(PI.party, PI.sign, code_word(code), PC.party.certificate, os.urandom)
    confirm = asking.send(pairing.hear_hello(next(asking), CODE_SECONDS - 1))
    with pytest.raises(PairingClosed):
        pairing.hear_confirm(confirm, CODE_SECONDS + 1)


def test_an_exchange_that_is_left_is_forgotten() -> None:
    pairing = desk()
    code = pairing.open(now=0.0)
    asking = ask_in(PI.party, PI.sign, code_word(code), PC.party.certificate, os.urandom)
    confirm = asking.send(pairing.hear_hello(next(asking), 0.0))
    with pytest.raises(PairingClosed):
        pairing.hear_confirm(confirm, EXCHANGE_SECONDS + 1)


def test_a_stranger_who_only_says_hello_is_stopped() -> None:
    pairing = desk()
    pairing.open(now=0.0)
    hello = next(ask_in(PI.party, PI.sign, code_word("00000000"), PC.party.certificate, os.urandom))
    for _ in range(EXCHANGES_PER_WINDOW):
        pairing.hear_hello(hello, 0.0)
    with pytest.raises(PairingClosed):
        pairing.hear_hello(hello, 0.0)


def test_without_a_code_nobody_is_let_in() -> None:
    with pytest.raises(PairingClosed, match="No code"):
        attempt(desk(), code_word("12345678"))


def test_a_new_code_makes_the_old_one_void() -> None:
    pairing = desk()
    first = pairing.open(now=0.0)
    second = pairing.open(now=1.0)
    with pytest.raises(PairingFailed):
        attempt(pairing, code_word(first) if first != second else wrong(second))
    attempt(pairing, code_word(second))


def test_a_join_key_lets_many_in_with_no_code_shown() -> None:
    pairing = desk(JOIN)
    for name in ("one", "two", "three", "four"):
        assert attempt(pairing, JOIN, client=device(name)).paired.peer.name == name


def test_a_join_key_is_off_unless_it_was_given() -> None:
    with pytest.raises(PairingClosed, match="join key"):
        attempt(desk(), JOIN)


def hello_of_nobody(word: SharedWord) -> bytes:
    return next(ask_in(PI.party, PI.sign, word, PC.party.certificate, os.urandom))


def test_wrong_join_keys_do_not_close_the_door_but_are_slowed_down() -> None:
    pairing = desk(JOIN)
    guess = join_word("a word that somebody made up, long enough")
    for _ in range(JOIN_EXCHANGES_OF_ONE):
        with pytest.raises(PairingFailed, match="join key"):
            attempt(pairing, guess)
    with pytest.raises(PairingClosed, match="moment"):
        attempt(pairing, JOIN)
    attempt(pairing, JOIN, now=61.0)


def test_a_stranger_who_says_hello_without_end_keeps_no_device_at_another_address_out() -> None:
    pairing, hello = desk(JOIN), hello_of_nobody(JOIN)
    for _ in range(JOIN_EXCHANGES_OF_ONE):
        pairing.hear_hello(hello, 0.0, "192.168.1.66")
    with pytest.raises(PairingClosed, match="moment"):
        pairing.hear_hello(hello, 0.0, "192.168.1.66")
    assert attempt(pairing, JOIN).paired.peer == PI.party


def test_strangers_at_many_addresses_are_slowed_down_together() -> None:
    pairing, hello = desk(JOIN), hello_of_nobody(JOIN)
    for number in range(JOIN_EXCHANGES_PER_MINUTE):
        pairing.hear_hello(hello, 0.0, f"10.0.0.{number}")
    with pytest.raises(PairingClosed, match="moment"):
        pairing.hear_hello(hello, 0.0, "10.0.0.250")
    assert pairing.hear_hello(hello, 61.0, "10.0.0.250")


def test_a_stranger_with_a_dozen_addresses_keeps_no_newcomers_out() -> None:
    pairing, hello = desk(JOIN), hello_of_nobody(JOIN)
    for number in range(JOIN_EXCHANGES_PER_MINUTE):
        with suppress(PairingClosed):
            pairing.hear_hello(hello, 0.0, f"10.0.0.{number % 12}")
    for number in range(JOIN_EXCHANGES_PER_MINUTE - JOIN_EXCHANGES_REPEATED - 12):
        assert pairing.hear_hello(hello, 0.0, f"10.0.1.{number}")


def test_all_addresses_of_an_ipv6_network_are_one() -> None:
    pairing, hello = desk(JOIN), hello_of_nobody(JOIN)
    for number in range(JOIN_EXCHANGES_OF_ONE):
        pairing.hear_hello(hello, 0.0, f"fe80::{number + 1:x}%eth0")
    with pytest.raises(PairingClosed, match="moment"):
        pairing.hear_hello(hello, 0.0, "fe80::ffff%eth0")
    assert pairing.hear_hello(hello, 0.0, "fd00:1::1")


def test_a_fleet_behind_one_address_gets_in_at_once() -> None:
    pairing = desk(JOIN)
    for _ in range(JOIN_EXCHANGES_OF_ONE + 1):
        attempt(pairing, JOIN)


def test_a_code_guessed_at_does_not_touch_the_join_key() -> None:
    pairing = desk(JOIN)
    code = pairing.open(now=0.0)
    for _ in range(3):
        with pytest.raises(PairingFailed):
            attempt(pairing, wrong(code))
    attempt(pairing, JOIN)


def test_a_confirmation_of_nothing_is_refused() -> None:
    pairing = desk()
    code = pairing.open(now=0.0)
    asking = ask_in(PI.party, PI.sign, code_word(code), PC.party.certificate, os.urandom)
    confirm = asking.send(pairing.hear_hello(next(asking), 0.0))
    made_up = read_confirm(confirm).__class__(bytes(16), b"12345678", bytes(32)).to_bytes()
    with pytest.raises(PairingClosed):
        pairing.hear_confirm(made_up, 0.0)
    with pytest.raises(BadMessage):
        pairing.hear_confirm(b"{}", 0.0)


def test_every_digit_of_a_code_is_chosen() -> None:
    codes = {new_code(os.urandom) for _ in range(200)}
    assert len(codes) > 190
    assert all({code[place] for code in codes} >= set("0123456789") for place in range(8))


def test_a_code_is_drawn_again_when_chance_would_favour_small_ones() -> None:
    draws = [b"\xff" * 8, (42).to_bytes(8, "big")]
    assert new_code(lambda _: draws.pop(0)) == "00000042"
    assert code_for_people("00000042") == "0000-0042"
