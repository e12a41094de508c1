"""What was said in each context of a foreign agent, so that it need not say it again: a few of them, for a while.

Only in the memory of the process, and each caller's for itself; guests, whom nobody can tell apart, have none. Does not
know how messages travel.
"""

from __future__ import annotations

from collections import OrderedDict

from forge_ai.limits import A2A_CONTEXTS, A2A_CONTEXTS_OF_ONE, A2A_TURNS
from forge_ai.protocol.conversations.dialogue import Turn

VISITOR, OURSELVES = "visitor", "agent"


class Contexts:
    """The last contexts, by caller and id. Used by one event loop only."""

    def __init__(self, most: int = A2A_CONTEXTS, most_of_one: int = A2A_CONTEXTS_OF_ONE) -> None:
        self._most = most
        self._most_of_one = most_of_one
        self._known: OrderedDict[tuple[str, str], list[Turn]] = OrderedDict()

    def turns(self, caller: str, context: str) -> list[Turn]:
        """What was said so far; nothing in a context that is new or was forgotten."""
        return list(self._known.get((caller, context), ()))

    def add(self, caller: str, context: str, heard: str, said: str) -> None:
        """Keep one exchange; the context that was used longest ago, first of this caller's own, makes room."""
        if not caller:
            return
        turns = self._known.setdefault((caller, context), [])
        turns += (Turn(VISITOR, heard), Turn(OURSELVES, said))
        del turns[:-A2A_TURNS]
        self._known.move_to_end((caller, context))
        own = [key for key in self._known if key[0] == caller]
        for key in own[: -self._most_of_one]:
            del self._known[key]
        while len(self._known) > self._most:
            self._known.popitem(last=False)
