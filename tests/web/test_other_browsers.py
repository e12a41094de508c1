"""The chat page in the engines that are not Chromium's, where they are installed: all that a person does first.

What is said once here and not again in Chromium's tests is where these engines go ways of their own.
"""

from __future__ import annotations

import json
import threading

import pytest

from forge_ai.testing.scripted_engine import Reply, Say, Wait
from tests.together.cutting_wire import CuttingWire
from tests.web import firefox, webkit
from tests.web.chat_page import SAID, enter, link

MISSING = {
    "firefox": "" if firefox.PROGRAM else "Firefox is not installed: apt-get install firefox-esr",
    "webkit": (
        ""
        if webkit.DRIVER and webkit.SCREEN and webkit.PROGRAM
        else "WebKit is not installed: apt-get install webkit2gtk-driver xvfb"
    ),
}
BROWSERS = [pytest.param(name, marks=pytest.mark.skipif(bool(why), reason=why)) for name, why in MISSING.items()]
COUNT = "Count to two"
BOX = "document.getElementById('text')"


@pytest.fixture(scope="module", params=BROWSERS)
def browser(request, tmp_path_factory):
    """One for all tests of an engine; it comes over HTTPS, as from another device."""
    opening = {"firefox": firefox.firefox, "webkit": webkit.webkit}[request.param]
    with opening(tmp_path_factory.mktemp(request.param)) as browser:
        yield browser


@pytest.fixture
def rest(engine):
    """Set when the engine may go on to the end of its answer."""
    rest = threading.Event()
    engine.replies.append(Reply((Say("One, "), Say("zwölf, "), Wait(rest), Say("two.")), "stop"))
    return rest


def said(browser, words):
    browser.wait(f"{SAID}?.innerText.trim() === {words!r}")


def settled(browser):
    browser.wait("!running && shelf.all().then(left => left.length === 0)")


def kept(node):
    conversations = node.services.memory.conversations
    return [[one.content for one in conversations.messages(each.identity)] for each in conversations.outlines()]


def test_a_link_lets_a_browser_in_which_stays_let_in(browser, node):
    enter(browser, link(node, scheme="https"))
    assert "fai_" not in browser.run("location.href")
    enter(browser, f"https://127.0.0.1:{node.port}/chat")
    assert browser.text("node") == "my_pc"


def test_an_answer_streams_outlives_a_reload_and_is_kept(browser, node, rest):
    enter(browser, link(node, scheme="https"))
    browser.ask(COUNT)
    said(browser, "One, zwölf,")
    browser.reload()
    said(browser, "One, zwölf,")
    rest.set()
    said(browser, "One, zwölf, two.")
    settled(browser)
    assert kept(node) == [[COUNT, "One, zwölf, two."]]


def test_an_answer_goes_on_where_the_connection_broke(browser, node, engine, rest):
    with CuttingWire(node.port, []) as wire:
        enter(browser, link(node, port=wire.port, scheme="https"))
        browser.ask(COUNT)
        said(browser, "One, zwölf,")
        wire.cut()
        browser.wait("document.querySelector('.assistant .who').innerText.includes('trying again')")
        rest.set()
        said(browser, "One, zwölf, two.")
        settled(browser)
    assert len(engine.asked) == 1


def test_stop_ends_the_answer_and_its_compute(browser, node, engine):
    engine.replies.append(Reply((*(Say(f"{number} on and ") for number in range(50)), Wait(threading.Event()))))
    enter(browser, link(node, scheme="https"))
    browser.ask("Talk on")
    browser.wait(f"{SAID}?.innerText.includes('on and')")
    browser.click("#send")
    browser.wait("!running")
    assert engine.left.wait(10)


def test_a_page_that_is_left_and_come_back_to_goes_on(browser, node, rest):
    enter(browser, link(node, scheme="https"))
    browser.ask(COUNT)
    said(browser, "One, zwölf,")
    browser.run("void setTimeout(() => { location.href = '/'; })")
    browser.wait("location.pathname === '/' && document.readyState === 'complete'")
    browser.run("void setTimeout(() => history.back())")
    browser.wait("location.pathname === '/chat' && document.readyState === 'complete'")
    said(browser, "One, zwölf,")
    rest.set()
    said(browser, "One, zwölf, two.")
    settled(browser)
    assert kept(node) == [[COUNT, "One, zwölf, two."]]


def test_memories_and_chats_are_listed_and_forgotten(browser, node):
    enter(browser, link(node, scheme="https"))
    browser.ask("Hello")
    browser.wait("chat.messages.length === 2")
    settled(browser)
    browser.click("#menu")
    browser.wait("document.querySelector('#chats button')?.innerText === 'Hello'")
    browser.run("document.getElementById('fact').value = 'My dog is called Rex.'")
    browser.click("#telling button")
    browser.wait("document.querySelector('#facts span')?.innerText === 'My dog is called Rex.'")
    browser.click("#facts button")
    browser.wait("document.getElementById('facts').innerText.includes('Nothing')")
    assert node.services.memory.facts.listed() == []


def test_the_box_grows_with_what_is_typed(browser, node):
    enter(browser, link(node, scheme="https"))
    low = browser.run(f"{BOX}.offsetHeight")
    browser.run(
        f"({BOX}.value = {json.dumps('a' + chr(10) + 'b' + chr(10) + 'c')}, {BOX}.dispatchEvent(new Event('input')))"
    )
    assert browser.run(f"{BOX}.offsetHeight") > 1.5 * low
    browser.reload()
    browser.wait("!document.getElementById('form').hidden")
    assert browser.run(f"{BOX}.offsetHeight") > 1.5 * low


def test_what_is_typed_in_private_is_gone_with_the_page(browser, node):
    enter(browser, link(node, scheme="https"))
    browser.click("#private")
    browser.run(f"({BOX}.value = 'secret', {BOX}.dispatchEvent(new Event('input')))")
    browser.reload()
    browser.wait("!document.getElementById('form').hidden")
    assert browser.run(f"{BOX}.value") == ""
    assert browser.run("document.getElementById('private').checked")
