"""Every word that decides what is kept of plain statements, in tables: what people own, do, are and have, and what not.

Above each table stand the sentences in which a word of it counts, with a gap for it. To have one more such sentence
kept, add its word here. Does not know how the words are put together.
"""

from __future__ import annotations

import re
from typing import Final

from forge_ai.memory.telling.patterns import words_of


def ends_of(noun: str) -> tuple[str, str]:
    """The last word of a noun and its last two: "plate", "licence plate"."""
    parts = noun.split()
    return parts[-1], " ".join(parts[-2:])


def head_of(phrase: str) -> str:
    """The noun of "nurse at the local hospital", with the word before it where both are known together."""
    noun = re.split(r" (?:at|in|from|for|with|on|of|who|by|and|near|but)\b|,", phrase)[0]
    last, two = ends_of(noun) if noun else ("", "")
    return two if two in JOBS | ROLES | POSSESSIONS else last


def is_owned(noun: str) -> bool:
    """Whether people have such a one: "two old dogs"."""
    head = head_of(noun)
    return bool({head, head.removesuffix("s"), noun} & (POSSESSIONS | NAMED)) and head not in NOT_KEPT


def is_living(noun: str) -> bool:
    """Whether the noun is a person or an animal: "older sister", "dog"."""
    return ends_of(noun)[0] in PEOPLE | ANIMALS


