"""Told while the cable was out, known everywhere a moment after it is in again."""

from __future__ import annotations

import signal
import socket
from pathlib import Path

import pytest

from forge_ai.clock import SystemClock
from tests.netns.lab import Host, run, two_hosts, why_not
from tests.netns.test_everywhere import FLEET, read, write

pytestmark = [pytest.mark.netns, pytest.mark.skipif(bool(why_not()), reason=why_not() or "a lab can be made")]

CLOCK = SystemClock()
PATIENCE_SECONDS = 20.0  # much less than the pause after which a device that refuses is asked again
ESTABLISHED = "01"


@pytest.mark.parametrize("seconds", [2, *(pytest.param(long, marks=pytest.mark.slow) for long in (8, 40))])
def test_what_was_told_offline_is_on_the_pc_when_the_cable_is_in_again(tmp_path: Path, seconds: int) -> None:
    with two_hosts(tmp_path) as (_, pc, pi):
        far = pc.ready(pc.start("tests.netns.keeper", "pc", **FLEET))
        near = pi.ready(pi.start("tests.netns.keeper", "pi", f"{pc.address}:5000", **FLEET))

        def tell(text: str) -> None:
            write(near, f"remember {text}\n")
            read(near)

        def knows(text: str) -> bool:
            write(far, "?\n")
            return text in read(far)["facts"]

        def until_known(text: str) -> None:
            begun = CLOCK.steady()
            while not knows(text):
                CLOCK.sleep(0.02)
                assert CLOCK.steady() - begun < PATIENCE_SECONDS

        tell("My dog is called Rex.")
        until_known("My dog is called Rex.")
        pi.cut_the_cable()
        tell("My cat is called Tom.")
        CLOCK.sleep(seconds)
        assert not knows("My cat is called Tom.")
        pi.plug_it_in()
        until_known("My cat is called Tom.")


@pytest.mark.slow
@pytest.mark.parametrize("reader", ["busy", "frozen"])
def test_a_large_upload_over_a_line_that_dies_ends_soon(tmp_path: Path, reader: str) -> None:
    with two_hosts(tmp_path) as (_, pc, pi):
        far = pc.ready(pc.start("tests.netns.keeper", "pc", **FLEET))
        near = pi.ready(pi.start("tests.netns.giver", "pi", f"{pc.address}:5000", **FLEET))
        CLOCK.sleep(2)
        if reader == "frozen":
            far.send_signal(signal.SIGSTOP)
            CLOCK.sleep(1)
        pi.cut_the_cable()
        write(near, "cut\n")
        end = read(near)
        assert "hung up" in end["error"]
        assert end["seconds"] < 20


@pytest.mark.slow
@pytest.mark.parametrize("sender", ["cut off", "pausing"])
def test_an_upload_whose_line_died_holds_no_place_for_long_and_one_that_pauses_does(
    tmp_path: Path, sender: str
) -> None:
    with two_hosts(tmp_path) as (_, pc, pi):
        pc.ready(pc.start("tests.netns.keeper", "pc", **FLEET))
        near = pi.ready(pi.start("tests.netns.giver", "pi", f"{pc.address}:5000", **FLEET))
        eventually_uploads(pc, pi)
        if sender == "pausing":
            near.send_signal(signal.SIGSTOP)
        else:
            pi.cut_the_cable()
        begun = CLOCK.steady()
        while is_connected(pc, pi) and CLOCK.steady() - begun < 30:
            CLOCK.sleep(0.2)
        assert is_connected(pc, pi) is (sender == "pausing")


def eventually_uploads(pc: Host, pi: Host) -> None:
    while not is_connected(pc, pi):
        CLOCK.sleep(0.2)
    CLOCK.sleep(2)


def is_connected(pc: Host, pi: Host) -> bool:
    """Whether the node on the PC has a connection from the Pi, as its system sees it."""
    table = run("ip", "netns", "exec", pc.namespace, "cat", "/proc/net/tcp")
    number = socket.inet_aton(pi.address)[::-1].hex().upper()
    lines = [line.split() for line in table.splitlines()[1:]]
    return any(line[2].startswith(number) and line[3] == ESTABLISHED for line in lines)
