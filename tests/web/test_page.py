from __future__ import annotations

import base64
import re
import struct
import threading
from contextlib import nullcontext

import pytest

from forge_ai.memory.dialogues import Dialogues
from forge_ai.memory.facts import FactSource
from forge_ai.protocol.conversations.dialogue import Turn
from forge_ai.protocol.trust.rights import FRESH, GUEST
from forge_ai.testing.scripted_engine import Endless, Reply, Say, Wait, refuse, say
from forge_ai.web.page import page, script_parts, security_policy
from tests.together.cutting_wire import CuttingWire
from tests.web.browser import needs_chromium
from tests.web.chat_page import SAID, enter, link

REX = "My dog is called Rex."
WCAG_AA = 4.5
CONTRAST = """(() => {
    const box = document.getElementById("text"), words = getComputedStyle(box, "::placeholder");
    const numbers = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
    const ground = numbers(getComputedStyle(box).backgroundColor), share = Number(words.opacity);
    const seen = numbers(words.color).map((value, at) => value * share + ground[at] * (1 - share));
    const linear = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    const light = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    const [low, high] = [light(seen), light(ground)].sort((one, other) => one - other);
    return (high + 0.05) / (low + 0.05);
})()"""


def test_the_page_loads_nothing_from_elsewhere():
    assert re.findall(rb"(?:src|href)\s*=\s*\"(?!data:)", page()) == []
    assert re.findall(rb"\b(?:import|url)\b\s*[({\"]", page()) == []


def test_the_page_never_reads_text_as_html():
    for way in (b"innerHTML", b"outerHTML", b"insertAdjacentHTML", b"document.write", b"eval(", b"Function("):
        assert way not in page()


def test_only_the_pages_own_script_may_run():
    assert re.search(r"script-src 'sha256-[\w+/=]{44}'; style-src 'sha256-[\w+/=]{44}'", security_policy())


def names_in(script):
    """What a part of the script declares for the others, and the functions and classes of others that it calls."""
    code = re.sub(r"(?:^|\s)//.*", "", script)
    declared = set(re.findall(r"^(?:async )?(?:function\*?|class|const|let) (\w+)", code, re.MULTILINE))
    inner = set(re.findall(r"\b(?:const|let) (\w+)|^  (?:(?:async|static|get) )*\*?(\w+)\(.*\{$", code, re.MULTILINE))
    own = declared.union(*inner)
    return declared, set(re.findall(r"(?<![.\w])(\w+)\(", code)) - own


def test_no_part_of_the_script_calls_one_that_stands_behind_it():
    behind = set()
    for name, part in reversed(script_parts().items()):
        declared, used = names_in(part)
        assert not used & behind, name
        behind |= declared


def test_on_a_home_screen_it_has_an_icon_that_is_large_enough():
    found = re.search(rb'rel="apple-touch-icon" href="data:image/png;base64,([\w+/=]+)"', page())
    icon = base64.b64decode(found[1])
    assert icon.startswith(b"\x89PNG")
    assert struct.unpack(">II", icon[16:24]) >= (180, 180)


@needs_chromium
def test_a_link_lets_a_browser_in_once_and_for_all(browser, node):
    enter(browser, link(node))
    assert "fai_" not in browser.run("location.href")
    enter(browser, f"http://127.0.0.1:{node.port}/chat")
    assert browser.text("node") == "my_pc"
    assert browser.run("document.getElementById('model').value") == "scripted"


@needs_chromium
@pytest.mark.parametrize("before", ["", "https://192.168.1.100:5000/chat#key="])
def test_a_stranger_is_told_how_to_get_in_and_may_paste_a_key_or_its_link(browser, node, before):
    browser.open(f"http://127.0.0.1:{node.port}/chat")
    browser.wait("!document.getElementById('entry').hidden")
    assert "forge-ai pair --browser my_phone" in browser.text("entry")
    _, key = node.services.registry.add_program("tablet", FRESH)
    browser.run(f"document.getElementById('key').value = {before + key!r}")
    browser.click("#entry button")
    browser.wait("document.getElementById('node').innerText === 'my_pc'")


