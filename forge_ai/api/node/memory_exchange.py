"""`/api/v1/memory/exchange` and `/frames`: other devices take the memories that they lack, and give what is new here.

Does not know how records are merged.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator
from functools import partial
from typing import Any, Final

from fastapi import APIRouter, BackgroundTasks, Request
from starlette.responses import StreamingResponse

from forge_ai.api.border.bodies import Body
from forge_ai.api.border.body import blocks_of, read_object
from forge_ai.api.border.in_thread import in_thread
from forge_ai.api.border.parts import caller_of, owner_of, services_of
from forge_ai.api.border.thread_limit import ThreadLimit
from forge_ai.api.node.news import wait_for_news
from forge_ai.errors import BadInput, StorageFault
from forge_ai.limits import MEMORY_PUSH_BYTES
from forge_ai.memory.device_memory import Memory
from forge_ai.memory.disk.connection import takes_nothing
from forge_ai.protocol.memory.frames import MEDIA_TYPE, Splitter
from forge_ai.protocol.memory.subscribers import Subscriber
from forge_ai.protocol.memory.version_vector import Vector, vector_from_json, vector_to_json
from forge_ai.protocol.values.names import check_name
from forge_ai.services import Services

router = APIRouter(prefix="/api/v1/memory")

LONGEST_WAIT_SECONDS: Final = 30.0


@router.post("/exchange")
async def exchange(request: Request) -> StreamingResponse:
    """Frames with what the asking device lacks: `{"device": name, "vector": {...}, "wait": seconds}`.

    With ``wait``, the answer comes when there is something that the device lacks, or when the time is over.
    """
    wish = await read_object(request)
    services = services_of(request)
    vector, seconds = vector_from_json(wish.get("vector")), _seconds(wish.get("wait", 0))
    device = _device(request, wish)
    await in_thread(_meet, services.memory, device, vector)
    if seconds:
        vector = await wait_for_news(request, Subscriber(device, vector), seconds)
    return StreamingResponse(_delta(services, device, vector), media_type=MEDIA_TYPE)


@router.post("/frames")
async def receive(request: Request, afterwards: BackgroundTasks) -> dict[str, Any]:
    """Merge the frames in the body, each as it arrives; make their words searchable afterwards."""
    services = services_of(request)
    memory = services.memory
    caller = caller_of(request.scope)
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


def _device(request: Request, wish: dict[str, Any]) -> str:
    """The name under which the asking device was let in; its own word only for a program of this data folder."""
    caller = caller_of(request.scope)
    device = caller.device.name if caller.device else wish.get("device")
    return check_name(device if isinstance(device, str) else "", "device name")


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= LONGEST_WAIT_SECONDS:
        raise BadInput(f'"wait" must be from 0 to {LONGEST_WAIT_SECONDS:.0f} seconds.')
    return float(value)
