"""The page in a browser whose storage stands still, is forbidden, or loses what it was told last."""

from __future__ import annotations

import json

from forge_ai.protocol.trust.rights import FRESH
from tests.web.browser import browsing, needs_chromium
from tests.web.chat_page import SAID, enter, link

pytestmark = needs_chromium
NOTE = "[...document.querySelectorAll('.note')].map(one => one.innerText.trim())"


def test_a_page_whose_database_stands_still_goes_on_without_it_and_says_so(browser, node):
    enter(browser, link(node))
    browser.run("shelf.opened.then(() => void indexedDB.deleteDatabase('forge-ai'))")  # waits until this page is closed
    with browser.another("about:blank") as other:
        enter(other, f"http://127.0.0.1:{node.port}/chat")
        other.wait(f"{NOTE}.length")
        (line,) = other.run(NOTE)
        assert line.startswith("This browser's storage does not answer")
        other.ask("Hello")
        other.wait(f"{SAID}?.innerText === 'Hello there.' && chat.id")
        assert other.run("document.querySelector('.error')") is None


def test_a_browser_that_stores_nothing_may_ask(node, tmp_path):
    profile = tmp_path / "chromium" / "Default"
    profile.mkdir(parents=True)
    blocked = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (profile / "Preferences").write_text(json.dumps(blocked))
    with browsing(tmp_path / "chromium") as browser:
        enter(browser, link(node))
        browser.wait(f"{NOTE}.length === 1")
        browser.ask("Hello")
        browser.wait(f"{SAID}?.innerText === 'Hello there.' && chat.id")


def test_a_browser_that_is_killed_right_after_it_was_let_in_stays_let_in(node, tmp_path):
    with browsing(tmp_path / "chromium", killed=True) as browser:
        enter(browser, link(node))
        assert "fai_" not in browser.run("location.href")
    with browsing(tmp_path / "chromium") as browser:
        enter(browser, f"http://127.0.0.1:{node.port}/chat")
        assert browser.run("document.getElementById('entry').hidden")


def test_the_newer_of_two_keys_lets_a_browser_in(browser, node):
    enter(browser, link(node))
    _, newer = node.services.registry.add_program("new_phone", FRESH)
    browser.run(f"shelf.keepKey({newer!r})")  # which is all that a killed browser has of it
    enter(browser, f"http://127.0.0.1:{node.port}/chat")
    assert browser.run("link.key") == newer
