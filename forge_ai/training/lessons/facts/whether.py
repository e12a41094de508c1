"""Questions for yes or no: "your dog is called Rex" becomes "Is my dog called Rex?".

Works on the clauses of relations (see `relations`), with the places for grammar still open. Does not know values,
owners or answers.
"""

from __future__ import annotations

import re
from typing import Final

_TURNED: Final = (
    (re.compile(r"\{sub\} \{(am|was)\} (.+)"), r"{\1} {sub} \2?"),
    (re.compile(r"\{sub\} \{have\} (.+)"), r"{do} {sub} have \1?"),
    (re.compile(r"\{sub\} (\w+)(?:\{s\}|\{es\})?( .+)"), r"{do} {sub} \1\2?"),
    (re.compile(r"(\{own\} [\w' -]+?) leaves (.+)"), r"does \1 leave \2?"),
    (re.compile(r"((?:\{own\}|the) [\w' -]+?) (is|are) (.+)"), r"\2 \1 \3?"),
)


def whether(clause: str) -> str:
    """The question for yes or no that the clause answers, without its capital; empty where there is none."""
    for pattern, turned in _TURNED:
        if pattern.fullmatch(clause):
            return pattern.sub(turned, clause)
    return ""
