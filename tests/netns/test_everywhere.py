"""Three real hosts: whatever becomes of the strong ones, there is a whole answer or one error, and nothing twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from forge_ai.clock import SystemClock
from tests.netns.lab import Host, Lab, why_not

pytestmark = [pytest.mark.netns, pytest.mark.skipif(bool(why_not()), reason=why_not() or "a lab can be made")]

JOIN_KEY = "correct-horse-battery-staple"
FLEET = {"FORGE_AI_JOIN_KEY": JOIN_KEY, "FORGE_AI_LOOK_SECONDS": "1.5", "FORGE_AI_HEADER_SECONDS": "4"}
HEADER_SECONDS, RETURN_SECONDS = 4.0, 5.0
LEEWAY_SECONDS = 5.0  # for a machine that has other work; what would be wrong takes a minute
SEA = "The sea is deep and wide."
OWN = "own words."
CLOCK = SystemClock()


class Brain:
    """A node of the lab whose engine says a word when it is told to."""

    def __init__(self, host: Host, name: str, words: str = "The |sea |is |deep |and |wide.") -> None:
        self.host = host
        self.program = host.ready(host.start("tests.netns.brain", name, "--words", words, **FLEET))
        self.count = len(words.split("|"))

    def go(self, words: int = 1) -> None:
        write(self.program, "go\n" * words)

    def asked(self) -> str:
        """Wait for the question; what was said of the answer so far."""
        return str(read(self.program)["asked"])

    def kill(self) -> None:
        self.program.kill()
        self.program.wait()

    def freeze(self) -> None:
        os.kill(self.program.pid, signal.SIGSTOP)

    def end(self) -> None:
        if self.program.poll() is None:
            os.kill(self.program.pid, signal.SIGCONT)
            self.program.kill()
            self.program.wait()


class Asker:
    """The weak device."""

    def __init__(self, host: Host, *brains: Host) -> None:
        addresses = [f"{brain.address}:5000" for brain in brains]
        self.program = host.ready(host.start("tests.netns.asker", *addresses, **FLEET))
        self.told: list[str] = []

    def ask(self, **wishes: Any) -> None:
        self.told.clear()
        write(self.program, json.dumps(wishes) + "\n")

    def hears(self, text: str) -> None:
        """Wait until so much has been heard."""
        heard = ""
        while heard != text:
            heard += self._next()["piece"]
            assert text.startswith(heard)

    def end(self) -> dict[str, Any]:
        """Wait for the end of the answer."""
        while "piece" in (found := self._next()):
            pass
        return found

    def _next(self) -> dict[str, Any]:
        while "told" in (found := read(self.program)):
            self.told.append(found["told"])
        return found


def write(program: subprocess.Popen[str], text: str) -> None:
    assert program.stdin is not None
    program.stdin.write(text)
    program.stdin.flush()


def read(program: subprocess.Popen[str]) -> dict[str, Any]:
    assert program.stdout is not None
    line = program.stdout.readline()
    assert line, "the program has ended"
    found: dict[str, Any] = json.loads(line)
    return found


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Host, Host, Asker]]:
    """Two strong hosts, and a weak one that is paired with both."""
    with Lab(Path(tmp_path_factory.mktemp("lab"))) as made:
        pc, nas, pi = made.host(), made.host(), made.host()
        first = [Brain(pc, "pc"), Brain(nas, "nas")]
        asker = Asker(pi, pc, nas)
        for brain in first:
            brain.kill()
        yield pc, nas, asker


@pytest.fixture
def pc(lab: tuple[Host, Host, Asker]) -> Iterator[Brain]:
    lab[0].plug_it_in()
    brain = Brain(lab[0], "pc")
    yield brain
    brain.end()
    lab[0].plug_it_in()


@pytest.fixture
def asker(lab: tuple[Host, Host, Asker]) -> Asker:
    forget_absences(lab)
    return lab[2]


def forget_absences(lab: tuple[Host, Host, Asker]) -> None:
    folder = lab[0].folder.parent / "host3" / "run" / "away.json"
    folder.unlink(missing_ok=True)


WAYS = {"killed": Brain.kill, "frozen": Brain.freeze}


@pytest.mark.parametrize("lose", WAYS.values(), ids=WAYS)
def test_a_peer_that_is_lost_before_the_question(pc: Brain, asker: Asker, lose: Any) -> None:
    lose(pc)
    asker.ask()
    end = asker.end()
    assert (end["text"], end["spoken"]) == (OWN, ["pi"])
    assert end["seconds"] < HEADER_SECONDS + LEEWAY_SECONDS


@pytest.mark.parametrize("lose", WAYS.values(), ids=WAYS)
def test_a_peer_that_is_lost_before_the_first_token(pc: Brain, asker: Asker, lose: Any) -> None:
    asker.ask()
    assert pc.asked() == ""
    lose(pc)
    begun = CLOCK.steady()
    end = asker.end()
    assert (end["text"], end["spoken"]) == (OWN, ["pi"])
    assert CLOCK.steady() - begun < HEADER_SECONDS + LEEWAY_SECONDS


@pytest.mark.parametrize("lose", WAYS.values(), ids=WAYS)
def test_a_peer_that_is_lost_after_the_first_token(pc: Brain, asker: Asker, lose: Any) -> None:
    asker.ask()
    pc.asked()
    pc.go(2)
    asker.hears("The sea ")
    lose(pc)
    begun = CLOCK.steady()
    end = asker.end()
    assert (end["text"], end["spoken"]) == ("The sea " + OWN, ["pc", "pi"])
    assert CLOCK.steady() - begun < HEADER_SECONDS + LEEWAY_SECONDS
    assert len(asker.told) == 1
    assert asker.told[0].endswith("pi goes on.]")


@pytest.mark.parametrize(
    "lose", [pytest.param(Brain.kill, id="killed"), pytest.param(Brain.freeze, id="frozen", marks=pytest.mark.slow)]
)
def test_without_failover_a_lost_peer_is_one_clear_error(pc: Brain, asker: Asker, lose: Any) -> None:
    asker.ask(may_go_on=False)
    pc.asked()
    pc.go(2)
    asker.hears("The sea ")
    lose(pc)
    begun = CLOCK.steady()
    end = asker.end()
    assert end["error"] in ("connection_lost", "peer_silent")
    assert end["text"] == "The sea "
    assert CLOCK.steady() - begun < (5 if lose is Brain.kill else 20)


def test_a_cable_that_is_cut_for_a_second_is_not_noticed(pc: Brain, asker: Asker) -> None:
    asker.ask()
    pc.asked()
    pc.go(2)
    asker.hears("The sea ")
    pc.host.cut_the_cable()
    pc.go(2)
    CLOCK.sleep(1.0)
    pc.host.plug_it_in()
    pc.go(2)
    end = asker.end()
    assert (end["text"], end["spoken"]) == (SEA, ["pc"])


@pytest.mark.parametrize("wishes", [{}, {"on": "pc"}], ids=["the best", "one by name"])
def test_a_node_that_gets_another_address_goes_on_with_the_same_answer(
    pc: Brain, asker: Asker, wishes: dict[str, str]
) -> None:
    before = pc.host.address
    asker.ask(**wishes)
    pc.asked()
    pc.go(2)
    asker.hears("The sea ")
    pc.host.move("10.77.0.99")
    try:
        pc.go(3)
        end = asker.end()
        assert (end["text"], end["spoken"]) == (SEA, ["pc"])
    finally:
        pc.host.move(before)


def test_a_cable_that_is_cut_for_good_lets_the_next_brain_go_on(pc: Brain, asker: Asker) -> None:
    asker.ask()
    pc.asked()
    pc.go(3)
    asker.hears("The sea is ")
    pc.host.cut_the_cable()
    pc.go(1)
    begun = CLOCK.steady()
    end = asker.end()
    assert (end["text"], end["spoken"]) == ("The sea is " + OWN, ["pc", "pi"])
    assert CLOCK.steady() - begun < HEADER_SECONDS + RETURN_SECONDS + LEEWAY_SECONDS


def test_two_peers_that_fail_one_after_the_other(lab: tuple[Host, Host, Asker], pc: Brain, asker: Asker) -> None:
    nas = Brain(lab[1], "nas", "a |b |c.")
    try:
        asker.ask()
        first, words, second, more = (pc, "The ", nas, "a ") if _is_asked_first(pc, nas) else (nas, "a ", pc, "The ")
        first.go()
        asker.hears(words)
        first.kill()
        assert second.asked() == words.strip()
        second.go()
        asker.hears(more)
        second.freeze()
        end = asker.end()
    finally:
        nas.end()
    assert end["text"] == words + more + OWN
    assert end["spoken"][-1] == "pi"
    assert len(end["spoken"]) == 3
    assert len(asker.told) == 2


def _is_asked_first(one: Brain, other: Brain) -> bool:
    import select

    found, _, _ = select.select([one.program.stdout, other.program.stdout], [], [], 20)
    first = one if one.program.stdout in found else other
    first.asked()
    return first is one


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [20, 60])
def test_who_waits_gets_the_same_answer_when_the_network_is_back(pc: Brain, asker: Asker, seconds: int) -> None:
    asker.ask(on="pc")
    pc.asked()
    pc.go(2)
    asker.hears("The sea ")
    pc.host.cut_the_cable()
    pc.go(2)
    CLOCK.sleep(seconds)
    pc.host.plug_it_in()
    pc.go(2)
    end = asker.end()
    assert (end["text"], end["spoken"]) == (SEA, ["pc"])
    assert "Waiting" in asker.told[0]


@pytest.mark.slow
def test_who_waits_for_a_cable_that_is_cut_for_good_gets_one_error(pc: Brain, asker: Asker) -> None:
    asker.ask(on="pc")
    pc.asked()
    pc.go(2)
    asker.hears("The sea ")
    pc.host.cut_the_cable()
    end = asker.end()
    assert (end["error"], end["text"]) == ("peer_silent", "The sea ")
