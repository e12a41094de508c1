"""A long chat that is opened: its newest messages stand there at once, the others come above them."""

from __future__ import annotations

import json

from forge_ai.memory.dialogues import Dialogues
from forge_ai.protocol.conversations.dialogue import Turn
from tests.web.browser import needs_chromium
from tests.web.chat_page import enter, link

pytestmark = needs_chromium
MESSAGES = 400
WHOLE = "[...document.querySelectorAll('#talk .said')].map(one => one.innerText)"
BELOW = "at('talk').scrollHeight - at('talk').scrollTop - at('talk').clientHeight"


def said(count, letters=1):
    return [
        {"role": "assistant" if at % 2 else "user", "content": f"{at}" + ":" * (letters - 1)} for at in range(count)
    ]


def opening(messages):
    return f"goOn(new Chat(link, {{ messages: {json.dumps(messages)} }}))"


def whole(browser, count):
    browser.wait(f"document.querySelectorAll('#talk .said').length === {count}")
    return browser.run(WHOLE)


def test_a_long_chat_is_laid_out_a_few_times_and_not_for_every_message(browser, node):
    enter(browser, link(node))
    portions = f"{opening(said(MESSAGES))}, new Promise(resolve => setTimeout(function look() {{"
    portions += f"document.querySelectorAll('#talk .said').length < {MESSAGES} ? setTimeout(look) : resolve() }}))"
    assert browser.layouts(f"({portions})") < MESSAGES / 8


def test_the_end_of_a_long_chat_can_be_read_before_the_rest_is_there(browser, node):
    enter(browser, link(node))
    shown = browser.run(f"({opening(said(MESSAGES))}, {WHOLE})")
    assert shown == [str(at) for at in range(MESSAGES - len(shown), MESSAGES)]
    assert len(shown) < MESSAGES / 8
    assert whole(browser, MESSAGES) == [str(at) for at in range(MESSAGES)]
    assert browser.run(BELOW) < 2
    assert browser.run("[...document.querySelectorAll('.again')].filter(one => one.offsetParent).length") == 1


def test_long_messages_come_in_smaller_portions(browser, node):
    enter(browser, link(node))
    assert len(browser.run(f"({opening(said(20, letters=20_000))}, {WHOLE})")) == 2
    assert len(whole(browser, 20)) == 20


def test_what_is_read_stays_where_it_is_while_the_rest_comes(browser, node):
    enter(browser, link(node))
    browser.run(f"void ({opening(said(MESSAGES))}, at('talk').scrollTop -= 500, window.read = {BELOW})")
    whole(browser, MESSAGES)
    assert abs(browser.run(f"{BELOW} - read")) < 2


def test_a_chat_that_is_left_meanwhile_comes_no_further(browser, node):
    enter(browser, link(node))
    browser.run(f"void ({opening(said(MESSAGES))}, {opening(said(2))})")
    browser.run("new Promise(resolve => setTimeout(() => setTimeout(resolve)))")
    assert browser.run(WHOLE) == ["0", "1"]


def test_a_long_chat_is_gone_on_with_while_the_rest_comes(browser, node, engine):
    enter(browser, link(node))
    browser.run(f"void ({opening(said(MESSAGES))}, say('And now?'))")
    browser.wait(f"chat.messages.length === {MESSAGES + 2} && !running")
    assert whole(browser, MESSAGES + 2)[-3:] == [str(MESSAGES - 1), "And now?", "Hello there."]
    assert browser.run(BELOW) < 2


def test_a_long_conversation_between_ais_is_shown_whole(browser, node):
    dialogues = Dialogues(node.services.memory.conversations, "my_pc")
    identity = dialogues.begin(("alice", "bob"), "the sea")
    for at in range(100):
        dialogues.keep(identity, Turn(("alice", "bob")[at % 2], f"Turn {at}."))
    enter(browser, link(node))
    browser.click("#menu")
    browser.click(browser.wait("document.querySelector('#dialogues button') && '#dialogues button'"))
    assert whole(browser, 101)[:-1] == [f"Turn {at}." for at in range(100)]
