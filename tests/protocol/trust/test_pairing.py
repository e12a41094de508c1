from __future__ import annotations

import base64
import json
import os
from pathlib import Path

import pytest

from forge_ai.errors import BadMessage, ForgeError, PairingFailed
from forge_ai.protocol.trust.device_certificate import read_certificate
from forge_ai.protocol.trust.one_time_code import SharedWord, code_word, join_word
from forge_ai.protocol.trust.pairing import Admission, KeySchedule, Paired, Party, Transcript, ask_in, let_in, to_sign
from forge_ai.protocol.trust.pairing_messages import Confirm, read_answer, read_confirm, read_hello
from tests.protocol.trust.parties import KeyHolder, chance_from, device

CODE = code_word("1234-5678")
VECTORS = Path(__file__).parents[1] / "vectors" / "pairing-v1.json"


class Talk:
    """A client and a server, with a test standing between them."""

    def __init__(
        self,
        client: KeyHolder,
        server: KeyHolder,
        *,
        client_word: SharedWord = CODE,
        server_word: SharedWord = CODE,
        seen: Party | None = None,
        signer: KeyHolder | None = None,
    ) -> None:
        self.client, self.server = client, server
        certificate = (seen or server.party).certificate
        self.asking = ask_in(client.party, (signer or client).sign, client_word, certificate, os.urandom)
        self.hello = next(self.asking)
        self.word = server_word
        self.letting = None

    def serve_hello(self, hello: bytes | None = None) -> bytes:
        self.letting = let_in(self.server.party, self.word, read_hello(hello or self.hello), os.urandom(16), os.urandom)
        return next(self.letting)

    def serve_confirm(self, confirm: bytes) -> Admission:
        assert self.letting is not None
        try:
            self.letting.send(confirm)
        except StopIteration as end:
            return end.value
        raise AssertionError("the server went on")

    def finish(self, welcome: bytes) -> Paired:
        try:
            self.asking.send(welcome)
        except StopIteration as end:
            return end.value
        raise AssertionError("the client went on")


def test_both_sides_end_with_each_others_keys_and_certificates() -> None:
    talk = Talk(device("my_pi"), device("my_pc"))
    admission = talk.serve_confirm(talk.asking.send(talk.serve_hello()))
    paired = talk.finish(admission.welcome)
    assert paired.key_to_show == admission.paired.key_to_expect
    assert paired.key_to_expect == admission.paired.key_to_show
    assert paired.key_to_show != paired.key_to_expect
    assert (paired.peer, admission.paired.peer) == (talk.server.party, talk.client.party)


def test_a_wrong_code_is_noticed_by_the_server_before_it_shows_anything() -> None:
    talk = Talk(device("my_pi"), device("my_pc"), client_word=code_word("1234-5679"))
    confirm = talk.asking.send(talk.serve_hello())
    with pytest.raises(PairingFailed):
        talk.serve_confirm(confirm)


def test_a_join_key_of_the_same_text_as_a_code_is_another_word() -> None:
    text = "12345678" * 3
    assert SharedWord(code_word("12345678").method, text).password != join_word(text).password


def test_a_relay_with_its_own_certificate_is_noticed_by_the_server() -> None:
    """The relay passes everything on; client and server only saw different certificates."""
    talk = Talk(device("my_pi"), device("my_pc"), seen=device("relay").party)
    confirm = talk.asking.send(talk.serve_hello())
    with pytest.raises(PairingFailed):
        talk.serve_confirm(confirm)


def test_a_relay_that_swaps_the_clients_certificate_is_noticed() -> None:
    client, relay = device("my_pi"), device("relay")
    talk = Talk(client, device("my_pc"))
    swapped = json.loads(talk.hello) | {"certificate": base64.b64encode(relay.party.certificate.der).decode()}
    confirm = talk.asking.send(talk.serve_hello(json.dumps(swapped).encode()))
    with pytest.raises(PairingFailed):
        talk.serve_confirm(confirm)


@pytest.mark.parametrize("field", ["name", "element"])
def test_a_relay_that_changes_one_field_of_hello_is_noticed(field: str) -> None:
    talk = Talk(device("my_pi"), device("my_pc"))
    other = json.loads(Talk(device("other"), device("my_pc")).hello)[field]
    changed = json.dumps(json.loads(talk.hello) | {field: other}).encode()
    confirm = talk.asking.send(talk.serve_hello(changed))
    with pytest.raises(PairingFailed):
        talk.serve_confirm(confirm)


@pytest.mark.parametrize(("field", "value"), [("name", "other"), ("exchange", base64.b64encode(bytes(16)).decode())])
def test_a_relay_that_changes_the_answer_is_noticed(field: str, value: str) -> None:
    talk = Talk(device("my_pi"), device("my_pc"))
    changed = json.dumps(json.loads(talk.serve_hello()) | {field: value}).encode()
    with pytest.raises(PairingFailed):
        talk.serve_confirm(talk.asking.send(changed))


def test_a_server_that_does_not_know_the_code_is_not_believed() -> None:
    """It plays its part with a guess and answers the confirmation with made-up bytes."""
    talk = Talk(device("my_pi"), device("my_pc"), server_word=code_word("00000000"))
    talk.asking.send(talk.serve_hello())
    with pytest.raises(PairingFailed):
        talk.finish(json.dumps({"pairing": 1, "confirmation": base64.b64encode(bytes(32)).decode()}).encode())


