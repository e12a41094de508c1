"""`/api/v1/memory/conversations`: what was said on whichever device, for a person's programs.

Does not know how conversations are kept.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request

from forge_ai.api.border.body import read_object
from forge_ai.api.border.in_thread import in_thread
from forge_ai.api.border.parts import caller_of, services_of
from forge_ai.errors import BadInput
from forge_ai.limits import MESSAGES_PER_REQUEST
from forge_ai.memory.conversations import Answered, Conversations
from forge_ai.memory.dialogues import Dialogues
from forge_ai.protocol.values.chat import Message, is_role
from forge_ai.protocol.values.unicode_text import is_unicode

router = APIRouter(prefix="/api/v1/memory/conversations")

_MOST_LISTED: Final = 1000
_BRAIN_CHARACTERS: Final = 200
_MESSAGES_HINT: Final = 'Send "messages": [{"role": "user", "content": "Hello"}].'


@router.get("")
def list_conversations(request: Request, most: Annotated[int, Query(ge=1)] = 50) -> dict[str, Any]:
    """The conversations in which something was said last; those between AIs have `speakers`, and are as many again."""
    return {"conversations": [asdict(outline) for outline in _dialogues(request).outlines(min(most, _MOST_LISTED))]}


@router.get("/{identity}")
def show_conversation(request: Request, identity: str) -> dict[str, Any]:
    """What was said in one conversation; of one between AIs also the `transcript`, with the speaker of each turn."""
    kept = _conversations(request)
    found = kept.find(identity)
    said: dict[str, Any] = {"messages": [_told(message) for message in kept.messages(found)]}
    transcript = _dialogues(request).find(found)
    return {"id": found, **said, **({"transcript": transcript.to_json()} if transcript else {})}


@router.post("")
async def keep_messages(request: Request) -> dict[str, Any]:
    """Keep what was said: `{"messages": [{"role": "user", "content": "Hello"}]}`, with the `id` of a conversation.

    Without one, a conversation begins; the answer says which. A message may name the `brain` that it is from.
    """
    wish = await read_object(request)
    said, going_on = _messages(wish), wish.get("id", "")
    if not isinstance(going_on, str):
        raise BadInput('"id" must be text.', hint="Leave it out to begin a conversation.")
    return {"id": await in_thread(_keep, request, going_on, said)}


@router.delete("/{identity}")
def forget_conversation(request: Request, identity: str) -> dict[str, Any]:
    """Purge all that was said in a conversation, here and on every device as it syncs."""
    kept = _conversations(request)
    found = kept.find(identity)
    return {"forgotten": found, "messages": kept.forget(found)}


def _keep(request: Request, going_on: str, said: list[Message]) -> str:
    services = services_of(request)
    caller = caller_of(request.scope)
    kept = services.memory.conversations
    conversation = kept.find(going_on) if going_on else kept.begin()
    kept.say(conversation, said, caller.device.name if caller.device else services.name)
    return conversation


def _messages(wish: dict[str, Any]) -> list[Message]:
    messages = wish.get("messages")
    if not isinstance(messages, list) or not 0 < len(messages) <= MESSAGES_PER_REQUEST:
        raise BadInput(f'"messages" must be a list of 1 to {MESSAGES_PER_REQUEST} messages.', hint=_MESSAGES_HINT)
    return [_message(message) for message in messages]


def _message(message: object) -> Message:
    if isinstance(message, dict) and is_role(message.get("role")) and isinstance(message.get("content"), str):
        return Answered(message["role"], message["content"], _brain(message.get("brain", "")))
    raise BadInput("Each message has a known role, and content that is text.", hint=_MESSAGES_HINT)


def _brain(name: object) -> str:
    if isinstance(name, str) and len(name) <= _BRAIN_CHARACTERS and is_unicode(name):
        return name
    raise BadInput(f'A message\'s "brain" is a name of at most {_BRAIN_CHARACTERS} characters.', hint=_MESSAGES_HINT)


def _told(message: Message) -> dict[str, str]:
    return {**message.to_json(), **({"brain": message.brain} if isinstance(message, Answered) else {})}


def _conversations(request: Request) -> Conversations:
    return services_of(request).memory.conversations


def _dialogues(request: Request) -> Dialogues:
    services = services_of(request)
    return Dialogues(services.memory.conversations, services.name)
