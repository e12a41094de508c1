"""How the command line talks: data on stdout, notes and errors on stderr, nothing that a terminal could obey.

Does not know what is said.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from forge_ai.errors import ForgeError

_KEPT = {"\n", "\t"}


def complain(error: ForgeError) -> None:
    """One line for what is wrong, one for what to do next."""
    print(f"error: {harmless(error.message)}", file=sys.stderr)
    if error.hint:
        print(f"hint: {harmless(error.hint)}", file=sys.stderr)


def note(text: str) -> None:
    """Something that is not data."""
    print(text, file=sys.stderr, flush=True)


def tell_beside(text: str) -> None:
    """A note in the middle of an answer that is being printed."""
    sys.stdout.flush()
    note(f"\n{harmless(text)}")


def warn(text: str) -> None:
    """Something that a person should not overlook."""
    note(f"warning: {text}")


def print_json(value: Any) -> None:
    """Data for another program."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def print_part(text: str) -> None:
    """A part of an answer, as it is written."""
    sys.stdout.write(harmless(text))
    sys.stdout.flush()


def harmless(text: str) -> str:
    """Text from a model or a peer without control characters: a terminal would obey them."""
    return "".join(letter for letter in text if letter.isprintable() or letter in _KEPT)


def table(headings: list[str], rows: list[list[str]]) -> None:
    """A table on stdout, wide enough for its words and no wider; nothing where there are no rows."""
    if not rows:
        return
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        grid.add_column(heading, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(harmless(cell)) for cell in row))
    Console(soft_wrap=not sys.stdout.isatty()).print(grid)


def size_of(count: int) -> str:
    """Bytes as a person reads them."""
    amount = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"


def number_of(count: int) -> str:
    """A count of parameters as a person reads it: 5.3 M."""
    for unit, factor in (("B", 1e9), ("M", 1e6), ("k", 1e3)):
        if count >= factor:
            return f"{count / factor:.1f} {unit}"
    return str(count)
