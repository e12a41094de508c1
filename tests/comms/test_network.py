from __future__ import annotations

import socket
import threading
from contextlib import ExitStack

import pytest

from forge_ai.comms import EnigmaNode
from forge_ai.comms.conversations.holding import Conversation
from forge_ai.comms.finding.running import running_nodes
from forge_ai.engines.engine import GenerationOptions
from forge_ai.errors import (
    BadInput,
    EmptyPrompt,
    NotForgeNode,
    PortTaken,
    PromptTooLong,
    UnknownModel,
    UnknownPeer,
    Unreachable,
)
from forge_ai.memory.facts import FactSource
from forge_ai.paths import Home
from forge_ai.protocol.conversations.dialogue import Ending, Turn
from forge_ai.testing.stranger import free_port, stranger_says
from tests.disks import disk_of, fill, protect
from tests.nodes import let_in, put_model, serving, settings_for

SHORT = GenerationOptions(max_tokens=8, temperature=0.0)


@pytest.fixture(scope="module")
def pc(tmp_path_factory):
    home = tmp_path_factory.mktemp("pc")
    put_model(home)
    with serving(home) as node:
        yield node


@pytest.fixture
def pi(tmp_path, pc):
    with EnigmaNode("my_pi", settings=settings_for(tmp_path / "pi")) as node:
        let_in(node, pc)
        yield node


def test_a_client_asks_a_server_by_name(pc, pi):
    assert pi.connect_to(f"127.0.0.1:{pc.port}") == "my_pc"
    assert pi.ask_peer("my_pc", "What is the meaning of life?", SHORT).strip()


def test_what_python_shows_of_a_node_and_of_a_conversation_can_be_read(pc, pi):
    assert repr(pi) == "<EnigmaNode my_pi: not serving, connected to my_pc>"
    assert repr(pc) == f"<EnigmaNode my_pc: on port {pc.port}, connected to nobody>"
    conversation = Conversation([Turn("my_pi", "The sea."), Turn("my_pc", "The moon.")], Ending("turns", "Over."))
    assert str(conversation) == "my_pi: The sea.\nmy_pc: The moon."


def test_an_answer_streams_and_adds_up_to_the_whole(pc, pi):
    pi.connect_to(f"127.0.0.1:{pc.port}")
    parts = list(pi.stream_peer("my_pc", "Hello", SHORT))
    assert len(parts) > 1
    assert "".join(parts) == pi.ask_peer("my_pc", "Hello", SHORT)


