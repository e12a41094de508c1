"""Why a search found nothing, as far as it can be known from here, each reason with what to do about it.

Does not search. What cannot be told apart from here (a firewall, a router that keeps its clients apart, nobody there)
is said to be so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forge_ai.comms.lan.datagrams import PORT
from forge_ai.comms.lan.interfaces import Interface
from forge_ai.comms.lan.receiver import Receiver
from forge_ai.comms.lan.sender import Refusal
from forge_ai.protocol.finding.announce import VERSION


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, and what a person can do about it."""

    what: str
    hint: str


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a search noticed while it found nothing."""

    interfaces: tuple[Interface, ...]
    left_out: tuple[Interface, ...] = ()  # by a setting
    refusals: frozenset[Refusal] = frozenset()
    other_versions: tuple[tuple[str, int], ...] = ()
    port_is_taken: bool = False
    unanswered: tuple[str, ...] = ()


def port_is_taken(port: int = PORT) -> bool:
    """Whether another program holds the port of the discovery for itself, so that no node here can hear on it."""
    receiver = Receiver((), (port,))
    receiver.close()
    return receiver.port == 0


def reasons_for_nothing(seen: Circumstances) -> tuple[Reason, ...]:
    """The reasons, the surest first."""
    outward = _outward(seen.interfaces)
    if not outward and _outward(seen.left_out):
        return (_all_left_out(_outward(seen.left_out)),)
    if not outward:
        return (Reason("This device is on no network.", "Connect it to the same Wi-Fi or LAN as the others."),)
    reasons = [
        *_other_versions(dict(seen.other_versions)),
        *_taken(is_taken=seen.port_is_taken),
        *_refused(outward, seen.refusals),
        *_unanswered(seen.unanswered),
    ]
    return (*reasons, _silence(outward, seen.refusals))


def _outward(interfaces: Iterable[Interface]) -> list[Interface]:
    return [one for one in interfaces if not one.is_loopback and not one.is_for_containers]


def _all_left_out(outward: Iterable[Interface]) -> Reason:
    names = ", ".join(one.name for one in outward)
    what = f"FORGE_AI_INTERFACES leaves out every interface that leads to others: there is {names}."
    return Reason(what, "Correct it, or leave it out.")


def _other_versions(versions: Mapping[str, int]) -> list[Reason]:
    return [
        Reason(
            f"A node at {host} speaks version {version} of the announcements, this one version {VERSION}.",
            "Install the same version of ForgeAI on both devices.",
        )
        for host, version in versions.items()
    ]


def _taken(*, is_taken: bool) -> list[Reason]:
    if not is_taken:
        return []
    return [
        Reason(
            f"Another program on this device holds UDP port {PORT} for itself.",
            "Nodes here are heard less well until it is ended; `ss -ulpn` (Linux) or `lsof -iUDP` (macOS) names it.",
        )
    ]


def _refused(outward: Iterable[Interface], refusals: Iterable[Refusal]) -> list[Reason]:
    names = {one.name for one in outward}
    return [
        Reason(
            f"Sending by {refusal.leg} on {refusal.where} was refused: {refusal.reason}.",
            "Check this device's firewall, and that the interface is up.",
        )
        for refusal in sorted(refusals, key=lambda one: (one.where, one.leg))
        if refusal.where in names
    ]


def _unanswered(addresses: tuple[str, ...]) -> list[Reason]:
    return [
        Reason(f"The paired device at {address} does not answer.", "Check that it is on and that ForgeAI runs there.")
        for address in addresses
    ]


def _silence(outward: Iterable[Interface], refusals: Iterable[Refusal]) -> Reason:
    deaf = {(refusal.leg, refusal.where) for refusal in refusals}
    used = [one for one in outward if {("broadcast", one.name), ("multicast", one.name)} - deaf]
    where = ", ".join(f"{one.name} ({_networks(one)})" for one in used) or "no interface"
    return Reason(
        f"Queries went out on {where}, and nothing came back: no node runs there, a firewall stops UDP port {PORT}, or "
        "the router keeps its clients apart (guest Wi-Fi, client isolation).",
        f"Start `forge-ai serve` on the other device, open TCP 5000 and UDP {PORT} there, leave the guest network, or "
        "name the address (forge-ai ask --on 192.168.1.100:5000), or look everywhere: forge-ai nodes --scan.",
    )


def _networks(interface: Interface) -> str:
    return ", ".join([str(one.network) for one in interface.ipv4] or [str(one) for one in interface.ipv6])
