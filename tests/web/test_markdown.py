"""Markdown on the chat page: what it becomes, also while it is still written, and what that costs."""

from __future__ import annotations

import json

import pytest

from forge_ai.testing.scripted_engine import ScriptedEngine
from tests.conftest import DEADLINE_SECONDS
from tests.nodes import serving
from tests.web.browser import COUNTING, browsing, needs_chromium

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """A browser that shows the page of a node; the key does not matter here."""
    folder = tmp_path_factory.mktemp("pc")
    with (
        ScriptedEngine() as engine,
        browsing(tmp_path_factory.mktemp("chromium"), flags=(COUNTING,)) as browser,
        serving(folder, "my_pc", model="scripted", upstream=engine.url) as node,
    ):
        browser.open(f"http://127.0.0.1:{node.port}/chat")
        yield browser


def shown(browser, text):
    html = browser.run(f"element('div', markdown({json.dumps(text)})).innerHTML")
    return html.replace(' type="button"', "").replace(' dir="auto"', "").replace(' tabindex="0"', "")


MARKDOWN = [
    ("**a** *b* `c*d*`", "<p><strong>a</strong> <em>b</em> <code>c*d*</code></p>"),
    ("2 * 3 * 4 and my_own_name", "<p>2 * 3 * 4 and my_own_name</p>"),
    ("# One\ntwo\nthree", "<h2>One</h2><p>two<br>three</p>"),
    ("1. a\n   - b\n2. c", '<ol start="1"><li>a<ul><li>b</li></ul></li><li>c</li></ol>'),
    ("> a\n> b", "<blockquote><p>a<br>b</p></blockquote>"),
    ("```py\nx < 1\n\ny", "<pre><code>x &lt; 1\n\ny</code><button>Copy</button></pre>"),
    (
        "|a|\n|-|\n|1|",
        '<div class="wide"><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table></div>',
    ),
    ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>"),
    ("**a *b* c** [d", "<p><strong>a <em>b</em> c</strong> [d</p>"),
    ("`a ``b` *c", "<p><code>a ``b</code> *c</p>"),
    ("``a`b`` `` ` `` `c", "<p><code>a`b</code> <code>`</code> `c</p>"),
    ("```ls -la``` lists\n\nfiles", "<p><code>ls -la</code> lists</p><p>files</p>"),
    ("```a`` ` ` **b**", "<p>```a`` <code> </code> <strong>b</strong></p>"),
    ("## a b ## \n#a", "<h3>a b</h3><p>#a</p>"),
    ("### a\n###### b", "<h4>a</h4><h6>b</h6>"),
    ("a **b** " + "c" * 6000, "<p>a <strong>b</strong> " + "c" * 6000 + "</p>"),
    ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
    ("[x](https://a.b/c)", '<p><a href="https://a.b/c" target="_blank" rel="noopener noreferrer">x</a></p>'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "html"), MARKDOWN)
def test_markdown_becomes_elements_and_html_stays_text(browser, text, html):
    assert shown(browser, text) == html


HELLO = "שלום"
RIGHT_TO_LEFT = [
    (HELLO, "p"), (f"# {HELLO}", "h2"), (f"- {HELLO}", "ul"), (f"1. {HELLO}", "ol"), (f"> {HELLO}", "blockquote > p"),
    (f"|{HELLO}|\n|-|\n|1|", "table"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "what"), RIGHT_TO_LEFT)
def test_each_block_runs_in_the_direction_of_its_words(browser, text, what):
    look = f"made => (document.body.append(made), getComputedStyle(made.querySelector({what!r})).direction)"
    assert browser.run(f"({look})(element('div', markdown({json.dumps(text)})))") == "rtl"
    latin = text.replace(HELLO, "hello")
    assert browser.run(f"({look})(element('div', markdown({json.dumps(latin)})))") == "ltr"


def test_the_columns_of_a_table_stand_as_they_were_told_to(browser):
    text = json.dumps("|a|b|c|d|\n|:-|-:|:-:|-|\n|1|2|3|4|5|")
    aligned = f"[...markdown({text}).querySelectorAll('th, td')].map(one => one.style.textAlign)"
    assert browser.run(aligned) == ["left", "right", "center", "", "left", "right", "center", "", ""]


def test_what_may_be_wider_than_the_page_is_reached_by_the_keyboard(browser):
    text = json.dumps("|a|\n|-|\n|1|\n\n```\nx\n```")
    wide = f"[...markdown({text}).querySelectorAll('.wide, pre > code')]"
    assert browser.run(f"{wide}.map(one => one.tabIndex)") == [0, 0]