# "I have a ___", "My ___ is called Rex", "My ___ is 3", "Rex is my ___", "Anna's ___ is ..."
ANIMALS: Final = words_of(
    """dog, dogs, cat, cats, puppy, kitten, hamster, horse, horses, pony, rabbit, rabbits, parrot, budgie, fish,
    goldfish, tortoise, guinea pig, guinea pigs, hens, chickens, ducks, goats, goat, sheep, cow, cows, pig,
    pigs, donkey, donkeys, bees, snake, pet, pets, bird, birds, canary, mouse, rat, lizard, ferret, alpacas,
    poodle, terrier"""
)
# "I have a ___", "My ___ is called Tom", "My ___ is 82", "Tom is my ___"
PEOPLE: Final = words_of(
    """mother, father, mum, mom, dad, parents, grandmother, grandfather, grandma, grandpa, grandparents, friend,
    friends, son, sons, daughter, daughters, child, children, kid, kids, brother, brothers, sister, sisters,
    sibling, siblings, twins, grandson, grandsons, granddaughter, granddaughters, grandchild, grandchildren,
    wife, husband, girlfriend, boyfriend, partner, fiancé, fiancée, stepson, stepdaughter, nephew, nephews,
    niece, nieces, cousin, cousins, aunt, aunts, uncle, uncles, baby, flatmate, flatmates, roommate, roommates,
    tenant, tenants, lodger"""
)
# "I have a ___", "I bought a ___", "My son has a ___"
GEAR: Final = words_of(
    """car, cars, bike, bikes, bicycle, motorbike, motorcycle, scooter, van, caravan, truck, tractor, boat,
    boats, canoe, kayak, garden, allotment, balcony, terrace, garage, cellar, attic, pool, sauna, house, flat,
    apartment, cottage, cabin, farm, shop, bakery, café, bookshop, restaurant, business, company, piano, guitar,
    violin, cello, drum kit, flute, telescope, camera, phone, iphone, laptop, computer, tablet, printer, tv,
    television, dishwasher, washing machine, driving licence, driver's license, season ticket, tattoo, tattoos,
    holiday home, key, spare key, blog, podcast, wheelchair, hearing aid, pacemaker, walking stick, stairlift,
    greenhouse, shed, tent, electric car, sewing machine, raspberry pi, 3d printer, library card, pension,
    degree, phd, job, full-time job, part-time job, cleaner"""
)
# "I have ___", "My son has ___"
CONDITIONS: Final = words_of(
    """asthma, diabetes, epilepsy, arthritis, adhd, autism, dyslexia, migraines, hay fever, dementia,
    alzheimer's, depression, anaemia, osteoporosis, high cholesterol, high blood pressure, low blood pressure,
    coeliac disease, celiac disease, cancer, parkinson's, ms, gout, eczema, psoriasis, tinnitus, glaucoma, type
    1 diabetes, type 2 diabetes, a bad back, a bad knee, a weak heart, back problems, red hair, brown hair,
    blond hair, black hair, grey hair, blue eyes, brown eyes, green eyes, curly hair, long hair, short hair"""
)
POSSESSIONS: Final = ANIMALS | PEOPLE | GEAR
# "I am a ___", "Tom is my ___"
JOBS: Final = words_of(
    """accountant, actor, actress, architect, artist, baker, barber, bartender, bookseller, bricklayer, builder, bus
    driver, butcher, carer, carpenter, cashier, chef, chemist, cleaner, clerk, cook, dancer, decorator, dentist,
    designer, developer, doctor, driver, economist, editor, electrician, engineer, farmer, firefighter, fisherman,
    florist, gardener, geologist, guide, hairdresser, historian, housewife, journalist, judge, lawyer, lecturer,
    librarian, lorry driver, manager, mechanic, midwife, miner, musician, nanny, nurse, optician, painter,
    paramedic, pensioner, pharmacist, photographer, physicist, physiotherapist, pilot, plumber, police officer,
    policeman, policewoman, politician, postman, priest, professor, programmer, psychologist, receptionist, roofer,
    sailor, salesman, scientist, secretary, shepherd, singer, social worker, software developer, software engineer,
    soldier, surgeon, tailor, taxi driver, teacher, therapist, train driver, translator, truck driver, tutor, vet,
    waiter, waitress, watchmaker, welder, writer, apprentice, student, pupil, trainee, freelancer, civil servant,
    biologist, mathematician, consultant, analyst, nun, monk, pastor"""
)
# "I am a ___"
ROLES: Final = words_of(
    """vegetarian, vegan, widow, widower, twin, grandmother, grandfather, grandma, grandpa, mother, father, only
    child, night owl, early riser, early bird, morning person, muslim, christian, catholic, protestant,
    buddhist, hindu, jew, atheist, non-smoker, smoker, diabetic, collector, single mother, single father, foster
    mother, member, fan, football fan, left-hander, coeliac, veteran, scout, volunteer, beginner, refugee"""
)
# "I speak ___", "I am ___", "My wife is ___"; no name in "I'm ___"
NATIONS: Final = words_of(
    """african, american, arab, asian, australian, austrian, belgian, brazilian, british, bulgarian, canadian,
    chilean, chinese, colombian, croatian, cuban, czech, danish, dutch, egyptian, english, estonian, european,
    finnish, french, german, greek, hungarian, icelandic, indian, indonesian, iranian, iraqi, irish, israeli,
    italian, japanese, kenyan, korean, latvian, lithuanian, mexican, moroccan, nigerian, norwegian, pakistani,
    persian, peruvian, polish, portuguese, romanian, russian, scottish, serbian, slovak, slovenian, spanish,
    swedish, swiss, syrian, thai, tunisian, turkish, ukrainian, vietnamese, welsh, arabic, hindi, mandarin,
    cantonese, latin, farsi, urdu, bengali, gaelic, catalan, esperanto, sign language"""
)
# "I am ___", "My wife is ___"; no name in "I'm ___"
TRAITS: Final = NATIONS | words_of(
    """vegetarian, vegan, married, single, divorced, widowed, engaged, retired, unemployed, self-employed,
    left-handed, right-handed, diabetic, colour-blind, colourblind, color-blind, deaf, blind, dyslexic,
    autistic, epileptic, asthmatic, bilingual, pregnant, lactose intolerant, gluten intolerant, short-sighted,
    long-sighted, adopted, jewish, muslim, christian, catholic, protestant, buddhist, hindu, bald, tall, short,
    gay, lesbian, bisexual, deaf in one ear, blind in one eye, hard of hearing, teetotal, in a wheelchair, in my
    thirties"""
)
# "My car is ___"
STATES: Final = TRAITS | words_of(
    """big, small, tiny, huge, large, little, long, wide, narrow, thick, thin, round, square, heavy, light, old,
    new, brand new, brand-new, second-hand, used, antique, broken, dirty, electric, automatic, wooden, digital,
    blonde, blond, dead, rusty, insured, leased, rented, borrowed, stolen, lost, fast, slow, loud, quiet,
    expensive, cheap, waterproof, soft, hard, young, male, female, neutered, vaccinated, house-trained, trained,
    shy, furnished, mortgaged, empty, full, gluten-free, out of order, for sale, under warranty, at the repair
    shop, in the repair shop, being repaired, upstairs, downstairs, at home, next door, outside, still small,
    still young, an only child"""
)
# "My ___ is 43", whatever is said of it; one at a time, so the newest counts
VALUES: Final = words_of(
    """address, age, birthday, email, gender, height, hobby, hobbies, home, hometown, job, language, mail, name,
    nationality, nickname, number, occupation, profession, size, surname, timezone, title, weight, birthplace,
    username, postcode, zip code, blood type, blood group, licence plate, license plate, number plate, star sign, mother
    tongue, native language, major, subject, middle name, first name, last name, family name, maiden name, shoe
    size, salary, rent, instrument"""
)
# "My ___ is hunter2", "The wifi ___ is hunter2"
CODES: Final = words_of("""password, code, passcode, combination, pin, wifi, wi-fi, passphrase""")
# "My ___ is Karen", "Tom is my ___", "I have a ___"
NAMED: Final = words_of(
    """boss, city, dentist, doctor, employer, husband, landlord, landlady, manager, partner, wife, vet, teacher,
    neighbour, neighbor, lawyer, friend, girlfriend, boyfriend, coach, school, university, company, bank, gp,
    hairdresser, town, village, country, team, brother, sister, mother, father, mum, mom, dad, son, daughter,
    uncle, aunt, cousin, colleague, professor, tutor, carer, plumber, nanny, babysitter, accountant, godmother,
    godfather"""
)
# "My ___ is ...", "I have a ___": of the task at hand, of a mood or of no one; never kept
NOT_KEPT: Final = words_of(
    """question, questions, problem, problems, issue, issues, point, opinion, answer, idea, ideas, guess, goal, goals,
    aim, task, turn, bad, god, goodness, day, morning, evening, week, weekend, night, year, life, head, heart, mind,
    feelings, feeling, mood, brain, soul, dream, dreams, hope, wish, understanding, prediction, advice, tip,
    request, reason, recommendation, assumption, code, program, function, script, variable, array, list, string,
    class, method, loop, input, output, query, table, column, row, file, files, folder, page, text, texts, essay,
    poem, story, novel, prompt, message, draft, sentence, paragraph, homework, assignment, exercise, thesis,
    character, hero, wizard, dragon, knight, villain, protagonist, plot, model, data, dataset, error, bug, pleasure,
    apologies, apology, fault, favourite, favorite, best, word, words, way, conversation, world, planet, time, plan,
    point is, coffee, tea, eyes, back, stomach, hand, hands, thoughts, thought, example, first, second, next, other,
    experience, theory, argument, claim, bet, boyfriend's question, concern, worry, fear, impression, app, letter,
    cv, resume, result, results, score, total, sum, server, website, site, recipe"""
)
# "The ___ is on the shelf", "The ___ opens at nine": never kept
NOT_AROUND: Final = NOT_KEPT | words_of(
    """sun, moon, sky, earth, cat, dog, president, king, queen, ball, movie, film, game, weather, museum,
    capital, government, people, man, woman, boy, girl, train, truth, devil, future, past, city, country, book,
    universe, economy, war, elephant, ship, subject, verb, noun, solution, result, difference, hotel, river,
    mountain, street, house"""
)
# "The ___ is on Monday"
EVENTS: Final = words_of(
    """appointment, meeting, party, exam, wedding, concert, match, flight, train, delivery, interview, deadline,
    lesson, course, class, test, check-up, checkup, surgery, operation, anniversary, holiday, holidays,
    vacation, graduation, funeral, haircut, birthday, trip, visit, hearing, rehearsal, training, practice,
    conference, presentation, audition, bus, ferry, plane, move, moving day, viewing, inspection, tournament,
    race, marathon, play, show, christening, baptism, shift, call, reservation, booking, dinner, lunch, session,
    examination, event, festival, seminar, workshop, procedure"""
)
# "The shop ___ at nine"
EVENT_VERBS: Final = words_of(
    """comes, come, arrives, leaves, starts, begins, opens, closes, ends, finishes, departs, lands, goes, go, is
    collected, are collected, is emptied, is due, are due, delivers, visits, expires, runs out, is delivered,
    are delivered, is coming, are coming, takes place, boards, reopens"""
)
# "I lost my ___", "I broke my ___", "I booked a ___"
LOST: Final = words_of(
    """wallet, keys, key, phone, passport, ring, glasses, umbrella, bag, watch, purse, arm, leg, wrist, ankle,
    foot, toe, finger, ticket, tickets, hip, holiday, flight, hotel, table, room, course, sofa, bed, lamp, desk,
    dress, coat, jacket, shoes, boots, suit, licence, license, card"""
)
# "I take ___"
MEDICINES: Final = words_of(
    """aspirin, ibuprofen, paracetamol, insulin, magnesium, calcium, zinc, iron, melatonin, penicillin,
    antibiotics, vitamins, supplements, statins, antidepressants, beta blockers, blood thinners, painkillers,
    antihistamines, cortisone, creatine, folic acid, fish oil, omega 3, the pill, warfarin, metformin, valium,
    lithium, morphine, cbd, medication, medicine, pills, tablets, drops, sleeping pills, eye drops, blood
    pressure pills, iron tablets, probiotics"""
)
# "My ___ is twelve" says something of people, animals and what is NUMBERED only
NUMBERS: Final = words_of(
    "one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, twenty, thirty, forty, fifty"
)
# "My ___ is 12"
NUMBERED: Final = words_of(
    "seat, room, locker, gate, platform, flight, booking, ticket, bed, desk, table number, bus, tram, line"
)
# "I do ___"
SPORTS: Final = words_of(
    """yoga, judo, karate, gymnastics, athletics, pilates, boxing, rowing, ballet, climbing, aikido, taekwondo,
    crossfit, fencing, archery, cycling, swimming, running, tai chi, pottery, ceramics, weightlifting, parkour,
    skiing"""
)
# "Anna's ___ is ..."
OF_OTHERS: Final = words_of(
    """birthday, number, phone number, address, email, shoe size, door code, nickname, blood type, postcode,
    anniversary, middle name, last name, surname, house number, office number, wifi password, wifi name"""
)
# "My soup is ___": an opinion or a mood, never kept
PASSING: Final = words_of(
    """great, good, nice, bad, awful, awesome, terrible, fun, funny, amazing, wonderful, boring, fine, ok,
    wrong, right, correct, incorrect, missing, too, unclear, unknown, important, stupid, silly, perfect,
    beautiful"""
)