@needs_chromium
def test_a_new_link_that_is_pasted_into_the_open_page_lets_it_in(browser, node):
    browser.open(f"http://127.0.0.1:{node.port}/chat")
    browser.wait("!document.getElementById('entry').hidden")
    browser.run(f"void (location.href = {link(node)!r})")
    browser.wait("document.getElementById('node')?.innerText === 'my_pc'")  # no element while the page loads anew
    assert "fai_" not in browser.run("location.href")


@needs_chromium
@pytest.mark.parametrize("yes", [False, True])
def test_a_link_with_another_key_takes_the_place_of_a_good_one_only_when_its_person_says_so(browser, node, yes):
    enter(browser, link(node))
    own = browser.run("link.key")
    _, other = node.services.registry.add_program("stranger", FRESH)
    browser.follow(f"http://127.0.0.1:{node.port}/chat#key={other}", yes=yes)
    browser.wait("location.hash === '' && !document.getElementById('form').hidden")
    assert browser.run("link.key") == (other if yes else own)


def test_a_person_is_told_in_plain_words_that_the_node_is_out_of_reach(browser, node):
    with CuttingWire(node.port, []) as wire:
        enter(browser, link(node, port=wire.port))
        browser.run("opened.then(() => 1)")
    browser.click("#menu")
    browser.wait("document.querySelector('.error')?.innerText.includes('The node does not answer.')")


@needs_chromium
def test_what_is_said_is_a_chat_of_the_person_and_goes_on_later(browser, node, engine):
    enter(browser, link(node))
    browser.ask(REX)
    browser.wait(f"{SAID}?.innerText.includes('Hello there.')")
    (kept,) = browser.wait("link.read(CHATS).then(found => found.conversations.length && found.conversations)")
    assert [one.content for one in node.services.memory.conversations.messages(kept["identity"])] == [
        REX,
        "Hello there.",
    ]
    enter(browser, f"http://127.0.0.1:{node.port}/chat")
    browser.wait("chat.messages.length === 2")
    browser.click("#again")
    browser.wait("chat.messages.length === 0")
    browser.click("#menu")
    browser.wait(f"document.getElementById('facts').innerText.includes({REX!r})")
    browser.wait("document.querySelector('#chats button')")
    browser.click("#chats button")
    browser.wait("chat.messages.length === 2")
    browser.ask("And now?")
    browser.wait("chat.messages.length === 4")
    browser.wait("link.read(CHATS).then(found => found.conversations[0].messages === 4)")
    assert [one["content"] for one in engine.asked[-1].fields["messages"][1:]] == [REX, "Hello there.", "And now?"]


@needs_chromium
def test_a_conversation_between_ais_stands_apart_and_is_read(browser, node, engine):
    dialogues = Dialogues(node.services.memory.conversations, "my_pc")
    identity = dialogues.begin(("alice", "bob"), "the sea")
    for turn in (Turn("alice", "The **tide** turns."), Turn("you", "Go on.")):
        dialogues.keep(identity, turn)
    enter(browser, link(node))
    browser.click("#menu")
    browser.wait("document.querySelector('#dialogues button')?.innerText === 'alice, bob: the sea'")
    assert browser.text("chats") == "None yet."
    browser.click("#dialogues button")
    browser.wait("document.getElementById('drawer').hidden")
    assert (
        browser.text("talk").split()
        == (
            "alice The tide turns. you Go on. alice, bob: the sea A conversation between AIs."
            f" On a computer, forge-ai converse --resume {identity[-8:]} goes on with it."
        ).split()
    )
    browser.ask("And now?")
    browser.wait("chat.messages.length === 2 && !running")
    assert [one["content"] for one in engine.asked[-1].fields["messages"][1:]] == ["And now?"]
    assert "tide" not in browser.text("talk")
    assert len(dialogues.transcript(identity)[1].turns) == 2


@needs_chromium
def test_a_private_chat_leaves_no_trace(browser, node, engine):
    enter(browser, link(node))
    browser.run("document.getElementById('private').checked = true")
    browser.ask(REX)
    browser.wait("chat.messages.length === 2 && !running")
    assert node.services.memory.conversations.outlines() == []
    assert node.services.memory.facts.listed() == []
    assert browser.run("JSON.stringify([localStorage, sessionStorage])").count("Rex") == 0
    assert browser.run("Object.keys(localStorage).concat(Object.keys(sessionStorage)).join()") == "key"
    assert browser.run("shelf.all()") == []


