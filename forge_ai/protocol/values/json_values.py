"""How many values a JSON text unpacks to, counted before it is unpacked.

A few megabytes of `[],[],[]` become hundreds of megabytes of objects, and whoever parses them does nothing else for
seconds. Pure: does not parse, nor know whether the text is JSON at all; of what is none it says nothing useful.
"""

from __future__ import annotations

from forge_ai.limits import JSON_PARTS, JSON_VALUES


def unpacks_to_too_much(text: bytes, values: int = JSON_VALUES, parts: int = JSON_PARTS) -> bool:
    """Whether UTF-8 JSON holds too many values, or too many lists, objects and names, which are dearer."""
    return _exceeds(text, values, parts) and _exceeds(_between_strings(text), values, parts)


def _exceeds(text: bytes, values: int, parts: int) -> bool:
    """Whether there are too many marks; those inside strings are counted too, so that No is certain."""
    containers = text.count(b"[") + text.count(b"{")
    return containers + text.count(b":") > parts or containers + text.count(b",") > values


def _between_strings(text: bytes) -> bytes:
    """The text without what stands in its strings; all of it where there are more strings than values may be."""
    plain = text.replace(b"\\\\", b"").replace(b'\\"', b"")
    if plain.count(b'"') > 4 * JSON_VALUES:  # a name and a value, two marks each
        return text
    return b"".join(plain.split(b'"')[::2])