# "I ___ on Tuesdays", "I ___ every morning"
HABITS: Final = words_of(
    """go, swim, run, walk, jog, cycle, meet, call, visit, train, dance, sing, volunteer, clean, cook, work, get, wake,
    start, finish, leave, shower, fly, travel, play, water, feed, pray, bake, shop, ride, practise, practice, see"""
)
# "I don't ___", "I always ___"
ALONE: Final = words_of("smoke, drink, drive, swim, cook, dance, eat")
# "I can't ___", "I can ___"
SKILLS: Final = words_of(
    """swim, drive, cook, dance, sing, ski, cycle, hear, see, walk, read, eat, drink, tolerate, digest, ride, whistle,
    knit"""
)
# "I play the ___", "I play ___"
PLAYED: Final = words_of(
    """piano, violin, guitar, drum, drums, flute, trumpet, cello, harp, organ, saxophone, clarinet, accordion, ukulele,
    trombone, viola, bass, football, soccer, tennis, chess, cards, golf, hockey, handball, rugby, basketball,
    volleyball, badminton, poker, bridge, darts, cricket, orchestra, band, squash, minecraft, snooker, baseball,
    water polo, team, video games, board games"""
)
# "I run a ___"
BUSINESSES: Final = words_of(
    """shop, bookshop, café, cafe, bakery, company, firm, blog, hotel, farm, restaurant, business, school, practice,
    salon, garage, bar, pub, club, podcast, kennel, studio, gallery, nursery, charity"""
)
# "My shift ___ at eight": only with a time, or from where
TIMED: Final = words_of(
    "come, comes, leave, leaves, start, starts, begin, begins, end, ends, open, opens, close, closes"
)
# "My ___ is called Tom": there may be several, so the newest does not replace the others
MANY: Final = words_of(
    """aunt, brother, child, colleague, cousin, daughter, friend, grandchild, grandson, granddaughter, kid, nephew,
    neighbor, neighbour, niece, sibling, sister, son, student, uncle"""
)
# "My ___ is on Monday": of these there is one at a time; of meetings, exams and lessons there may be several
ONCE: Final = words_of(
    """flight, train, bus, ferry, wedding, operation, surgery, move, delivery, anniversary, graduation, deadline,
    interview, haircut, funeral, trip, holiday, vacation"""
)
# "My ___ is in the kitchen": people, animals and figures of speech, which lie nowhere; never kept as a place
NOT_PLACED: Final = words_of(
    """answer, aunt, baby, back, birthday, body, boss, boyfriend, brother, cat, child, children, city, code, colleague,
    cousin, dad, daughter, day, dentist, doctor, dog, dream, employer, essay, eye, eyes, father, feelings, friend,
    friends, future, girlfriend, goal, hair, hand, hands, head, heart, home, hometown, hope, husband, idea,
    interest, job, kid, kids, landlord, life, love, mail, manager, meaning, mind, mom, mood, mother, mum, neighbor,
    neighbour, nephew, niece, one, opinion, parents, partner, passcode, password, past, patience, pin, plan, point,
    problem, project, question, secret, sister, son, soul, stomach, story, student, team, text, thoughts, time,
    turn, uncle, view, way, wife, work, world"""
)
# "I'm ___, I live in Graz": no name, though it may begin with a capital letter; nor is any trait
NO_NAMES: Final = TRAITS | words_of(
    """sikh, atheist, aquarius, aries, cancer, capricorn, gemini, leo, libra, pisces, sagittarius, scorpio, taurus,
    virgo, legend, afraid, alone, back, bored, busy, curious, done, fine, good, great, happy, here, hungry, ill,
    late, looking, lost, new, not, ok, okay, out, ready, sad, sick, sorry, sure, tired, trying, wondering, writing,
    batman, superman, spiderman, santa, god, jesus, groot, nobody, everybody, someone"""
)
# "Call me ___": no name either
NOT_CALLED: Final = NO_NAMES | words_of(
    """later, tomorrow, today, tonight, now, again, soon, anytime, maybe, asap, when, please, crazy, mad, silly, lazy,
    old"""
)
