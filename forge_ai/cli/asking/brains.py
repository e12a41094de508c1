"""Which brain a command talks to: the best in reach, a named one, or this device's own.

Does not know what will be asked, nor by which rules a brain is the best.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from forge_ai.cli.this_device import opened_services
from forge_ai.cli.waiting import reaching
from forge_ai.comms.brains.best_brain import BestBrain
from forge_ai.comms.brains.reach import Reach
from forge_ai.comms.brains.wishes import BrainWishes
from forge_ai.comms.peers.telling import Tell, silent
from forge_ai.errors import BadInput
from forge_ai.settings import Settings

# What is said where a model answers nothing, as one does that has hardly learned.
EMPTY_ANSWER: Final = "the answer is empty. Ask in other words, or another model."
_WHICH: Final = "Give it as `forge-ai devices` lists it, or an address such as 192.168.1.100:5000."


def check_choice(on: str | None, here: bool) -> None:
    """Raise :class:`BadInput` when both --on and --here are given, or the name behind --on is empty."""
    if on is not None and not on.strip():
        raise BadInput("The name of the device is empty.", hint=_WHICH)
    if on and here:
        raise BadInput("--on and --here exclude each other.", hint="Give one of them, or neither for the best brain.")


@contextmanager
def open_brain(
    settings: Settings,
    on: str | None,
    model: str | None,
    *,
    here: bool = False,
    failover: bool = True,
    remembers: bool = True,
    tell: Tell = silent,
) -> Iterator[BestBrain]:
    """The brain to talk to, while the block lasts.

    ``on`` is the name of a paired device or an address; ``here`` takes this device's own brain. Without either, the
    best brain in reach is chosen for every question; without ``failover`` no other one goes on with an answer that
    broke off, and without ``remembers`` no memories are looked up or kept. ``tell`` is called with lines that the
    person should read meanwhile. Raises why a brain that is named cannot be reached.
    """
    with opened_services(settings) as services:
        wishes = BrainWishes(on=on or "", here=here, may_go_on=failover, tell=tell)
        with reaching(on or "the other devices") as ask_code:
            brain = Reach(services, model or "", ask_code=ask_code, remembers=remembers).brain(wishes)
        yield brain
