"""What this device is made of, opened for one command and closed after it.

Does not know what the command wants of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from forge_ai.settings import Settings, settings_of_this_process

if TYPE_CHECKING:
    from forge_ai.services import Services


@contextmanager
def opened_services(settings: Settings | None = None) -> Iterator[Services]:
    """The services of this device while the block lasts, by default with the settings of this process."""
    from forge_ai.services import Services

    with Services(settings or settings_of_this_process()) as services:
        yield services