def tell_again_and_again(browser, place, count, order):
    tell = f"for (let n = 0; n < {count}; n++) await link.read({place}, {{ method: 'POST', order: {order} }})"
    browser.run(f"(async () => {{ {tell} }})()")


@needs_chromium
def test_on_a_phone_the_way_in_is_as_wide_as_the_page(browser, node):
    with browser.on_a_phone():
        enter(browser, link(node))
        browser.click("#leave")
        browser.wait("document.getElementById('entry')?.hidden === false")
        assert browser.run("document.documentElement.scrollWidth") == 390


@needs_chromium
def test_on_a_phone_the_head_is_one_row_however_long_the_name_of_a_model_is(browser, node):
    with browser.on_a_phone():
        enter(browser, link(node))
        browser.run("void document.getElementById('model').append(new Option('a_model_with_quite_a_long_name-Q4_K_M'))")
        assert browser.run("document.querySelector('header').clientHeight") < 80
        assert browser.run("document.documentElement.scrollWidth") == 390


@needs_chromium
def test_a_long_memory_leaves_the_others_on_the_screen(browser, node):
    node.services.memory.facts.remember(f"A letter: {'very ' * 10_000}long", FactSource())
    enter(browser, link(node))
    browser.click("#menu")
    browser.wait("document.querySelector('#facts button')")
    assert browser.run("document.querySelector('#facts li').clientHeight") < 300
    assert browser.run("document.querySelector('#facts span').innerText.length") > 50_000


@needs_chromium
def test_a_memory_is_found_among_many(browser, node):
    enter(browser, link(node))
    browser.run(f"link.read(FACTS, {{ method: 'POST', order: {{ text: {REX!r} }} }})")
    tell_again_and_again(browser, "FACTS", 100, "{ text: `Box ${n} stands in cellar ${n}.` }")
    browser.click("#menu")
    browser.wait("document.querySelectorAll('#facts button').length === 100")
    assert "Rex" not in browser.text("facts"), "only the newest are listed"
    browser.run("document.getElementById('find').focus()")
    browser.type("dog")
    browser.wait(f"document.getElementById('facts').innerText.includes({REX!r})")
    browser.wait("document.querySelectorAll('#facts button').length === 1")
    browser.run("document.getElementById('find').value = ''")
    browser.run("document.getElementById('find').dispatchEvent(new Event('input'))")
    browser.wait("document.querySelectorAll('#facts button').length === 100")


@needs_chromium
def test_a_chat_of_today_shows_its_time_and_an_older_one_its_day(browser, node):
    enter(browser, link(node))
    assert browser.run("when(new Date().setHours(17, 5)).innerText.includes('05')")
    assert browser.run("when(new Date(2026, 0, 31).getTime()).innerText === new Date(2026, 0, 31).toLocaleDateString()")


@needs_chromium
def test_older_chats_can_be_listed_too(browser, node):
    enter(browser, link(node))
    said = "[{ role: 'user', content: `Chat ${n}` }, { role: 'assistant', content: 'Yes.' }]"
    tell_again_and_again(browser, "CHATS", 51, f"{{ messages: {said} }}")
    browser.click("#menu")
    browser.wait("!document.getElementById('older').hidden")
    assert browser.run("document.querySelectorAll('#chats li').length") < 51
    browser.click("#older")
    browser.wait("document.querySelectorAll('#chats li').length === 51")
    assert browser.run("document.querySelector('#chats li:last-child button').innerText") == "Chat 0"
    assert browser.run("document.getElementById('older').hidden")


@needs_chromium
def test_a_page_that_is_private_says_so_and_is_it_after_a_reload(browser, node):
    enter(browser, link(node))
    browser.click("#private")
    assert "private" in browser.run("document.getElementById('text').placeholder")
    browser.reload()
    assert browser.run("opened.then(() => document.getElementById('private').checked)")
    assert "private" in browser.run("document.getElementById('text').placeholder")
    browser.click("#private")
    enter(browser, f"http://127.0.0.1:{node.port}/chat")
    assert not browser.run("document.getElementById('private').checked")


