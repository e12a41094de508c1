"""What a type checker knows of the published names. `make types` checks this file; nothing runs it."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

from forge_ai.comms import (
    EnigmaNode,
    GenerationOptions,
    MemorySync,
    Message,
    ModelExporter,
    NodeInfo,
    OfflineSync,
    discover_enigma_nodes,
)


def ask(node: EnigmaNode) -> None:
    assert_type(node.connect_to("192.168.1.100:5000", code="4711-0815"), str)
    assert_type(node.ask_peer("my_pc", "Hello", GenerationOptions(max_tokens=8)), str)
    assert_type(node.ask("Hello", here=True).brain, str)
    for piece in node.brain(on="my_pc").stream([Message("user", "Hello")], GenerationOptions()):
        assert_type(piece.text, str)
    conversation = node.start_ai_conversation("my_pc", num_turns=5)
    assert_type([turn.speaker for turn in conversation], list[str])
    assert_type(conversation.ended.words, str)


def discover() -> None:
    for name, info in discover_enigma_nodes().items():
        assert_type((name, info), tuple[str, NodeInfo])
        assert_type(info["port"], int)


def carry() -> None:
    assert_type(MemorySync().sync_with_peer("192.168.1.100:5000", "pc_node").received, int)
    assert_type(OfflineSync.export_to_file("/media/usb/memories.json"), int)
    assert_type(OfflineSync.import_from_file("/media/usb/memories.json").changed, int)
    assert_type(ModelExporter.export_model("my_model", "/media/usb/"), Path)
    assert_type(ModelExporter.import_model("/media/usb/my_model_package.zip").name, str)
