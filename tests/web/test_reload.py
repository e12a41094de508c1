"""What a person typed outlives the page: it may be closed or reloaded at any moment."""

from __future__ import annotations

import json
import threading

import pytest

from forge_ai.protocol.trust.rights import FRESH, GUEST
from forge_ai.testing.scripted_engine import Reply, Say, ScriptedEngine, Wait, refuse, say
from tests.web.browser import browsing, needs_chromium
from tests.web.chat_page import SAID, enter, link

COUNT = "Count to two"
WHO = "document.querySelector('.assistant .who')"
WHOLE = "One, zwölf, two."

WATCH = """
    window.seen = [];
    const put = Shelf.prototype.put, send = Link.prototype.fetch;
    shelf.put = async fields => { await put.call(shelf, fields); seen.push("on the disk"); };
    link.fetch = (path, more) => (seen.push(path), send.call(link, path, more));
"""

pytestmark = needs_chromium


@pytest.fixture
def rest():
    """Set when the engine may go on to the end of its answer."""
    return threading.Event()


@pytest.fixture
def engine(rest):
    with ScriptedEngine([Reply((Say("One, "), Say("zwölf, "), Wait(rest), Say("two.")), "stop")]) as engine:
        yield engine


def again(browser, node):
    """Open the page again in the same tab, as a reload does."""
    enter(browser, f"http://127.0.0.1:{node.port}/chat")


def close_and_open(browser, node):
    """Close the tab and open the page in another one: what belongs to a tab goes with it."""
    browser.run("sessionStorage.clear()")
    again(browser, node)


def begin(browser, node, address=""):
    """A chat in the middle of its first answer."""
    enter(browser, address or link(node))
    browser.ask(COUNT)
    browser.wait(f"{SAID}?.innerText === 'One, zwölf,'")


def settled(browser):
    """Wait until nothing waits in the browser any more."""
    browser.wait("shelf.all().then(left => left.length === 0)")


def kept(node):
    """Every conversation that the node keeps, as what was said in it."""
    conversations = node.services.memory.conversations
    return [[one.content for one in conversations.messages(each.identity)] for each in conversations.outlines()]


def leave(browser, **fields):
    """What a page leaves in the browser's storage that is closed right after it asked."""
    asked = {"place": "there", "chat": "", "messages": [{"role": "user", "content": COUNT}], "model": "scripted"}
    left = {"stream": "a" * 22, "begun": 1, "offset": 0, "text": "", "whole": False}
    browser.run(f"shelf.put({json.dumps(left | asked | fields)})")


def go_on_after_a_reload(browser, node):
    """The page is opened again, and another question is asked below the answer that stands there."""
    again(browser, node)
    browser.wait(f"{SAID}?.innerText === {WHOLE!r}")
    browser.ask("And now?")
    browser.wait("chat.messages.length === 4")


def asked_once(browser, node, rest):
    """A chat of one question whose whole answer stands on the screen."""
    rest.set()
    enter(browser, link(node))
    browser.ask(COUNT)
    browser.wait("chat.messages.length === 2")
    settled(browser)


@pytest.mark.parametrize("comes_back", [again, close_and_open])
def test_an_answer_goes_on_on_the_screen_after_the_page_is_opened_again(browser, node, engine, rest, comes_back):
    begin(browser, node)
    comes_back(browser, node)
    browser.wait(f"{SAID}?.innerText === 'One, zwölf,'")
    assert browser.text("talk").count(COUNT) == 1
    assert browser.text("send") == "Stop"
    rest.set()
    browser.wait("!running")
    settled(browser)
    assert browser.run(f"{SAID}.innerText") == WHOLE
    assert kept(node) == [[COUNT, WHOLE]]
    assert len(engine.asked) == 1


def test_a_chat_stands_on_the_screen_after_a_reload_and_goes_on(browser, node, engine, rest):
    asked_once(browser, node, rest)
    go_on_after_a_reload(browser, node)
    settled(browser)
    assert kept(node) == [[COUNT, WHOLE, "And now?", "Hello there."]]


def test_an_answer_says_which_brain_gave_it_also_after_a_reload(browser, node, engine, rest):
    asked_once(browser, node, rest)
    go_on_after_a_reload(browser, node)
    assert browser.run(f"{WHO}.innerText") == "scripted"
    assert {key for message in engine.asked[-1].fields["messages"] for key in message} == {"role", "content"}


def test_an_answer_in_the_list_of_chats_says_which_brain_gave_it(browser, node, rest):
    asked_once(browser, node, rest)
    browser.run("begin()")
    browser.click("#menu")
    browser.wait("document.querySelector('#chats button')")
    browser.click("#chats button")
    browser.wait(f"{WHO}?.innerText === 'scripted'")


def test_a_chat_of_a_browser_that_may_only_ask_outlives_a_reload(browser, node, rest):
    begin(browser, node, link(node, GUEST))
    again(browser, node)
    rest.set()
    browser.wait(f"{SAID}?.innerText === {WHOLE!r} && !running")
    again(browser, node)
    browser.wait(f"{SAID}?.innerText === {WHOLE!r}")
    assert kept(node) == []
    settled(browser)


