"""What a node offers to other assistants: ask its model, and its memory by name. Each tool with the right it needs.

Does not know how a tool is called over the network.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from forge_ai.errors import BadInput
from forge_ai.identity.authentication import Caller
from forge_ai.limits import MCP_TEXT_CHARACTERS
from forge_ai.memory.facts import FactSource, short
from forge_ai.protocol.trust.rights import Right
from forge_ai.protocol.values.optional_fields import text_in
from forge_ai.services import Services

Work = Callable[[Services, Caller, Mapping[str, str]], "Said"]

ASK: Final = "ask"


@dataclass(frozen=True, slots=True)
class Said:
    """What a tool says: words for a model, and the same as data where there is more than words."""

    text: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool. ``takes`` says of each argument, all of them text, what it is for; those in ``may_lack`` may lack."""

    name: str
    does: str
    right: Right
    takes: Mapping[str, str]
    work: Work | None = None
    may_lack: frozenset[str] = frozenset()
    only_reads: bool = True

    def describe(self) -> dict[str, Any]:
        """The tool as MCP lists it."""
        schema = {
            "type": "object",
            "properties": {name: {"type": "string", "description": what} for name, what in self.takes.items()},
            "required": [name for name in self.takes if name not in self.may_lack],
            "additionalProperties": False,
        }
        hints = {"readOnlyHint": self.only_reads, "openWorldHint": False}
        return {"name": self.name, "description": self.does, "inputSchema": schema, "annotations": hints}

    def arguments(self, given: Mapping[str, Any]) -> dict[str, str]:
        """The arguments, checked. Raises :class:`BadInput`."""
        for name in given:
            if name not in self.takes:
                raise BadInput(
                    f"{self.name} takes no {name!a}.", hint=f"It takes: {', '.join(self.takes) or 'nothing'}."
                )
        found = {name: text_in(given, name) for name in self.takes}
        for name, value in found.items():
            if not value.strip() and name not in self.may_lack:
                raise BadInput(f"{self.name} needs {name!a} as text.")
            if len(value) > MCP_TEXT_CHARACTERS:
                raise BadInput(f"{name!a} is longer than {MCP_TEXT_CHARACTERS} characters.", hint="Send less.")
        return found


def _remember(services: Services, caller: Caller, given: Mapping[str, str]) -> Said:
    kept = services.memory.facts.remember(given["fact"], FactSource(by=caller.name, device=services.name))
    replaced = [record.text for record in kept.replaced]
    instead = f" It replaces: {'; '.join(replaced)}" if replaced else ""
    words = "That was known already." if kept.known else f"Remembered.{instead}"
    return Said(f"{words} (id {short(kept.record.identity)})", {"id": short(kept.record.identity), "known": kept.known})


def _recall(services: Services, _: Caller, given: Mapping[str, str]) -> Said:
    found = services.memory.recall.lines(given["question"])
    lines = [f"{fact.line} (id {short(fact.identity)})" for fact in found]
    memories = [{"id": short(fact.identity), "date": fact.date, "text": fact.text} for fact in found]
    return Said("\n".join(lines) or "Nothing is remembered about that.", {"memories": memories})


def _forget(services: Services, _: Caller, given: Mapping[str, str]) -> Said:
    facts = services.memory.facts
    record = facts.forget(facts.find(given["id"]).identity)
    return Said("Forgotten, here and on every device that is synced.", {"id": short(record.identity)})


def _list_models(services: Services, _: Caller, __: Mapping[str, str]) -> Said:
    names = [*services.offers.names(), *(one.name for one in services.offers.personalities())]
    return Said("\n".join(names), {"models": names, "default": services.offers.default})


TOOLS: Final = {
    tool.name: tool
    for tool in (
        Tool(
            ASK,
            "Ask this person's own AI a question. It answers with what it remembers about the person.",
            Right.ASK,
            {"question": "The question, in full.", "model": "Which model or personality; the default one if empty."},
            may_lack=frozenset({"model"}),
        ),
        Tool(
            "list_models",
            "The models and personalities that can be asked, the default one first.",
            Right.ASK,
            {},
            _list_models,
        ),
        Tool(
            "recall",
            "What is remembered that has to do with a question: short dated lines, each with its id.",
            Right.SYNC,
            {"question": "The question, or a few words."},
            _recall,
        ),
        Tool(
            "remember",
            "Keep a lasting fact about the person, one short sentence. It reaches all of the person's devices.",
            Right.SYNC,
            {"fact": "One fact, such as: My dog is called Rex."},
            _remember,
            only_reads=False,
        ),
        Tool(
            "forget",
            "Purge a remembered fact everywhere, by its id.",
            Right.SYNC,
            {"id": "The id as recall gives it."},
            _forget,
            only_reads=False,
        ),
    )
}
