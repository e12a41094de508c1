"""Write the table of docs/settings.md from the table in `forge_ai/settings_table.py`."""

from __future__ import annotations

import sys
from pathlib import Path

from forge_ai.settings_table import TABLE
from tests.repository.file_map import rewrite

BEGIN, END = "<!-- settings: written by `make map` -->", "<!-- end of the settings -->"


def settings_table() -> str:
    """A line for each setting, in the order of the table."""
    lines = [BEGIN, "", "| variable | default | what it is |", "|---|---|---|"]
    for row in TABLE:
        default = f"`{row.default}`" if row.default else ""
        lines.append(f"| `{row.variable}` | {default} | {row.help} |")
    return "\n".join([*lines, "", END])


if __name__ == "__main__":
    rewrite(Path(sys.argv[1]), settings_table())
