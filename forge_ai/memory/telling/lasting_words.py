"""The words by which lasting statements are told: what people own, do, are and have, and what is never theirs to keep.

Does not know how they are put together.
"""

from __future__ import annotations

import re
from typing import Final


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


def _words(text: str) -> frozenset[str]:
    return frozenset(" ".join(text.split()).split(", "))


ANIMALS: Final = _words(
    """dog, dogs, cat, cats, puppy, kitten, hamster, horse, horses, pony, rabbit, rabbits, parrot, budgie, fish,
    goldfish, tortoise, guinea pig, guinea pigs, hens, chickens, ducks, goats, goat, sheep, cow, cows, pig,
    pigs, donkey, donkeys, bees, snake, pet, pets, bird, birds, canary, mouse, rat, lizard, ferret, alpacas,
    poodle, terrier"""
)
PEOPLE: Final = _words(
    """mother, father, mum, mom, dad, parents, grandmother, grandfather, grandma, grandpa, grandparents, friend,
    friends, son, sons, daughter, daughters, child, children, kid, kids, brother, brothers, sister, sisters,
    sibling, siblings, twins, grandson, grandsons, granddaughter, granddaughters, grandchild, grandchildren,
    wife, husband, girlfriend, boyfriend, partner, fiancé, fiancée, stepson, stepdaughter, nephew, nephews,
    niece, nieces, cousin, cousins, aunt, aunts, uncle, uncles, baby, flatmate, flatmates, roommate, roommates,
    tenant, tenants, lodger"""
)
GEAR: Final = _words(
    """car, cars, bike, bikes, bicycle, motorbike, motorcycle, scooter, van, caravan, truck, tractor, boat,
    boats, canoe, kayak, garden, allotment, balcony, terrace, garage, cellar, attic, pool, sauna, house, flat,
    apartment, cottage, cabin, farm, shop, bakery, café, bookshop, restaurant, business, company, piano, guitar,
    violin, cello, drum kit, flute, telescope, camera, phone, iphone, laptop, computer, tablet, printer, tv,
    television, dishwasher, washing machine, driving licence, driver's license, season ticket, tattoo, tattoos,
    holiday home, key, spare key, blog, podcast, wheelchair, hearing aid, pacemaker, walking stick, stairlift,
    greenhouse, shed, tent, electric car, sewing machine, raspberry pi, 3d printer, library card, pension,
    degree, phd, job, full-time job, part-time job, cleaner"""
)
CONDITIONS: Final = _words(
    """asthma, diabetes, epilepsy, arthritis, adhd, autism, dyslexia, migraines, hay fever, dementia,
    alzheimer's, depression, anaemia, osteoporosis, high cholesterol, high blood pressure, low blood pressure,
    coeliac disease, celiac disease, cancer, parkinson's, ms, gout, eczema, psoriasis, tinnitus, glaucoma, type
    1 diabetes, type 2 diabetes, a bad back, a bad knee, a weak heart, back problems, red hair, brown hair,
    blond hair, black hair, grey hair, blue eyes, brown eyes, green eyes, curly hair, long hair, short hair"""
)
POSSESSIONS: Final = ANIMALS | PEOPLE | GEAR
JOBS: Final = _words(
    """accountant, actor, actress, architect, artist, baker, barber, bartender, bookseller, bricklayer, builder,
    bus driver, butcher, carer, carpenter, cashier, chef, chemist, cleaner, clerk, cook, dancer, decorator,
    dentist, designer, developer, doctor, driver, economist, editor, electrician, engineer, farmer, firefighter,
    fisherman, florist, gardener, geologist, guide, hairdresser, historian, housewife, journalist, judge,
    lawyer, lecturer, librarian, lorry driver, manager, mechanic, midwife, miner, musician, nanny, nurse,
    optician, painter, paramedic, pensioner, pharmacist, photographer, physicist, physiotherapist, pilot,
    plumber, police officer, policeman, policewoman, politician, postman, priest, professor, programmer,
    psychologist, receptionist, roofer, sailor, salesman, scientist, secretary, shepherd, singer, social worker,
    software developer, software engineer, soldier, surgeon, tailor, taxi driver, teacher, therapist, train
    driver, translator, truck driver, tutor, vet, waiter, waitress, watchmaker, welder, writer, apprentice,
    student, pupil, pensioner, trainee, freelancer, civil servant, biologist, mathematician, consultant,
    analyst, nun, monk, pastor"""
)
ROLES: Final = _words(
    """vegetarian, vegan, widow, widower, twin, grandmother, grandfather, grandma, grandpa, mother, father, only
    child, night owl, early riser, early bird, morning person, muslim, christian, catholic, protestant,
    buddhist, hindu, jew, atheist, non-smoker, smoker, diabetic, collector, single mother, single father, foster
    mother, member, fan, football fan, left-hander, coeliac, veteran, scout, volunteer, beginner, refugee"""
)
NATIONS: Final = _words(
    """african, american, arab, asian, australian, austrian, belgian, brazilian, british, bulgarian, canadian,
    chilean, chinese, colombian, croatian, cuban, czech, danish, dutch, egyptian, english, estonian, european,
    finnish, french, german, greek, hungarian, icelandic, indian, indonesian, iranian, iraqi, irish, israeli,
    italian, japanese, kenyan, korean, latvian, lithuanian, mexican, moroccan, nigerian, norwegian, pakistani,
    persian, peruvian, polish, portuguese, romanian, russian, scottish, serbian, slovak, slovenian, spanish,
    swedish, swiss, syrian, thai, tunisian, turkish, ukrainian, vietnamese, welsh, arabic, hindi, mandarin,
    cantonese, latin, farsi, urdu, bengali, gaelic, catalan, esperanto, sign language"""
)
TRAITS: Final = NATIONS | _words(
    """vegetarian, vegan, married, single, divorced, widowed, engaged, retired, unemployed, self-employed,
    left-handed, right-handed, diabetic, colour-blind, colourblind, color-blind, deaf, blind, dyslexic,
    autistic, epileptic, asthmatic, bilingual, pregnant, lactose intolerant, gluten intolerant, short-sighted,
    long-sighted, adopted, jewish, muslim, christian, catholic, protestant, buddhist, hindu, bald, tall, short,
    gay, lesbian, bisexual, deaf in one ear, blind in one eye, hard of hearing, teetotal, in a wheelchair, in my
    thirties"""
)
STATES: Final = TRAITS | _words(
    """big, small, tiny, huge, large, little, long, wide, narrow, thick, thin, round, square, heavy, light, old,
    new, brand new, brand-new, second-hand, used, antique, broken, dirty, electric, automatic, wooden, digital,
    blonde, blond, dead, rusty, insured, leased, rented, borrowed, stolen, lost, fast, slow, loud, quiet,
    expensive, cheap, waterproof, soft, hard, young, male, female, neutered, vaccinated, house-trained, trained,
    shy, furnished, mortgaged, empty, full, gluten-free, out of order, for sale, under warranty, at the repair
    shop, in the repair shop, being repaired, upstairs, downstairs, at home, next door, outside, still small,
    still young, an only child"""
)
VALUES: Final = _words(
    """address, age, birthday, email, gender, height, hobby, hobbies, home, hometown, job, language, mail, name,
    nationality, nickname, number, occupation, profession, size, surname, timezone, title, weight, birthplace,
    username, postcode, zip code, blood type, blood group, licence plate, license plate, number plate, star sign, mother
    tongue, native language, major, subject, middle name, first name, last name, family name, maiden name, shoe
    size, salary, rent, instrument"""
)
CODES: Final = _words("""password, code, passcode, combination, pin, wifi, wi-fi, passphrase""")
NAMED: Final = _words(
    """boss, city, dentist, doctor, employer, husband, landlord, landlady, manager, partner, wife, vet, teacher,
    neighbour, neighbor, lawyer, friend, girlfriend, boyfriend, coach, school, university, company, bank, gp,
    hairdresser, town, village, country, team, brother, sister, mother, father, mum, mom, dad, son, daughter,
    uncle, aunt, cousin, colleague, professor, tutor, carer, plumber, nanny, babysitter, accountant, godmother,
    godfather"""
)
NOT_KEPT: Final = _words(
    """question, questions, problem, problems, issue, issues, point, opinion, answer, idea, ideas, guess, goal,
    goals, aim, task, turn, bad, god, goodness, day, morning, evening, week, weekend, night, year, life, head,
    heart, mind, feelings, feeling, mood, brain, soul, dream, dreams, hope, wish, understanding, prediction,
    advice, tip, request, reason, recommendation, assumption, code, program, function, script, variable, array,
    list, string, class, method, loop, input, output, query, table, column, row, file, files, folder, page,
    text, texts, essay, poem, story, novel, prompt, message, draft, sentence, paragraph, homework, assignment,
    exercise, thesis, character, hero, wizard, dragon, knight, villain, protagonist, plot, model, data, dataset,
    error, bug, pleasure, apologies, apology, fault, favourite, favorite, best, word, words, way, conversation,
    world, planet, time, plan, point is, coffee, tea, eyes, back, stomach, hand, hands, thoughts, thought,
    example, first, second, next, other, experience, theory, argument, claim, bet, boyfriend's question,
    concern, worry, fear, impression, understanding, app, letter, cv, resume, result, results, score, total,
    sum, server, website, site, recipe"""
)
NOT_AROUND: Final = NOT_KEPT | _words(
    """sun, moon, sky, earth, cat, dog, president, king, queen, ball, movie, film, game, weather, museum,
    capital, government, people, man, woman, boy, girl, train, truth, devil, future, past, city, country, book,
    universe, economy, war, elephant, ship, subject, verb, noun, solution, result, difference, hotel, river,
    mountain, street, house"""
)
EVENTS: Final = _words(
    """appointment, meeting, party, exam, wedding, concert, match, flight, train, delivery, interview, deadline,
    lesson, course, class, test, check-up, checkup, surgery, operation, anniversary, holiday, holidays,
    vacation, graduation, funeral, haircut, birthday, trip, visit, hearing, rehearsal, training, practice,
    conference, presentation, audition, bus, ferry, plane, move, moving day, viewing, inspection, tournament,
    race, marathon, play, show, christening, baptism, shift, call, reservation, booking, dinner, lunch, session,
    examination, event, festival, seminar, workshop, procedure"""
)
EVENT_VERBS: Final = _words(
    """comes, come, arrives, leaves, starts, begins, opens, closes, ends, finishes, departs, lands, goes, go, is
    collected, are collected, is emptied, is due, are due, delivers, visits, expires, runs out, is delivered,
    are delivered, is coming, are coming, takes place, boards, reopens"""
)
LOST: Final = _words(
    """wallet, keys, key, phone, passport, ring, glasses, umbrella, bag, watch, purse, arm, leg, wrist, ankle,
    foot, toe, finger, ticket, tickets, hip, holiday, flight, hotel, table, room, course, sofa, bed, lamp, desk,
    dress, coat, jacket, shoes, boots, suit, licence, license, card"""
)
MEDICINES: Final = _words(
    """aspirin, ibuprofen, paracetamol, insulin, magnesium, calcium, zinc, iron, melatonin, penicillin,
    antibiotics, vitamins, supplements, statins, antidepressants, beta blockers, blood thinners, painkillers,
    antihistamines, cortisone, creatine, folic acid, fish oil, omega 3, the pill, warfarin, metformin, valium,
    lithium, morphine, cbd, medication, medicine, pills, tablets, drops, sleeping pills, eye drops, blood
    pressure pills, iron tablets, probiotics"""
)
NUMBERS: Final = _words(
    "one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, twenty, thirty, forty, fifty"
)
NUMBERED: Final = _words(
    "seat, room, locker, gate, platform, flight, booking, ticket, bed, desk, table number, bus, tram, line"
)
SPORTS: Final = _words(
    """yoga, judo, karate, gymnastics, athletics, pilates, boxing, rowing, ballet, climbing, aikido, taekwondo,
    crossfit, fencing, archery, cycling, swimming, running, tai chi, pottery, ceramics, weightlifting, parkour,
    skiing"""
)
OF_OTHERS: Final = _words(
    """birthday, number, phone number, address, email, shoe size, door code, nickname, blood type, postcode,
    anniversary, middle name, last name, surname, house number, office number, wifi password, wifi name"""
)
PASSING: Final = _words(
    """great, good, nice, bad, awful, awesome, terrible, fun, funny, amazing, wonderful, boring, fine, ok,
    wrong, right, correct, incorrect, missing, too, unclear, unknown, important, stupid, silly, perfect,
    beautiful"""
)
