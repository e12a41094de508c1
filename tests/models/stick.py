"""What the tests of packages share: a store with a small model, and archives that were made to harm."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

from forge_ai.models.describe import describe_file, write_manifest
from forge_ai.models.manifest import Manifest
from forge_ai.models.store import ModelStore
from forge_ai.paths import Home
from forge_ai.testing.random_model import Shape, write_random_model

SMALLEST = Shape(layers=1, width=32, feed_forward=32, heads=1, heads_kv=1, vocabulary=300)


def store_at(folder: Path) -> ModelStore:
    """An empty store."""
    return ModelStore(Home(folder).create(), shipped=folder / "shipped")


def add_model(store: ModelStore, name: str = "my_model", seed: int = 1, shape: Shape = SMALLEST) -> Manifest:
    """Put a small model with random weights into the store."""
    with store.adding(name, replace=True) as folder:
        write_random_model(folder / "model.gguf", shape, seed=seed)
        files = (describe_file(folder, "model.gguf"),)
        manifest = Manifest(name, "llama", 40_000, 1024, "F16", licence="MIT", system_prompt="Be kind.", files=files)
        write_manifest(folder, manifest)
    return manifest


def everything_below(folder: Path) -> set[str]:
    """The relative paths of all files and folders."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@dataclass
class Item:
    """One entry of a hand-made archive, with every field open to lies."""

    path: bytes
    data: bytes
    method: int = 0
    flags: int = 0
    mode: int = 0o100644
    stored: int | None = None
    size: int | None = None
    offset: int | None = None
    crc: int | None = None
    date: int = 0x21


def archive(items: list[Item], before: bytes = b"", after: bytes = b"", comment: bytes = b"") -> bytes:
    """The bytes of a zip archive with these entries, wherever it pleases them to be."""
    body, directory = bytearray(), bytearray()
    for item in items:
        offset = len(body) if item.offset is None else item.offset
        fields = _fields(item)
        body += (
            b"PK\3\4" + struct.pack("<H", 20) + fields + struct.pack("<HH", len(item.path), 0) + item.path + item.data
        )
        directory += b"PK\1\2" + struct.pack("<HH", 0x314, 20) + fields
        directory += struct.pack("<HHHHHLL", len(item.path), 0, 0, 0, 0, item.mode << 16, offset) + item.path
    count = len(items)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), len(comment)) + comment
    return before + bytes(body + directory + end) + after


def _fields(item: Item) -> bytes:
    stored = len(item.data) if item.stored is None else item.stored
    size = len(item.data) if item.size is None else item.size
    crc = zlib.crc32(item.data) if item.crc is None else item.crc
    return struct.pack("<HHHHLLL", item.flags, item.method, 0, item.date, crc, stored, size)


def package_of(files: dict[str, bytes], name: str = "my_model") -> list[Item]:
    """The entries of a correct package of these files."""
    return [
        Item(b"manifest.json", manifest_of(files, name).to_bytes()),
        *(Item(p.encode(), d) for p, d in files.items()),
    ]


def manifest_of(files: dict[str, bytes], name: str = "my_model") -> Manifest:
    """A manifest that declares these files truthfully."""
    import hashlib

    from forge_ai.models.manifest import ModelFile

    listed = tuple(ModelFile(path, len(data), hashlib.sha256(data).hexdigest()) for path, data in files.items())
    return Manifest(name, "llama", 1, 1024, "F16", files=listed)
