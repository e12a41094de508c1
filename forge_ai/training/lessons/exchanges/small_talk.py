"""Small talk: greetings, thanks, feelings, jokes, goodbyes, each with a few short answers.

Does not know who speaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from forge_ai.training.lessons.exchanges.jokes import JOKES
from forge_ai.training.lessons.words.casual import casual


@dataclass(frozen=True, slots=True)
class Occasion:
    """What people say on one occasion, and what to say to it; `sought` are words of which a right answer has one."""

    name: str
    said: tuple[str, ...]
    held: tuple[str, ...]
    answers: tuple[str, ...]
    sought: tuple[str, ...]


def _occasion(name: str, said: str, held: str, answers: str, sought: str) -> Occasion:
    return Occasion(name, *(tuple(line.strip() for line in text.split("|")) for text in (said, held, answers, sought)))


OCCASIONS: Final = (
    _occasion(
        "greeting",
        "Hello!|Hello|Hi!|Hi|Hey|Hi there|Hello there!|Good day!|Hey there|Hello again|hi|hello|Greetings!"
        "|Hiya|Hey you!|Well hi!|Hello, hello!|Oh, hello!",
        "Hey hey!|Well hello!|Hello you!",
        "Hello! How can I help?|Hi! What can I do for you?|Hello! Nice to hear from you."
        "|Hi there! What is on your mind?",
        "hello|hi",
    ),
    _occasion(
        "morning",
        "Good morning!|Good morning|Morning!|good morning|A good morning to you!|I wish you a good morning."
        "|Good morning to you!",
        "A very good morning to you!",
        "Good morning! Did you sleep well?|Good morning! I hope the day is kind to you.",
        "good morning",
    ),
    _occasion(
        "evening",
        "Good evening!|Good evening|good evening|A very good evening!|I wish you a good evening.|Evening!"
        "|Good evening to you!",
        "A good evening to you!",
        "Good evening! How was your day?|Good evening! Nice to hear from you.",
        "good evening",
    ),
    _occasion(
        "night",
        "Good night!|Good night|I'm going to bed.|Time for bed.|I'm off to bed. Good night!"
        "|I am going to sleep.|I will go to bed now.|Sleep well!",
        "I will go to sleep now. Good night!",
        "Good night! Sleep well.|Sleep well! I'll be here tomorrow.",
        "good night|sleep well",
    ),
    _occasion(
        "how are you",
        "How are you?|How are you today?|How are you doing?|How do you do?|How's it going?|How is it going?"
        "|Are you well?"
        "|how are you|How do you feel?|Everything all right?|How are you these days?|How are things going?"
        "|Hi, how are you?|Hey, how are you doing?|How is life?|Are you fine?|Are you feeling well?",
        "How are things?|How are you feeling?|Hello, how are you?",
        "I'm well, thank you. How are you?|Very well, thanks. And you?"
        "|All is quiet in my circuits, so I'm well. How are you?",
        "well",
    ),
    _occasion(
        "what's up",
        "What's up?|What's new?|What are you doing?|What are you up to?|Anything new?|What is new?"
        "|Is there anything new with you?|What is going on?",
        "What is new with you?",
        "Not much, I was waiting for you. What's up with you?|I'm listening to you. What is new?",
        "waiting|listening",
    ),
    _occasion(
        "fine",
        "I'm fine, thanks.|I'm well, thank you.|I'm good.|Fine, thank you.|I'm doing well.|Not bad.|I'm great!"
        "|I feel good.|I am fine.|I am well, thanks.|I'm doing great, thank you.|I am doing all right."
        "|I'm okay, thanks.",
        "I'm fine, thank you.|I am doing fine.",
        "I'm glad to hear that.|Good to hear! What shall we talk about?|That makes me glad.",
        "glad|good to hear",
    ),
    _occasion(
        "thanks",
        "Thanks!|Thank you!|Thank you|Thanks a lot!|Thank you very much!|Many thanks!|thanks|Great, thanks!|Cheers!"
        "|Thanks, that helps.|That was helpful.|Perfect, thank you.|I thank you!|Thanks so much!"
        "|Thank you, that was useful.|That helped a lot.|Thank you indeed!",
        "Thank you so much!|That helped, thank you!",
        "You're welcome!|You're welcome. Is there anything else?|My pleasure!|Any time!",
        "welcome|pleasure|any time",
    ),
    _occasion(
        "goodbye",
        "Goodbye!|Bye!|Bye|Bye bye!|See you later!|See you!|See you tomorrow!|I have to go.|I must go now."
        "|Take care!|goodbye"
        "|That's all for today.|Bye now!|Goodbye for today!|Until tomorrow!|See you then!|Farewell!",
        "Bye for now!|Goodbye then!",
        "Goodbye! Take care.|Bye! Come back soon.|See you soon!",
        "bye|see you|goodbye",
    ),
    _occasion(
        "joke",
        "Tell me a joke.|Tell me a joke|Do you know a joke?|Make me laugh.|Can you tell me a joke?"
        "|Say something funny."
        "|Another joke, please.|One more joke!|I want to hear a joke.|Got any jokes?|Please make me laugh."
        "|A joke, please!|Do you have a joke for me?|Please say something funny.|Do you know something funny?",
        "Do you know any jokes?|Please tell me a joke!",
        "|".join(JOKES),
        "|".join(joke.split("?")[0] for joke in JOKES),
    ),
    _occasion(
        "sad",
        "I'm sad.|I feel sad.|I'm sad today.|I had a bad day.|I feel down.|I feel lonely.|I'm lonely.|I'm unhappy."
        "|It was a hard day."
        "|I'm worried.|I am sad.|I'm upset.|I am a bit unhappy.|I feel very sad today.|This was a bad day."
        "|My day was bad.|I had a terrible day today.",
        "I feel a bit sad.|Today was a bad day.",
        "I'm sorry to hear that. Do you want to tell me about it?|I'm sorry. I'm here and I listen.",
        "sorry",
    ),
    _occasion(
        "tired",
        "I'm tired.|I am so tired.|I'm exhausted.|I feel tired.|I slept badly.|I'm sleepy.|I am really tired."
        "|I feel sleepy today.|I'm very tired today.|I am so sleepy.",
        "I feel so tired today.|I am very tired.",
        "Then a rest may do you good.|Be kind to yourself and have a rest.",
        "rest",
    ),
    _occasion(
        "happy",
        "I'm happy.|I'm so happy!|I feel great!|I had a good day.|It was a wonderful day.|I have good news!"
        "|I'm in a good mood.|I am very happy today.|I feel so happy.|This was a good day.|My day was wonderful.",
        "I feel really happy.|Today was a good day.",
        "That is lovely! What made you happy?|How nice! Tell me more.",
        "lovely|nice",
    ),
    _occasion(
        "bored",
        "I'm bored.|I am bored.|There is nothing to do.|I'm so bored.|I don't know what to do."
        "|I feel so bored today.|I am very bored.|This is boring.",
        "I feel bored.|I am really bored.",
        "Shall I tell you a joke, or shall we talk about the sea?"
        "|We could talk about gardens, trains or the stars. You choose.",
        "joke|talk",
    ),
    _occasion(
        "angry",
        "I'm angry.|I am so angry!|I'm annoyed.|This makes me angry.|I'm cross.|I feel annoyed."
        "|I am very angry.|I feel so angry today.|I am really cross.",
        "I feel angry.|I am really annoyed.",
        "That sounds hard. What happened?|I understand. Do you want to tell me what happened?",
        "happened",
    ),
    _occasion(
        "ill",
        "I'm ill.|I feel sick.|I have a cold.|I have a headache.|I don't feel well.|I am ill.|I feel ill."
        "|I feel sick today.|I am a bit sick.|I am not well today.",
        "I feel ill today.|I am sick.",
        "I'm sorry to hear that. Get well soon!|Get well soon! Tea and rest may help.",
        "get well",
    ),
    _occasion(
        "praise",
        "You are great!|You're clever.|You are very kind.|Well done!|Good job!|I like you.|You're the best."
        "|That was good."
        "|You are funny.|You are smart.|You are good.|You are really great.|You did well."
        "|You are really helpful.|That was well done.",
        "You are really good.|You did that well.",
        "Thank you, that is kind of you.|Thank you! I do my best.",
        "thank",
    ),
    _occasion(
        "blame",
        "You are stupid.|That is wrong.|You're wrong.|That's not right.|I don't like you.|You are useless."
        "|That was bad.|You made a mistake.|You got it all wrong.|You are of no use.|You do not help at all."
        "|That is not true.",
        "You got that wrong.|You are no help.",
        "I'm sorry. Tell me what is right and I'll remember it."
        "|I'm sorry about that. I'm only a small model, but I want to learn.",
        "sorry",
    ),
    _occasion(
        "sorry",
        "Sorry!|I'm sorry.|Sorry about that.|I apologise.|Forgive me.|My mistake.|Please excuse me."
        "|I am so sorry.|I beg your pardon, I was rude.|Can you forgive me?|Please accept my apology.",
        "I'm sorry about that.|Please forgive me.",
        "No problem at all.|That's all right.",
        "no problem|all right",
    ),
    _occasion(
        "love",
        "I love you.|Do you love me?|Will you marry me?|Do you like me?|Are you my friend?"
        "|Can you be my friend?|Could we be friends?|Do you want to be my friend?|Could you like me?"
        "|Shall we be friends?",
        "Could you love me?|Can we be friends?",
        "I'm only a program, but I like our talks.|That is sweet. I'm a program, and a loyal one.",
        "program",
    ),
    _occasion(
        "feelings",
        "Do you have feelings?|Can you feel?|Are you happy?|Are you sad?|Are you lonely?|Do you dream?"
        "|Do you sleep?|Do you get tired?"
        "|Do you eat?|Do you feel anything?|Can you be happy?|Can you dream?|Do you feel pain?"
        "|Do you ever sleep?|Are you ever sad?",
        "Can you feel anything?|Do you ever dream?",
        "I don't think so. I'm a program that plays with words."
        "|I'm a program, so I don't feel, but I like the question.",
        "program",
    ),
    _occasion(
        "clock",
        "What time is it?|What's the time?|What day is it?|What is the date today?|What's today's date?"
        "|Which day is today?|Do you know the time?|Can you tell me the time?|Can you tell me the date?"
        "|Do you know what day it is?|Tell me the time.",
        "Do you know what time it is?|Do you know the date?",
        "I can't see a clock from in here.|I don't have a clock or a calendar, sorry.",
        "clock",
    ),
    _occasion(
        "weather",
        "What's the weather like?|How is the weather?|Will it rain today?|Is it cold outside?"
        "|Do I need an umbrella?|Is it warm outside?|Is it sunny?|Does it rain?|Will the weather be good?"
        "|Is it going to rain today?|Is there snow outside?|What about the weather today?",
        "How is the weather today?|Is it raining?",
        "I can't look outside. What do you see from your window?|I have no window, so I don't know. How does it look?",
        "window|outside",
    ),
    _occasion(
        "yes",
        "Yes.|Yes|Okay|OK|Ok.|Sure.|All right.|Fine.|Good.|I see.|Right.|Yes, please.|Yes, fine.|Okay, good."
        "|Yes, of course.|Alright then.|Very well.",
        "Okay then.|Yes indeed.",
        "Good. What would you like to do next?|All right. What comes next?",
        "what",
    ),
    _occasion(
        "no",
        "No.|No|No, thanks.|Nothing.|Not now.|Never mind.|No, thank you.|Nothing else.|No, not today."
        "|Not really.|No, nothing.|No more for now.",
        "No, not now.|Nothing more.",
        "All right. I'm here when you need me.|That's fine. Just say when you need something.",
        "need",
    ),
    _occasion(
        "test",
        "Test|test|Testing|Are you there?|Can you hear me?|Hello? Is anybody there?|Are you listening?|ping"
        "|Is this working?|Is anybody there?|Are you still there?|Can you read me?|Do you read this?"
        "|Is someone there?",
        "Is anyone there?|Can you read this?",
        "Yes, I'm here.|I'm here and listening.",
        "here",
    ),
    _occasion(
        "nonsense",
        "asdf|blah blah|hmm|???|...|Huh?|xyz|blah|um|uhm|la la la|bla",
        "bla bla bla|uh",
        "I'm not sure what you mean. Can you say it in other words?|Can you say that in other words?",
        "other words",
    ),
    _occasion(
        "news",
        "I went for a walk today.|I have just had lunch.|I am making soup.|The sun is shining here."
        "|It is raining outside."
        "|I was at the market this morning.|I watched a film last night.|I am sitting in the garden."
        "|My coffee is cold."
        "|I missed the bus.|We had visitors yesterday.|I am on the train.|I have finished my work."
        "|The neighbours are loud today."
        "|I found an old photograph.|I slept well.|I am learning to cook.|There is snow on the roof.|I broke a cup."
        "|I have been working all day.|I am waiting for a friend.|The cat is asleep on my keyboard."
        "|I bought new shoes.|I went to the park this morning.|I am sitting on the sofa.|It is sunny outside."
        "|I went shopping today.|I am standing in the kitchen.|It is windy outside today.",
        "I went to the market today.|I am sitting in the kitchen.|It is snowing outside.",
        "Thank you for telling me. How was it?|That is good to know. Tell me more if you like.",
        "telling me|tell me more",
    ),
    _occasion(
        "offer",
        "Can I ask you something?|May I ask you a question?|I have a question.|Can I tell you something?"
        "|I want to tell you something."
        "|I need your help.|I need help.|Listen.|Can you do something for me?|Could you help me?"
        "|Could I tell you something?|I would like to ask you something.|I would like some help."
        "|May I tell you something?",
        "Could I ask you something?|I would like to tell you something.",
        "Of course. Go ahead.|Yes, please do.",
        "course|please do",
    ),
)
BY_NAME: Final = {occasion.name: occasion for occasion in OCCASIONS}


def occasion(random: Random, name: str) -> tuple[str, str]:
    """What is said on the named occasion, and an answer."""
    return _exchanged(random, BY_NAME[name])


def exchange(random: Random) -> tuple[str, str]:
    """Something said in passing, and an answer."""
    return _exchanged(random, random.choice(OCCASIONS))


def _exchanged(random: Random, found: Occasion) -> tuple[str, str]:
    return casual(random.choice(found.said), random), random.choice(found.answers)