def test_two_devices_may_ask_at_once(pc, pi):
    pi.connect_to(f"127.0.0.1:{pc.port}")
    answers = []
    askers = [threading.Thread(target=lambda: answers.append(pi.ask_peer("my_pc", "Hi", SHORT))) for _ in range(3)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert len(answers) == 3


def test_the_server_knows_its_port_once_it_is_started(pc):
    assert pc.port > 0
    socket.create_connection(("127.0.0.1", pc.port)).close()


def test_an_empty_question_is_refused_before_it_is_sent(pc, pi):
    pi.connect_to(f"127.0.0.1:{pc.port}")
    with pytest.raises(EmptyPrompt):
        pi.ask_peer("my_pc", "  ")


def test_a_question_longer_than_the_context_is_named(pc, pi):
    pi.connect_to(f"127.0.0.1:{pc.port}")
    with pytest.raises(PromptTooLong, match="tokens"):
        pi.ask_peer("my_pc", "word " * 5000)


def test_a_peer_that_is_not_connected_is_named(pi):
    with pytest.raises(UnknownPeer, match="connected: my_pc") as told:
        pi.ask_peer("my_nas", "Hello")
    assert told.value.hint.startswith("Give one of those names")


def test_nobody_at_the_address_is_told(pi):
    with pytest.raises(Unreachable, match=r"127\.0\.0\.1"):
        pi.connect_to(f"127.0.0.1:{free_port()}")


def test_something_else_at_the_address_is_told(pi):
    with stranger_says(b"SSH-2.0-OpenSSH_9\r\n") as port, pytest.raises(NotForgeNode):
        pi.connect_to(f"127.0.0.1:{port}")


def test_a_web_server_at_the_address_is_told(pi):
    page = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\n<htm>"
    with stranger_says(page) as port, pytest.raises(NotForgeNode, match="not a ForgeAI node"):
        pi.connect_to(f"127.0.0.1:{port}")


def test_an_address_that_is_none_is_told(pi):
    with pytest.raises(BadInput, match="not an address"):
        pi.connect_to("my pc")


def test_an_unknown_model_is_told_before_anything_listens(tmp_path):
    node = EnigmaNode("my_pc", settings=settings_for(tmp_path, model="nothing"))
    with pytest.raises(UnknownModel, match="nothing"):
        node.start_server()
    node.stop()


def test_a_chosen_port_that_is_taken_is_told_and_nothing_is_left(tmp_path):
    put_model(tmp_path)
    with stranger_says(b"") as port:
        node = EnigmaNode("my_pc", port, settings=settings_for(tmp_path))
        with pytest.raises(PortTaken, match=str(port)):
            node.start_server()
        node.stop()


def test_a_node_can_be_stopped_from_another_thread_while_it_blocks(tmp_path, eventually):
    put_model(tmp_path)
    node = EnigmaNode("my_pc", settings=settings_for(tmp_path))
    server = threading.Thread(target=node.start_server, kwargs={"blocking": True})
    server.start()
    eventually(lambda: (tmp_path / "run").is_dir() and list((tmp_path / "run").iterdir()))
    node.stop()
    server.join(10)
    assert not server.is_alive()
    assert list((tmp_path / "run").iterdir()) == []


@pytest.mark.parametrize(("disaster", "reason"), [(fill, "full"), (protect, "read-only")])
def test_a_node_whose_disk_takes_nothing_answers_whoever_was_let_in(tmp_path, caplog, disaster, reason):
    with disk_of(tmp_path / "disk", 4 * 2**20) as disk:
        put_model(disk / "home")
        with EnigmaNode("my_pi", settings=settings_for(tmp_path / "pi")) as node:
            with serving(disk / "home") as server:
                let_in(node, server)
                server.services.memory.facts.remember("My dog is called Rex.", FactSource())
            disaster(disk)
            with serving(disk / "home") as server:
                node.connect_to(f"127.0.0.1:{server.port}")
                assert node.ask_peer("my_pc", "What is my dog called?", SHORT).strip()
        assert f"Other programs of this computer do not find this node: {disk}" in caplog.text
        assert reason in caplog.text


def test_a_node_that_starts_gives_back_the_room_of_killed_work(tmp_path):
    put_model(tmp_path)
    killed = tmp_path / "staging" / "my_model-1a2b3c4d.work"
    killed.mkdir()
    (killed / "model.gguf").write_bytes(bytes(1000))
    with serving(tmp_path):
        assert not killed.exists()


def test_stopping_twice_is_harmless(tmp_path):
    node = EnigmaNode("my_pc", settings=settings_for(tmp_path))
    node.stop()
    node.stop()


def test_starting_twice_is_harmless(tmp_path):
    put_model(tmp_path)
    with serving(tmp_path) as node:
        port = node.port
        node.start_server()
        assert node.port == port
        assert [run.port for run in running_nodes(Home(tmp_path))] == [port]
    assert running_nodes(Home(tmp_path)) == []


def test_a_node_ends_as_a_whole_also_when_one_part_of_it_cannot(tmp_path):
    put_model(tmp_path)
    node = EnigmaNode("my_pc", settings=settings_for(tmp_path))
    node.start_server()
    port = node.port
    (tmp_path / "run" / f"node-{port}.json").unlink()
    (tmp_path / "run" / f"node-{port}.json").mkdir()
    node.stop()
    with socket.socket() as again:
        assert again.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.parametrize("successor", [False, True], ids=["nobody", "another device"])
def test_a_connected_node_is_found_where_it_went(tmp_path, successor):
    put_model(tmp_path / "pc")
    with EnigmaNode("my_pi", settings=settings_for(tmp_path / "pi")) as pi, ExitStack() as meanwhile:
        with serving(tmp_path / "pc") as pc:
            let_in(pi, pc)
            before = pc.port
        if successor:  # at the address that the node had
            put_model(tmp_path / "other")
            meanwhile.enter_context(serving(tmp_path / "other", "other", port=before))
        moved = meanwhile.enter_context(serving(tmp_path / "pc"))
        assert pi.ask_peer("my_pc", "Hello")
        assert pi.peer("my_pc").address.port == moved.port
