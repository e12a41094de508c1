"""The shape of a kind of fact: how it is told, asked for, answered, and missed.

Wordings hold places for the owner's grammar (see `owners`) and `{v}` for the value. Does not know which kinds there
are.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

from forge_ai.training.lessons.facts.owners import OwnerKind
from forge_ai.training.lessons.words.beginnings import article

PEOPLE: tuple[OwnerKind, ...] = ("me", "relative", "named")


@dataclass(frozen=True, slots=True)
class Relation:
    """A kind of fact. `answer` and `unknown` are clauses without capital and full stop.

    `ask_held` are wordings of the question that only the exam uses. `short` is what follows "And …?" in a follow-up
    question, `family` names the relations that share their wordings, `reverse` is the clause that answers
    "Who is {v}?", and `again` is the question of one who was told already: only lessons have it.
    """

    key: str
    family: str
    value: str
    tell: tuple[str, ...]
    ask: tuple[str, ...]
    ask_held: tuple[str, ...]
    answer: str
    unknown: str
    owners: tuple[OwnerKind, ...] = PEOPLE
    short: str = ""
    reverse: str = ""
    again: str = ""

    def taught_about(self, kind: OwnerKind) -> bool:
        """Whether lessons use the relation with such an owner: some combinations are kept back for the exam."""
        if kind not in self.owners:
            return False
        return kind != "named" or crc32(f"{self.key}/{kind}".encode()) % 8 != 0 or len(self.owners) == 1


def called(noun: str, value: str = "name", owners: tuple[OwnerKind, ...] = PEOPLE) -> Relation:
    """Animals and things that have a name."""
    return Relation(
        key=noun,
        family="called",
        value=value,
        tell=(
            f"{{Own}} {noun} is called {{v}}.",
            f"{{Own}} {noun} is called {{v}}.",
            f"{{Own}} {noun}'s name is {{v}}.",
            f"The name of {{own}} {noun} is {{v}}.",
            f"{{Sub}} {{have}} {article(noun)} called {{v}}.",
            f"{{Sub}} {{have}} {article(noun)}. It is called {{v}}.",
            f"{{v}} is the name of {{own}} {noun}.",
        ),
        ask=(
            f"What is {{own}} {noun} called?",
            f"What is {{own}} {noun} called?",
            f"What's {{own}} {noun} called?",
            f"What's {{own}} {noun}'s name?",
            f"What is {{own}} {noun}'s name?",
            f"What is the name of {{own}} {noun}?",
            f"What's the name of {{own}} {noun}?",
            f"Do you know what {{own}} {noun} is called?",
            f"Do you remember {{own}} {noun}'s name?",
            f"Can you tell me what {{own}} {noun} is called?",
            f"Remind me what {{own}} {noun} is called.",
            f"Tell me the name of {{own}} {noun}.",
            f"What did I say {{own}} {noun} is called?",
        ),
        ask_held=(
            f"Do you know {{own}} {noun}'s name?",
            f"Please remind me of {{own}} {noun}'s name.",
            f"Do you remember what {{own}} {noun} is called?",
        ),
        answer=f"{{own}} {noun} is called {{v}}",
        unknown=f"what {{own}} {noun} is called",
        owners=owners,
        short=f"{{own}} {noun}",
        reverse=f"{{v}} is {{own}} {noun}",
        again=f"What was {{own}} {noun} called again?",
    )


def person(noun: str, value: str = "person") -> Relation:
    """People by what they are to somebody."""
    return Relation(
        key=noun,
        family="person",
        value=value,
        tell=(
            f"{{Own}} {noun} is called {{v}}.",
            f"{{Own}} {noun} is called {{v}}.",
            f"{{Own}} {noun}'s name is {{v}}.",
            f"{{Own}} {noun} is {{v}}.",
            f"{{v}} is {{own}} {noun}.",
            f"The name of {{own}} {noun} is {{v}}.",
        ),
        ask=(
            f"Who is {{own}} {noun}?",
            f"Who's {{own}} {noun}?",
            f"What is {{own}} {noun} called?",
            f"What is {{own}} {noun}'s name?",
            f"What's {{own}} {noun}'s name?",
            f"What is the name of {{own}} {noun}?",
            f"Do you know who {{own}} {noun} is?",
            f"Do you remember {{own}} {noun}'s name?",
            f"Can you tell me {{own}} {noun}'s name?",
            f"Remind me what {{own}} {noun} is called.",
            f"Remind me who {{own}} {noun} is.",
        ),
        ask_held=(
            f"Do you know {{own}} {noun}'s name?",
            f"Can you tell me who {{own}} {noun} is?",
            f"Tell me what {{own}} {noun} is called.",
        ),
        answer=f"{{own}} {noun} is called {{v}}",
        unknown=f"what {{own}} {noun} is called",
        owners=("me", "named"),
        short=f"{{own}} {noun}",
        reverse=f"{{v}} is {{own}} {noun}",
        again=f"Who was {{own}} {noun} again?",
    )


def favourite(noun: str, value: str) -> Relation:
    """What somebody likes best."""
    return Relation(
        key=f"favourite {noun}",
        family="favourite",
        value=value,
        tell=(
            f"{{Own}} favourite {noun} is {{v}}.",
            f"{{Own}} favourite {noun} is {{v}}.",
            f"The {noun} {{sub}} like{{s}} best is {{v}}.",
            f"{{v}} is {{own}} favourite {noun}.",
        ),
        ask=(
            f"What is {{own}} favourite {noun}?",
            f"What's {{own}} favourite {noun}?",
            f"Which {noun} {{do}} {{sub}} like best?",
            f"Do you know {{own}} favourite {noun}?",
            f"Do you remember {{own}} favourite {noun}?",
            f"Can you tell me {{own}} favourite {noun}?",
            f"Remind me what {{own}} favourite {noun} is.",
        ),
        ask_held=(
            f"Which {noun} is {{own}} favourite?",
            f"Do you know what {{own}} favourite {noun} is?",
            f"Tell me {{own}} favourite {noun}.",
        ),
        answer=f"{{own}} favourite {noun} is {{v}}",
        unknown=f"what {{own}} favourite {noun} is",
        short=f"{{own}} favourite {noun}",
        again=f"What was {{own}} favourite {noun} again?",
    )


def number(noun: str, value: str, owners: tuple[OwnerKind, ...] = PEOPLE) -> Relation:
    """Numbers, codes and other things that are simply something."""
    return Relation(
        key=noun,
        family="number",
        value=value,
        tell=(
            f"{{Own}} {noun} is {{v}}.",
            f"{{Own}} {noun} is {{v}}.",
            f"{{v}} is {{own}} {noun}.",
            f"{{Own}} {noun}: {{v}}.",
            f"{{Sub}} {{have}} the {noun} {{v}}.",
        ),
        ask=(
            f"What is {{own}} {noun}?",
            f"What is {{own}} {noun}?",
            f"What's {{own}} {noun}?",
            f"What's {{own}} {noun} again?",
            f"Do you know {{own}} {noun}?",
            f"Do you remember {{own}} {noun}?",
            f"Can you tell me {{own}} {noun}?",
            f"Tell me {{own}} {noun}.",
            f"Remind me what {{own}} {noun} is.",
        ),
        ask_held=(
            f"Do you know what {{own}} {noun} is?",
            f"Please remind me of {{own}} {noun}.",
            f"What was {{own}} {noun}?",
        ),
        answer=f"{{own}} {noun} is {{v}}",
        unknown=f"what {{own}} {noun} is",
        owners=owners,
        short=f"{{own}} {noun}",
        again=f"What did I say {{own}} {noun} was?",
    )


def kept(noun: str, *, plural: bool = False) -> Relation:
    """Where things lie."""
    verb, were = ("are", "were") if plural else ("is", "was")
    return Relation(
        key=noun,
        family="kept",
        value="place_kept",
        tell=(
            f"{{Own}} {noun} {verb} {{v}}.",
            f"{{Own}} {noun} {verb} {{v}}.",
            f"{{Sub}} put {{their}} {noun} {{v}}.",
            f"{{Sub}} keep{{s}} {{their}} {noun} {{v}}.",
            f"{{Sub}} left {{their}} {noun} {{v}}.",
        ),
        ask=(
            f"Where {verb} {{own}} {noun}?",
            f"Where {verb} {{own}} {noun}?",
            f"Where did {{sub}} put {{their}} {noun}?",
            f"Where did {{sub}} leave {{their}} {noun}?",
            f"Where {{do}} {{sub}} keep {{their}} {noun}?",
            f"Do you know where {{own}} {noun} {verb}?",
            f"Do you remember where {{sub}} put {{their}} {noun}?",
            f"Can you tell me where {{own}} {noun} {verb}?",
            f"Remind me where {{own}} {noun} {verb}.",
        ),
        ask_held=(
            f"Tell me where {{own}} {noun} {verb}.",
            f"Do you remember where {{own}} {noun} {verb}?",
            f"Where {were} {{own}} {noun} again?",
        ),
        answer=f"{{own}} {noun} {verb} {{v}}",
        unknown=f"where {{own}} {noun} {verb}",
        short=f"{{own}} {noun}",
        again=f"Where did I say {{own}} {noun} {were}?",
    )


def when(noun: str, value: str = "appointment") -> Relation:
    """Days and appointments."""
    return Relation(
        key=noun,
        family="when",
        value=value,
        tell=(
            f"{{Own}} {noun} is on {{v}}.",
            f"{{Own}} {noun} is on {{v}}.",
            f"{{Sub}} {{have}} {{their}} {noun} on {{v}}.",
            f"On {{v}} {{sub}} {{have}} {{their}} {noun}.",
        ),
        ask=(
            f"When is {{own}} {noun}?",
            f"When is {{own}} {noun}?",
            f"When's {{own}} {noun}?",
            f"What day is {{own}} {noun}?",
            f"On which day is {{own}} {noun}?",
            f"Do you know when {{own}} {noun} is?",
            f"Can you tell me when {{own}} {noun} is?",
            f"Remind me when {{own}} {noun} is.",
        ),
        ask_held=(
            f"Do you remember when {{own}} {noun} is?",
            f"When did I say {{own}} {noun} is?",
            f"Tell me when {{own}} {noun} is.",
        ),
        answer=f"{{own}} {noun} is on {{v}}",
        unknown=f"when {{own}} {noun} is",
        short=f"{{own}} {noun}",
        again=f"When was {{own}} {noun} again?",
    )


def coloured(noun: str) -> Relation:
    """The colours of things."""
    return Relation(
        key=f"colour of the {noun}",
        family="coloured",
        value="colour",
        tell=(
            f"{{Own}} {noun} is {{v}}.",
            f"The colour of {{own}} {noun} is {{v}}.",
            f"{{Own}} {noun} has the colour {{v}}.",
        ),
        ask=(
            f"What colour is {{own}} {noun}?",
            f"What colour is {{own}} {noun}?",
            f"Which colour is {{own}} {noun}?",
            f"What is the colour of {{own}} {noun}?",
            f"Do you know what colour {{own}} {noun} is?",
            f"Remind me what colour {{own}} {noun} is.",
        ),
        ask_held=(
            f"Do you remember what colour {{own}} {noun} is?",
            f"Can you tell me the colour of {{own}} {noun}?",
        ),
        answer=f"{{own}} {noun} is {{v}}",
        unknown=f"what colour {{own}} {noun} is",
        again=f"What colour was {{own}} {noun} again?",
    )


def leaves(noun: str) -> Relation:
    """Trains and other things that do not wait."""
    return Relation(
        key=f"departure of the {noun}",
        family="leaves",
        value="time",
        tell=(
            f"{{Own}} {noun} leaves at {{v}}.",
            f"{{Own}} {noun} goes at {{v}}.",
            f"{{Own}} {noun} departs at {{v}}.",
            f"{{Sub}} {{am}} taking the {noun} at {{v}}.",
        ),
        ask=(
            f"When does {{own}} {noun} leave?",
            f"What time does {{own}} {noun} leave?",
            f"At what time does {{own}} {noun} leave?",
            f"When does {{own}} {noun} go?",
            f"Do you know when {{own}} {noun} leaves?",
            f"Remind me when {{own}} {noun} leaves.",
        ),
        ask_held=(
            f"Do you remember when {{own}} {noun} leaves?",
            f"Can you tell me what time {{own}} {noun} leaves?",
        ),
        answer=f"{{own}} {noun} leaves at {{v}}",
        unknown=f"when {{own}} {noun} leaves",
        again=f"When did I say {{own}} {noun} leaves?",
    )


def opens(noun: str) -> Relation:
    """Opening times, which belong to nobody."""
    return Relation(
        key=f"opening of the {noun}",
        family="opens",
        value="time",
        tell=(
            f"The {noun} opens at {{v}}.",
            f"The {noun} is open from {{v}}.",
            f"From {{v}} on the {noun} is open.",
        ),
        ask=(
            f"When does the {noun} open?",
            f"What time does the {noun} open?",
            f"At what time does the {noun} open?",
            f"Do you know when the {noun} opens?",
            f"Remind me when the {noun} opens.",
        ),
        ask_held=(f"Do you remember when the {noun} opens?", f"Can you tell me what time the {noun} opens?"),
        answer=f"the {noun} opens at {{v}}",
        unknown=f"when the {noun} opens",
        owners=("me",),
        again=f"What time was it that the {noun} opens?",
    )


def of_place(noun: str, value: str) -> Relation:
    """What a town or a land has one of."""
    return Relation(
        key=f"{noun} of a place",
        family="of_place",
        value=value,
        tell=(
            f"The {noun} of {{sub}} is {{v}}.",
            f"The {noun} of {{sub}} is called {{v}}.",
            f"{{v}} is the {noun} of {{sub}}.",
            f"{{Own}} {noun} is {{v}}.",
        ),
        ask=(
            f"What is the {noun} of {{sub}}?",
            f"What's the {noun} of {{sub}}?",
            f"Do you know the {noun} of {{sub}}?",
            f"Tell me the {noun} of {{sub}}.",
        ),
        ask_held=(f"Do you remember the {noun} of {{sub}}?", f"Can you tell me the {noun} of {{sub}}?"),
        answer=f"the {noun} of {{sub}} is {{v}}",
        unknown=f"what the {noun} of {{sub}} is",
        owners=("place",),
    )
