from __future__ import annotations

from itertools import pairwise

from forge_ai.comms.sync.refusals import FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, Refusals


def tries_in(seconds: float) -> list[float]:
    """When a device that always refuses is tried, looked at four times a second."""
    refusals, tries = Refusals(), []
    for at in (tick / 4 for tick in range(int(4 * seconds))):
        if refusals.is_worth_a_try("pc", "terms", at):
            tries.append(at)
            refusals.note("pc", "terms", at)
    return tries


def test_who_refuses_is_tried_less_and_less_often_but_for_ever() -> None:
    pauses = [later - sooner for sooner, later in pairwise(tries_in(600.0))]
    assert pauses[0] == FIRST_PAUSE_SECONDS
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE_SECONDS


def test_another_address_or_another_key_is_worth_a_try_at_once() -> None:
    refusals = Refusals()
    refusals.note("pc", ("10.0.0.1:5000", "key"), 0.0)
    assert not refusals.is_worth_a_try("pc", ("10.0.0.1:5000", "key"), 0.1)
    assert refusals.is_worth_a_try("pc", ("10.0.0.7:5000", "key"), 0.1)
    assert refusals.is_worth_a_try("pi", ("10.0.0.1:5000", "key"), 0.1)


def test_who_has_shared_is_forgiven_and_who_is_not_paired_any_more_is_forgotten() -> None:
    refusals = Refusals()
    for device in ("pc", "pi", "gone"):
        refusals.note(device, "terms", 0.0)
    refusals.forgive("pc")
    refusals.keep_only({"pc", "pi"})
    worth = {device: refusals.is_worth_a_try(device, "terms", 0.1) for device in ("pc", "pi", "gone")}
    assert worth == {"pc": True, "pi": False, "gone": True}
