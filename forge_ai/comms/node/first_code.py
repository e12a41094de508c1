"""Shows the code that lets the first device in at the terminal of a program that serves.

Does not know what the code opens. Where no person sits at a terminal, or somebody was let in before, nothing is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forge_ai.comms.peers.terminal import has_person, tell_at_terminal
from forge_ai.limits import CODE_SECONDS

if TYPE_CHECKING:
    from forge_ai.services import Services


def tell_first_code(services: Services) -> None:
    """Show a code when a person sees it and no device could get in otherwise."""
    settings = services.settings
    if not has_person() or settings.open or services.join is not None:
        return
    if all(device.is_program for device in services.registry.devices()):
        code = services.pairing.show_code().text
        minutes = f"{CODE_SECONDS / 60:.0f} minutes"
        tell_at_terminal(f"{services.name} has let no device in yet. To let one in, within {minutes}: the code  {code}")
        tell_at_terminal("  For another code: node.show_code(), or `forge-ai pair` in another terminal.")
