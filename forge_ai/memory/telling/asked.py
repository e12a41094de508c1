"""What a question is about, in the words of subjects: "What colour is our boat?" is about the colour of my boat.

Does not know which facts are stored, nor how a question is answered.
"""

from __future__ import annotations

import re
from typing import Final

from forge_ai.memory.telling.places import thing_sought
from forge_ai.memory.telling.subjects import ONCE, straight

_MINE: Final = {"our": "my", "do we": "do i", "did we": "did i", "are we": "am i"}
_OURS: Final = re.compile(r"\b(?:our|do we|did we|are we)\b")
_ASKED: Final = (
    (re.compile(r"what(?:'s| is| was)? my ([\w' -]{1,40}?) (?:is )?(?:now )?(?:called|named)"), "my {} called"),
    (re.compile(r"(?:what(?:'s| is)|tell me|do you know) (?:the )?name of my ([\w -]{1,40})"), "my {} called"),
    (re.compile(r"(?:what(?:'s| is)|tell me|do you know) my ([\w -]{1,40}?)'s name"), "my {} called"),
    (re.compile(r"what colou?r (?:is|are|was|were) (?:my|the) ([\w' -]{1,40}?)(?: again| now)?"), "colour of my {}"),
    (re.compile(r"how old (?:is|are) (?:my|the) ([\w' -]{1,40}?)(?: now)?"), "age of my {}"),
    (re.compile(r"(?:how much|what) did (?:my|the) ([\w' -]{1,40}?) cost"), "price of my {}"),
    (re.compile(r"how (?:big|large) (?:is|are) (?:my|the) ([\w' -]{1,40}?)"), "size of my {}"),
    (re.compile(r"how long (?:is|are) (?:my|the) ([\w' -]{1,40}?)"), "length of my {}"),
    (re.compile(r"how wide (?:is|are) (?:my|the) ([\w' -]{1,40}?)"), "width of my {}"),
    (re.compile(r"how (?:high|tall) (?:is|are) (?:my|the) ([\w' -]{1,40}?)"), "height of my {}"),
    (re.compile(r"what (?:is|are) (?:my|the) ([\w' -]{1,40}?) made of"), "material of my {}"),
    (re.compile(r"where (?:is|are|does|do) my ([\w' -]{1,40}?)(?: come)? from"), "origin of my {}"),
    (re.compile(r"what (?:kind|make|brand|sort|type)(?: of [\w -]+?)? is my ([\w' -]{1,40}?)"), "make of my {}"),
    (
        re.compile(r"(?:what(?:'s| is| are)|when(?:'s| is| are)|who(?:'s| is)|tell me|do you know) my ([\w' -]{1,60})"),
        "my {}",
    ),
    (re.compile(r"what(?:'s| is) the ([\w' -]{1,40} (?:password|code|pin))"), "my {}"),
    (re.compile(r"(?:on )?(?:what|which) (?:day|date|time)(?:'s| is| are) my ([\w' -]{1,60})"), "my {}"),
    (re.compile(r"(?:what|which)(?: make of| kind of)?(?: car)? do i drive"), "what i drive"),
    (re.compile(r"where did i park(?: (?:my|the) car)?"), "where my car is"),
    (re.compile(r"(?:how much do i weigh|how heavy am i)"), "my weight"),
    (re.compile(r"how tall am i"), "my height"),
    (re.compile(r"(?:where|when) am i moving(?: to)?"), "where i am moving"),
    (re.compile(r"(?:whom?|which team) do i support"), "whom i support"),
    (re.compile(r"(?:when|at what time|what time) do i (get up|go to bed|start work)"), "when i {}"),
    (re.compile(r"who am i|what am i called"), "my name"),
    (re.compile(r"(?:where|in which city|in which town) do i (?:now )?live"), "where i live"),
    (re.compile(r"(?:where|for whom) do i (?:now )?work"), "where i work"),
    (re.compile(r"(?:as what do i (?:now )?work|what do i (?:now )?(?:work as|do for a living))"), "what i work as"),
    (re.compile(r"how old am i"), "my age"),
    (re.compile(r"when was i born"), "my birthday"),
    (re.compile(r"who am i married to"), "my wife"),
)


def subject_asked(question: str) -> str:
    """What a question is about, in the form of :func:`subject_of`; empty when it is about no such thing."""
    plain = _OURS.sub(lambda ours: _MINE[ours[0]], straight(" ".join(question.split())).lower().rstrip("?!. "))
    for pattern, subject in _ASKED:
        match = pattern.fullmatch(plain)
        if match:
            words = "".join(match.groups()).strip().replace("favorite", "favourite")
            form = "day of my {}" if subject == "my {}" and words.split()[-1] in ONCE else subject
            return form.format(words)
    sought = thing_sought(plain)
    return f"where my {sought} is" if sought else ""
