"""Reaching other devices. The names here are the ones that people import; each loads when it is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from forge_ai.comms.discovery import DeviceDiscovery as DeviceDiscovery
    from forge_ai.comms.discovery import discover_enigma_nodes as discover_enigma_nodes
    from forge_ai.comms.finding.found import NodeInfo as NodeInfo
    from forge_ai.comms.memory_sync import MemorySync as MemorySync
    from forge_ai.comms.memory_sync import OfflineSync as OfflineSync
    from forge_ai.comms.network import EnigmaNode as EnigmaNode
    from forge_ai.engines.engine import GenerationOptions as GenerationOptions
    from forge_ai.models.exporter import ModelExporter as ModelExporter
    from forge_ai.protocol.values.chat import Message as Message

_HOMES: Final = {
    "DeviceDiscovery": "forge_ai.comms.discovery",
    "EnigmaNode": "forge_ai.comms.network",
    "GenerationOptions": "forge_ai.engines.engine",
    "MemorySync": "forge_ai.comms.memory_sync",
    "Message": "forge_ai.protocol.values.chat",
    "ModelExporter": "forge_ai.models.exporter",
    "NodeInfo": "forge_ai.comms.finding.found",
    "OfflineSync": "forge_ai.comms.memory_sync",
    "discover_enigma_nodes": "forge_ai.comms.discovery",
}

__all__ = [
    "DeviceDiscovery",
    "EnigmaNode",
    "GenerationOptions",
    "MemorySync",
    "Message",
    "ModelExporter",
    "NodeInfo",
    "OfflineSync",
    "discover_enigma_nodes",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
