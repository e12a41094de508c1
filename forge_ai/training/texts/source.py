"""The person's files: read, checked, and remembered by their hashes for the model's provenance.

Does not know what a dialogue looks like, nor what is learned from it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from forge_ai.errors import BadData
from forge_ai.limits import GIB, TRAINING_FILES
from forge_ai.paths import open_file
from forge_ai.protocol.values.file_text import in_utf8, text_in
from forge_ai.protocol.values.names import shown, visible
from forge_ai.training.texts.reading import Document, read_as

LARGEST_FILE: Final = 4 * GIB  # read whole into memory
_DOCUMENTS: Final = (
    (b"%PDF-", "a PDF file"), (b"PK\x03\x04", "a packed file, such as a .docx"), (b"{\\rtf", "an RTF file"),
)  # fmt: skip
_NAMED: Final = 6  # files that are no good
_LISTED: Final = 20  # files that were learned from
_ANOTHER: Final = "Name a folder with less in it, or the files themselves."
_KINDS: Final = (".txt", ".md", ".markdown", ".org", ".rst", ".json", ".jsonl", ".ndjson")  # looked for in a folder


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file that was learned from: its name, its SHA-256 and its size."""

    name: str
    sha256: str  # of many files, the one of all their hashes in a row
    size: int


@dataclass(frozen=True, slots=True)
class Source:
    """What to learn from, and the files that it came from."""

    documents: tuple[Document, ...]
    files: tuple[SourceFile, ...]

    def in_short(self) -> tuple[SourceFile, ...]:
        """The files by name, or all of many as one: a model's provenance is carried with it and read by people."""
        if len(self.files) <= _LISTED:
            return self.files
        hashes = hashlib.sha256("".join(file.sha256 for file in self.files).encode()).hexdigest()
        return (SourceFile(f"{len(self.files)} files", hashes, sum(file.size for file in self.files)),)


def read_files(paths: Sequence[Path], speaker: str = "") -> Source:
    """Read every file; :class:`BadData` names those that are no good, and the line where there is one.

    Of a folder that is every text in it and below it, but for hidden and empty ones.
    ``speaker`` is whom the model speaks as in chats that a messenger exported.
    """
    if not paths:
        raise BadData("There is nothing to learn from.", hint="Name at least one file: --data notes.txt")
    documents: list[Document] = []
    files: list[SourceFile] = []
    chats = 0
    wrong: list[BadData] = []
    for path in _listed(paths):
        try:
            content = _content(path)
            found, is_chat = read_as(_decoded(content, path), path.name, speaker)
        except BadData as error:
            wrong.append(error)
            continue
        documents += found
        chats += is_chat
        files.append(SourceFile(path.name, hashlib.sha256(content).hexdigest(), len(content)))
    if wrong:
        raise _together(wrong)
    if speaker and not chats:
        hint = "Leave --as out, or name a chat that WhatsApp or Telegram exported."
        raise BadData(f"There is no chat in which somebody is called {visible(speaker)!r}.", hint=hint)
    return Source(tuple(documents), tuple(files))


def _listed(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - a name too long for the system is no folder, and no traceback
            yield from _texts_in(path)
        else:
            yield path


def _texts_in(folder: Path) -> list[Path]:
    """The texts in a folder and in those below it, sorted."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = [Path(place, name) for name in names if name.lower().endswith(_KINDS) and not name.startswith(".")]
        found += [path for path in paths if path.is_file() and path.stat().st_size]
        if len(found) > TRAINING_FILES:
            raise BadData(f"{shown(str(folder), 200)} holds more than {TRAINING_FILES:,} texts.", hint=_ANOTHER)
    if not found:
        raise BadData(f"{shown(str(folder), 200)} holds no text.", hint=f"Looked for are {', '.join(_KINDS)}.")
    return sorted(found)


def _together(wrong: Sequence[BadData]) -> BadData:
    """All that is wrong at once, as far as that fits into a line: nobody wants to hear of each file in turn."""
    if len(wrong) == 1:
        return wrong[0]
    few = " ".join(error.message for error in wrong[:_NAMED])
    more = f" And {len(wrong) - _NAMED} more." if len(wrong) > _NAMED else ""
    return BadData(f"{few}{more}", hint="Leave these files out, or save them as plain text (.txt) in UTF-8 first.")


def _content(path: Path) -> bytes:
    shown_path = shown(str(path), 200)
    try:
        with open_file(path) as file:
            if os.fstat(file.fileno()).st_size <= LARGEST_FILE:
                return file.read()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise BadData(f"{shown_path} cannot be read: {reason}.", hint="Check the path.") from error
    raise BadData(f"{shown_path} is larger than {LARGEST_FILE // GIB} GiB.", hint="Split it into several files.")


def _decoded(content: bytes, path: Path) -> str:
    for begin, kind in _DOCUMENTS:
        if content.startswith(begin):
            raise BadData(
                f"{shown(path.name)} is {kind}, and no plain text.", hint="Save it as plain text (.txt) first."
            )
    try:
        return text_in(content)
    except UnicodeDecodeError as error:
        line, hint = content.count(b"\n", 0, error.start) + 1, in_utf8(content, path)
        why = " is not text: it holds zero bytes." if b"\x00" in content else f", line {line}: not UTF-8 text."
        raise BadData(f"{shown(path.name)}{why}", hint=hint) from error