def test_an_answer_of_which_the_node_has_no_more_goes_on_where_it_was(browser, node, engine):
    engine.replies.appendleft(say("two."))
    enter(browser, link(node))
    leave(browser, text="One, ", offset=100)
    again(browser, node)
    browser.wait(f"!running && {SAID}?.innerText === 'One, two.'")
    settled(browser)
    assert kept(node) == [[COUNT, "One, two."]]
    said = [(one["role"], one["content"]) for one in engine.asked[-1].fields["messages"]][-2:]
    assert said == [("user", COUNT), ("assistant", "One, ")]


def test_what_came_is_kept_when_nobody_goes_on_with_it(browser, node):
    enter(browser, link(node))
    leave(browser, text="One, ", offset=100, model="gone")
    again(browser, node)
    browser.wait("!running && document.querySelector('.assistant .who')?.innerText.includes('broken off')")
    settled(browser)
    assert kept(node) == [[COUNT, "One, "]]


def test_a_question_that_did_not_arrive_is_asked_when_the_page_is_opened(browser, node, engine, rest):
    rest.set()
    enter(browser, link(node))
    leave(browser)
    again(browser, node)
    browser.wait(f"{SAID}?.innerText === {WHOLE!r}")
    settled(browser)
    assert kept(node) == [[COUNT, WHOLE]]


def test_what_several_closed_pages_left_is_kept_each_in_its_own_chat(browser, node, rest):
    rest.set()
    enter(browser, link(node))
    for place in "abc":
        leave(browser, stream=place * 22, place=place, messages=[{"role": "user", "content": place}])
    again(browser, node)
    settled(browser)
    assert sorted(said[0] for said in kept(node)) == ["a", "b", "c"]


@pytest.mark.parametrize("chat_known", [True, False])
def test_an_exchange_that_had_arrived_is_not_kept_twice(browser, node, chat_known):
    enter(browser, link(node))
    messages = [{"role": "user", "content": COUNT}, {"role": "assistant", "content": WHOLE}]
    order = json.dumps({"method": "POST", "order": {"messages": messages}})
    identity = browser.run(f"link.read(CHATS, {order}).then(found => found.id)")
    leave(browser, chat=identity if chat_known else "", text=WHOLE, whole=True)
    again(browser, node)
    settled(browser)
    assert kept(node) == [[COUNT, WHOLE]]


def test_a_question_that_is_refused_is_the_persons_again(browser, node, engine):
    engine.replies.appendleft(refuse(400, "That is too long."))
    enter(browser, link(node))
    browser.ask(COUNT)
    browser.wait("document.querySelector('.error')?.innerText.includes('too long')")
    assert browser.run("document.getElementById('text').value") == COUNT
    assert browser.run("chat.messages.length") == 0
    settled(browser)
    again(browser, node)
    assert browser.run("document.getElementById('text').value") == COUNT


def let_in_again(browser, node):
    """Have the key asked for, as a node does that knows it no more, and enter a new one."""
    _, key = node.services.registry.add_program("phone_again", FRESH)
    browser.run("askForKey()")
    browser.run(f"document.getElementById('key').value = {key!r}")
    browser.click("#entry button")
    browser.wait("document.activeElement.id === 'text' && takenUp.then(() => 1)")


def test_a_key_that_is_entered_again_brings_nothing_back_that_was_kept(browser, node, rest):
    rest.set()
    enter(browser, link(node))
    leave(browser, text="One, two.", whole=True)
    again(browser, node)
    settled(browser)
    browser.click("#menu")
    browser.click(browser.wait("document.querySelector('#chats button') && '#chats button'"))
    browser.wait("chat.messages.length === 2")
    browser.ask("And now?")
    browser.wait("chat.messages.length === 4")
    settled(browser)
    let_in_again(browser, node)
    settled(browser)
    assert [said[:3] for said in kept(node)] == [[COUNT, "One, two.", "And now?"]]


def test_a_key_that_is_entered_again_brings_no_chat_back_that_was_left(browser, node, rest):
    asked_once(browser, node, rest)
    again(browser, node)
    browser.wait(f"{SAID}?.innerText === {WHOLE!r}")
    browser.click("#again")
    let_in_again(browser, node)
    assert browser.text("talk") == ""


def test_a_key_that_is_entered_in_one_page_lets_the_others_in(browser, node, rest):
    rest.set()
    enter(browser, link(node))
    with browser.another(f"http://127.0.0.1:{node.port}/chat") as other:
        other.wait("document.getElementById('node')?.innerText === 'my_pc'")
        other.run("askForKey()")
        let_in_again(browser, node)
        other.wait("document.getElementById('entry').hidden && !document.getElementById('form').hidden")
        assert other.run("link.key") == browser.run("link.key")
        other.ask(COUNT)
        other.wait(f"{SAID}?.innerText === {WHOLE!r}")


