"""A real WebKit for tests, the engine of Safari: WebKitGTK over WebDriver, on a screen that nobody sees."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import httpx

from forge_ai.testing.stranger import free_port
from tests.web.person import START_SECONDS, Person, come_to_be

DRIVER, SCREEN = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
PROGRAM = next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), None)
LOOK = (
    "const done = arguments[0]; Promise.resolve().then(() => (%s))"
    ".then(value => done({ value }), error => done({ error: String(error) }))"
)


@contextmanager
def webkit(folder):
    """A page in a WebKit of its own, while the block lasts; ``folder`` keeps what it stores."""
    with _screen() as number, _driver(folder, number) as address, httpx.Client(timeout=START_SECONDS) as line:
        page = Webkit(line, address)
        yield page
        page.leave()


@contextmanager
def _screen():
    reader, writer = os.pipe()
    with os.fdopen(reader) as numbers, _running([SCREEN, "-displayfd", str(writer)], pass_fds=[writer]):
        os.close(writer)
        yield numbers.readline().strip()


@contextmanager
def _driver(folder, screen):
    environment = os.environ | {
        "DISPLAY": f":{screen}", "HOME": str(folder), "XDG_DATA_HOME": str(folder),
        "XDG_CACHE_HOME": str(folder), "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
        "WEBKIT_DISABLE_DMABUF_RENDERER": "1", "LIBGL_ALWAYS_SOFTWARE": "1",
    }  # fmt: skip
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with _running([DRIVER, f"--port={port}"], env=environment):
        come_to_be(lambda: _answers(address), "WebKitWebDriver")
        yield address


@contextmanager
def _running(command, **more):
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more) as process:
        try:
            yield
        finally:
            process.terminate()


def _answers(address):
    try:
        return httpx.get(f"{address}/status").is_success
    except httpx.TransportError:
        return False


class Webkit(Person):
    """One page of it, which takes every certificate as a person does who was warned, and says yes to every question."""

    def __init__(self, line, address):
        self._line = line
        self._session = f"{address}/session"
        program = {"binary": str(PROGRAM), "args": ["--automation"]}
        wanted = {"acceptInsecureCerts": True, "unhandledPromptBehavior": "accept", "webkitgtk:browserOptions": program}
        self._session += "/" + self._tell("", capabilities={"alwaysMatch": wanted})["sessionId"]

    def open(self, url):
        """Go to an address."""
        for one in ("about:blank", url):
            self._tell("/url", url=one)

    def reload(self):
        """Load the page anew, as the browser's own button does."""
        self._tell("/refresh")

    def run(self, expression):
        """The value of a JavaScript expression in the page, or of the promise that it is."""
        found = (
            self._tell("/execute/async", script=LOOK % expression, args=[]) or {}
        )  # nothing where a question came of it
        assert "error" not in found, found["error"]
        return found.get("value")

    def leave(self):
        """Close the browser."""
        self._line.delete(self._session)

    def _tell(self, path, **order):
        answer = self._line.post(self._session + path, json=order)
        assert answer.is_success, answer.text
        return answer.json()["value"]
