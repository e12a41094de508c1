"""Answers that outlive their connections, over real HTTP and an engine that follows a script."""

from __future__ import annotations

import threading

import pytest

from forge_ai.limits import STREAM_SECONDS, STREAMS_OF_ONE, UNHEARD_SECONDS
from forge_ai.testing.scripted_engine import Endless, Reply, Say, Wait, refuse
from tests.guarded_node import HERE, guarded_node

CHAT = "/v1/chat/completions"
ASKED = {"messages": [{"role": "user", "content": "Hello"}], "stream": True}
ONE, OTHER = "a" * 22, "b" * 22


@pytest.fixture
def node(engine, tmp_path):
    with guarded_node(tmp_path, model="scripted", upstream=engine.url, stall_seconds=10.0) as opened:
        yield opened


@pytest.fixture
def key(node):
    return node.key("pi")


def ask(node, key, identity=ONE, **headers):
    return node.ask("POST", CHAT, ASKED, key=key, headers={"X-ForgeAI-Stream": identity, **headers})


def rest(node, key, offset, identity=ONE):
    return node.ask("GET", f"/api/v1/streams/{identity}?offset={offset}", key=key)


def begin(node, key, identity=ONE, **more):
    """Ask, and give the connection and the response while the answer is still being written."""
    connection = node.connection()
    headers = {
        "Content-Type": "application/json",
        "Authorization": f"Bearer {key}",
        "X-ForgeAI-Stream": identity,
        **more,
    }
    import json

    connection.request("POST", CHAT, json.dumps(ASKED).encode(), headers)
    return connection, connection.getresponse()


def text(body):
    """The stream's text: its events without the comments between them."""
    return b"".join(event + b"\n\n" for event in body.split(b"\n\n") if event and not event.startswith(b":"))


def test_the_answer_says_that_it_can_be_taken_up_again(node, key):
    reply = ask(node, key)
    assert (reply.status, reply.headers["x-forgeai-stream"]) == (200, ONE)
    assert reply.body.endswith(b"data: [DONE]\n\n")


def test_every_byte_is_a_place_to_go_on_from(node, key):
    whole = text(ask(node, key).body)
    for offset in [*range(0, len(whole), 17), len(whole) - 1, len(whole)]:
        assert rest(node, key, offset).body == whole[offset:]


def test_an_answer_goes_on_without_its_connection(node, key, engine, eventually):
    word = threading.Event()
    engine.replies.append(Reply((Say("The sea"), Wait(word), Say(" is deep."))))
    connection, response = begin(node, key)
    first = response.read1()
    connection.close()
    response.close()
    word.set()
    eventually(lambda: engine.busy == 0)
    assert not engine.left.is_set()
    whole = text(rest(node, key, 0).body)
    assert whole.startswith(text(first))
    assert b" is deep." in whole[len(text(first)) :]


def test_who_comes_back_in_the_middle_hears_the_end(node, key, engine):
    word = threading.Event()
    engine.replies.append(Reply((Say("The sea"), Wait(word), Say(" is deep."))))
    connection, response = begin(node, key)
    heard = text(response.read1())
    threading.Timer(0.3, word.set).start()
    more = rest(node, key, len(heard))
    connection.close()
    response.close()
    assert more.body.startswith(b": ") or b" is deep." in more.body
    assert text(more.body).endswith(b"data: [DONE]\n\n")


def test_stopping_ends_the_compute_at_once(node, key, engine):
    engine.replies.append(Reply((Endless(),)))
    connection, response = begin(node, key)
    response.read1()
    assert node.ask("DELETE", f"/api/v1/streams/{ONE}", key=key).status == 204
    assert engine.left.wait(30)
    assert b'"code": "stopped"' in response.read()
    connection.close()
    assert rest(node, key, 0).code == "stream_not_found"


def test_stopping_ends_the_compute_while_the_prompt_is_read(node, key, engine):
    engine.replies.append(Reply((Wait(threading.Event()), Say("never"))))
    connection, _ = begin(node, key)
    assert node.ask("DELETE", f"/api/v1/streams/{ONE}", key=key).status == 204
    assert engine.left.wait(30)
    connection.close()


def test_nobody_else_may_read_or_stop_it(node, key):
    ask(node, key)
    stranger = node.key("nas")
    assert rest(node, stranger, 0).code == "stream_not_found"
    assert node.ask("DELETE", f"/api/v1/streams/{ONE}", key=stranger).code == "stream_not_found"
    assert node.ask("GET", f"/api/v1/streams/{ONE}", key="wrong").status == 401
    assert rest(node, key, 0).status == 200


