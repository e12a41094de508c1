"""A real browser for tests, over its debugging protocol: Chromium opens a page, and the test acts and looks in it."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
import time
import urllib.request
from contextlib import contextmanager

import pytest
from websockets.sync.client import connect

from tests.web.person import LOOK_SECONDS, START_SECONDS, Person, come_to_be

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--remote-debugging-port=0",
    "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
)  # fmt: skip
COUNTING = "--js-flags=--no-opt --no-maglev --no-flush-bytecode"  # optimised code loses counts, or has them twice

needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed: apt-get install chromium")


@contextmanager
def browsing(folder, *, killed=False, flags=()):
    """A page in a Chromium of its own, while the block lasts; ``folder`` keeps what the browser stores."""
    for left in folder.glob("*"):
        if left.name.startswith(("Singleton", "DevTools")):
            left.unlink()
    command = [CHROMIUM, *FLAGS, *flags, f"--user-data-dir={folder}", "about:blank"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            with _acting(_address_of_page(folder)) as browser:
                yield browser
                if killed:
                    process.kill()
        finally:
            socket = _socket_of(folder)
            process.terminate()
            process.wait()
            if socket:
                shutil.rmtree(socket.parent, ignore_errors=True)


def _socket_of(folder):
    """The socket that a browser has for its profile, in a folder of its own among the temporary ones."""
    link = folder / "SingletonSocket"
    return link.readlink() if link.is_symlink() else None


@contextmanager
def _acting(address):
    with connect(address, max_size=None) as line:
        yield Browser(address, line)


class Browser(Person):
    """One page, acted in and looked at over the browser's debugging line."""

    def __init__(self, address, line):
        self._address = address
        self._line = line
        self._numbers = itertools.count(1)
        self._counts = False

    @contextmanager
    def another(self, url):
        """A second page of the same browser, while the block lasts."""
        identity = self._call("Target.createTarget", url=url)["targetId"]
        with _acting(self._address.rpartition("/")[0] + "/" + identity) as page:
            yield page
        self._call("Target.closeTarget", targetId=identity)
        self._call("Page.bringToFront")  # a page behind another one draws nothing

    def open(self, url):
        """Go to an address, as somebody does who follows a link."""
        self._call("Page.navigate", url="about:blank")
        self._call("Page.navigate", url=url)
        self.wait("document.readyState === 'complete' && location.href !== 'about:blank'")

    def reload(self):
        """Load the page anew, as the browser's own button does."""
        self.run("void (window.before = true)")
        self._call("Page.reload")
        self.wait("!window.before && document.readyState === 'complete'")

    def run(self, expression):
        """The value of a JavaScript expression in the page, or of the promise that it is."""
        answer = self._call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def steps(self, expression):
        """How many stretches of the page's own code run for an expression, each as often as it runs (``COUNTING``)."""
        if not self._counts:
            self._counts = True
            self._call("Profiler.enable")
            self._call("Profiler.startPreciseCoverage", callCount=True, detailed=True)
        self._call("Profiler.takePreciseCoverage")  # what ran before
        self.run(expression)
        scripts = self._call("Profiler.takePreciseCoverage")["result"]
        own = [function for script in scripts if script["url"].startswith("http") for function in script["functions"]]
        return sum(stretch["count"] for function in own for stretch in function["ranges"])

    def layouts(self, expression):
        """How often the page is laid out while an expression runs: what makes a long page slow."""
        self._call("Performance.enable")
        before = self._layouts()
        self.run(expression)
        return self._layouts() - before

    def _layouts(self):
        (count,) = [
            one["value"] for one in self._call("Performance.getMetrics")["metrics"] if one["name"] == "LayoutCount"
        ]
        return count

    def type(self, words):
        """Type where the cursor is."""
        self._call("Input.insertText", text=words)

    def say_yes_to(self, selector, *, yes=True):
        """Click on the first element that fits, and say yes, or no, to the question that comes of it."""
        self._call("Page.enable")
        self.run(f"void setTimeout(() => document.querySelector({selector!r}).click())")
        self._say(yes=yes)

    def follow(self, url, *, yes):
        """Go to an address whose page asks something, and say yes, or no, to it."""
        self._call("Page.enable")
        self._call("Page.navigate", url="about:blank")
        self._call("Page.navigate", url=url)
        self._say(yes=yes)

    def _say(self, *, yes):
        deadline = time.monotonic() + START_SECONDS
        while "error" in self._answer("Page.handleJavaScriptDialog", accept=yes):
            assert time.monotonic() < deadline, "the page asks nothing"
            time.sleep(LOOK_SECONDS)

    @contextmanager
    def touched(self):
        """While the block lasts, the page believes that it is on a phone."""
        yield from self._emulating("Emulation.setTouchEmulationEnabled", {"enabled": True}, {"enabled": False})

    @contextmanager
    def on_a_phone(self):
        """While the block lasts, the page is as wide as a phone's."""
        size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
        self._call("Emulation.setDeviceMetricsOverride", **size)
        try:
            yield
        finally:
            self._call("Emulation.clearDeviceMetricsOverride")

    @contextmanager
    def printed(self):
        """While the block lasts, the page looks as it does on paper."""
        yield from self._emulating("Emulation.setEmulatedMedia", {"media": "print"}, {"media": ""})

    @contextmanager
    def in_the_dark(self):
        """While the block lasts, the page looks as it does where a person wants dark colours."""
        dark = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
        yield from self._emulating("Emulation.setEmulatedMedia", dark, {"features": []})

    def _emulating(self, method, before, after):
        self._call(method, **before)
        try:
            yield
        finally:
            self._call(method, **after)

    def _call(self, method, **parameters):
        answer = self._answer(method, **parameters)
        assert "error" not in answer, answer
        return answer["result"]

    def _answer(self, method, **parameters):
        number = next(self._numbers)
        self._line.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while (answer := json.loads(self._line.recv(timeout=START_SECONDS))).get("id") != number:
            pass
        return answer


def _address_of_page(folder):
    (port, _) = come_to_be(lambda: _note(folder), "Chromium")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list") as response:
        (page,) = [one for one in json.load(response) if one["type"] == "page"]
    return page["webSocketDebuggerUrl"]


def _note(folder):
    note = folder / "DevToolsActivePort"
    lines = note.read_text().splitlines() if note.exists() else []
    return lines if len(lines) == 2 else []
