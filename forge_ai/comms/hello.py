"""Asking an address over HTTP whether a node of ForgeAI lives there, and what it says about itself.

Does not check who it is: the answer of a stranger is taken as a stranger's. Looks at no more than it needs.
"""

from __future__ import annotations

import http.client
import json
import re
import ssl
from typing import Any, Final

from forge_ai.comms.found import Candidate, Confirmation, is_loopback
from forge_ai.errors import BadName
from forge_ai.limits import HELLO_BODY_BYTES
from forge_ai.protocol.names import check_name

HELLO_PATH: Final = "/api/v1/node"
HELLO_SECONDS: Final = 2.0
_DEVICE_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")
_PRINTABLE: Final = re.compile(r"[\x20-\x7e]{1,64}")


def hello_over_http(candidate: Candidate, seconds: float = HELLO_SECONDS) -> Confirmation | None:
    """What the node at this address says about itself; None when there is none, or when another device answers."""
    said = _say_hello(candidate, seconds)
    if said is None or candidate.device_id not in {"", said.device_id}:
        return None
    return said


def _say_hello(candidate: Candidate, seconds: float) -> Confirmation | None:
    for connection in _connections(candidate, seconds):
        try:
            connection.request("GET", HELLO_PATH, headers={"Accept": "application/json"})
            answer = connection.getresponse()
            if answer.status == http.client.OK:
                return read_hello(answer.read(HELLO_BODY_BYTES + 1))
        except (ssl.SSLError, ConnectionResetError, http.client.HTTPException):
            continue  # somebody listens, in the other of the two ways
        except OSError:
            return None
        finally:
            connection.close()
    return None


def _connections(candidate: Candidate, seconds: float) -> list[http.client.HTTPConnection]:
    """TLS for other devices, plain HTTP for this one; the other way round where the first finds nobody."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # who answers is a stranger either way; proof is another one's work
    secured = http.client.HTTPSConnection(candidate.host, candidate.port, timeout=seconds, context=context)
    plain = http.client.HTTPConnection(candidate.host, candidate.port, timeout=seconds)
    return [plain, secured] if is_loopback(candidate.host) else [secured, plain]


def read_hello(body: bytes) -> Confirmation | None:
    """The answer of a stranger, read strictly; None when no node of ForgeAI would say so."""
    if len(body) > HELLO_BODY_BYTES:
        return None
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or said.get("protocol") != 1 or not isinstance(said.get("forge_ai"), str):
        return None
    device_id, name = said.get("device_id"), _name(said.get("name"))
    if not isinstance(device_id, str) or not _DEVICE_ID.fullmatch(device_id) or not name:
        return None
    return Confirmation(device_id, name, _printable(said.get("model")), _printable(said["forge_ai"]))


def _name(said: Any) -> str:
    try:
        return check_name(said) if isinstance(said, str) else ""
    except BadName:
        return ""


def _printable(said: Any) -> str:
    return said if isinstance(said, str) and _PRINTABLE.fullmatch(said) else ""
