from __future__ import annotations

from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from forge_ai.protocol.conversations.dialogue import Ending, Turn
from forge_ai.protocol.conversations.transcript import Transcript
from forge_ai.web.chart import Line, svg_chart
from forge_ai.web.conversation_page import conversation_page
from tests.web.browser import needs_chromium

EVIL = '</article><script>alert(1)</script><img src=https://evil.example/x onerror=alert(1)> & "quoted"'


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def tags_of(page):
    parser = Tags()
    parser.feed(page)
    return parser.found


def test_nothing_in_a_page_runs_or_is_loaded_whatever_was_said():
    talk = Transcript((EVIL[:60], "bob"), EVIL, (Turn(EVIL[:60], EVIL), Turn("bob", "Fine.")), Ending("turns", EVIL))
    page = conversation_page(talk)
    tags = tags_of(page)
    assert not {"script", "img", "link", "iframe", "a", "object", "form"} & {tag for tag, _ in tags}
    assert not any(name.startswith("on") or name in ("src", "href") for _, attrs in tags for name in attrs)
    assert "default-src &#x27;none&#x27;" in page
    assert "&lt;script&gt;" in page


def test_a_page_shows_every_turn_and_the_measures():
    talk = Transcript(("alice", "bob"), "the sea", tuple(Turn(name, f"{name} says this.") for name in ("alice", "bob")))
    page = conversation_page(talk)
    assert page.count("<article") == 2
    assert "words a turn" in page
    assert page.startswith("<!doctype html>")


@needs_chromium
def test_a_page_is_as_wide_as_a_phone(browser, tmp_path):
    talk = Transcript(("alice", "bob"), "the sea", tuple(Turn(name, f"{name} says this.") for name in ("alice", "bob")))
    (tmp_path / "talk.html").write_text(conversation_page(talk))
    with browser.on_a_phone():
        browser.open((tmp_path / "talk.html").as_uri())
        assert browser.run("[innerWidth, document.documentElement.scrollWidth]") == [390, 390]
        assert browser.run("document.querySelector('svg').clientWidth") == 640


def test_a_chart_is_well_formed_and_its_names_are_escaped():
    chart = svg_chart("<b>shares</b>", [Line("a & b", ((0, 0.0), (1, 1.0))), Line("none", ())])
    root = ET.fromstring(chart)  # noqa: S314
    assert root.tag.endswith("svg")
    assert len(root.findall(".//{*}circle")) == 2
