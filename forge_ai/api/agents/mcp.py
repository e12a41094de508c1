"""`/mcp`: other assistants use this node through the Model Context Protocol, over its streamable HTTP.

Does not know what the tools do (`mcp_tools`). Keeps nothing between two calls: no session, no stream of its own.
Source: https://modelcontextprotocol.io/specification/2025-11-25
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

import forge_ai
from forge_ai.api.agents.mcp_answer import ToolAnswer, told, told_failure
from forge_ai.api.agents.mcp_tools import TOOLS, Tool
from forge_ai.api.border.body import read_object
from forge_ai.api.border.in_thread import in_thread
from forge_ai.api.border.model_request import parse_chat
from forge_ai.api.border.parts import caller_of, services_of
from forge_ai.api.border.program_paths import MCP_PATH
from forge_ai.api.delivery.relay import Relay
from forge_ai.api.openai.chat import may_remember, order_chat
from forge_ai.errors import BadInput, ForgeError
from forge_ai.identity.authentication import Caller
from forge_ai.protocol.agents.json_rpc import (
    INVALID_PARAMS,
    METHOD_NOT_FOUND,
    PARSE_ERROR,
    Call,
    RpcError,
    failure,
    read_call,
    result,
)

router = APIRouter()

VERSIONS: Final = ("2025-11-25", "2025-06-18", "2025-03-26")  # newest first
UNSUPPORTED_VERSION: Final = -32022
VERSION_HEADER: Final = "MCP-Protocol-Version"
INSTRUCTIONS: Final = (
    "This is a person's own AI, with what it remembers about that person. Recall before you ask twice."
)


@router.post(MCP_PATH)
async def take(request: Request) -> Response:
    """One message of a client: a call is answered, a notice is taken."""
    call: Call | None = None
    try:
        call = read_call(await _message(request))
        _check_version(request)
        if call is None or call.is_notice:
            return Response(status_code=202)
        return await _answer(request, call)
    except RpcError as error:
        status = 200 if call and error.code != UNSUPPORTED_VERSION else 400
        return JSONResponse(failure(call.identity if call else error.identity, error), status)


@router.get(MCP_PATH)
@router.delete(MCP_PATH)
def have_no_stream() -> Response:
    """Refused: a node says nothing unasked, and has no session that could be ended."""
    return Response(status_code=405, headers={"Allow": "POST"})


def _check_version(request: Request) -> None:
    spoken = request.headers.get(VERSION_HEADER, VERSIONS[-1])
    if spoken not in VERSIONS:
        told = f"This node speaks MCP {', '.join(VERSIONS)}."
        raise RpcError(UNSUPPORTED_VERSION, told, {"supported": list(VERSIONS), "requested": spoken[:100]})


async def _message(request: Request) -> object:
    try:
        return await read_object(request)
    except BadInput as error:
        raise RpcError(PARSE_ERROR, error.message) from error


async def _answer(request: Request, call: Call) -> Response:
    match call.method:
        case "initialize":
            return JSONResponse(result(call.identity, _greeting(request, call)))
        case "ping":
            return JSONResponse(result(call.identity, {}))
        case "tools/list":
            return JSONResponse(
                result(call.identity, {"tools": [tool.describe() for tool in _tools_of(caller_of(request.scope))]})
            )
        case "tools/call":
            return await _use(request, call)
    raise RpcError(METHOD_NOT_FOUND, f"There is no method {call.method[:100]!a} here.")


def _greeting(request: Request, call: Call) -> dict[str, Any]:
    services = services_of(request)
    wished = call.params.get("protocolVersion")
    return {
        "protocolVersion": wished if wished in VERSIONS else VERSIONS[0],
        "capabilities": {"tools": {"listChanged": False}},
        "serverInfo": {"name": "forge-ai", "title": f"ForgeAI on {services.name}", "version": forge_ai.__version__},
        "instructions": INSTRUCTIONS,
    }


def _tools_of(caller: Caller) -> list[Tool]:
    return [tool for tool in TOOLS.values() if tool.right in caller.rights]


async def _use(request: Request, call: Call) -> Response:
    name, given = call.params.get("name"), call.params.get("arguments")
    tool = TOOLS.get(name) if isinstance(name, str) else None
    if tool is None:
        raise RpcError(INVALID_PARAMS, f"There is no such tool (there is: {', '.join(TOOLS)}).")
    if not isinstance(given, Mapping | None):
        raise RpcError(INVALID_PARAMS, "The arguments must be an object.")
    try:
        caller_of(request.scope).require(tool.right)
        return await _work(request, call, tool, tool.arguments(given or {}))
    except ForgeError as error:
        return JSONResponse(result(call.identity, told_failure(error)))


async def _work(request: Request, call: Call, tool: Tool, arguments: Mapping[str, str]) -> Response:
    services = services_of(request)
    if tool.work is None:
        return await _ask(request, call, arguments)
    return JSONResponse(
        result(call.identity, told(await in_thread(tool.work, services, caller_of(request.scope), arguments)))
    )


async def _ask(request: Request, call: Call, arguments: Mapping[str, str]) -> Response:
    services = services_of(request)
    said = [{"role": "user", "content": arguments["question"]}]
    asked = parse_chat({"model": arguments["model"], "messages": said})
    order = await order_chat(services, asked, remembers=may_remember(request))
    return ToolAnswer(call, Relay(services, order))
