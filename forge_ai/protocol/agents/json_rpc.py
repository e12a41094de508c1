"""JSON-RPC 2.0: calls and notices read out of JSON, and what is said in return.

Does not know what is called, nor over which wire.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeGuard

from forge_ai.limits import JSON_RPC_ID_CHARACTERS

PARSE_ERROR: Final = -32700
INVALID_REQUEST: Final = -32600
METHOD_NOT_FOUND: Final = -32601
INVALID_PARAMS: Final = -32602
INTERNAL_ERROR: Final = -32603
REFUSED: Final = -32000  # the first of those that are each server's own

CallIdentity = str | int | None


class RpcError(Exception):
    """A call that is answered with an error: a number of the specification, one sentence, perhaps more.

    `identity` is the call's, where it could be read.
    """

    def __init__(
        self, code: int, message: str, data: Mapping[str, Any] | None = None, identity: CallIdentity = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.data = data
        self.identity = identity


@dataclass(frozen=True, slots=True)
class Call:
    """A method with its parameters. One without an identity is a notice, which nobody answers."""

    method: str
    params: Mapping[str, Any] = field(default_factory=dict)
    identity: CallIdentity = None

    @property
    def is_notice(self) -> bool:
        """Whether no answer is wanted."""
        return self.identity is None


def read_call(message: object) -> Call | None:
    """The call in a JSON value; None for an answer to a call of ours. Raises :class:`RpcError`."""
    if not isinstance(message, Mapping) or message.get("jsonrpc") != "2.0":
        raise RpcError(INVALID_REQUEST, "This is no JSON-RPC 2.0 message.")
    method, params, identity = message.get("method"), message.get("params"), message.get("id")
    if method is None and ("result" in message or "error" in message):
        return None
    if not is_identity(identity):
        raise RpcError(INVALID_REQUEST, "The id must be a short text or a whole number.")
    if not isinstance(method, str):
        raise RpcError(INVALID_REQUEST, "The method must be text.", identity=identity)
    if not isinstance(params, Mapping | None):
        raise RpcError(INVALID_PARAMS, "The parameters must be an object.", identity=identity)
    return Call(method, params or {}, identity)


def is_identity(value: object) -> TypeGuard[CallIdentity]:
    """Whether the answer can say it once more: short, and without half characters, which no UTF-8 has."""
    is_of_that_type = isinstance(value, str | int | None) and not isinstance(value, bool)
    text = str(value) if is_of_that_type else ""
    can_be_said = len(text) <= JSON_RPC_ID_CHARACTERS and not any("\ud800" <= letter <= "\udfff" for letter in text)
    return is_of_that_type and can_be_said


def notice(method: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """Something that is told and not answered."""
    return {"jsonrpc": "2.0", "method": method, "params": dict(params)}


def result(identity: CallIdentity, value: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a call that went well."""
    return {"jsonrpc": "2.0", "id": identity, "result": dict(value)}


def failure(identity: CallIdentity, error: RpcError) -> dict[str, Any]:
    """The answer to a call that did not."""
    more = {} if error.data is None else {"data": dict(error.data)}
    return {"jsonrpc": "2.0", "id": identity, "error": {"code": error.code, "message": error.message, **more}}
