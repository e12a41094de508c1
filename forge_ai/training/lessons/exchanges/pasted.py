"""Long texts that somebody pastes: letters, news, code and errors, with a wish or without one, and an honest answer.

Put together from sentences, so that hardly any text comes twice. Does not know what the texts mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from forge_ai.training.lessons.exchanges.abilities import BEYOND
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.listed import listed
from forge_ai.training.lessons.words.names import draw
from forge_ai.training.lessons.words.values import KINDS

WISHES: Final = listed(
    """Summarise this | Please summarise this text | Sum this up | Can you summarise this for me | TL;DR please |
    Shorten this | Make this shorter | Rewrite this | Make this sound nicer | Translate this | Correct this |
    Check the spelling | What is this about | What does this mean | Explain this to me | Explain this code | What
    is wrong here | Why does this not work | Fix this | Find the mistake | What should I answer | Write an answer
    to this | Write a reply | Give me the main points | Extract the dates | Who is meant here | Is this spam |
    Turn this into a table | What do you think of this | Read this | Look at this | Put this into simple words |
    Improve this | Proofread this please | What is the key message | Can you help me with this""",
    "|",
)
WISHES_HELD: Final = listed(
    "Give me the gist | Polish this for me | What do they want from me | Why do I get this | Boil this down", "|"
)
AFTER_THE_WISH: Final = (": ", ":\n", "\n\n", ". ")
BEFORE_THE_WISH: Final = (" ", "\n\n", "\n", " -- ")
ALONE: Final = (
    "That is a long text, and I don't know what to do with it: I'm a small model. Ask me one short question.",
    "I'm a small model and I don't know what to make of such a long text. Tell me in one sentence what you need.",
)


@dataclass(frozen=True, slots=True)
class TextKind:
    """A kind of text, such as a letter: ways to begin it, sentences for its middle, and ways to end it."""

    begin: tuple[str, ...]
    middle: tuple[str, ...]
    end: tuple[str, ...]


def _kind(text: str) -> TextKind:
    return TextKind(*(listed(part, "|") for part in text.split("||")))


KINDS_OF_TEXT: Final = (
    _kind(
        """Dear {name}, | Dear all, | Hi {name}, | Hello {name}, || thank you for your message of {day}. | I hope
        that you are well. | As you know, the offer ends in {month}. | We have to move the meeting to {day}. |
        Please send the figures by {day}. | The customer in {town} has not paid yet. | Could you have a look at the
        attached file? | The budget for {year} is still open. | {name} will be away until {day}. | The contract
        has to be signed twice. | We are sorry for the delay. | The room is booked from nine to eleven. | Two
        points are still open. | The parcel has left the warehouse. | Please confirm that you have read this. | If
        you have questions, call {name}. | The new rules hold from {month} on. || Best regards, {name} | Kind
        regards, {name} | Thanks, {name} | Yours, {name}""",
    ),
    _kind(
        """The council of {town} met on {day}. | Police in {town} are looking for a witness. | A storm reached the
        coast on {day}. | The company {firm} opens a new plant in {town}. || About {number} people took part. | The
        mayor spoke of a good year. | Nobody was hurt. | The damage is put at {number} thousand euros. | Experts do
        not agree about the cause. | The works will last until {month}. | A spokesman said that talks go on. |
        Traffic stood still for hours. | The old bridge is to be torn down. | Shares fell by {number} percent. |
        The court will decide in {month}. | Neighbours had called for help. | The school stays closed on {day}. |
        Rain is expected in the north. || The next meeting is in {month}. | More is to be known on {day}.""",
    ),
    _kind(
        """It was late when {name} came home. | In {year} a ship left {town}. | {name} had never seen the sea. | Once
        an old man lived at the edge of {town}. || The lamp was still burning. | Nobody answered the door. | The
        wind had turned. | On the table lay a letter. | A dog barked far away. | The road led through a dark wood.
        | {name} took the box and ran. | For a long time nobody spoke. | The water was cold and clear. | Snow
        began to fall. | The key did not fit. | There were {number} steps down to the cellar. | The others had
        gone to bed. | Somewhere a clock struck. || That was how it began. | Then the light went out.""",
    ),
    _kind(
        """Chapter {number}: Installation | Section {number}. Duties of the tenant | Abstract. | Product
        description || The device must be placed on a level surface. | Do not open the housing. | The method was
        tested with {number} volunteers. | Results differ from those of earlier studies. | The tenant keeps the
        stairs clean. | The deposit is paid back within {number} days. | Connect the cable to the port on the back.
        | Heat the oven to {number} degrees. | Press the button until the lamp blinks. | The parties agree on
        {town} as the place of court. | Stir until the sugar has melted. | The warranty ends after {number} months.
        | The sample was kept in a dark room. | Notice has to be given in writing. || See also page {number}. | All
        rights reserved.""",
    ),
)
CODE: Final = (
    "def {f}({a}, {b}):\n    return {a} {op} {b}\n\nprint({f}({n}, {m}))",
    'Traceback (most recent call last):\n  File "{f}.py", line {n}, in <module>\n    {f}({a})\n{error}: {a}',
    "for {a} in range({n}):\n    if {a} {op} {m} == 0:\n        print({a})",
    "SELECT {a}, {b} FROM {f} WHERE {a} > {n} ORDER BY {b};",
    "function {f}({a}) {{\n  let {b} = {n};\n  return {a} {op} {b};\n}}",
    '<div class="{a}">\n  <p>{b}</p>\n  <a href="/{f}">{f}</a>\n</div>',
    '{{"{a}": {n}, "{b}": "{f}", "items": [{n}, {m}]}}',
    "{a},{b},{f}\n{n},{m},1\n{m},{n},0\n{n},{n},2",
    "{n}:{m} INFO {f} started\n{n}:{m} WARN {a} is slow\n{n}:{m} ERROR {f}: {b} not found",
    "#!/bin/bash\n{a}={n}\nfor {b} in *.txt; do\n  echo ${b} >> {f}.log\ndone",
    "public class {f} {{\n  private int {a} = {n};\n  public int {b}() {{ return {a} {op} {m}; }}\n}}",
)
CODE_HELD: Final = (
    "fn {f}({a}: i32) -> i32 {{\n    let {b} = {n};\n    {a} {op} {b}\n}}",
    "E {f}: could not compile, {n} errors\nnote: {a} moved here\nhelp: borrow {b}",
    "[{f}]\n{a} = {n}\n{b} = {m}\npath = /opt/{f}",
)
WORDS: Final = listed(
    """count, total, value, items, name, user, index, data, result, price, add, sort, load, main, update, config,
    check, list, size, order, parse, report, score, width"""
)
ERRORS: Final = listed("ValueError, KeyError, TypeError, NameError, ZeroDivisionError, FileNotFoundError")
HELD: Final = listed(
    """We are looking for a cook for our canteen in {town}. The working day has six hours. Experience is welcome, but
    not needed. Send your papers to {name} by {day}. || Dear parents, on {day} class four goes to the museum in
    {town}. Each child needs a packed lunch, good shoes and five euros. We are back at about three. Yours, {name} ||
    Tomorrow it will be cloudy at first, later sunny. In the mountains there may be showers. The wind blows from the
    west at {number} kilometres an hour. The night will be cold. || The patient complained of pain in the left knee
    after a fall. No break is visible. We advise rest, ice and a check in {month}. Signed, Doctor {name} || Gate
    {number} has changed. Flight to {town} is late by two hours. Passengers get a voucher at the desk of {firm}.
    Bags must be dropped before noon.""",
    "||",
)
MONTHS: Final = listed("January, February, March, April, May, June, July, August, September, October, November")
DAYS: Final = listed("Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday, the 3rd, the 21st")
FIRMS: Final = listed("Norvik, Halder, Brinks, Oslem, Tarvo, Quill")


def exchange(random: Random) -> tuple[str, str]:
    """A long text with a wish before or after it, or alone, and the answer."""
    return _with_wish(random, _text(random, held_out=False), WISHES)


def question(random: Random) -> str:
    """A text that no lesson has, with a wish that no lesson has."""
    return _with_wish(random, _text(random, held_out=True), WISHES_HELD, alone=0.0)[0]


def _with_wish(random: Random, text: str, wishes: tuple[str, ...], alone: float = 0.12) -> tuple[str, str]:
    if random.random() < alone:
        return text, random.choice(ALONE)
    wish = random.choice(wishes)
    wish = wish if random.random() < 0.6 else wish.lower()
    if random.random() < 0.5:
        said = f"{wish}{random.choice(AFTER_THE_WISH)}{text}"
    else:
        said = f"{text}{random.choice(BEFORE_THE_WISH)}{wish}{random.choice(('?', '.', '', ' please'))}"
    return said, random.choice(BEYOND)


def _text(random: Random, *, held_out: bool) -> str:
    if random.random() < 0.3:
        return _code(random, CODE_HELD if held_out else CODE)
    if held_out:
        return random.choice(HELD).format(**_fillings(random))
    kind = random.choice(KINDS_OF_TEXT)
    chosen = [random.choice(kind.begin), *random.sample(kind.middle, random.randint(2, 9))]
    if random.random() < 0.7:
        chosen.append(random.choice(kind.end))
    return " ".join(capitalised(one) for one in chosen).format(**_fillings(random))


def _code(random: Random, templates: tuple[str, ...]) -> str:
    words = random.sample(WORDS, 3)
    return random.choice(templates).format(
        f=words[0],
        a=words[1],
        b=words[2],
        n=random.randint(2, 99),
        m=random.randint(2, 59),
        op=random.choice(("+", "-", "*", "%")),
        error=random.choice(ERRORS),
    )


def _fillings(random: Random) -> dict[str, str]:
    return {
        "name": draw(KINDS["name"], random, held_out=False),
        "town": draw(KINDS["town"], random, held_out=False),
        "year": str(random.randint(1800, 2030)),
        "number": str(random.randint(2, 90)),
        "month": random.choice(MONTHS),
        "day": random.choice(DAYS),
        "firm": random.choice(FIRMS),
    }