def test_a_key_that_is_forgotten_in_one_page_is_forgotten_in_all(browser, node, rest):
    rest.set()
    enter(browser, link(node))
    with browser.another(f"http://127.0.0.1:{node.port}/chat") as other:
        other.wait("document.getElementById('node')?.innerText === 'my_pc'")
        browser.click("#leave")
        other.wait("document.getElementById('entry')?.hidden === false")
        assert other.run("link.key + document.getElementById('talk').innerText") == ""


def test_what_is_typed_and_not_sent_yet_outlives_the_page(browser, node):
    enter(browser, link(node))
    browser.run("document.getElementById('text').focus()")
    browser.type(COUNT)
    close_and_open(browser, node)
    assert browser.run("document.getElementById('text').value") == COUNT


def test_an_answer_that_another_open_page_hears_is_left_to_it(browser, node, engine, rest):
    begin(browser, node)
    with browser.another(f"http://127.0.0.1:{node.port}/chat") as other:
        other.wait("document.getElementById('node')?.innerText === 'my_pc'")
        assert other.run("Exchange.left('').then(left => left.length)") == 0
        assert other.text("talk") == ""
        rest.set()
        settled(other)
    assert kept(node) == [[COUNT, WHOLE]]
    assert len(engine.asked) == 1


def test_a_browser_that_leaves_keeps_nothing(browser, node):
    begin(browser, node)
    browser.click("#leave")
    browser.wait("document.getElementById('entry')?.hidden === false")
    assert browser.run("localStorage.length + sessionStorage.length") == 0
    settled(browser)


def test_a_chat_that_is_forgotten_does_not_come_back_with_a_reload(browser, node, rest):
    rest.set()
    enter(browser, link(node))
    browser.ask(COUNT)
    browser.wait("chat.id")
    settled(browser)
    browser.click("#menu")
    browser.wait("document.querySelectorAll('#chats button').length === 2")
    browser.say_yes_to("#chats button:last-child")
    browser.wait("document.getElementById('chats').innerText === 'None yet.'")
    assert browser.text("talk") == ""
    again(browser, node)
    browser.run("opened.then(() => 1)")
    assert browser.text("talk") == ""


def test_a_chat_that_stands_there_again_can_be_copied_and_asked_again(browser, node, engine, rest):
    asked_once(browser, node, rest)
    again(browser, node)
    browser.click(browser.wait("document.querySelector('.again') && '.again'"))
    browser.wait(f"{SAID}?.innerText === 'Hello there.'")
    assert [one["content"] for one in engine.asked[-1].fields["messages"][1:]] == [COUNT]


def test_what_another_program_of_this_address_has_put_there_breaks_nothing(browser, node, rest):
    rest.set()
    enter(browser, link(node))
    for text in ("not JSON", "5", "null", "{}", '{"messages": 5, "typed": 5}', '{"messages": [null]}'):
        for key in ("draft", "chat"):
            browser.run(f"localStorage.setItem({key!r}, {text!r}), sessionStorage.setItem({key!r}, {text!r})")
        again(browser, node)
        browser.run("opened.then(() => 1)")
        assert browser.run("document.getElementById('text').value") == ""
    browser.ask(COUNT)
    browser.wait(f"{SAID}?.innerText === {WHOLE!r}")


@pytest.mark.parametrize("broken", [{"text": 5}, {"messages": None}, {"messages": []}, {"messages": [None]}])
def test_what_stands_beside_an_exchange_that_cannot_be_read_is_taken_up_all_the_same(browser, node, rest, broken):
    rest.set()
    enter(browser, link(node))
    leave(browser, **broken)
    leave(browser, stream="b" * 22)
    again(browser, node)
    browser.wait(f"{SAID}?.innerText === {WHOLE!r}")
    assert browser.run("document.querySelector('.error')") is None
    browser.run("shelf.close()")


def test_a_question_is_asked_when_it_is_on_the_disk(browser, node, rest):
    rest.set()
    enter(browser, link(node))
    browser.run(WATCH)
    browser.ask(COUNT)
    browser.wait(f"{SAID}?.innerText === {WHOLE!r}")
    assert browser.run("seen").index("on the disk") < browser.run("seen").index("/v1/chat/completions")


def test_a_question_does_not_wait_for_a_disk_that_stands_still(browser, node, rest):
    rest.set()
    enter(browser, link(node))
    browser.run("void (shelf.opened = new Promise(() => {}))")
    browser.ask(COUNT)
    browser.wait(f"{SAID}?.innerText === {WHOLE!r}")


def test_a_question_outlives_a_browser_that_is_killed(node, engine, rest, tmp_path):
    address = link(node)
    with browsing(tmp_path / "chromium", killed=True) as browser:
        begin(browser, node, address)
    with browsing(tmp_path / "chromium") as browser:
        enter(browser, address)
        browser.wait(f"{SAID}?.innerText === 'One, zwölf,'")
        rest.set()
        browser.wait(f"{SAID}?.innerText === {WHOLE!r}")
        settled(browser)
    assert kept(node) == [[COUNT, WHOLE]]
    assert len(engine.asked) == 1
