"""The entry of `forge-ai` and of `python -m forge_ai`."""

from __future__ import annotations

_INTERRUPTED = 130


def main() -> None:
    """Run the command line."""
    try:
        from forge_ai.cli.main import run
    except KeyboardInterrupt:  # Ctrl-C before there is anything that could be interrupted
        raise SystemExit(_INTERRUPTED) from None
    run()


if __name__ == "__main__":
    main()
