"""Why a model would not load or its engine ended: the library's log turned into one sentence for a person.

Pure: does not know how the log was collected.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Iterable, Sequence
from typing import Final

_SENTENCES: Final[tuple[tuple[str, str], ...]] = (
    (r"cannot import the engine: (.*libgomp.*)", "the engine needs the system library libgomp ({0})"),
    (r"cannot import the engine: (.*)", "the engine is not installed for this Python ({0})"),
    (
        r"unknown model architecture: '([^']*)'",
        "its architecture {0!r} is not known to this engine; a newer one may know it",
    ),
    (r"unknown pre-tokenizer type: '([^']*)'", "its way of cutting text, {0!r}, is not known to this engine"),
    (r"unknown tokenizer: '([^']*)'", "its tokenizer {0!r} is not known to this engine"),
    (r"key not found in model: (\S+)", "its header does not say {0}"),
    (r"key (\S+) has wrong type", "its header gives a value of the wrong type for {0}"),
    (r"tensor '([^']*)' not found", "its tensor {0} is missing"),
    (r"missing tensor '([^']*)'", "its tensor {0} is missing"),
    (r"tensor '([^']*)' has wrong shape", "its tensor {0} has the wrong shape"),
    (r"tensor '([^']*)' data is not within the file bounds", "the file is cut short in its tensor {0}"),
    (r"wrong number of tensors; expected (\d+), got (\d+)", "it has {1} tensors where {0} belong"),
    (r"chat template parsing error|failed to initialize chat template", "its chat template has a mistake"),
    (
        r"failed to allocate|unable to allocate|out of memory|bad_alloc|cannot allocate memory",
        "there is not enough memory for it; a smaller context (FORGE_AI_CONTEXT) or model needs less",
    ),
    (r"(?:error loading model: )+(?:error loading model \w+: )?(.+)", "the engine says: {0}"),
    (r"GGML_ASSERT\((.+)\) failed", "the engine's own check failed: {0}"),
)
_REMEDIES: Final[tuple[tuple[str, str], ...]] = (
    (r"cannot import the engine: .*libgomp", "Install it: `sudo apt install libgomp1`, or `dnf install libgomp`."),
    (r"cannot import the engine: ", "Install it again: pip install --force-reinstall forge-ai"),
)
_STAMP: Final = re.compile(r"^[\d.]+ [A-Z] (?:\w+ +)?")
_MOST: Final = 200


def why_not(log: Sequence[str], exit_code: int | None) -> str:
    """The reason, as the end of a sentence: known messages first, then the signal, then the last line of the log."""
    known = _known(log)
    if known:
        return known
    if exit_code is not None and exit_code < 0:
        return _signal(-exit_code)
    lines = [line for line in map(_bare, log) if line]
    return f"the engine's last words were: {lines[-1][:_MOST]}" if lines else "the engine gave no reason"


def what_helps(log: Sequence[str]) -> str | None:
    """What a person can do where no other model would load either; None where another one may."""
    known = (remedy for pattern, remedy in _REMEDIES if any(re.search(pattern, line) for line in log))
    return next(known, None)


def _known(log: Iterable[str]) -> str:
    for pattern, sentence in _SENTENCES:
        for line in log:
            match = re.search(pattern, line, re.IGNORECASE)
            if match:
                return sentence.format(*(group[:_MOST] for group in match.groups()))
    return ""


def _signal(number: int) -> str:
    if number == signal.SIGKILL:
        return "the system ended the engine, which it does when memory runs out"
    try:
        name = signal.Signals(number).name
    except ValueError:
        name = f"signal {number}"
    return f"the engine crashed ({name})"


def _bare(line: str) -> str:
    return _STAMP.sub("", line).strip()