def test_the_clients_own_confirmation_sent_back_is_not_the_servers() -> None:
    talk = Talk(device("my_pi"), device("my_pc"))
    confirm = read_confirm(talk.asking.send(talk.serve_hello()))
    reflected = {"pairing": 1, "confirmation": base64.b64encode(confirm.confirmation).decode()}
    with pytest.raises(PairingFailed):
        talk.finish(json.dumps(reflected).encode())


def test_the_clients_own_element_sent_back_is_refused() -> None:
    talk = Talk(device("my_pi"), device("my_pc"))
    element = json.loads(talk.hello)["element"]
    answer = json.dumps(json.loads(talk.serve_hello()) | {"element": element}).encode()
    with pytest.raises(BadMessage):
        talk.asking.send(answer)


def test_the_element_sent_back_under_the_other_sides_letter_is_refused() -> None:
    talk = Talk(device("my_pi"), device("my_pc"))
    element = b"B" + base64.b64decode(json.loads(talk.hello)["element"])[1:]
    reflected = json.loads(talk.serve_hello()) | {"element": base64.b64encode(element).decode()}
    with pytest.raises(BadMessage):
        talk.asking.send(json.dumps(reflected).encode())


def test_a_server_does_not_pair_with_its_own_certificate() -> None:
    server = device("my_pc")
    talk = Talk(server, server)
    with pytest.raises(BadMessage):
        talk.serve_hello()


def test_a_confirmation_of_an_earlier_exchange_is_worth_nothing() -> None:
    client, server = device("my_pi"), device("my_pc")
    first = Talk(client, server)
    confirm = first.asking.send(first.serve_hello())
    first.serve_confirm(confirm)
    replay = Talk(client, server)
    answer = read_answer(replay.serve_hello(first.hello))
    old = read_confirm(confirm)
    with pytest.raises(PairingFailed):
        replay.serve_confirm(Confirm(answer.exchange, old.signature, old.confirmation).to_bytes())


def test_knowing_the_code_is_not_enough_to_take_another_devices_certificate() -> None:
    victim, thief = device("my_pi"), device("thief")
    talk = Talk(victim, device("my_pc"), signer=thief)
    confirm = talk.asking.send(talk.serve_hello())
    with pytest.raises(PairingFailed, match="does not hold the key"):
        talk.serve_confirm(confirm)


@pytest.mark.parametrize("version", [0, 2, "1", True, None, 1.5, [1]])
def test_another_version_of_the_protocol_is_refused_with_its_reason(version: object) -> None:
    talk = Talk(device("my_pi"), device("my_pc"))
    with pytest.raises(BadMessage, match="version"):
        talk.serve_hello(json.dumps(json.loads(talk.hello) | {"pairing": version}).encode())


def test_what_pairing_gives_does_not_show_its_keys_when_printed() -> None:
    talk = Talk(device("my_pi"), device("my_pc"))
    admission = talk.serve_confirm(talk.asking.send(talk.serve_hello()))
    assert admission.paired.key_to_show not in repr(admission.paired)
    assert "1234" not in repr(CODE)


def test_every_error_of_a_failed_pairing_keeps_the_code_to_itself() -> None:
    talk = Talk(device("my_pi"), device("my_pc"), client_word=code_word("87654321"))
    with pytest.raises(ForgeError) as caught:
        talk.serve_confirm(talk.asking.send(talk.serve_hello()))
    told = f"{caught.value.message} {caught.value.hint}"
    assert "12345678" not in told
    assert "87654321" not in told


def test_the_specifications_vectors_hold() -> None:
    """With the vectors' chance, certificates and signature, every byte on the wire is the one that is written there."""
    vector = json.loads(VECTORS.read_text())
    raw = {name: base64.b64decode(vector[name]) for name in ("client_certificate", "server_certificate", "signature")}
    client = Party(vector["client_name"], read_certificate(raw["client_certificate"]))
    server = Party(vector["server_name"], read_certificate(raw["server_certificate"]))
    word = code_word(vector["code"])
    asking = ask_in(client, lambda _: raw["signature"], word, server.certificate, chance_from(vector["client_seed"]))
    hello = next(asking)
    number = base64.b64decode(vector["exchange"])
    letting = let_in(server, word, read_hello(hello), number, chance_from(vector["server_seed"]))
    answer = next(letting)
    confirm = asking.send(answer)
    with pytest.raises(StopIteration) as let:
        letting.send(confirm)
    with pytest.raises(StopIteration) as asked:
        asking.send(let.value.value.welcome)
    wire = [hello, answer, confirm, let.value.value.welcome]
    assert [json.loads(message) for message in wire] == vector["messages"]
    assert asked.value.value.key_to_show == vector["client_key"]
    assert asked.value.value.key_to_expect == vector["server_key"]
    assert (client.device_id, server.device_id) == (vector["client_id"], vector["server_id"])


def test_the_vectors_name_the_transcript_and_the_derived_keys() -> None:
    vector = json.loads(VECTORS.read_text())
    read = {name: base64.b64decode(vector[name]) for name in ("client_certificate", "server_certificate", "exchange")}
    hello, answer = vector["messages"][:2]
    transcript = Transcript(
        code_word(vector["code"]).method,
        read["exchange"],
        Party(vector["client_name"], read_certificate(read["client_certificate"])),
        Party(vector["server_name"], read_certificate(read["server_certificate"])),
        base64.b64decode(hello["element"]),
        base64.b64decode(answer["element"]),
    )
    assert transcript.digest().hex() == vector["transcript"]
    keys = KeySchedule(bytes.fromhex(vector["shared"]), transcript.digest())
    assert keys.bearer("client's bearer key") == vector["client_key"]
    client = read_certificate(read["client_certificate"])
    assert client.signed(base64.b64decode(vector["signature"]), to_sign(transcript.digest()))
