"""The application that a node serves: every resource, and what all of them share.

Does not know on which socket it is served.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import Final

import httpx2
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

import forge_ai
from forge_ai.api.border.bodies import Bodies, BodyRoom
from forge_ai.api.border.failures import (
    answer_bad_parameter,
    answer_forge_error,
    answer_http_error,
    answer_nobody,
    answer_unforeseen,
)
from forge_ai.api.border.guard import Guard
from forge_ai.api.border.thread_limit import ThreadLimit
from forge_ai.api.delivery.live_streams import LiveStreams
from forge_ai.api.orders.answering import Answers
from forge_ai.api.orders.proof import Proofs
from forge_ai.api.orders.thread_bridge import ThreadBridge
from forge_ai.api.sound.uploads import Uploads
from forge_ai.assistant.contexts import Contexts
from forge_ai.errors import ForgeError
from forge_ai.limits import MEMORY_FRAMES_AT_ONCE
from forge_ai.services import Services

# Modules of the rooms beside this one, each with the `router` of its paths. Matched in this order.
RESOURCES: Final = (
    "openai.chat",
    "agents.a2a", "agents.mcp", "delivery.streams",
    "node.chat_page", "node.conversations", "node.devices", "node.health", "node.hello", "node.landing_page",
    "node.load", "node.memory", "node.memory_exchange", "node.packages", "node.pairing", "node.training",
    "ollama.chat", "ollama.embed", "ollama.models",
    "openai.completions", "openai.embeddings", "openai.models", "openai.responses",
    "sound.audio",
)  # fmt: skip


def build_app(services: Services) -> FastAPI:
    """The application of one node. Its client for looking after the engine lives as long as the application does."""

    @asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        limits = httpx2.Limits(max_connections=None, max_keepalive_connections=0)  # an engine ends kept ones at will
        async with httpx2.AsyncClient(trust_env=False, timeout=httpx2.Timeout(10, read=None), limits=limits) as client:
            app.state.client = client
            app.state.answers = Answers(services)
            app.state.proofs = Proofs(services, client, app.state.answers.threads)
            app.state.bridge = ThreadBridge(app.state.answers)
            app.state.frame_threads = ThreadLimit(MEMORY_FRAMES_AT_ONCE)
            app.state.streams = LiveStreams(services.clock, services.authenticator)
            tidying = asyncio.create_task(app.state.streams.keep_tidy())
            yield
            tidying.cancel()
            for part in (app.state.bridge, app.state.streams, app.state.answers, app.state.proofs):
                await part.close()

    app = FastAPI(title="ForgeAI", version=forge_ai.__version__, lifespan=living, docs_url=None, redoc_url=None)
    app.state.services = services
    app.state.a2a_contexts = Contexts()
    app.state.uploads = Uploads()
    app.add_middleware(BodyRoom, bodies=Bodies())
    app.add_middleware(Guard, authenticator=services.authenticator, own_names=services.host_names)
    app.add_exception_handler(ForgeError, answer_forge_error)
    app.add_exception_handler(HTTPException, answer_http_error)
    app.add_exception_handler(RequestValidationError, answer_bad_parameter)
    app.add_exception_handler(ClientDisconnect, answer_nobody)
    app.add_exception_handler(Exception, answer_unforeseen)
    for resource in RESOURCES:
        app.router.routes += import_module(f"forge_ai.api.{resource}").router.routes  # includes cost twice the matching
    return app
