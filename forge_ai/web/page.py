"""The chat page of a node, ready to be sent: the parts in the folder `chat` as one document.

Does not know who asks for it. The page holds no data of the node: what it shows it asks for itself, with the same
rights as any other client.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Final

_PARTS: Final = Path(__file__).with_name("chat")
_SCRIPTS: Final = (  # each calls those before it, and none behind it; a test looks
    "storage.js", "link.js", "circling.js", "long_chat.js", "shelf.js", "exchange.js", "elements.js", "box.js",
    "screen.js", "inline.js", "markdown.js", "growing.js", "past.js", "speech.js", "drawer.js", "chat.js", "answer.js",
    "talk.js", "unfinished.js", "page.js",
)  # fmt: skip


@cache
def page() -> bytes:
    """The page as UTF-8 HTML."""
    return _part("page.html").replace("{{style}}", _style()).replace("{{script}}", _script()).encode()


@cache
def security_policy() -> str:
    """The Content-Security-Policy of the page: its own script and style, its own node, nothing else."""
    return (
        f"default-src 'none'; script-src '{_digest(_script())}'; style-src '{_digest(_style())}'; connect-src 'self'; "
        "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def script_parts() -> dict[str, str]:
    """The parts of the page's script by their names, in their order."""
    return {name: _part(name) for name in _SCRIPTS}


def _style() -> str:
    return _part("page.css")


def _script() -> str:
    return '"use strict";\n' + "".join(f"\n{part}" for part in script_parts().values())


def _part(name: str) -> str:
    return (_PARTS / name).read_text(encoding="utf-8")


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
