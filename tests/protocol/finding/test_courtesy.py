"""Round trips and shares: what counts as an answer, and how a flood is made cheap."""

from __future__ import annotations

from forge_ai.limits import ANSWERS_PER_SECOND, ANSWERS_PER_SECOND_TO_ONE, ASKERS_REMEMBERED, OPEN_QUERIES
from forge_ai.protocol.finding.courtesy import QUERY_SECONDS, Courtesy, OpenQueries


def nonce(number):
    return number.to_bytes(16, "big")


def test_an_answer_with_our_nonce_counts():
    queries = OpenQueries()
    queries.add(nonce(1), 0.0)
    assert queries.leg(nonce(1), "10.0.0.1", 1.0) == "udp"
    assert queries.leg(nonce(1), "10.0.0.2", 1.0) == "udp"


def test_an_answer_to_nothing_counts_for_nothing():
    assert OpenQueries().leg(nonce(1), "10.0.0.1", 0.0) == ""


def test_an_answer_that_comes_too_late_counts_for_nothing():
    queries = OpenQueries()
    queries.add(nonce(1), 0.0)
    assert queries.leg(nonce(1), "10.0.0.1", QUERY_SECONDS) == ""


def test_a_query_to_one_is_answered_by_that_one_only():
    queries = OpenQueries()
    queries.add(nonce(1), 0.0, "10.0.0.1", 5001, "known")
    assert queries.leg(nonce(1), "10.0.0.66", 1.0) == ""
    assert queries.leg(nonce(1), "10.0.0.1", 1.0) == "known"


def test_it_is_known_who_is_being_asked():
    queries = OpenQueries()
    queries.add(nonce(1), 0.0, "10.0.0.1", 40_000)
    assert queries.is_asking("10.0.0.1", 40_000, 1.0)
    assert not queries.is_asking("10.0.0.1", 40_001, 1.0)
    assert not queries.is_asking("10.0.0.1", 40_000, QUERY_SECONDS)


def test_no_more_queries_are_remembered_than_the_limit():
    queries = OpenQueries()
    for number in range(OPEN_QUERIES + 1):
        queries.add(nonce(number), 0.0)
    assert queries.leg(nonce(0), "10.0.0.1", 0.0) == ""
    assert queries.leg(nonce(1), "10.0.0.1", 0.0) == "udp"


def test_one_loud_asker_gets_its_share_and_no_more():
    courtesy = Courtesy(0.0)
    assert sum(courtesy.allows("10.0.0.66", 0.0) for _ in range(10_000)) == ANSWERS_PER_SECOND_TO_ONE
    assert courtesy.allows("10.0.0.1", 0.0)


def test_a_share_refills_with_time():
    courtesy = Courtesy(0.0)
    while courtesy.allows("10.0.0.1", 0.0):
        pass
    assert courtesy.allows("10.0.0.1", 1.0)


def test_all_together_get_a_bounded_number():
    courtesy = Courtesy(0.0)
    assert sum(courtesy.allows(f"10.0.{n // 250}.{n % 250}", 0.0) for n in range(5_000)) == ANSWERS_PER_SECOND


def test_the_same_query_by_another_leg_is_noticed():
    courtesy = Courtesy(0.0)
    assert not courtesy.is_repeated(nonce(1), "10.0.0.1")
    assert courtesy.is_repeated(nonce(1), "10.0.0.1")
    assert not courtesy.is_repeated(nonce(1), "10.0.0.2")


def test_invented_senders_fill_nothing():
    courtesy = Courtesy(0.0)
    for number in range(3 * ASKERS_REMEMBERED):
        courtesy.is_repeated(nonce(number), f"10.{number}")
        courtesy.allows(f"10.{number}", 0.0)
    assert not courtesy.is_repeated(nonce(0), "10.0")