def test_a_narrow_table_breaks_no_words_and_the_button_of_code_stays_in_sight(browser):
    text = json.dumps("|Remarkable|Considerable|\n|-|-|\n|a|b|\n\n```\n" + "long " * 99 + "\n```")
    shown = "narrow.className = 'said', narrow.style.width = '120px', document.body.append(narrow)"
    browser.run(f"(window.narrow = element('div', markdown({text})), {shown})")
    assert browser.run("narrow.querySelector('th').offsetHeight < 60")
    assert browser.run("narrow.querySelector('.wide').scrollWidth > 120")
    browser.run("narrow.querySelector('pre').scrollLeft = narrow.querySelector('pre > code').scrollLeft = 50")
    place = "(one => one.getBoundingClientRect().right)"
    assert browser.run(f"{place}(narrow.querySelector('button')) <= {place}(narrow.querySelector('pre'))")
    assert browser.run("narrow.querySelector('button').getBoundingClientRect().left > 60"), "it does not scroll away"


WRITTEN = (
    "# Seas\n\nThe **North Sea**\nis *cold*.\n\n1. one\n   - two\n\n2. three\n\n|a|b|\n|-|-|\n|`1`|2|\n\n"
    "> said\n> so\n\n```c\nx\n```\n---\nEnd - - -\n- - -\n"
)


def test_what_grows_letter_by_letter_looks_at_each_moment_as_if_it_had_come_at_once(browser):
    assert (
        browser.run(f"""(() => {{
        const place = element("div"), growing = new Growing(place), text = {json.dumps(WRITTEN)};
        for (let end = 1; end <= text.length; end++) {{
            growing.add(text[end - 1]);
            growing.draw();
            if (place.innerHTML !== element("div", markdown(text.slice(0, end))).innerHTML) return text.slice(0, end);
        }}
        return "alike";
    }})()""")
        == "alike"
    )


def test_what_is_written_already_is_not_touched_again(browser):
    assert browser.run("""(() => {
        const place = element("div"), growing = new Growing(place);
        const write = text => (growing.add(text), growing.draw());
        write("one\\n\\ntwo\\n\\nthree\\n\\n");
        const first = place.firstChild;
        write("four");
        return first === place.firstChild && place.innerText.includes("four");
    })()""")


ANSWERS = ["A line with **bold** and `code`.\n\n", "a [b](https://c.d/e) *f* ", "- item\n", "|a|b|\n", "    code\n"]


def writing(line, letters):
    """An answer of so many letters as it comes: word by word, drawn each time."""
    before = {"|a|b|\n": "|a|b|\n|-|-|\n", "    code\n": "```\n"}.get(line, "")
    return f"""(() => {{
        const growing = new Growing(element("div")), text = {json.dumps(before + line * (letters // len(line)))};
        for (let at = 0; at < text.length; at += 4) growing.add(text.slice(at, at + 4)), growing.draw();
        growing.draw(true);
    }})()"""


@pytest.mark.parametrize("line", ANSWERS)
def test_an_answer_of_twice_the_length_costs_twice_the_work(browser, line):
    small, large = (browser.steps(writing(line, letters)) for letters in (10_000, 20_000))
    assert large < 2.5 * small


MARKS = [
    "> ",
    "- ",
    "**a ",
    "*a ",
    "[",
    "`a",
    "***a",
    "[a](http://",
    "https://..",
    "[](http://a",
    "* ",
    "|",
    "# ",
    "1. ",
]
LONG = [
    *(mark * (1_000_000 // len(mark)) for mark in MARKS),
    "|" * 1_000_000, "[" * 500_000 + "]" * 500_000, "|" * 50_000 + "\n|-|", "|a|\n" + " " * 100_000 + "x",
    "# a" + " " * 1_000_000 + "b", "a\n" * 200_000, "- a\n" * 100_000, "> a\n" * 100_000, "```\n" + "a\n" * 200_000,
]  # fmt: skip


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_no_answer_keeps_the_browser_busy(browser, text):
    browser.run(f"performance.mark('begun'); markdown({json.dumps(text)}).childNodes.length")
    busy = browser.run("performance.now() - performance.getEntriesByName('begun').at(-1).startTime")
    assert busy < DEADLINE_SECONDS * 1000  # twice the length for four times the work would take far longer


def test_a_button_that_copies_has_its_own_words_again_also_after_two_presses(browser):
    pressed_twice = """async () => {
        const pressed = element("button", "Copy"), later = [], timer = window.setTimeout;
        window.setTimeout = act => later.push(act);
        await copyText("a", pressed);
        await copyText("b", pressed);
        window.setTimeout = timer;
        const meanwhile = pressed.textContent;
        later.forEach(act => act());
        return [meanwhile !== "Copy", pressed.textContent];
    }"""
    assert browser.run(f"({pressed_twice})()") == [True, "Copy"]
