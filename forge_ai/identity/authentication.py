"""Who is asking: a device that was let in, a program of this device's own, a guest of an open node, or nobody.

Does not know what is asked for, nor how the key arrived.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from typing import Final

from forge_ai.errors import GuestsMayNot, NotAllowed, NotTrusted
from forge_ai.identity.device import Device
from forge_ai.identity.device_key import Identity
from forge_ai.identity.registry import Registry
from forge_ai.protocol.trust.rights import ALL, GUEST, Right, in_words

OWN_NAME: Final = "this device"
GUEST_NAME: Final = "a guest"
# What to do stands in the messages: many programs show nothing else.
_NO_KEY: Final = (
    "This node answers only devices it has let in, and programs with a key that `forge-ai pair --app NAME` made here, "
    "sent as `Authorization: Bearer KEY`."
)
_DEVICES: Final = "A device is let in with the code that `forge-ai pair` on the node shows."
_WRONG_KEY: Final = "This node does not know that key. A program gets one from `forge-ai pair --app NAME` on the node."


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever made a request, recognised.

    ``device`` is the registry's entry at that moment; None for a guest, and for this device's own programs.
    """

    name: str
    rights: frozenset[Right]
    device: Device | None = field(default=None, repr=False)

    @property
    def owner(self) -> str:
        """To whom an answer belongs that this caller asked for: a device's id, or this device; "" for a guest."""
        if self.device is not None:
            return self.device.device_id
        return OWN_NAME if self.rights == ALL else ""

    @property
    def is_guest(self) -> bool:
        """Whether nobody knows who this is."""
        return self.device is None and self.rights == GUEST

    def require(self, right: Right) -> None:
        """Raise :class:`NotAllowed` when the caller does not have that right."""
        if right not in self.rights:
            refusal = GuestsMayNot if self.is_guest else NotAllowed
            raise refusal(f"{self.name} has no right to {right} here (it has: {in_words(self.rights)}).")


class Authenticator:
    """Recognises callers by their bearer keys. With ``open_to_all``, a caller who is not recognised is a guest."""

    def __init__(self, identity: Identity, registry: Registry, *, open_to_all: bool = False) -> None:
        self._local_key = identity.local_key.encode()
        self._registry = registry
        self.open_to_all = open_to_all

    def recognise(self, key: str, *, from_here: bool) -> Caller:
        """The caller who showed that key, "" when none was shown.

        ``from_here`` says that the connection comes from this computer: only then the key of this device's own programs
        counts. Raises :class:`NotTrusted` for an unknown key, or none, on a node that is not open to all.
        """
        if key and from_here and hmac.compare_digest(key.encode("utf-8", "surrogatepass"), self._local_key):
            return Caller(OWN_NAME, ALL)
        device = self._registry.by_key(key)
        if device is not None:
            return Caller(device.name, device.rights, device)
        if self.open_to_all:
            return Caller(GUEST_NAME, GUEST)
        raise NotTrusted(_WRONG_KEY if key else _NO_KEY, hint=_DEVICES)

    def still_knows(self, caller: Caller) -> bool:
        """Whether a caller who was recognised before would be recognised now, with all the rights of then."""
        if caller.device is None:
            return True
        now = self._registry.by_id(caller.device.device_id)
        return now is not None and caller.device.key_hash in now.key_hashes and caller.rights <= now.rights

    def is_worth_noting(self, caller: Caller) -> bool:
        """Whether :meth:`note_seen` would write."""
        return caller.device is not None and self._registry.is_worth_noting(caller.device.device_id)

    def note_seen(self, caller: Caller) -> None:
        """Keep the time at which the caller's device was here."""
        if caller.device is not None:
            self._registry.seen(caller.device.device_id)
