"""A resolver that nobody answers keeps no person waiting."""

from __future__ import annotations

import socket
import threading

import pytest

from forge_ai.comms.peers.resolving import DOMAIN_SECONDS, NAME_SECONDS, check_resolves, patience_with


@pytest.fixture
def silent_resolver():
    answered = threading.Event()
    yield lambda *_: answered.wait()
    answered.set()


def test_a_name_of_which_nobody_tells_anything_is_given_up(silent_resolver):
    with pytest.raises(socket.gaierror):
        check_resolves("my_pc", silent_resolver, 0.05)


def test_a_name_that_is_known_to_lead_nowhere_is_refused_with_what_was_told():
    def resolve(*_):
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    with pytest.raises(socket.gaierror, match="no such name"):
        check_resolves("my_pc", resolve)


@pytest.mark.parametrize("host", ["192.168.1.100", "::1", "fe80::1%eth0"])
def test_nobody_is_asked_about_an_address(host):
    def resolve(*_):
        raise AssertionError

    check_resolves(host, resolve)


@pytest.mark.parametrize("host", ["my_pc", "my-pc.local", "my-pc.local."])
def test_a_name_of_the_home_is_known_at_once_or_not_at_all(host):
    assert patience_with(host) == NAME_SECONDS < patience_with("my-pc.example.org") == DOMAIN_SECONDS


def test_a_name_that_a_host_has_is_good():
    check_resolves("localhost")
