"""What a person does on a page and sees there, in whichever browser it is open."""

from __future__ import annotations

import json
import time

START_SECONDS = 60
LOOK_SECONDS = 0.05


class Person:
    """Acts and looks by JavaScript alone, which every browser runs: each gives its own ``run``."""

    def run(self, expression):
        """The value of a JavaScript expression in the page, or of the promise that it is."""
        raise NotImplementedError

    def wait(self, expression, seconds=START_SECONDS):
        """Look until the expression is true; the value that it has then."""
        deadline = time.monotonic() + seconds
        while (value := self.run(expression)) in (None, False, 0, ""):
            assert time.monotonic() < deadline, f"{expression} did not come true: {self.run('document.body.innerText')}"
            time.sleep(LOOK_SECONDS)
        return value

    def text(self, identity):
        """What a person reads in the element of that id."""
        return self.run(f"document.getElementById({identity!r}).innerText")

    def click(self, selector):
        """Click on the first element that fits."""
        self.run(f"document.querySelector({selector!r}).click()")

    def ask(self, words):
        """Type a message and send it."""
        self.run(f"document.getElementById('text').value = {json.dumps(words)}")
        self.click("#send")


def come_to_be(look, what):
    """What ``look`` finds, as soon as it finds something."""
    deadline = time.monotonic() + START_SECONDS
    while not (found := look()):
        assert time.monotonic() < deadline, f"{what} did not start"
        time.sleep(LOOK_SECONDS)
    return found