@pytest.mark.parametrize("field", ["text", "private", "fact"])
def test_no_browser_notes_by_itself_what_is_typed(field):
    (found,) = re.findall(rb'<(?:input|textarea) id="%b"[^>]*>' % field.encode(), page())
    assert b'autocomplete="off"' in found


@needs_chromium
@pytest.mark.parametrize("dark", [False, True])
def test_what_a_box_is_for_can_be_read_in_light_and_dark(browser, node, dark):
    enter(browser, link(node))
    with browser.in_the_dark() if dark else nullcontext():
        assert browser.run("matchMedia('(prefers-color-scheme: dark)').matches") == dark
        assert browser.run(CONTRAST) >= WCAG_AA


def test_no_code_shines_through_the_button_that_copies_it(browser, node):
    enter(browser, link(node))
    browser.run("void show('assistant', '', markdown('```\\n' + 'x'.repeat(999)))")
    assert browser.run("getComputedStyle(document.querySelector('pre button')).opacity") == "1"
    ground = browser.run("getComputedStyle(document.querySelector('pre button')).backgroundColor")
    assert ground.startswith("rgb("), "a colour without an alpha lets nothing through"


def test_all_of_a_chat_is_printed_and_nothing_but_that(browser, node, engine):
    engine.replies.append(say("word\n\n" * 400))
    enter(browser, link(node))
    browser.ask("Talk on")
    browser.wait("!running && document.querySelector('.acts')")
    with browser.printed():
        assert browser.run("document.documentElement.scrollHeight >= document.querySelector('.assistant').offsetHeight")
        shown = "[...document.querySelectorAll('header, form, button')].filter(one => one.offsetParent).length"
        assert browser.run(shown) == 0


@needs_chromium
def test_a_screen_reader_is_told_when_an_answer_is_whole(browser, node, engine):
    rest = threading.Event()
    engine.replies.append(Reply((Say("One, "), Wait(rest), Say("two.")), "stop"))
    enter(browser, link(node))
    browser.ask("Count")
    browser.wait(f"{SAID}?.innerText === 'One,'")
    assert browser.run("document.querySelector('.assistant').getAttribute('aria-busy')") == "true"
    rest.set()
    browser.wait("!running")
    assert browser.run("document.querySelector('.assistant').getAttribute('aria-busy')") == "false"


@needs_chromium
def test_memories_are_told_and_forgotten(browser, node):
    enter(browser, link(node))
    browser.click("#menu")
    browser.wait("document.getElementById('facts').innerText.includes('Nothing')")
    browser.run(f"document.getElementById('fact').value = {REX!r}")
    browser.click("#telling button")
    browser.wait(f"document.getElementById('facts').innerText.includes({REX!r})")
    browser.say_yes_to("#facts button", yes=False)
    assert len(node.services.memory.facts.listed()) == 1
    browser.say_yes_to("#facts button")
    browser.wait("document.getElementById('facts').innerText.includes('Nothing')")
    assert node.services.memory.facts.listed() == []


@needs_chromium
def test_a_browser_that_may_only_ask_sees_no_memories(browser, node):
    enter(browser, link(node, GUEST))
    browser.ask("Hello")
    browser.wait("chat.messages.length === 2 && !running")
    assert browser.run("document.getElementById('menu').hidden")
    assert "error" not in browser.text("talk")


@needs_chromium
def test_an_answer_goes_on_where_the_connection_broke(browser, node, engine):
    rest = threading.Event()
    engine.replies.append(Reply((Say("One, "), Say("zwölf, "), Wait(rest), Say("two.")), "stop"))
    with CuttingWire(node.port, []) as wire:
        enter(browser, link(node, port=wire.port))
        browser.ask("Count")
        browser.wait(f"{SAID}?.innerText === 'One, zwölf,'")
        wire.cut()
        browser.wait("document.querySelector('.assistant .who').innerText.includes('trying again')")
        rest.set()
        browser.wait("!running")
        assert browser.run(f"{SAID}.innerText") == "One, zwölf, two."
        assert "tokens/s" not in browser.text("talk"), "the time without a connection says nothing of the model"
        assert len(engine.asked) == 1


