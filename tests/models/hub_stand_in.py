"""A small hub on this machine: the two requests that are made of one, with the faults that real ones have."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass
class Faults:
    """What goes wrong: answers that break off after so many bytes, statuses before the first good answer, …"""

    cuts: list[int] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    knows_ranges: bool = True
    gated: bool = False
    lies: bool = False


class HubStandIn:
    """Serves ``files`` as the repository ``org/repo`` from one port, and their bytes from another one."""

    def __init__(self, files: dict[str, bytes], faults: Faults | None = None) -> None:
        self.files, self.faults = files, faults or Faults()
        self.requests: list[tuple[str, str, str | None, str | None]] = []  # server, path, range, authorization
        self._servers = [self._server("hub"), self._server("bytes")]

    def _server(self, kind: str) -> ThreadingHTTPServer:
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                owner.requests.append((kind, self.path, self.headers["Range"], self.headers["Authorization"]))
                owner.answer(self, kind)

            def log_message(self, *_: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = False
        return server

    def __enter__(self) -> Self:
        self._threads = [threading.Thread(target=server.serve_forever, args=(0.02,)) for server in self._servers]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for server, thread in zip(self._servers, self._threads, strict=True):
            server.shutdown()
            server.server_close()
            thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._servers[0].server_port}"

    def answer(self, request: BaseHTTPRequestHandler, kind: str) -> None:
        if self.faults.statuses:
            return self._send(request, self.faults.statuses.pop(0), b"")
        if self.faults.gated and not request.headers["Authorization"] and kind == "hub":
            return self._send(request, 401, b"")
        if request.path.startswith("/api/models/org/repo/revision/"):
            return self._send(request, 200, self._listing())
        if kind == "hub" and "/resolve/" in request.path:
            where = f"http://localhost:{self._servers[1].server_port}{request.path}"
            return self._send(request, 302, b"", {"Location": where})
        name = request.path.rpartition("/")[2]
        if kind == "bytes" and name in self.files:
            return self._send_file(request, self.files[name])
        return self._send(request, 404, b"")

    def _listing(self) -> bytes:
        siblings = [
            {"rfilename": name, "size": len(data), "lfs": {"sha256": self._sha(data), "size": len(data)}}
            for name, data in self.files.items()
        ]
        return json.dumps({"sha": "c" * 40, "siblings": siblings, "cardData": {"license": "mit"}}).encode()

    def _sha(self, data: bytes) -> str:
        return hashlib.sha256(data + b"!" * self.faults.lies).hexdigest()

    def _send_file(self, request: BaseHTTPRequestHandler, data: bytes) -> None:
        wanted, start = request.headers["Range"], 0
        headers = {}
        if wanted and self.faults.knows_ranges:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        cut = self.faults.cuts.pop(0) if self.faults.cuts else None
        self._send(request, 206 if headers else 200, data[start:], headers, cut)

    def _send(
        self,
        request: BaseHTTPRequestHandler,
        status: int,
        body: bytes,
        headers: dict[str, str] | None = None,
        cut: int | None = None,
    ) -> None:
        request.send_response(status)
        for key, value in (headers or {}).items():
            request.send_header(key, value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body[:cut])
        if cut is not None:
            request.close_connection = True
