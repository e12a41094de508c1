"""Run the benchmarks that are named, or all of them."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

TOPICS = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))


def main() -> int:
    """Run each named benchmark and print its table."""
    wanted = sys.argv[1:] or [topic for topic in TOPICS if topic != "tables"]
    unknown = sorted(set(wanted) - set(TOPICS))
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}. There are: {', '.join(TOPICS)}.", file=sys.stderr)
        return 2
    for topic in wanted:
        print(f"\n== {topic}\n", flush=True)
        import_module(f"benchmarks.{topic}").table()
    return 0


if __name__ == "__main__":
    sys.exit(main())
