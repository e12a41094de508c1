"""Which of several brains answers: the strongest one in reach that is awake, in the order that a person may wish.

Pure: does not know how brains are found or asked. The rules, the first that tells two brains apart wins:

1. the order of the settings: brains named there come first, as they stand there; `here` is this device;
2. a brain that can answer now comes before one that must load its model first (this device loads its own in an
   instant);
3. the larger model; models of at least two thirds of the largest one's size count as equally large;
4. the faster one, by tokens a second lately, divided among those who wait. This device's own model comes last as long
   as its speed is not known.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from forge_ai.protocol.brains.load_report import ModelLoad, ModelState

HERE: Final = "here"
EQUAL_SIZES: Final = 1.5  # times as large as another model: up to there both count as equally large
UNKNOWN_SIZE: Final = 3_000_000_000  # parameters that a model behind another server is taken to have: it may be large


@dataclass(frozen=True, slots=True)
class Standing:
    """One brain in reach: its name here, whether it is on this device, and its model with what it is doing."""

    name: str
    here: bool
    model: ModelLoad


def rank(standings: Iterable[Standing], order: Sequence[str] = ()) -> list[Standing]:
    """The brains in the order in which to ask them; ``order`` are the names of the settings, as `read_order` gives."""
    wished = {name.casefold(): place for place, name in reversed(list(enumerate(order)))}

    def turn(one: Standing) -> tuple[int, bool]:
        place = min(wished.get(word, len(wished)) for word in _words(one))
        return place, _is_cold(one) and not one.here

    return [one for _, equals in groupby(sorted(standings, key=turn), key=turn) for one in _by_strength(equals)]


def read_order(text: str) -> tuple[str, ...]:
    """The names in a setting such as ``my_pc, here``."""
    return tuple(name for part in text.split(",") if (name := part.strip()))


def _words(one: Standing) -> tuple[str, ...]:
    return (one.name.casefold(), HERE) if one.here else (one.name.casefold(),)


def _is_cold(one: Standing) -> bool:
    return one.model.state is not ModelState.READY


def _by_strength(brains: Iterable[Standing]) -> Iterator[Standing]:
    """The largest model and its equals, then the largest that is left and its equals, and so on."""
    left = sorted(brains, key=_size, reverse=True)
    while left:
        equals = [one for one in left if _size(one) * EQUAL_SIZES >= _size(left[0])]
        yield from sorted(equals, key=_slowness)
        left = left[len(equals) :]


def _size(one: Standing) -> int:
    return one.model.parameters or UNKNOWN_SIZE


def _slowness(one: Standing) -> tuple[bool, float, bool, bool, str]:
    is_slow_here = one.here and not one.model.tokens_per_second
    return is_slow_here, -_speed(one), _is_cold(one), not one.here, one.name


def _speed(one: Standing) -> float:
    """Tokens a second that one more answer would get. A peer whose speed is not known yet counts as the fastest."""
    model = one.model
    if not model.tokens_per_second:
        return 0.0 if one.here else math.inf
    crowd = 1.0 if model.free or not model.slots else 1.0 + (model.queued + 1) / model.slots
    return model.tokens_per_second / crowd
