"""Keeps the last turns of conversations that other makers' agents and Wyoming boxes hold, which send no history.

Only in the memory of the process, a few of them, each for its own caller; guests, who cannot be told apart, have none.
Does not know how messages travel.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any, Final

from forge_ai.limits import VISITOR_CONTEXTS, VISITOR_CONTEXTS_OF_ONE, VISITOR_TURNS
from forge_ai.protocol.conversations.dialogue import SMALLEST_WINDOW, WINDOW_BYTES, Plan, Turn, clean, view

VISITOR, OURSELVES = "visitor", "agent"
_PLAN: Final = Plan((VISITOR, OURSELVES))
_SHOWN_BYTES: Final = 1.5  # of a context, for each token that the model can read: the message and its answer need room


class Contexts:
    """The last contexts, by caller and id. Safe to use from several threads."""

    def __init__(self, most: int = VISITOR_CONTEXTS, most_of_one: int = VISITOR_CONTEXTS_OF_ONE) -> None:
        self._most = most
        self._most_of_one = most_of_one
        self._known: OrderedDict[tuple[str, str], list[Turn]] = OrderedDict()
        self._lock = threading.Lock()

    def turns(self, caller: str, context: str) -> list[Turn]:
        """The turns so far; none in a context that is new or was forgotten."""
        with self._lock:
            return list(self._known.get((caller, context), ()))

    def add(self, caller: str, context: str, heard: str, said: str) -> None:
        """Keep one exchange. Of too many contexts, the one used longest ago is forgotten, this caller's own first."""
        if not caller or not context:
            return
        with self._lock:
            turns = self._known.setdefault((caller, context), [])
            turns += (Turn(VISITOR, heard), Turn(OURSELVES, said))
            del turns[:-VISITOR_TURNS]
            self._known.move_to_end((caller, context))
            self._make_room(caller)

    def _make_room(self, caller: str) -> None:
        own = [key for key in self._known if key[0] == caller]
        for key in own[: -self._most_of_one]:
            del self._known[key]
        while len(self._known) > self._most:
            self._known.popitem(last=False)


class Visit:
    """One message in its context: what is put before the model with it, and what is kept of it."""

    def __init__(self, contexts: Contexts, caller: str, context: str, text: str) -> None:
        self._contexts = contexts
        self._caller = caller
        self._context = context
        self._text = text
        self._window_bytes = WINDOW_BYTES

    def messages(self, tokens: int) -> list[dict[str, Any]]:
        """What is put before a model that reads so many tokens (0: unknown): the context's last turns, the message."""
        if tokens:
            self._window_bytes = min(self._window_bytes, int(tokens * _SHOWN_BYTES))
        turns = self._turns() if self._window_bytes >= SMALLEST_WINDOW else ()
        seen = view(_PLAN, OURSELVES, turns, self._window_bytes, opened=False) if turns else ()
        return [*(message.to_json() for message in seen), {"role": "user", "content": self._text}]

    def narrow(self) -> bool:
        """Show half as much of the context from now on; False when nothing of it was shown."""
        if self._window_bytes < SMALLEST_WINDOW or not self._turns():
            return False
        self._window_bytes //= 2
        return True

    def keep(self, said: str) -> None:
        """Remember the exchange for the next message in the context."""
        self._contexts.add(self._caller, self._context, clean(self._text), clean(said))

    def _turns(self) -> list[Turn]:
        return self._contexts.turns(self._caller, self._context)
