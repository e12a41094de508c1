"""The entry of `forge-ai` and of `python -m forge_ai`."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from forge_ai.cli.main import run

    run()


if __name__ == "__main__":
    main()
