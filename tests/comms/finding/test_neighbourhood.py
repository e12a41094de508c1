"""Beside the packets: busy nodes, paired devices, known addresses."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest

from forge_ai.comms.finding.errands import Errands
from forge_ai.comms.finding.found import Candidate, Confirmation, PairedDevice
from forge_ai.comms.finding.neighbourhood import Neighbourhood
from forge_ai.comms.finding.roster import Roster
from forge_ai.protocol.finding.announce import Card, instance_of
from forge_ai.protocol.finding.sightings import DOUBTED_SECONDS, GONE_SECONDS, Duty
from forge_ai.testing.manual_clock import ManualClock

PC = Card("a-device-id", b"i" * 16, "my_pc", 5000)
OWN = Card("own-device-id", b"o" * 16, "my_pi", 5000)


class AtOnce(Errands):
    """Errands that are done in the caller's thread: when the call returns, so has the work."""

    def __init__(self):
        super().__init__("at-once")

    def run(self, work, *args, **kwargs):
        work(*args, **kwargs)


class Street:
    """A roster, its neighbourhood, and the nodes that answer requests: address to what it says."""

    def __init__(self, paired: dict[str, PairedDevice], answers: dict[str, Confirmation]) -> None:
        self.clock = ManualClock()
        self.roster = Roster(self.clock, lambda device_id: device_id in paired)
        self.asked: list[str] = []
        self.answers = answers
        self.neighbourhood = Neighbourhood(
            roster=self.roster,
            paired=lambda: paired,
            confirm=self.confirm,
            card=lambda: OWN,
            ask=lambda target, _leg: self.asked.append(target.host),
            udp_port=5001,
            uses_dns_sd=False,
            announces=True,
            errands=AtOnce(),
        )

    def confirm(self, candidate: Candidate) -> Confirmation | None:
        said = self.answers.get(candidate.host)
        return said if said and candidate.device_id in {"", said.device_id} else None

    def hear(self, host: str):
        return self.roster.hear(PC, host, 40_000, "udp")


@pytest.fixture
def street(request: pytest.FixtureRequest) -> Iterator[Street]:
    made = Street(*request.param)
    yield made
    made.neighbourhood.close()


PAIRED = {"a-device-id": PairedDevice("my_pc", "10.0.0.1:5000")}
SAID = Confirmation("a-device-id", "my_pc")
PROVED = Confirmation("a-device-id", "my_pc", proved=True)


def doubt_and_drop(street):
    """What the listener does with the duties of this moment."""
    for duty, seen in street.roster.due():
        if duty is Duty.DOUBT:
            street.neighbourhood.doubted(seen)
        if duty is Duty.DROP:
            street.roster.drop(seen.key)


@pytest.mark.parametrize("street", [({}, {"10.0.0.1": SAID})], indirect=True)
def test_a_busy_node_that_answers_a_request_stays(street):
    street.hear("10.0.0.1")
    street.clock.advance(DOUBTED_SECONDS)
    doubt_and_drop(street)
    assert street.roster.all()[0].last == DOUBTED_SECONDS
    street.clock.advance(GONE_SECONDS - DOUBTED_SECONDS)
    doubt_and_drop(street)
    assert len(street.roster.all()) == 1


def live_on(street, card, seconds):
    """Time passes in which this card says hello and all others are silent."""
    for _ in range(seconds):
        street.clock.advance(1.0)
        street.roster.refresh(card, "10.0.0.1")
        doubt_and_drop(street)


@pytest.mark.parametrize("street", [(PAIRED, {"10.0.0.1": PROVED})], indirect=True)
def test_a_node_that_was_killed_goes_though_its_next_start_answers_requests(street):
    street.hear("10.0.0.1")
    street.clock.advance(1.0)
    again = replace(PC, instance=b"j" * 16)
    street.roster.hear(again, "10.0.0.1", 40_001, "udp")
    live_on(street, again, 15)
    assert [seen.card for seen in street.roster.all()] == [again]


