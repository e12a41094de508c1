"""Flower made quiet: required in one sentence, without its log on the person's terminal.

Its programs are never started here, and with them its telemetry, its look for updates, its installer and its control
interface. Does not know what is trained.
"""

from __future__ import annotations

import logging
from importlib.util import find_spec
from typing import Final

from forge_ai.errors import MissingPart
from forge_ai.training.extra import require_training

NEEDED: Final = "flwr"


def require_together() -> None:
    """Return when training together is installed, with Flower's log turned off; :class:`MissingPart` otherwise."""
    require_training()
    if find_spec(NEEDED) is None:
        raise MissingPart(
            "Training together needs Flower: pip install 'forge-ai[together]'",
            hint="Without a network, `forge-ai models merge` and `forge-ai train --continue` work without it.",
        )
    import flwr.supercore.logger  # noqa: F401 - it sets up the log that is turned off here

    log = logging.getLogger(NEEDED)
    log.setLevel(logging.CRITICAL)
    log.propagate = False
    log.handlers.clear()
