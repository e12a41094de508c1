from __future__ import annotations

import pytest

from forge_ai.protocol.finding.hello_times import HelloTimes
from forge_ai.protocol.finding.sightings import HELLO_SECONDS


def said(times, until):
    """The hellos of a node that says each when it is due: when, and whether it asks who is there."""
    told = []
    while (at := times.next) <= until:
        told.append((at, times.said(at)))
    return told


def test_a_start_is_told_thrice_and_each_time_everybody_is_asked():
    assert said(HelloTimes(b"\xff", 10.0), 16.5) == [(10.0, True), (10.2, True), (11.0, True), (16.0, False)]


def test_a_change_is_told_as_a_start_is():
    times = HelloTimes(b"\xff", 0.0)
    said(times, 60.0)
    times.begin(62.0)
    assert said(times, 64.0) == [(62.0, True), (62.2, True), (63.0, True)]


def test_news_in_between_put_no_further_hello_beside_those_that_are_due():
    times = HelloTimes(b"\xff", 0.0)
    assert times.said(0.1)
    assert said(times, 5.9) == [(0.2, True), (1.0, True)]
    assert not times.said(5.95)
    assert times.next == pytest.approx(1.0 + HELLO_SECONDS)


@pytest.mark.parametrize("instance", [b"\x00", b"\x80", b"\xff"])
def test_each_node_has_a_pace_of_its_own(instance):
    times = HelloTimes(instance, 0.0)
    said(times, 1.0)
    assert times.next == pytest.approx(1.0 + HELLO_SECONDS * (0.9 + 0.1 * instance[0] / 255))
