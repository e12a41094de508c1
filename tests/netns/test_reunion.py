"""Told while the cable was out, known everywhere a moment after it is in again."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from forge_ai.clock import SystemClock
from tests.netns.lab import two_hosts, why_not
from tests.netns.test_everywhere import FLEET, read, write

pytestmark = [pytest.mark.netns, pytest.mark.skipif(bool(why_not()), reason=why_not() or "a lab can be made")]

CLOCK = SystemClock()


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

        def until_known(text: str, limit: float) -> float:
            begun = CLOCK.steady()
            while not knows(text):
                CLOCK.sleep(0.02)
                assert CLOCK.steady() - begun < limit
            return CLOCK.steady() - begun

        tell("My dog is called Rex.")
        until_known("My dog is called Rex.", 20)
        pi.cut_the_cable()
        tell("My cat is called Tom.")
        CLOCK.sleep(seconds)
        assert not knows("My cat is called Tom.")
        pi.plug_it_in()
        waited = until_known("My cat is called Tom.", 20)
        assert waited < 4, "a second, and some leave for a machine with other work"


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
