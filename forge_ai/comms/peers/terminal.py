"""Asking the person at the terminal for a code, and telling one, when there is a person and a terminal.

Does not know what the code is for.
"""

from __future__ import annotations

import sys


def has_person() -> bool:
    """Whether somebody sits there who reads and types."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty())


def tell_at_terminal(line: str) -> None:
    """A line for the person."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def ask_at_terminal(question: str) -> str | None:
    """What the person types; None when nobody can be asked, or nothing is typed."""
    if not has_person():
        return None
    sys.stderr.write(question)
    sys.stderr.flush()
    typed = sys.stdin.readline()
    if not typed:  # Ctrl-D, which leaves the cursor behind the question
        tell_at_terminal("")
    return typed.strip() or None
