"""Speaking with the page: a browser that hears a tone instead of words, and one that hears nothing."""

from __future__ import annotations

import pytest

from forge_ai.testing.scripted_engine import ScriptedEngine
from forge_ai.voice.audio.sound import RATE, Sound
from forge_ai.voice.audio.wav import write_wav
from tests.web.browser import needs_chromium
from tests.web.chat_page import enter, link

pytestmark = needs_chromium
SPEAK = "document.getElementById('speak')"
SAYS = "document.querySelector('.assistant .say').getClientRects().length === 1"
STATE = f"[{SPEAK}.getAttribute('aria-pressed'), {SPEAK}.disabled]"


@pytest.fixture
def engine():
    with ScriptedEngine() as engine:
        yield engine


def come_to_speak(browser, node):
    enter(browser, link(node))
    browser.wait(f"!{SPEAK}.hidden")


def test_the_microphone_is_shown_as_open_while_it_listens_and_no_longer(browser, node):
    come_to_speak(browser, node)
    browser.click("#speak")
    browser.wait(f"{STATE}.join() === 'true,false'")
    assert browser.run(f"({SPEAK}.click(), {STATE})") == ["false", True], "while the node understands"
    browser.wait("document.querySelector('.error')?.innerText.includes('Nothing was understood.')")
    browser.wait(f"{STATE}.join() === 'false,false'")


@pytest.mark.parametrize(
    ("name", "words"),
    [("NotAllowedError", "The browser keeps the microphone from this page"), ("NotFoundError", "finds no microphone")],
)
def test_a_person_is_told_why_the_page_hears_nothing(browser, node, name, words):
    come_to_speak(browser, node)
    deaf = f"{{ getUserMedia: () => Promise.reject(new DOMException('Invalid constraint', {name!r})) }}"
    browser.run(f"void Object.defineProperty(navigator, 'mediaDevices', {{ value: {deaf} }})")
    browser.click("#speak")
    browser.wait(f"document.querySelector('.error')?.innerText.includes({words!r})")
    browser.wait(f"{STATE}.join() === 'false,false'")


def test_a_microphone_that_is_pulled_while_it_listens_can_be_used_again(browser, node):
    come_to_speak(browser, node)
    browser.run(f"{SPEAK}.focus()")
    browser.click("#speak")
    browser.wait("speech.recorder?.state === 'recording'")
    browser.run("speech.recorder.stream.getTracks().forEach(track => track.stop())")
    browser.wait("speech.recorder.state === 'inactive'")
    browser.click("#speak")
    browser.wait("document.querySelector('.error')?.innerText.includes('Nothing was understood.')")
    browser.wait(f"{STATE}.join() === 'false,false'")
    assert browser.run("document.activeElement.id") == "speak"


WAV = write_wav(Sound(RATE, bytes(3200)))
SOUND_LATER = "{ fetch: () => new Promise(come => (window.come = come)) }"
SPEAKS_NOW = f"""(async () => {{
    come(new Response(Uint8Array.from({[*WAV]})));
    await window.saying;
    return Boolean(speech.saying);
}})()"""


@pytest.fixture
def slow_mouth(browser, node):
    """The page of a node whose sound comes when ``SPEAKS_NOW`` is run."""
    come_to_speak(browser, node)
    browser.run(f"void (speech.link = {SOUND_LATER}, window.saying = speech.say('Hello'))")
    return browser


def test_an_answer_can_be_said_also_after_a_reload(browser, node):
    come_to_speak(browser, node)
    browser.ask("Hello")
    browser.wait("chat.messages.length === 2")
    assert browser.run(SAYS)
    browser.reload()
    browser.wait(f"!{SPEAK}.hidden")
    assert browser.run(SAYS)


def test_an_answer_is_said_when_its_sound_has_come(slow_mouth):
    assert slow_mouth.run(SPEAKS_NOW)


@pytest.mark.parametrize("act", ["speech.hush()", "begin()", "speech.say('Something else')"])
def test_what_is_not_wanted_any_more_when_its_sound_has_come_is_not_said(slow_mouth, act):
    slow_mouth.run(f"void (window.first = window.come, {act}, window.come = first)")
    assert not slow_mouth.run(SPEAKS_NOW)


def test_a_recording_without_sound_leaves_no_decoder_open(browser, node):
    come_to_speak(browser, node)
    counting = "class extends AudioContext { constructor(...given) { super(...given), made.push(this); } }"
    browser.run(f"void (window.made = [], AudioContext = {counting})")
    browser.run("asWav(new Blob()).catch(() => 0)")
    assert browser.run("made.map(one => one.state)") == ["closed"]
