"""`/api/v1/memory`: what this device remembers, for a person's programs and for the exchange with other devices.

Does not know how records are kept or merged.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator
from dataclasses import asdict
from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, BackgroundTasks, Query, Request
from starlette.responses import StreamingResponse

from forge_ai.api.border.bodies import Body
from forge_ai.api.border.body import blocks_of, owner_of, read_object
from forge_ai.api.border.in_thread import in_thread
from forge_ai.api.border.thread_limit import ThreadLimit
from forge_ai.api.node.news import wait_for_news
from forge_ai.errors import BadInput, StorageFault
from forge_ai.identity.authentication import Caller
from forge_ai.limits import MEMORY_PUSH_BYTES, MESSAGES_PER_REQUEST
from forge_ai.memory.device_memory import Memory
from forge_ai.memory.dialogues import Dialogues
from forge_ai.memory.disk.connection import takes_nothing
from forge_ai.memory.facts import FactSource
from forge_ai.memory.travel.record_json import record_to_json
from forge_ai.protocol.memory.frames import MEDIA_TYPE, Splitter
from forge_ai.protocol.memory.subscribers import Subscriber
from forge_ai.protocol.memory.version_vector import Vector, vector_from_json, vector_to_json
from forge_ai.protocol.values.chat import Message, is_role
from forge_ai.protocol.values.names import check_name
from forge_ai.services import Services

router = APIRouter(prefix="/api/v1/memory")

LONGEST_WAIT_SECONDS: Final = 30.0
Most = Annotated[int, Query(ge=1)]
_MOST: Final = 1000
_MESSAGES_HINT: Final = 'Send "messages": [{"role": "user", "content": "Hello"}].'


@router.get("")
def list_facts(request: Request, query: str = "", most: Most = 100) -> dict[str, Any]:
    """The facts that match the words, or the newest ones."""
    memory, bound = _memory(request), min(most, _MOST)
    found = [hit.record for hit in memory.words.facts(query, bound)] if query else memory.facts.listed()[-bound:]
    return {"memories": [record_to_json(record) for record in found]}


@router.post("")
async def remember(request: Request) -> dict[str, Any]:
    """Keep a fact: `{"text": "My dog is called Rex."}`."""
    wish = await read_object(request)
    services: Services = request.app.state.services
    told = FactSource(device=services.name)
    kept = await in_thread(services.memory.facts.remember, _text(wish), told)
    replaced = [record_to_json(record) for record in kept.replaced]
    return {"memory": record_to_json(kept.record), "known": kept.known, "replaced": replaced}


@router.get("/recall")
def recall(request: Request, question: str) -> dict[str, Any]:
    """The facts that a question would bring up, as they would stand in a prompt."""
    found = _memory(request).recall.lines(question[:10_000])
    return {"memories": [{"id": fact.identity.hex(), "date": fact.date, "text": fact.text} for fact in found]}


@router.get("/statistics")
def statistics(request: Request) -> dict[str, Any]:
    """How much is stored."""
    return asdict(_memory(request).statistics())


@router.get("/conversations")
def conversations(request: Request, most: Most = 50) -> dict[str, Any]:
    """The conversations in which something was said last; those between AIs have `speakers`, and are as many again."""
    return {"conversations": [asdict(outline) for outline in _dialogues(request).outlines(min(most, _MOST))]}


@router.get("/conversations/{identity}")
def conversation(request: Request, identity: str) -> dict[str, Any]:
    """What was said in one conversation; of one between AIs also the `transcript`, with the speaker of each turn."""
    memory = _memory(request)
    found = memory.conversations.find(identity)
    said: dict[str, Any] = {"messages": [message.to_json() for message in memory.conversations.messages(found)]}
    transcript = _dialogues(request).find(found)
    return {"id": found, **said, **({"transcript": transcript.to_json()} if transcript else {})}


@router.post("/conversations")
async def keep_messages(request: Request) -> dict[str, Any]:
    """Keep what was said: `{"messages": [{"role": "user", "content": "Hello"}]}`, with the `id` of a conversation.

    Without one, a conversation begins; the answer says which.
    """
    wish = await read_object(request)
    said, going_on = _messages(wish), wish.get("id", "")
    if not isinstance(going_on, str):
        raise BadInput('"id" must be text.', hint="Leave it out to begin a conversation.")
    return {"id": await in_thread(_keep, request, going_on, said)}


@router.delete("/conversations/{identity}")
def forget_conversation(request: Request, identity: str) -> dict[str, Any]:
    """Purge all that was said in a conversation, here and on every device as it syncs."""
    conversations = _memory(request).conversations
    found = conversations.find(identity)
    return {"forgotten": found, "messages": conversations.forget(found)}


@router.patch("/{identity}")
async def edit(identity: str, request: Request) -> dict[str, Any]:
    """Give a fact other words."""
    memory, text = _memory(request), _text(await read_object(request))
    found = await in_thread(memory.facts.find, identity)
    return {"memory": record_to_json(await in_thread(memory.facts.edit, found.identity, text))}


@router.delete("/{identity}")
def forget(identity: str, request: Request) -> dict[str, Any]:
    """Purge a record; `confirmed` says of each device whether it is known to have done so too."""
    memory = _memory(request)
    record = memory.facts.forget(memory.facts.find(identity).identity)
    return {"forgotten": record.identity.hex(), "confirmed": memory.replica.confirmations(record)}


@router.post("/exchange")
async def exchange(request: Request) -> StreamingResponse:
    """Frames with what the asking device lacks: `{"device": name, "vector": {...}, "wait": seconds}`.

    With ``wait``, the answer comes when there is something that the device lacks, or when the time is over.
    """
    wish = await read_object(request)
    services: Services = request.app.state.services
    vector, seconds = vector_from_json(wish.get("vector")), _seconds(wish.get("wait", 0))
    device = _device(request, wish)
    await in_thread(_meet, services.memory, device, vector)
    if seconds:
        vector = await wait_for_news(request, Subscriber(device, vector), seconds)
    return StreamingResponse(_delta(services, device, vector), media_type=MEDIA_TYPE)


@router.post("/frames")
async def receive(request: Request, afterwards: BackgroundTasks) -> dict[str, Any]:
    """Merge the frames in the body, each as it arrives; make their words searchable afterwards."""
    memory = _memory(request)
    caller: Caller = request.scope["state"]["caller"]
    threads: ThreadLimit = request.app.state.frame_threads
    with memory.replica.intake() as intake:
        async for frame in _frames(request):
            await threads.run(partial(intake.take, frame))
    afterwards.add_task(memory.words.catch_up)
    received = intake.received
    if caller.device and received.vector is not None:  # what a device gives, it has
        await in_thread(_meet, memory, caller.device.name, received.vector)
    vector = vector_to_json(await in_thread(memory.replica.vector))
    return {"records": received.records, "changed": received.changed, "vector": vector}


async def _frames(request: Request) -> AsyncGenerator[bytes]:
    """The frames in a body as they come; only what is not a whole frame yet stays in the memory."""
    held: Body = request.scope["state"]["body"]
    owner = owner_of(request.scope)
    splitter, size = Splitter(), 0
    async for chunk in blocks_of(request):
        size += len(chunk)
        if size > MEMORY_PUSH_BYTES:
            raise BadInput("More memories than any person has.", hint="Sync again.")
        held.grow(owner, len(chunk))
        for frame in splitter.feed(chunk):
            yield frame
        held.let_go()
        held.grow(owner, splitter.waiting_bytes)
    splitter.finish()


def _meet(memory: Memory, device: str, vector: Vector) -> None:
    """Note what another device has. A disk that takes no note keeps nobody from the memories on it."""
    try:
        memory.replica.meet(device, vector)
    except StorageFault as fault:
        if not takes_nothing(fault):
            raise


def _delta(services: Services, device: str, vector: Vector) -> Iterator[bytes]:
    with services.subscribers.taking(device):
        yield from services.memory.replica.delta(vector)


def _memory(request: Request) -> Memory:
    services: Services = request.app.state.services
    return services.memory


def _dialogues(request: Request) -> Dialogues:
    services: Services = request.app.state.services
    return Dialogues(services.memory.conversations, services.name)


def _text(wish: dict[str, Any]) -> str:
    text = wish.get("text")
    if not isinstance(text, str):
        raise BadInput('There is no "text".', hint='Send {"text": "My dog is called Rex."}.')
    return text


def _device(request: Request, wish: dict[str, Any]) -> str:
    """The name under which the asking device was let in; its own word only for a program of this data folder."""
    caller: Caller = request.scope["state"]["caller"]
    device = caller.device.name if caller.device else wish.get("device")
    return check_name(device if isinstance(device, str) else "", "device name")


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= LONGEST_WAIT_SECONDS:
        raise BadInput(f'"wait" must be from 0 to {LONGEST_WAIT_SECONDS:.0f} seconds.')
    return float(value)


def _keep(request: Request, going_on: str, said: list[Message]) -> str:
    services: Services = request.app.state.services
    caller: Caller = request.scope["state"]["caller"]
    conversations = services.memory.conversations
    conversation = conversations.find(going_on) if going_on else conversations.begin()
    conversations.say(conversation, said, caller.device.name if caller.device else services.name)
    return conversation


def _messages(wish: dict[str, Any]) -> list[Message]:
    messages = wish.get("messages")
    if not isinstance(messages, list) or not 0 < len(messages) <= MESSAGES_PER_REQUEST:
        raise BadInput(f'"messages" must be a list of 1 to {MESSAGES_PER_REQUEST} messages.', hint=_MESSAGES_HINT)
    return [_message(message) for message in messages]


def _message(message: object) -> Message:
    if isinstance(message, dict) and is_role(message.get("role")) and isinstance(message.get("content"), str):
        return Message(message["role"], message["content"])
    raise BadInput("Each message has a known role, and content that is text.", hint=_MESSAGES_HINT)
