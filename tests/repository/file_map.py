"""Write the file map of ARCHITECTURE.md from the first lines of the modules' docstrings."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BEGIN, END = "<!-- file map: written by `make map` -->", "<!-- end of the file map -->"


def file_map() -> str:
    """The map: a heading and a table for each folder, a line for each module."""
    folders = sorted({path.parent for path in (ROOT / "forge_ai").rglob("*.py")})
    return "\n".join([BEGIN, *(line for folder in folders for line in _section(folder)), "", END])


def _section(folder: Path) -> list[str]:
    modules = [path for path in sorted(folder.glob("*.py")) if path.stem != "__init__"]
    rows = [f"| `{path.name}` | {first_line(path)} |" for path in modules]
    title = ["", f"### {folder.relative_to(ROOT)}", "", first_line(folder / "__init__.py")]
    return [*title, "", "| file | what it is |", "|---|---|", *rows] if rows else title


def first_line(path: Path) -> str:
    """The line by which a module stands in the map."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return docstring.split("\n\n")[0].replace("\n", " ").strip()


def rewrite(document: Path, part: str) -> None:
    """Put a part, which begins and ends with its marks, in the place of the one that a document has."""
    begin, *_, end = part.splitlines()
    text = document.read_text(encoding="utf-8")
    before, rest = text.split(begin)
    document.write_text(before + part + rest.split(end)[1], encoding="utf-8")


if __name__ == "__main__":
    rewrite(Path(sys.argv[1]), file_map())
