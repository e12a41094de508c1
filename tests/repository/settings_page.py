"""Write the table of docs/settings.md from the table in `forge_ai/settings.py`."""

from __future__ import annotations

import sys
from pathlib import Path

from forge_ai.settings import TABLE

BEGIN, END = "<!-- settings: written by `make map` -->", "<!-- end of the settings -->"


def settings_table() -> str:
    """A line for each setting, in the order of the table."""
    lines = [BEGIN, "", "| variable | default | what it is |", "|---|---|---|"]
    for row in TABLE:
        default = f"`{row.default}`" if row.default else ""
        lines.append(f"| `{row.variable}` | {default} | {row.help} |")
    return "\n".join([*lines, "", END])


def with_settings(text: str) -> str:
    """The page with its table brought up to date."""
    before, rest = text.split(BEGIN)
    return before + settings_table() + rest.split(END)[1]


if __name__ == "__main__":
    page = Path(sys.argv[1])
    page.write_text(with_settings(page.read_text(encoding="utf-8")), encoding="utf-8")
