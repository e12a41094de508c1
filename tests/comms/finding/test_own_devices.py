"""Proof by certificate: who is ours among the found."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from forge_ai.clock import SystemClock
from forge_ai.comms import discover_enigma_nodes
from forge_ai.comms.finding.finder import Finder
from forge_ai.comms.finding.found import Candidate, PairedDevice
from forge_ai.comms.finding.own_devices import own_devices_of, own_devices_with_identity
from forge_ai.comms.lan.interfaces import loopback_only
from forge_ai.identity.device_key import open_identity
from forge_ai.identity.tls import serving_context
from forge_ai.paths import Home
from forge_ai.testing.stranger import free_port, stranger_says

HELLO = {"forge_ai": "0.1.0", "protocol": 1, "name": "my_pc", "model": "starter"}


@contextmanager
def node_of(home: Home, said=HELLO):
    """What the discovery sees of a node: its certificate and its hello."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            body = json.dumps(said).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Say nothing on stderr."""

    class Quiet(HTTPServer):
        def handle_error(self, *_):
            """A client that hangs up is no error here."""

    with Quiet(("127.0.0.1", 0), Answers) as server:
        server.socket = serving_context(open_identity(home)).wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def own(home):
    return Home(home / "own")


@pytest.fixture
def other(home):
    return Home(home / "other")


def test_looking_around_makes_no_identity(own):
    assert own_devices_of(own, SystemClock()).paired() == {}
    assert not own.root.exists()


def test_a_stranger_says_who_it_is_and_proves_only_that(own, other):
    with node_of(other) as port:
        said = own_devices_of(own, SystemClock()).confirm(Candidate("127.0.0.1", port))
    assert said is not None
    assert (said.device_id, said.name, said.proved) == (open_identity(other).device_id, "my_pc", False)


def test_a_node_of_the_same_data_folder_is_ours(own):
    own_devices = own_devices_with_identity(own, SystemClock())
    with node_of(own) as port:
        said = own_devices.confirm(Candidate("127.0.0.1", port, own_devices.own_id))
    assert said is not None
    assert said.proved


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_who_is_known_by_name_is_found_by_number(own, other, host):
    own_devices = own_devices_with_identity(own, SystemClock())
    with node_of(other) as port:
        paired = {open_identity(other).device_id: PairedDevice("my_pc", f"{host}:{port}")}
        finder = Finder(
            interfaces=loopback_only(),
            ports=(free_port(),),
            paired=lambda: paired,
            confirm=own_devices.confirm,
            clock=SystemClock(),
        )
        assert [node.addresses for node in finder.run(2.0)] == [("127.0.0.1",)]


def test_who_claims_to_be_another_device_is_nobody(own, other):
    own_devices = own_devices_with_identity(own, SystemClock())
    with node_of(other) as port:
        assert own_devices.confirm(Candidate("127.0.0.1", port, own_devices.own_id)) is None


def test_other_programs_and_closed_doors_are_nobody(own):
    own_devices = own_devices_of(own, SystemClock())
    assert own_devices.confirm(Candidate("127.0.0.1", free_port())) is None
    with stranger_says(b"HTTP/1.1 403 Forbidden\r\nServer: AirTunes\r\n\r\n") as port:
        assert own_devices.confirm(Candidate("127.0.0.1", port)) is None


@pytest.mark.parametrize("said", [{}, [], HELLO | {"name": "../x"}, HELLO | {"protocol": 9}])
def test_a_wrong_hello_is_nobody(own, other, said):
    with node_of(other, said) as port:
        assert own_devices_of(own, SystemClock()).confirm(Candidate("127.0.0.1", port)) is None


def test_a_search_in_a_new_folder_leaves_nothing_there(own):
    assert discover_enigma_nodes(0.2, home=own, interfaces=loopback_only, ports=(free_port(),)) == {}
    assert not own.root.exists()
