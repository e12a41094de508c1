"""A chat in the browser that becomes longer than its model can read."""

from __future__ import annotations

import pytest

from forge_ai.protocol.trust.rights import FRESH, GUEST
from forge_ai.testing.scripted_engine import ScriptedEngine, refuse, say
from tests.nodes import serving
from tests.web.browser import needs_chromium
from tests.web.chat_page import enter, link

pytestmark = needs_chromium
TURNS = 16


def ask(browser, words):
    count = browser.run("chat.messages.length")
    browser.ask(words)
    browser.wait(f"(!running && chat.messages.length === {count + 2}) || document.querySelector('.error')")
    assert browser.run("document.querySelectorAll('.error').length") == 0, browser.text("talk")


def notes(browser):
    return browser.run("[...document.querySelectorAll('.note .said')].map(one => one.innerText)")


@pytest.mark.parametrize("rights", [FRESH, GUEST])
def test_a_chat_goes_on_when_the_model_can_read_no_more(browser, tmp_path, rights):
    with serving(tmp_path / "pc", "my_pc", model="starter", context=256) as node:
        enter(browser, link(node, rights))
        for number in range(TURNS):
            ask(browser, "What is the sea?" if number % 2 else "Tell me about the moon.")
        (line,) = notes(browser)
        assert line.startswith("The model's 256 tokens are full: it no longer sees the first ")
        assert browser.run("document.querySelectorAll('.user').length") == TURNS, "all stays on the screen"
        if rights is FRESH:
            kept = "link.read(CHATS).then(found => found.conversations[0].messages)"
            browser.wait(f"{kept}.then(count => count === {2 * TURNS})")


@pytest.fixture
def small():
    """An engine that reads eight messages and does not say how many tokens that is."""

    def answer(asked):
        if len(asked.fields["messages"]) > 8:
            return refuse(400, "the request exceeds the available context size", "exceed_context_size_error")
        return say("Well", " said.")

    with ScriptedEngine(otherwise=answer) as engine:
        yield engine


def test_what_is_refused_is_asked_again_without_the_oldest_exchanges(browser, tmp_path, small):
    with serving(tmp_path / "pc", "my_pc", model="scripted", upstream=small.url) as node:
        enter(browser, link(node))
        for number in range(8):
            ask(browser, f"This is question {number}.")
        shown = [one["content"] for one in small.asked[-1].fields["messages"] if one["role"] != "system"]
        assert shown[-1] == "This is question 7."
        assert len(shown) % 2 == 1
        assert [line.split(":")[0] for line in notes(browser)] == ["The model can read no more"]


def test_a_message_that_is_too_long_by_itself_is_the_persons_again(browser, tmp_path):
    with serving(tmp_path / "pc", "my_pc", model="starter", context=256) as node:
        enter(browser, link(node))
        ask(browser, "Hello.")
        browser.ask("word " * 400)
        browser.wait("document.querySelector('.error')?.innerText.includes('can read 256')")
        assert browser.run("chat.messages.length") == 2
        assert notes(browser) == []
        browser.run("document.querySelector('.error').remove()")
        ask(browser, "How are you?")
        assert notes(browser) == []


def test_a_chat_of_more_messages_than_a_request_may_have_goes_on(browser, tmp_path):
    with ScriptedEngine() as engine, serving(tmp_path, "my_pc", model="scripted", upstream=engine.url) as node:
        enter(browser, link(node))
        one = "{ role: at % 2 ? 'assistant' : 'user', content: 'message ' + at }"
        browser.run(f"chat.messages.push(...Array.from({{ length: 2100 }}, (_, at) => ({one})))")
        ask(browser, "And now?")
        assert 1_000 < len(engine.asked[-1].fields["messages"]) < 2_000
        assert engine.asked[-1].fields["messages"][-1]["content"] == "And now?"
        assert notes(browser)[0].startswith("There are too many messages for the model: it no longer sees the first ")