@needs_chromium
@pytest.mark.parametrize(("text", "minutes"), [("One, ", 60), ("", 1)])
def test_an_answer_is_waited_for_as_long_as_the_node_has_it(browser, node, text, minutes):
    enter(browser, link(node))
    assert browser.run(f"new Stream(link, {{ stream: 'a', text: {text!r} }}).patience") == minutes * 60000


@needs_chromium
@pytest.mark.parametrize(("patience", "heard"), [(60000, ["One"]), (-1, "away")])
def test_a_stream_is_tried_again_until_its_patience_ends(browser, node, patience, heard):
    enter(browser, link(node))
    stream = (
        f"{{ patience: {patience}, kept: true, tries: 0,"
        " async *events() { if (!this.tries++) throw new Error('away'); yield 'One'; } }"
    )
    read = f"for await (const one of link.lasting({stream}, new AbortController().signal, shown)) heard.push(one)"
    run = f"(async () => {{ const heard = [], shown = {{ mark() {{}} }}; {read}; return heard }})()"
    assert browser.run(f"{run}.catch(error => error.message)") == heard


@needs_chromium
def test_an_exchange_is_kept_also_when_the_line_breaks_in_that_moment(browser, node):
    lost = (b"POST /api/v1/memory/conversations",) * 4  # a browser tries once more by itself
    with CuttingWire(node.port, [], never=lost) as wire:
        enter(browser, link(node, port=wire.port))
        browser.ask("Hello")
        browser.wait("chat.id")
        assert browser.run("document.querySelector('.error')") is None
        assert browser.run(f"{SAID}.innerText") == "Hello there."
    (kept,) = node.services.memory.conversations.outlines()
    assert len(node.services.memory.conversations.messages(kept.identity)) == 2


@needs_chromium
def test_stop_ends_the_answer_and_its_compute(browser, node, engine):
    counted = tuple(Say(f"{number} on and ") for number in range(50))
    engine.replies.append(Reply((*counted, Wait(threading.Event()))))
    enter(browser, link(node))
    browser.ask("Talk on")
    browser.wait(f"{SAID}?.innerText.includes('on and')")
    browser.click("#send")
    browser.wait("!running")
    assert engine.left.wait(10)
    assert "stopped" in browser.run("document.querySelector('.assistant .who').innerText")


@needs_chromium
def test_an_answer_that_only_repeats_itself_is_stopped(browser, node, engine):
    engine.replies.append(Reply((Say("Well: "), Endless("sing "))))
    enter(browser, link(node))
    browser.ask("Sing")
    browser.wait("!running && document.querySelector('.assistant .who').innerText.includes('repeats itself')")
    assert engine.left.wait(10)


@needs_chromium
def test_an_error_is_shown_and_the_next_question_is_answered(browser, node, engine):
    engine.replies.append(refuse(400, "That is too long."))
    enter(browser, link(node))
    browser.ask("Hello")
    browser.wait("document.querySelector('.error')?.innerText.includes('too long')")
    browser.ask("Hello")
    browser.wait(f"{SAID}?.innerText === 'Hello there.'")


@needs_chromium
def test_an_answer_can_be_asked_for_again(browser, node, engine):
    enter(browser, link(node))
    browser.ask("Hello")
    browser.wait("document.querySelector('.again')")
    engine.replies.append(say("Hi."))
    browser.click(".again")
    browser.wait(f"{SAID}?.innerText === 'Hi.'")
    assert [one["content"] for one in engine.asked[-1].fields["messages"][1:]] == ["Hello"]


@needs_chromium
def test_a_person_is_told_that_what_was_told_could_not_be_kept(browser, node, tmp_path):
    enter(browser, link(node))
    browser.wait("link.read('/api/v1/memory').then(found => true)")
    (tmp_path / "pc" / "memory").rename(tmp_path / "away")
    browser.ask(REX)
    browser.wait("document.querySelector('.note') && !running")
    note = browser.run("document.querySelector('.note .said').innerText")
    assert note.startswith("What you told was not remembered: ")
    assert note.endswith("there is no such file or folder.")
    assert browser.run("document.querySelector('.assistant .said').innerText"), "the question is answered all the same"
