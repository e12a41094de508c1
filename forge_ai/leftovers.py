"""What a killed writer leaves beside a file: it goes when the file is written again and nobody holds it any more.

Does not know what is written, nor when it is finished.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

ENDING: Final = r"[0-9a-f]{8}\.part"
ABANDONED_SECONDS: Final = 600.0  # without a write; where files cannot be held, nothing else tells that a writer lives


def hold(descriptor: int) -> None:
    """Hold a file for as long as it is open, where the system can do that; Windows deletes no open file anyhow."""
    if sys.platform != "win32":
        import fcntl

        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def sweep(mine: Path) -> None:
    """Delete what earlier writers of the same file left beside ``mine``, which was made just now under such a name."""
    beginning = re.sub(ENDING + "$", "", mine.name)
    leftover = re.compile(re.escape(beginning) + ENDING)
    with suppress(OSError):
        now = mine.stat().st_mtime  # by the clock of the disk
        for name in os.listdir(mine.parent):  # noqa: PTH208 - names are all that is wanted of most of them
            if name != mine.name and leftover.fullmatch(name) and _is_abandoned(mine.with_name(name), now):
                mine.with_name(name).unlink()


def _is_abandoned(path: Path, now: float) -> bool:
    return now - path.lstat().st_mtime > ABANDONED_SECONDS and not _is_held(path)


def _is_held(path: Path) -> bool:
    if sys.platform == "win32":
        return False
    import fcntl

    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return False
