"""What the keys do on the chat page, and the box that a person types in."""

from __future__ import annotations

import threading
from contextlib import nullcontext

import pytest

from forge_ai.memory.facts import FactSource
from forge_ai.testing.scripted_engine import Reply, Say, ScriptedEngine, Wait
from tests.web.browser import needs_chromium
from tests.web.chat_page import SAID, enter, link

pytestmark = needs_chromium
HEIGHT = "document.getElementById('text').offsetHeight"
FOCUS = "document.activeElement.innerText"
SAID_BEFORE = "[{ role: 'user', content: 'Hi' }, { role: 'assistant', content: 'Hello.' }]"
KEPT = f"{{ method: 'POST', order: {{ messages: {SAID_BEFORE} }} }}"


@pytest.fixture
def rest():
    """Set when the engine may go on to the end of its answer."""
    return threading.Event()


@pytest.fixture
def engine(rest):
    with ScriptedEngine([Reply((Say("One, "), Wait(rest), Say("two.")), "stop")]) as engine:
        yield engine


def press(browser, key, **more):
    """Press a key in the box; whether the page left it to the browser."""
    fields = ", ".join(f"{name}: {value}" for name, value in more.items())
    event = f"new KeyboardEvent('keydown', {{ key: {key!r}, bubbles: true, cancelable: true, {fields} }})"
    return browser.run(f"document.getElementById('text').dispatchEvent({event})")


def write(browser, words):
    browser.run("document.getElementById('text').focus()")
    browser.type(words)


@pytest.mark.parametrize("composing", [{"isComposing": "true"}, {"keyCode": "229"}], ids=["most", "safari"])
def test_the_enter_that_ends_a_composition_sends_nothing(browser, node, engine, composing):
    enter(browser, link(node))
    write(browser, "にほん")
    assert press(browser, "Enter", **composing)
    assert browser.run("chat.messages.length") == 0


def test_the_escape_that_ends_a_composition_stops_no_answer(browser, node, rest):
    enter(browser, link(node))
    browser.ask("Count")
    browser.wait(f"{SAID}?.innerText === 'One,'")
    press(browser, "Escape", isComposing="true")
    rest.set()
    browser.wait("!running")
    assert browser.run(f"{SAID}.innerText") == "One, two."


@pytest.mark.parametrize("key", ["ctrlKey", "metaKey"])
def test_a_keyboard_at_a_phone_sends_with_control_or_command(browser, node, rest, key):
    rest.set()
    enter(browser, link(node))
    write(browser, "Count")
    with browser.touched():
        assert press(browser, "Enter"), "a phone's own keyboard makes a new line"
        assert browser.run("chat.messages.length") == 0
        assert not press(browser, "Enter", **{key: "true"})
    browser.wait(f"{SAID}?.innerText === 'One, two.'")


def test_escape_closes_the_drawer(browser, node):
    enter(browser, link(node))
    browser.click("#menu")
    browser.wait("!document.getElementById('drawer').hidden")
    press(browser, "Escape")
    browser.wait("document.getElementById('drawer').hidden")
    assert browser.run("document.activeElement.id") == "menu"
    assert browser.run("document.getElementById('menu').getAttribute('aria-expanded')") == "false"


def test_who_asks_again_by_the_keys_stands_on_stop(browser, node, rest):
    rest.set()
    enter(browser, link(node))
    browser.ask("Count")
    browser.wait("document.querySelector('.again')")
    browser.run("document.querySelector('.again').focus()")
    browser.click(".again")
    assert browser.run(FOCUS) == "Stop"
    browser.wait(f"{SAID}?.innerText === 'Hello there.'")
    assert browser.run(FOCUS) == "Send"


def test_who_forgets_by_the_keys_stands_on_the_next_row(browser, node):
    for name in ("The oak is old", "My tea is green"):
        node.services.memory.facts.remember(name, FactSource())
    enter(browser, link(node))
    browser.click("#menu")
    browser.wait("document.querySelectorAll('#facts button').length === 2")
    for left, focus in ((1, "✕"), (0, "☰")):
        browser.run("document.querySelector('#facts button').focus()")
        browser.say_yes_to("#facts button")
        browser.wait(f"document.querySelectorAll('#facts button').length === {left}")
        browser.wait(f"{FOCUS} === {focus!r}")


def test_who_chooses_a_chat_can_type_at_once_and_on_a_phone_sees_it_first(browser, node):
    enter(browser, link(node))
    browser.run(f"link.read(CHATS, {KEPT}).then(() => 1)")
    for phone, focus in ((False, "text"), (True, "menu")):
        with browser.touched() if phone else nullcontext():
            browser.click("#menu")
            browser.click(browser.wait("document.querySelector('#chats button') && '#chats button'"))
            browser.wait("chat.id && document.getElementById('drawer').hidden")
            browser.wait(f"document.activeElement.id === {focus!r}")


def test_the_box_grows_with_what_is_typed(browser, node, rest):
    rest.set()
    enter(browser, link(node))
    low = browser.run(HEIGHT)
    write(browser, "a\nb\nc\nd")
    assert browser.run(HEIGHT) > 2 * low
    enter(browser, f"http://127.0.0.1:{node.port}/chat")
    assert browser.run(HEIGHT) > 2 * low, "what was typed stands there again, whole"
    browser.click("#send")
    assert browser.run(HEIGHT) == low
    browser.run("giveBack('a\\nb\\nc\\nd')")
    assert browser.run(HEIGHT) > 2 * low
