"""The chat page of a node, ready to be sent.

Does not know who asks for it. The page holds no data of the node: what it shows it asks for itself, with the same
rights as any other client.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).with_name("page.html")


@cache
def page() -> bytes:
    """The page as UTF-8 HTML."""
    return _FILE.read_bytes()


@cache
def security_policy() -> str:
    """The Content-Security-Policy of the page: its own script and style, its own node, nothing else."""
    script, style = (_digest(tag) for tag in ("script", "style"))
    return (
        f"default-src 'none'; script-src '{script}'; style-src '{style}'; connect-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _digest(tag: str) -> str:
    found = re.search(rf"<{tag}>(.*?)</{tag}>", page().decode(), re.DOTALL)
    content = found[1] if found else ""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
