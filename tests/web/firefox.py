"""A real Firefox for tests, over WebDriver BiDi, which it speaks by itself: no driver is needed."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
from contextlib import contextmanager

from websockets.sync.client import connect

from tests.web.person import START_SECONDS, Person, come_to_be

PROGRAM = shutil.which("firefox-esr") or shutil.which("firefox")
FLAGS = ("--headless", "--no-remote", "--remote-debugging-port=0")
SETTINGS = (
    'user_pref("browser.startup.page", 0);\n'
    'user_pref("browser.shell.checkDefaultBrowser", false);\n'
    'user_pref("datareporting.policy.dataSubmissionEnabled", false);\n'
    'user_pref("app.update.enabled", false);\n'
)


@contextmanager
def firefox(folder):
    """A page in a Firefox of its own, while the block lasts; ``folder`` keeps what it stores."""
    (folder / "user.js").write_text(SETTINGS)
    command = [PROGRAM, *FLAGS, "--profile", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            with connect(come_to_be(lambda: _address(folder), "Firefox"), max_size=None) as line:
                yield Firefox(line)
        finally:
            process.terminate()


def _address(folder):
    note = folder / "WebDriverBiDiServer.json"
    written = note.read_text() if note.exists() else ""
    if not written.endswith("}"):
        return ""
    place = json.loads(written)
    return f"ws://{place['ws_host']}:{place['ws_port']}/session"


class Firefox(Person):
    """One page of it, which takes every certificate as a person does who was warned, and says yes to every question."""

    def __init__(self, line):
        self._line = line
        self._numbers = itertools.count(1)
        wanted = {"acceptInsecureCerts": True, "unhandledPromptBehavior": {"default": "accept"}}
        self._call("session.new", capabilities={"alwaysMatch": wanted})
        self._page = self._call("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, url):
        """Go to an address."""
        for one in ("about:blank", url):
            self._call("browsingContext.navigate", context=self._page, url=one, wait="complete")

    def reload(self):
        """Load the page anew, as the browser's own button does."""
        self._call("browsingContext.reload", context=self._page, wait="complete")

    def run(self, expression):
        """The value of a JavaScript expression in the page, or of the promise that it is."""
        told = f"Promise.resolve({expression}).then(value => JSON.stringify(value))"
        answer = self._call("script.evaluate", expression=told, target={"context": self._page}, awaitPromise=True)
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"].get("value", "null"))

    def _call(self, method, **parameters):
        number = next(self._numbers)
        self._line.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while (answer := json.loads(self._line.recv(timeout=START_SECONDS))).get("id") != number:
            pass
        assert answer["type"] == "success", answer
        return answer["result"]
