"""Which of several brains answers: the strongest one in reach that is awake, in the order that a person may wish.

Pure: does not know how brains are found or asked. The rules, the first that tells two brains apart wins:

1. the order of the settings: brains named there come first, as they stand there; `here` is this device;
2. a brain that can answer now comes before one that must load its model first (this device loads its own in an
   instant);
3. the larger model; sizes within a factor of 1.5 count as equal;
4. the faster one, by tokens a second lately, divided among those who wait. A device's own model that is not known to be
   as fast as the other comes last.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from forge_ai.protocol.brains.load_report import ModelLoad, ModelState

HERE: Final = "here"
EQUAL_SIZES: Final = 1.5
UNKNOWN_SIZE: Final = 3_000_000_000  # a model behind another server: somebody set that up because it is worth it


@dataclass(frozen=True, slots=True)
class Standing:
    """One brain in reach: the name that the person knows it by, whether it is on this device, and its model."""

    name: str
    here: bool
    model: ModelLoad


def rank(standings: Iterable[Standing], order: Sequence[str] = ()) -> list[Standing]:
    """The brains, the one to ask first at the beginning."""
    wished = {name.casefold(): place for place, name in reversed(list(enumerate(order)))}

    def key(one: Standing) -> tuple[int, bool, int, bool, float, bool, bool, str]:
        place = min(wished.get(word, len(wished)) for word in _words(one))
        cold = one.model.state is not ModelState.READY
        slow_own = one.here and not one.model.tokens_per_second
        return place, cold and not one.here, -_size(one.model), slow_own, -_speed(one), cold, not one.here, one.name

    return sorted(standings, key=key)


def read_order(text: str) -> tuple[str, ...]:
    """The names in a setting such as ``my_pc, here``."""
    return tuple(name for part in text.split(",") if (name := part.strip()))


def _words(one: Standing) -> tuple[str, ...]:
    return (one.name.casefold(), HERE) if one.here else (one.name.casefold(),)


def _size(model: ModelLoad) -> int:
    return round(math.log(model.parameters or UNKNOWN_SIZE, EQUAL_SIZES))


def _speed(one: Standing) -> float:
    """Tokens a second for one answer more. A peer that has not been measured is taken at its word that it is there."""
    model = one.model
    if not model.tokens_per_second:
        return 0.0 if one.here else math.inf
    crowd = 1.0 if model.free or not model.slots else 1.0 + (model.queued + 1) / model.slots
    return model.tokens_per_second / crowd
