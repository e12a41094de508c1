"""Asking an address over HTTP whether a node of ForgeAI lives there, and what it says about itself.

Does not check who it is: the answer of a stranger is taken as a stranger's. Looks at no more than it needs.
"""

from __future__ import annotations

import http.client
import json
import re
import ssl
from collections.abc import Mapping
from typing import Final

from forge_ai.comms.found import Candidate, Confirmation, is_loopback
from forge_ai.errors import PeerFault
from forge_ai.limits import HELLO_BODY_BYTES
from forge_ai.protocol.address import Address
from forge_ai.protocol.hello import read_hello

HELLO_PATH: Final = "/api/v1/node"
HELLO_SECONDS: Final = 2.0
_DEVICE_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")


def hello_over_http(candidate: Candidate, seconds: float = HELLO_SECONDS) -> Confirmation | None:
    """What the node at this address says about itself; None when there is none, or when another device answers."""
    for connection in _connections(candidate, seconds):
        try:
            connection.request("GET", HELLO_PATH, headers={"Accept": "application/json"})
            answer = connection.getresponse()
            if answer.status == http.client.OK:
                said = read_answer(answer.read(HELLO_BODY_BYTES + 1), Address(candidate.host, candidate.port))
                return said if said and _may_be(candidate, said) else None
        except (ssl.SSLError, ConnectionResetError, http.client.HTTPException):
            continue  # somebody listens, in the other of the two ways
        except OSError:
            return None
        finally:
            connection.close()
    return None


def read_answer(body: bytes, address: Address) -> Confirmation | None:
    """The answer of a stranger, read strictly; None when no node of ForgeAI would say so."""
    try:
        found = json.loads(body) if len(body) <= HELLO_BODY_BYTES else None
        hello = read_hello(found, str(address))
    except (ValueError, RecursionError, PeerFault):
        return None
    return Confirmation(_device_id(found), hello.name, hello.model, hello.version)


def _connections(candidate: Candidate, seconds: float) -> list[http.client.HTTPConnection]:
    """TLS for other devices, plain HTTP for this one; the other way round where the first finds nobody."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # who answers is a stranger either way; proof is another one's work
    secured = http.client.HTTPSConnection(candidate.host, candidate.port, timeout=seconds, context=context)
    plain = http.client.HTTPConnection(candidate.host, candidate.port, timeout=seconds)
    return [plain, secured] if is_loopback(candidate.host) else [secured, plain]


def _may_be(candidate: Candidate, said: Confirmation) -> bool:
    return not candidate.device_id or said.device_id in {"", candidate.device_id}


def _device_id(found: object) -> str:
    said = found.get("device_id") if isinstance(found, Mapping) else None
    return said if isinstance(said, str) and _DEVICE_ID.fullmatch(said) else ""
