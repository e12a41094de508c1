"""How the command line talks: data on stdout, notes and errors on stderr, nothing that a terminal could obey.

Does not know what is said.
"""

from __future__ import annotations

import io
import json
import re
import sys
from typing import Any, Final

from forge_ai.errors import ForgeError
from forge_ai.protocol.values.names import visible

_KEPT: Final = "\n\t\u200c\u200d"  # the joiners: Persian and many emoji are other words without them
_LABEL: Final = 14
_OBEYED: Final = re.compile(r"[^\x20-\x7e\n]")


def complain(error: ForgeError) -> None:
    """One line for what is wrong, one for what to do next."""
    print(f"error: {one_line(error.message)}", file=sys.stderr)
    if error.hint:
        print(f"hint: {one_line(error.hint)}", file=sys.stderr)


def note(text: str) -> None:
    """Something that is not data."""
    print(harmless(text), file=sys.stderr, flush=True)


def tell_beside(text: str) -> None:
    """A note in the middle of an answer that is being printed."""
    sys.stdout.flush()
    note(f"\n{text}")


def warn(text: str) -> None:
    """Something that a person should not overlook."""
    note(f"warning: {text}")


def print_json(value: Any) -> None:
    """Data for another program; what a terminal would obey is written as JSON's own escapes."""
    print(_OBEYED.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=2)))


def speak_any_alphabet() -> None:
    """A letter that the terminal's alphabet lacks is printed as a question mark, instead of ending the program."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def print_labelled(label: str, value: str) -> None:
    """One value with its name before it; further lines are set in, so that none of them looks like ours."""
    print(f"{label:<{_LABEL}} {harmless(value)}".replace("\n", "\n" + (_LABEL + 1) * " "))


def print_part(text: str) -> None:
    """A part of an answer, as it is written."""
    sys.stdout.write(harmless(text))
    sys.stdout.flush()


def harmless(text: str) -> str:
    """Text from a model or a peer without control characters: a terminal would obey them."""
    return visible(text, _KEPT)


def one_line(text: str) -> str:
    """The same in one line: a stranger's words must not begin a line that looks like ours."""
    return " ".join(line.strip() for line in harmless(text).splitlines())


def _escaped(found: re.Match[str]) -> str:
    return found[0] if found[0].isprintable() and _is_in_the_alphabet(found[0]) else json.dumps(found[0])[1:-1]


def _is_in_the_alphabet(letter: str) -> bool:
    try:
        letter.encode(sys.stdout.encoding or "utf-8")
    except UnicodeError:
        return False
    return True


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
