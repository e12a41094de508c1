"""What people tell first: what they like, what they do every week, whom they live with, where they were born.

Does not know values, owners or conversations.
"""

from __future__ import annotations

from typing import Final

from forge_ai.training.lessons.facts.relations import Relation, person
from forge_ai.training.lessons.words.listed import listed

ACTIVITIES: Final = (
    *(f"play{{s}} {game}" for game in ("chess", "football", "cards", "tennis")),
    *(f"go{{es}} {where}" for where in ("swimming", "running", "to the gym", "to the market")),
    "sing{s} in the choir",
    "visit{s} the neighbours",
    "clean{s} the flat",
    "work{s} at home",
    "bake{s} bread",
    "water{s} the plants",
)
MORE_PEOPLE: Final = listed("mum, dad, grandma, grandpa, girlfriend, boyfriend, partner, mother-in-law, colleague")
GROUPS: Final = listed("children, kids, sons, daughters, twins, cats, dogs, parents, hens, grandchildren")


def liked(verb: str, tell: tuple[str, ...], clause: str) -> Relation:
    """What somebody likes, or does not."""
    return Relation(
        key=verb,
        family="liked",
        value="pleasure",
        tell=tell,
        ask=(
            f"What {{do}} {{sub}} {verb}?",
            f"What {{do}} {{sub}} {verb}?",
            f"Do you know what {{sub}} {verb}{{s}}?",
            f"Tell me what {{sub}} {verb}{{s}}.",
        ),
        ask_held=(f"Do you remember what {{sub}} {verb}{{s}}?", f"Can you tell me what {{sub}} {verb}{{s}}?"),
        answer=f"{{sub}} {clause} {{v}}",
        unknown=f"what {{sub}} {clause}",
        again=f"What did I say {{sub}} {verb}{{s}}?",
    )


def habit(activity: str) -> Relation:
    """What somebody does on a day of every week."""
    base = activity.replace("{s}", "").replace("{es}", "")
    return Relation(
        key=base,
        family="habit",
        value="weekly",
        tell=(
            f"{{Sub}} {activity} on {{v}}.",
            f"{{Sub}} {activity} on {{v}}.",
            f"On {{v}} {{sub}} {activity}.",
            f"{{Sub}} always {activity} on {{v}}.",
        ),
        ask=(
            f"When {{do}} {{sub}} {base}?",
            f"On which day {{do}} {{sub}} {base}?",
            f"What day {{do}} {{sub}} {base}?",
            f"Do you know when {{sub}} {activity}?",
        ),
        ask_held=(
            f"Do you remember when {{sub}} {activity}?",
            f"Can you tell me on which day {{sub}} {activity}?",
        ),
        answer=f"{{sub}} {activity} on {{v}}",
        unknown=f"when {{sub}} {activity}",
        again=f"When did I say {{sub}} {activity}?",
    )


def born(key: str, value: str, asked: tuple[str, ...], wh: str) -> Relation:
    """When or where somebody was born: told in the same words, asked for in others."""
    return Relation(
        key=key,
        family="born",
        value=value,
        tell=("{Sub} {was} born in {v}.", "{Sub} {was} born in {v}.", f"{{Own}} {key} is {{v}}."),
        ask=(*asked, f"Do you know {wh} {{sub}} {{was}} born?", f"What is {{own}} {key}?"),
        ask_held=(f"Do you remember {wh} {{sub}} {{was}} born?", f"Can you tell me {wh} {{sub}} {{was}} born?"),
        answer="{sub} {was} born in {v}",
        unknown=f"{wh} {{sub}} {{was}} born",
        again=f"What did I say {{own}} {key} was?",
    )


def _possessive(noun: str) -> str:
    return "'" if noun.endswith("s") else "'s"


def called_many(noun: str) -> Relation:
    """Children and animals that are named together."""
    return Relation(
        key=noun,
        family="called_many",
        value="two_names",
        tell=(
            f"{{Own}} {noun} are called {{v}}.",
            f"{{Own}} {noun} are {{v}}.",
            f"The names of {{own}} {noun} are {{v}}.",
            f"{{Sub}} {{have}} {noun} called {{v}}.",
            f"{{Sub}} {{have}} two {noun}, {{v}}.",
            f"{{v}} are {{own}} {noun}.",
        ),
        ask=(
            f"What are {{own}} {noun} called?",
            f"What are the names of {{own}} {noun}?",
            f"Who are {{own}} {noun}?",
            f"What are {{own}} {noun}{_possessive(noun)} names?",
            f"Do you know what {{own}} {noun} are called?",
        ),
        ask_held=(
            f"Do you remember what {{own}} {noun} are called?",
            f"Can you tell me the names of {{own}} {noun}?",
        ),
        answer=f"{{own}} {noun} are called {{v}}",
        unknown=f"what {{own}} {noun} are called",
        owners=("me", "named"),
        short=f"{{own}} {noun}",
        reverse=f"{{v}} are {{own}} {noun}",
        again=f"What were {{own}} {noun} called again?",
    )


RELATIONS: Final = (
    liked(
        "like",
        ("{Sub} like{s} {v}.", "{Sub} like{s} {v}.", "{Sub} really like{s} {v}.", "{Sub} love{s} {v}."),
        "like{s}",
    ),
    liked(
        "dislike",
        ("{Sub} {not} like {v}.", "{Sub} {not} like {v}.", "{Sub} hate{s} {v}.", "{Sub} dislike{s} {v}."),
        "{not} like",
    ),
    *(habit(activity) for activity in ACTIVITIES),
    born("year of birth", "year", ("When {was} {sub} born?", "In which year {was} {sub} born?"), "when"),
    born("place of birth", "town", ("Where {was} {sub} born?", "In which town {was} {sub} born?"), "where"),
    *(called_many(noun) for noun in GROUPS),
    *(person(noun) for noun in MORE_PEOPLE),
)