@pytest.mark.parametrize("street", [(PAIRED, {"10.0.0.1": PROVED})], indirect=True)
def test_who_was_reached_by_a_request_first_and_then_by_packets_is_there_once(street):
    street.neighbourhood.looked(0.0)
    assert [seen for seen in street.roster.all() if seen.proved_at]
    street.clock.advance(1.0)
    street.hear("10.0.0.1")
    live_on(street, PC, 15)
    assert [seen.card for seen in street.roster.all()] == [PC]


@pytest.mark.parametrize("street", [({}, {"10.0.0.1": SAID})], indirect=True)
def test_who_said_goodbye_while_it_was_asked_stays_away(street):
    seen = street.roster.hear(replace(PC, instance=instance_of(b"s" * 16)), "10.0.0.1", 40_000, "udp")
    street.roster.leave(b"s" * 16)
    street.neighbourhood.doubted(seen)
    street.neighbourhood.close()
    assert street.roster.all() == ()


@pytest.mark.parametrize("street", [({}, {})], indirect=True)
def test_a_node_that_answers_nothing_goes(street):
    street.hear("10.0.0.1")
    street.clock.advance(DOUBTED_SECONDS)
    doubt_and_drop(street)
    street.clock.advance(GONE_SECONDS - DOUBTED_SECONDS)
    doubt_and_drop(street)
    assert street.roster.all() == ()


@pytest.mark.parametrize("street", [(PAIRED, {"10.0.0.7": PROVED})], indirect=True)
def test_a_paired_device_is_recognised_under_a_new_address(street):
    street.neighbourhood.met(street.hear("10.0.0.7"))
    assert street.roster.all()[0].proved_at == "10.0.0.7"


@pytest.mark.parametrize("street", [(PAIRED, {})], indirect=True)
def test_a_paired_device_that_was_busy_at_first_proves_itself_later(street):
    street.neighbourhood.met(street.hear("10.0.0.7"))
    street.answers["10.0.0.7"] = PROVED
    street.neighbourhood.looked(15.0)
    assert street.roster.all()[0].proved_at == "10.0.0.7"


@pytest.mark.parametrize("street", [(PAIRED, {"10.0.0.66": SAID})], indirect=True)
def test_who_only_claims_to_be_paired_is_not(street):
    street.neighbourhood.met(street.hear("10.0.0.66"))
    street.neighbourhood.close()
    assert street.roster.all()[0].proved_at == ""


@pytest.mark.parametrize("street", [(PAIRED, {"10.0.0.1": PROVED})], indirect=True)
def test_a_missing_paired_device_is_tried_where_it_was_last(street):
    street.neighbourhood.looked(0.0)
    assert [seen.proved_at for seen in street.roster.all()] == ["10.0.0.1"]
    assert street.asked == ["10.0.0.1"]
    assert street.roster.all()[0].legs == ("known",)


@pytest.mark.parametrize(
    ("street", "asked"),
    [
        (({"a-device-id": PairedDevice("my_pc", "localhost:5000")}, {}), "127.0.0.1"),
        (({"a-device-id": PairedDevice("my_pc", "[fe80::1%lo]:5000")}, {}), f"fe80::1%{socket.if_nametoindex('lo')}"),
    ],
    indirect=["street"],
)
def test_it_is_asked_by_numbers_wherever_a_name_leads(street, asked, eventually):
    street.neighbourhood.looked(0.0)
    assert asked in street.asked


@pytest.mark.parametrize(
    "street", [({"a-device-id": PairedDevice("my_pc", "no-such-pc.invalid:5000")}, {})], indirect=True
)
def test_a_name_that_nobody_knows_is_no_place_to_ask(street):
    street.neighbourhood.looked(0.0)
    street.neighbourhood.close()
    assert street.asked == []


@pytest.mark.parametrize("street", [(PAIRED, {"10.0.0.1": PROVED})], indirect=True)
def test_it_is_tried_also_while_somebody_else_claims_to_be_it(street):
    street.hear("10.0.0.66")
    street.neighbourhood.looked(0.0)
    assert "10.0.0.1" in [seen.proved_at for seen in street.roster.all()]


@pytest.mark.parametrize("street", [(PAIRED, {})], indirect=True)
def test_it_is_not_tried_all_the_time(street):
    for second in range(14):
        street.neighbourhood.looked(float(second))
    assert street.asked
    street.neighbourhood.close()
    assert street.asked == ["10.0.0.1"]
