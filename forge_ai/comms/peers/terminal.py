"""Asking the person at the terminal for a code, when there is a person and a terminal.

Does not know what the code is for.
"""

from __future__ import annotations

import sys


def ask_at_terminal(question: str) -> str | None:
    """What the person types; None when nobody can be asked, or nothing is typed."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        return None
    sys.stderr.write(question)
    sys.stderr.flush()
    return sys.stdin.readline().strip() or None
