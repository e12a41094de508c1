"""A phone whose text is twice as large: nothing is cut off, and nothing stands beside the page."""

from __future__ import annotations

import pytest

from tests.web.browser import browsing, needs_chromium
from tests.web.chat_page import enter, link

pytestmark = needs_chromium

OUTSIDE = """
    [...document.querySelectorAll("button, input:not([type=checkbox]), textarea, select")]
        .map(one => [one.id || one.textContent, one.getBoundingClientRect()])
        .filter(([, place]) => place.width && (place.left < 0 || place.right > innerWidth || place.width < 20))
        .map(([name]) => name)
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    flags = ("--blink-settings=defaultFontSize=32", "--window-size=500,844")
    with browsing(tmp_path_factory.mktemp("chromium"), flags=flags) as browser:
        yield browser


def test_every_control_is_on_the_page_and_as_large_as_its_text(browser, node):
    with browser.on_a_phone():
        enter(browser, link(node))
        browser.ask("Hello")
        browser.wait("!running && chat.messages.length === 2 && !document.getElementById('menu').hidden")
        browser.wait("shelf.all().then(left => left.length === 0)")  # it is among the chats
        browser.click("#menu")
        browser.wait("document.querySelector('#chats button')")
        assert browser.run("getComputedStyle(document.body).fontSize") == "32px"
        assert browser.run("document.documentElement.scrollWidth <= innerWidth")
        assert browser.run(OUTSIDE) == []
        assert browser.run("document.getElementById('text').clientWidth > innerWidth / 2")
        assert browser.run("document.querySelector('#chats button').clientWidth > innerWidth / 3")
