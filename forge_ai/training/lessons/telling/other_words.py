"""Questions for a fact in quite other words than those in which it was told.

Only lessons have these, the exam has not. Does not know values, owners or answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

OTHER_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("How am I called?", "By which name do you know me?", "Can you say my name?"),
    "age": ("How many years {am} {sub} old?", "How many birthdays {have} {sub} had?"),
    "town": (
        "In which place {am} {sub} at home?",
        "Where {do} {sub} have {own} home?",
    ),
    "origin": (
        "What is {own} home country?",
        "Which land {do} {sub} come from?",
    ),
    "job": (
        "What {do} {sub} do all day at work?",
        "How {do} {sub} earn {their} money?",
        "What {am} {sub} by trade?",
        "What is {own} occupation?",
    ),
    "workplace": (
        "Who pays {own} wages?",
        "Where {do} {sub} go to work?",
        "Which company {am} {sub} with?",
    ),
    "school": ("Where {do} {sub} go to learn?", "Which school {do} {sub} visit?"),
    "car make": ("What {do} {sub} drive?", "Which make is {own} car?"),
    "allergy": (
        "What should {sub} avoid?",
        "What must {sub} not eat?",
        "Which food is bad for {own} health?",
        "What {do} {sub} have to keep away from?",
    ),
    "hobby": (
        "How {do} {sub} spend {their} free time?",
        "What {do} {sub} do after work?",
        "What {do} {sub} enjoy doing?",
    ),
    "instrument": ("On what {do} {sub} make music?", "What kind of music {do} {sub} make?"),
    "language learnt": ("Which language {am} {sub} studying?",),
    "languages spoken": ("What {do} {sub} speak?", "In which tongues can {sub} talk?"),
    "studies": ("What is {own} subject?", "What {am} {sub} at university for?", "Which subject is mine?"),
    "favourite food": ("What {do} {sub} eat most gladly?", "For which meal would {sub} go a long way?"),
    "favourite drink": ("What {do} {sub} drink most gladly?", "What should be in {own} glass?"),
    "favourite colour": ("Which colour is {own} best-loved one?", "In what colour would {sub} paint a room?"),
    "favourite animal": ("What animal {do} {sub} love most?",),
    "favourite team": ("Which team {do} {sub} support?", "Whose fan {am} {sub}?"),
    "favourite book": ("Which book {do} {sub} love most?",),
    "favourite film": ("What film {do} {sub} love most?",),
    "like": ("What {do} {sub} find lovely?", "What {do} {sub} enjoy?", "What {am} {sub} fond of?"),
    "dislike": ("What {do} {sub} not enjoy?", "What is not to {own} taste?", "What {do} {sub} find horrible?"),
    "year of birth": ("In what year {was} {sub} born?",),
    "place of birth": ("Where did {own} life begin?", "In what place {was} {sub} born?"),
    "day of birth": ("When {do} {sub} have a birthday?", "On what day {was} {sub} born?"),
    "birthday": ("When {do} {sub} grow a year older?", "On which day {do} {sub} get a cake?"),
    "floor": ("How high up {do} {sub} live?", "On what floor {do} {sub} live?", "To which floor must I go?"),
    "address": ("Where should {own} letters go?", "Which street and number is {own} home?"),
    "height": ("How many metres {am} {sub} tall?",),
    "shopping": ("What should {sub} get at the shop?",),
    "dinner": ("What will be on {own} plate?", "What is there to eat?"),
    "holiday": ("Where is {own} next trip?",),
    "hobbies": ("What {do} {sub} do after work?", "How {do} {sub} spend {their} free time?"),
    "get up": ("When {do} {sub} leave {their} bed?", "Till when {do} {sub} sleep?"),
    "start work": ("When {do} {sub} have to be at work?", "At what time does {own} working day begin?"),
    "finish work": ("When {am} {sub} free in the evening?", "When is {own} working day over?"),
    "go to bed": ("When {do} {sub} go to sleep?", "How long {am} {sub} up in the evening?"),
    "keys": ("I can't find my keys!", "Help, where did I leave my keys?", "Have you seen my keys?"),
    "glasses": ("I can't find my glasses!", "Help, where did I leave my glasses?"),
    "wallet": ("I can't find my wallet!", "Have you seen my wallet?"),
    "dog": ("How do I call my dog?", "Which name did I give my dog?", "My dog's name?"),
    "cat": ("How do I call my cat?", "Which name did I give my cat?", "My cat's name?"),
    "son": ("What's the name of my boy?", "How is my boy called?"),
    "daughter": ("What's the name of my girl?", "How is my girl called?"),
    "wife": ("Whom am I married to?", "Who did I marry?"),
    "husband": ("Whom am I married to?", "Who did I marry?"),
}
"""By the key of the relation. Those without a place for the owner belong to facts about the person alone."""


def fits_owner(wording: str, kind: str) -> bool:
    """Whether the wording speaks of that kind of owner."""
    return "{" in wording or kind == "me"
