from __future__ import annotations

import pytest

from forge_ai.memory.telling.subjects import denied_by, subject_asked, subject_of


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("My dog is called Rex.", "my dog called"),
        ("my dog's name is Max", "my dog called"),
        ("The user's dog is called Rex.", "my dog called"),
        ("My favourite colour is teal.", "my favourite colour"),
        ("My favorite color is teal.", "my favourite colour"),
        ("the color of my boat is green", "colour of my boat"),
        ("My license plate is AB 12", "my licence plate"),
        ("My mom's birthday is on 3 May", "my mum's birthday"),
        ("My neighbor's key is under the mat.", "where my neighbour's key is"),
        ("My sister lives in Graz.", "where my sister lives"),
        ("my sister now lives in Oslo", "where my sister lives"),
        ("My parents moved to Linz", "where my parents lives"),
        ("Anna lives in Oslo.", "where anna lives"),
        ("My wife works at Siemens", "where my wife works"),
        ("Tom works as a nurse", "what tom works as"),
        ("My wife's birthday is on 3 May", "my wife's birthday"),
        ("I live in Graz.", "where i live"),
        ("I moved to Wien.", "where i live"),
        ("I'm 42 years old", "my age"),
        ("My name is Ada.", "my name"),
        ("Our cat is called Minka.", "my cat called"),
        ("We live in Graz.", "where i live"),
        ("My keys are on the kitchen table.", "where my keys is"),
        ("my spare key hangs behind the blue door", "where my spare key is"),
        ("My tent is now in Bergen!", "where my tent is"),
        ("The user's car is on level 3", "where my car is"),
        ("I parked on level 3", "where my car is"),
        ("I left my umbrella in the hall.", "where my umbrella is"),
        ("The spare key is under the mat.", "where my spare key is"),
        ("My boat is green.", "colour of my boat"),
        ("My boat is blue now, not green.", "colour of my boat"),
        ("Our car is 12 years old.", "age of my car"),
        ("My bike cost 400 euros", "price of my bike"),
        ("My car is a Volvo", "make of my car"),
        ("My boat is 3 metres long", "length of my boat"),
        ("My boat is 3 metres wide", "width of my boat"),
        ("My table is made of oak", "material of my table"),
        ("My wife is Anna.", "my wife"),
        ("my boss is karen", "my boss"),
        ("My doctor is Dr. Weber.", "my doctor"),
        ("My teacher is Ms. Brown", "my teacher"),
        ("My boss is Prof. Fox", "my boss"),
        ("My doctor is called Dr. Weber", "my doctor called"),
        ("I live in St. Gallen.", "where i live"),
        ("My wife is from Rome.", "origin of my wife"),
        ("My flight is on Monday.", "day of my flight"),
        ("My flight is now on Tuesday at 8.", "day of my flight"),
        ("The wifi password is hunter2.", "my wifi password"),
        ("The colour of my boat is green.", "colour of my boat"),
        ("The name of our dog is Rex.", "my dog called"),
        ("I drive a Volvo.", "what i drive"),
        ("I work at the bank.", "where i work"),
        ("I work as a nurse.", "what i work as"),
    ],
)
def test_a_fact_with_one_value_at_a_time_has_a_subject(text, subject):
    assert subject_of(text) == subject


@pytest.mark.parametrize(
    "text",
    [
        "My friend is called Tom.",
        "My dog is ill.",
        "My car is a present from my aunt.",
        "My name is not Tom.",
        "My boat is not green any more.",
        "My boss is ill.",
        "I like tea.",
        "My dog is called Rex. My cat is called Tom.",
        "Is my dog called Rex",
        "My meeting is in the afternoon.",
        "My meeting is at 5 pm.",
        "My exam is in May.",
        "My course is in May 2027.",
        "My head is in the clouds.",
        "My bike is in a bad state.",
        "My oven is on the fritz.",
        "My sister is at the doctor.",
        "My friend lives in Oslo.",
        "My cousin works at Siemens.",
        "Everybody lives in a yellow submarine",
        "My password is on the note.",
        "My room is in great disorder.",
        "My shop is in trouble.",
        "My keys are in the car. My bag is in the hall.",
        "",
        "my",
    ],
)
def test_what_can_be_true_of_several_has_none(text):
    assert subject_of(text) == ""


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("What is my dog called?", "My dog is called Rex."),
        ("what's the name of my dog", "My dog is called Rex."),
        ("Where do I live?", "I live in Graz."),
        ("What is my favorite color?", "My favourite colour is teal."),
        ("What is my license plate?", "My licence plate is AB 12."),
        ("Where does my sister live now?", "My sister lives in Oslo."),
        ("In which city do my parents live?", "My parents live in Linz."),
        ("Where does Anna work?", "Anna works for the city."),
        ("What does my mom do for a living?", "My mum works as a nurse."),
        ("When is my birthday?", "My birthday is on 3 May."),
        ("When is my wife's birthday?", "My wife's birthday is on 3 May."),
        ("Who am I?", "My name is Ada."),
        ("How old am I?", "I am 42."),
        ("What is our cat called?", "Our cat is called Minka."),
        ("Where do we live?", "We live in Graz."),
        ("Where are my keys?", "My keys are on the kitchen table."),
        ("where did i put my spare key", "My spare key hangs behind the door."),
        ("Where does my tent hang now?", "My tent hangs in the garage."),
        ("What colour is my boat?", "My boat is green."),
        ("what color is the boat", "My boat is green."),
        ("How old is our car?", "My car is 12 years old."),
        ("What did my bike cost?", "My bike cost 400 euros."),
        ("What make is my car?", "My car is a Volvo."),
        ("How long is my boat?", "My boat is 3 metres long."),
        ("What is my table made of?", "My table is made of oak."),
        ("Where is my wife from?", "My wife is from Rome."),
        ("When is my flight?", "My flight is on Monday."),
        ("Which day is our flight?", "My flight is on Monday."),
        ("What's the wifi password?", "The wifi password is hunter2."),
        ("What do I drive?", "I drive a Volvo."),
        ("Where did I park?", "I parked on level 3."),
        ("Where is the spare key?", "The spare key is under the mat."),
        ("Where are we moving?", "We are moving to Leeds in June."),
        ("What do I do for a living?", "I work as a nurse."),
        ("When do I get up?", "I get up at six."),
    ],
)
def test_a_question_has_the_subject_of_its_answer(question, fact):
    assert subject_asked(question) == subject_of(fact) != ""


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("My boat is not green any more.", "My boat is green"),
        ("My boat isn't green", "My boat is green"),
        ("I no longer drive a Volvo.", "I drive a Volvo"),
        ("I don\u2019t drive a Volvo anymore", "I drive a Volvo"),
        ("My boat is blue now, not green.", ""),
        ("My boat is green.", ""),
    ],
)
def test_a_denial_says_what_it_takes_back(text, denied):
    assert denied_by(text) == denied
