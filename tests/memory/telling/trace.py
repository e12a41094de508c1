"""Shows the way of a sentence through the rules: python -m tests.memory.telling.trace "My boss is grumpy"."""

from __future__ import annotations

import sys
from pathlib import Path

import forge_ai.memory.telling
from forge_ai.memory.telling.statements import told_in
from forge_ai.memory.telling.subjects import subject_asked, subject_of

ROOM = Path(forge_ai.memory.telling.__file__).parent
PASSED_OVER = {"<genexpr>", "<listcomp>", "<dictcomp>", "<lambda>", "straight"}


def trace(function, sentence):
    """The calls of the rules, each with its arguments, what it gave, and the line on which it ended."""
    lines, depth = [], 0

    def watch(frame, event, result):
        nonlocal depth
        code = frame.f_code
        if Path(code.co_filename).parent != ROOM or code.co_name in PASSED_OVER or event not in ("call", "return"):
            return
        if event == "call":
            given = ", ".join(repr(frame.f_locals[name]) for name in code.co_varnames[: code.co_argcount])
            lines.append(f"{'  ' * depth}{code.co_name}({given})")
            depth += 1
            return
        depth -= 1
        ends = f"= {result!r}  ({Path(code.co_filename).name}:{frame.f_lineno})"
        if _depth(lines[-1]) == depth:  # it has called no other rule
            lines[-1] += f" {ends}"
        else:
            lines.append(f"{'  ' * depth}{ends}")

    sys.setprofile(watch)
    try:
        function(sentence)
    finally:
        sys.setprofile(None)
    return lines


def _depth(line):
    return (len(line) - len(line.lstrip())) // 2


if __name__ == "__main__":
    for spoken in sys.argv[1:]:
        for rule in (told_in, subject_of, subject_asked):
            sys.stdout.write("\n".join((*trace(rule, spoken), "", "")))
