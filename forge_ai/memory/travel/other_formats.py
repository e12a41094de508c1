"""Facts for and from other programs: Markdown, Open Memory Interchange, plain lists, memories pasted from elsewhere.

Does not know where the facts are kept. Open Memory Interchange is the public draft 0.1 (omi-ai.org): an envelope, and
records with at least an id, a content and a creation date; here in its form of JSON lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

import forge_ai
from forge_ai.clock import Clock
from forge_ai.errors import BadInput
from forge_ai.limits import (
    MEMORY_IMPORT_BYTES,
    MEMORY_IMPORT_FACTS,
    MEMORY_IMPORT_VALUES,
    MEMORY_TEXT_CHARACTERS,
    MIB,
)
from forge_ai.memory.recall import since
from forge_ai.paths import open_file, storage_faults
from forge_ai.protocol.memory.moments import timestamp
from forge_ai.protocol.memory.records import Record, created_ms, read_details
from forge_ai.protocol.values.file_text import in_utf8, text_in
from forge_ai.protocol.values.json_values import unpacks_to_too_much

_TEXT_KEYS: Final = ("content", "memory", "text", "fact", "value", "description")
_LIST_KEYS: Final = ("memories", "facts", "items", "results", "data", "records")
_DATE_KEYS: Final = ("valid_from", "created", "created_at", "date", "since", "updated_at")
_BULLET: Final = re.compile(r"^\s*(?:[-*•+]|\d{1,4}[.)])\s+(?:\[[ xX]\]\s+)?")
_DATED: Final = re.compile(r"^[\[(]?(\d{4}-\d{2}-\d{2})[\])]?\s*[:-]?\s+(?=\S)")
_LINE: Final = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_OBEYED: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # by a terminal that is shown the file
_NOT_FACTS: Final = re.compile(r"^\s*(?:#|```|---+\s*$|===+\s*$|>|\|)")

Fact = tuple[str, str]  # the words, and the day since when they hold or nothing


def write_facts(file: IO[bytes], form: str, facts: Sequence[Record], clock: Clock) -> int:
    """Write facts to an open file for other programs; how many."""
    for line in WRITERS[form](facts, clock.now().astimezone(UTC)):
        file.write(line.encode())
    return len(facts)


def read_facts(path: Path) -> list[Fact]:
    """The facts in a file of any of these kinds. Raises :class:`BadInput` when there are none."""
    with storage_faults(path), open_file(path) as file:
        data = file.read(MEMORY_IMPORT_BYTES + 1)
    if data.startswith(b"PK\x03\x04"):
        raise BadInput(f"{path} is a package, as models travel in.", hint=f"Bring it in: forge-ai models import {path}")
    if len(data) > MEMORY_IMPORT_BYTES:
        raise BadInput(f"{path} is larger than {MEMORY_IMPORT_BYTES // MIB} MiB: that is no list of facts.")
    try:
        facts = parse_facts(text_in(data))
    except UnicodeDecodeError as error:
        hint = in_utf8(data, path) or "Give a text file."
        raise BadInput(f"{path} is not UTF-8 text.", hint=hint) from error
    if not facts:
        raise BadInput(f"No facts were found in {path}.", hint="Write one fact a line.")
    return facts


def parse_facts(text: str) -> list[Fact]:
    """The facts in a text: JSON, JSON lines, Markdown bullets or one fact a line."""
    found = _from_json(text)
    told = _facts_in(found) if found is not None else _from_lines(text)
    facts = ((" ".join(words.split()), day) for words, day in told if len(words) <= MEMORY_TEXT_CHARACTERS)
    kept = list(islice((fact for fact in facts if fact[0]), MEMORY_IMPORT_FACTS + 1))
    if len(kept) > MEMORY_IMPORT_FACTS:
        raise BadInput(f"The file holds more than {MEMORY_IMPORT_FACTS} facts.", hint="Import it in parts.")
    return kept


def _from_json(text: str) -> Any:
    """The JSON value, or the list of values of JSON lines; None when it is neither."""
    start = text.lstrip()[:1]
    if start not in ("{", "["):
        return None
    if unpacks_to_too_much(text.encode("utf-8", "surrogatepass"), MEMORY_IMPORT_VALUES, MEMORY_IMPORT_VALUES):
        raise BadInput(f"The file holds more than {MEMORY_IMPORT_VALUES} values.", hint="Import it in parts.")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return _from_json_lines(text)


def _from_json_lines(text: str) -> Any:
    try:
        return [json.loads(line) for line in _lines(text) if line.strip()]
    except (ValueError, RecursionError) as error:
        raise BadInput(
            "The file begins like JSON, but is not.", hint="Give JSON, JSON lines, or plain lines."
        ) from error


def _facts_in(value: Any, depth: int = 0) -> Iterator[Fact]:
    """Every text that looks like a fact, in lists and objects of the usual shapes."""
    if isinstance(value, str):
        yield value, ""
    elif isinstance(value, list) and depth < 4:
        for item in value:
            yield from _facts_in(item, depth + 1)
    elif isinstance(value, dict) and depth < 4:
        yield from _facts_of_object(value, depth)


def _facts_of_object(value: dict[str, Any], depth: int) -> Iterator[Fact]:
    text = next((value[key] for key in _TEXT_KEYS if isinstance(value.get(key), str)), None)
    if text is not None:
        yield text, _day(value)
        return
    for key in _LIST_KEYS:
        yield from _facts_in(value.get(key), depth + 1)


def _day(value: dict[str, Any]) -> str:
    dates = (str(value[key])[:10] for key in _DATE_KEYS if value.get(key))
    return next((date for date in dates if re.fullmatch(r"\d{4}-\d{2}-\d{2}", date)), "")


def _lines(text: str) -> Iterator[str]:
    """The lines one by one: all of them at once, where each has one letter, weigh fifty times the text."""
    return (found[0] for found in _LINE.finditer(text))


def _from_lines(text: str) -> Iterator[Fact]:
    for line in _lines(text):
        if not line.strip() or _NOT_FACTS.match(line):
            continue
        words = _BULLET.sub("", line).strip()
        dated = _DATED.match(words)
        yield (words[dated.end() :], dated[1]) if dated else (words, "")


def _markdown(facts: Sequence[Record], now: datetime) -> Iterator[str]:
    yield f"# What is remembered ({now:%Y-%m-%d})\n\n"
    for fact in facts:
        yield f"- {since(fact)}: {' '.join(_OBEYED.sub('', fact.text).split())}\n"


def _open_memory_interchange(facts: Sequence[Record], now: datetime) -> Iterator[str]:
    envelope = {
        "format": "open-memory-interchange",
        "version": "0.1",
        "serialization": "jsonl",
        "generated_at": f"{now:%Y-%m-%dT%H:%M:%SZ}",
        "generator": f"forge-ai/{forge_ai.__version__}",
        "subject": {"id": "self", "type": "person"},
    }
    yield json.dumps(envelope) + "\n"
    for fact in facts:
        yield json.dumps(_omi_record(fact), ensure_ascii=False) + "\n"


def _omi_record(fact: Record) -> dict[str, object]:
    details = read_details(fact.details)
    return {
        "id": fact.identity.hex(),
        "content": _OBEYED.sub("", fact.text),
        "type": "semantic",
        "created": timestamp(created_ms(fact.identity)),
        "valid_from": since(fact),
        "source": {"platform": "forge-ai", "ref": details.get("device", ""), "method": details.get("by", "")},
    }


WRITERS: Final[dict[str, Callable[[Sequence[Record], datetime], Iterator[str]]]] = {
    "markdown": _markdown,
    "omi": _open_memory_interchange,
}