def test_what_was_accepted_is_not_run_twice(node, key, engine):
    ask(node, key)
    count = len(engine.asked)
    assert ask(node, key).status == 409
    assert len(engine.asked) == count
    assert ask(node, node.key("nas")).status == 200, "another device's id is another stream"


def test_an_order_that_is_refused_is_no_stream(node, key, engine):
    engine.replies.append(refuse(400, "bad temperature"))
    assert ask(node, key).code == "bad_input"
    assert rest(node, key, 0).code == "stream_not_found"
    assert ask(node, key).status == 200


def test_a_late_refusal_is_the_last_event(node, key, engine):
    engine.replies.append(Reply((Wait(threading.Event()),), status=200))
    connection, response = begin(node, key)
    assert response.status == 200, "the head comes while the engine has said nothing"
    node.ask("DELETE", f"/api/v1/streams/{ONE}", key=key)
    assert b'"code": "stopped"' in response.read()
    connection.close()


@pytest.mark.parametrize("offset", ["-1", "x", "1e3", "", "9" * 16])
def test_an_offset_that_is_none_is_refused(node, key, offset):
    ask(node, key)
    assert rest(node, key, offset).code == "bad_input"


def test_an_offset_that_has_not_been_said_yet_is_refused(node, key):
    ask(node, key)
    assert rest(node, key, 10**9).status == 400


def test_an_id_that_is_none_is_refused(node, key):
    assert ask(node, key, identity="short").code == "bad_input"
    assert rest(node, key, 0, "short").code == "bad_input"


@pytest.mark.parametrize(("headers", "seconds"), [({"X-ForgeAI-Memory": "off"}, STREAM_SECONDS), ({}, UNHEARD_SECONDS)])
def test_an_unread_answer_of_which_nothing_is_remembered_is_not_kept_for_an_hour(
    node, key, engine, eventually, headers, seconds
):
    word = threading.Event()
    engine.replies.append(Reply((Say("A secret"), Wait(word))))
    connection, response = begin(node, key, **headers)
    connection.close()
    response.close()
    live = node.app.state.streams.find(node.services.authenticator.recognise(key, from_here=False), ONE)
    eventually(lambda: live.seconds_alone)  # that the reader is gone has been noticed
    word.set()
    eventually(lambda: live.ended)
    assert live.patience == seconds


def test_answers_that_were_read_make_room_for_new_ones(node, key):
    identities = [f"{number:022}" for number in range(STREAMS_OF_ONE + 1)]
    for identity in identities:
        assert ask(node, key, identity).headers["x-forgeai-stream"] == identity
    assert rest(node, key, 0, identities[0]).code == "stream_not_found"
    assert rest(node, key, 0, identities[1]).status == 200


def test_one_device_that_begins_too_many_gets_answers_that_live_as_their_connection_does(node, key, engine):
    begun = []
    for number in range(STREAMS_OF_ONE):
        engine.replies.append(Reply((Say("Well"), Wait(threading.Event()))))
        begun.append(begin(node, key, f"{number:022}"))
    reply = ask(node, key, OTHER)
    assert reply.status == 200
    assert "x-forgeai-stream" not in reply.headers
    assert "x-forgeai-stream" in ask(node, node.key("nas"), OTHER).headers
    for connection, response in begun:
        connection.close()
        response.close()


def test_a_guest_has_no_streams_of_its_own(engine, tmp_path):
    with guarded_node(tmp_path, model="scripted", upstream=engine.url, open=True) as opened:
        reply = ask(opened, "")
        assert reply.status == 200
        assert "x-forgeai-stream" not in reply.headers
        assert rest(opened, "", 0).code == "stream_not_found"


def test_the_devices_own_programs_have_streams(node):
    own = node.services.identity.local_key
    headers = {"X-ForgeAI-Stream": ONE}
    reply = node.ask("POST", CHAT, ASKED, key=own, source=HERE, headers=headers)
    assert reply.headers["x-forgeai-stream"] == ONE


def test_a_device_that_is_let_go_stops_computing_here(node, key, engine):
    engine.replies.append(Reply((Endless(),)))
    connection, response = begin(node, key)
    response.read1()
    node.services.registry.remove("pi")
    assert engine.left.wait(10)
    connection.close()
    response.close()
