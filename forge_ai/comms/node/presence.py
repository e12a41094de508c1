"""The discovery as the person's settings want it: for a node that serves, for one search, for watching.

Does not know how any of it works.
"""

from __future__ import annotations

from typing import Final

from forge_ai.clock import SystemClock
from forge_ai.comms.discovery import DeviceDiscovery
from forge_ai.comms.finding.finder import Finder
from forge_ai.comms.finding.own_devices import own_devices_of
from forge_ai.comms.lan.datagrams import PORTS
from forge_ai.comms.lan.interfaces import interfaces_named, loopback_only
from forge_ai.settings import Settings, settings_of_this_process

LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


def default_finder() -> Finder:
    """A search with what the person's settings say."""
    settings, clock = settings_of_this_process(), SystemClock()
    own = own_devices_of(settings.folders, clock)
    around = interfaces_named(settings.interfaces)()
    return Finder(interfaces=around, ports=PORTS, paired=own.paired, confirm=own.confirm, clock=clock)


def names_of_devices() -> dict[str, str]:
    """What the person calls the devices that were let in, by their ids."""
    registry = own_devices_of(settings_of_this_process().folders, SystemClock()).registry
    return {device.device_id: device.name for device in registry.devices()}


def announcement(name: str, port: int, settings: Settings, model: str) -> DeviceDiscovery:
    """The discovery of a node that listens as ``settings`` say; one for this device alone tells nobody else."""
    return DeviceDiscovery(
        name,
        port,
        model=model,
        abilities=("chat",),
        home=settings.folders,
        interfaces=loopback_only if settings.host in LOOPBACK else interfaces_named(settings.interfaces),
    )


def watcher() -> DeviceDiscovery:
    """A discovery that announces nothing and sees everybody, the nodes of this device included."""
    return DeviceDiscovery("watcher", device_id="watcher-only", announces=False)
