"""What people ask a small model about the wide world: deeds, machines, persons, matters to choose between.

Does not know how they ask, nor any answer. What stands after a bar is kept for the exam.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from forge_ai.training.lessons.words.listed import listed


@dataclass(frozen=True, slots=True)
class Words:
    """Words that lessons may use, and others that only the exam has."""

    taught: tuple[str, ...]
    held: tuple[str, ...]

    def draw(self, random: Random, *, held_out: bool) -> str:
        """One of them."""
        return random.choice(self.held if held_out else self.taught)


def _words(text: str) -> Words:
    taught, held = text.split("|")
    return Words(listed(taught), listed(held))


DEEDS: Final = _words(
    """tie a tie, tie my shoes, tie a bow, change a tyre, change a light bulb, change a nappy, get rid of ants, get
    rid of mice, get rid of moths, get rid of weeds, lose weight, gain weight, build muscle, get fit, quit smoking,
    stop biting my nails, learn to play the guitar, learn the piano, learn to swim, learn to drive, learn to code,
    learn Spanish, learn to draw, bake bread, bake a cake, make pizza dough, make jam, make soup, fry an egg, roast
    a chicken, grill fish, brew beer, make coffee with a press, sharpen a knife, fix a leaky tap, unblock a drain,
    unblock a toilet, paint a wall, hang a picture, hang wallpaper, lay tiles, build a shelf, build a shed, build a
    boat, build a fire, light a stove, clean an oven, clean a carpet, clean windows, wash a jumper, iron a shirt,
    sew on a button, knit a scarf, fold a paper plane, fold a crane, wrap a present, write a will, write a cover
    letter, write a book, write a good speech, start a business, start a blog, sell a house, rent out a flat, buy a
    house, get a loan, invest money, file my taxes, claim a refund, cancel a contract, open a bank account, get a
    passport, get a visa, get a job, ask for a raise, negotiate a salary, become a pilot, become a doctor, become
    famous, train a dog, train a puppy, bathe a cat, keep bees, keep chickens, feed a baby, put a baby to sleep,
    raise a child, grow tomatoes, grow potatoes, prune roses, mow a lawn, plant a tree, compost leaves, tune a
    guitar, tune a piano, ride a horse, ride a motorbike, park in reverse, drive a lorry, jump-start a car, change
    the oil, pump up a bicycle tyre, mend a puncture, fix a chain, set up a router, reset my phone, back up my
    photos, install Linux, install a printer, delete an app, speed up my laptop, screenshot on a Mac, make a
    website, code a game, sort a list in Python, centre a div, open a jar, open a wine bottle, whistle, juggle,
    dance the tango, play poker, play chess well, win at darts, do a handstand, do push-ups, meditate, stop snoring,
    cure a hangover, treat a burn, treat a bee sting, stop a nosebleed, pop a blister, cut my own hair, dye my hair,
    shave, tie a sling, read a map, find north, put up a tent, catch a fish, survive in the wild, measure a room,
    calculate a volume, solve a cubic equation, find a derivative, divide fractions, give a good speech, ask
    somebody out, end a relationship, be happier, forgive somebody, remember names, read faster, type faster, cite a
    source | tie a bow tie, get rid of wasps, fix a flat tyre, learn to ski, learn Italian, bake biscuits, make
    yoghurt, boil potatoes, unclog a sink, lay a carpet, clean a grill, sew a dress, write a business plan, get a
    mortgage, become a vet, train a parrot, grow carrots, tune a violin, drive a tractor, install Windows, speed up
    my phone, play bridge, do the splits, treat a sunburn, pitch a tent, multiply matrices"""
)
WORKINGS: Final = _words(
    """a car engine, a computer, a plane, a helicopter, a rocket, a fridge, a microwave, a washing machine, a vacuum
    cleaner, a television, a radio, a telephone, a mobile phone, a camera, a printer, a battery, a light bulb, a
    laser, a clock, a thermometer, a barometer, a compass, a telescope, a microscope, a lock, a zip, a toilet, a
    dam, a lift, an escalator, a bridge, a windmill, a nuclear reactor, a solar panel, a steam engine, a submarine,
    a parachute, a hot air balloon, a credit card, a bank, an insurance, the stock market, the internet, the brain,
    the heart, the eye, the ear, the stomach, the immune system, an allergy, a vaccine, an antibiotic, a transplant,
    a pregnancy test, a lie detector, a search engine, a hard disk, a processor, a touch screen, a satellite, GPS,
    wifi, Bluetooth, encryption, a blockchain, machine learning, a chatbot, a jury, a parliament, an election, the
    United Nations, a tide, evolution, digestion, hypnosis, yeast, soap, glue, rust, a magnet, a prism | a car, a
    dishwasher, a piano, a scanner, a chainsaw, a pacemaker, a tax system, the lungs, radar, a transistor, a glider,
    a search warrant, a kidney, sonar, a coffee machine"""
)
PERSONS: Final = _words(
    """Napoleon, Caesar, Cleopatra, Alexander the Great, Charlemagne, Genghis Khan, Queen Victoria, Abraham Lincoln,
    George Washington, Gandhi, Nelson Mandela, Martin Luther King, Martin Luther, Joan of Arc, Marco Polo, Columbus,
    Magellan, Captain Cook, Neil Armstrong, Albert Einstein, Isaac Newton, Galileo, Kepler, Copernicus, Darwin,
    Marie Curie, Tesla, Edison, Pasteur, Freud, Plato, Socrates, Aristotle, Kant, Nietzsche, Confucius, Buddha,
    Jesus, Muhammad, Moses, Shakespeare, Goethe, Tolstoy, Dickens, Jane Austen, Mark Twain, Kafka, Homer, Dante,
    Mozart, Bach, Beethoven, Chopin, Vivaldi, the Beatles, Elvis Presley, Michael Jackson, Madonna, Bob Dylan,
    Taylor Swift, Leonardo da Vinci, Michelangelo, Rembrandt, Van Gogh, Monet, Picasso, Frida Kahlo, Charlie
    Chaplin, Marilyn Monroe, Hitchcock, Walt Disney, Steve Jobs, Bill Gates, Ada Lovelace, Alan Turing, Muhammad
    Ali, Pele, Maradona, Messi, Serena Williams, Usain Bolt, Robin Hood, King Arthur, Zeus, Hercules, Odysseus,
    Dracula, Sherlock Holmes, James Bond | Churchill, Henry the Eighth, Amundsen, Faraday, Descartes, Balzac, Haydn,
    Rubens, Spielberg, Ronaldo, Achilles, Florence Nightingale, Gutenberg"""
)
MATTERS: Final = _words(
    """the French Revolution, the Roman Empire, the Middle Ages, the Cold War, the First World War, ancient Egypt,
    the Vikings, the Aztecs, the Silk Road, the Renaissance, climate change, global warming, nuclear power, solar
    power, electric cars, artificial intelligence, genetics, astronomy, geology, physics, chemistry, biology,
    algebra, geometry, statistics, economics, inflation, capitalism, socialism, politics, human rights, the European
    Union, NATO, the Olympics, football, cricket, baseball, Formula One, chess openings, yoga, marathon running,
    vitamins, protein, diabetes, cancer, asthma, the flu, vaccination, depression, dementia, homeopathy, astrology,
    Buddhism, Islam, Christianity, Judaism, Hinduism, Greek mythology, opera, jazz, hip hop, ballet, impressionism,
    architecture, photography, knitting, gardening in small spaces, beekeeping, wine tasting, sourdough, Thai food,
    Italian food, the Sahara, the Alps, the Amazon, the Great Barrier Reef, Antarctica, black holes, the big bang,
    dinosaurs, mammoths, sharks, whales, octopuses, penguins in the wild, wolves, bumblebees, orchids, mushrooms,
    oak trees, bitcoin, shares, mortgages, pensions, insurance, Python, JavaScript, Linux, Windows, Excel,
    Photoshop, Google, Amazon, Apple, Tesla, Microsoft, Netflix, New York, Venice, Sydney, Hollywood, the Vatican |
    the Industrial Revolution, ancient Greece, wind power, calculus, trade unions, tennis, minerals, malaria,
    Sikhism, sculpture, French food, the Himalayas, whale song, cacti, investment funds, Android, Broadway"""
)
GOODS: Final = _words(
    """phone, laptop, tablet, television, camera, printer, car, electric car, bike, e-bike, vacuum cleaner, washing
    machine, fridge, coffee machine, mattress, sofa, desk, office chair, headset, watch, tent, rucksack, suitcase,
    knife, pan, oven, guitar, piano for beginners, book, film, series, podcast, song, album, game, board game, video
    game, restaurant, hotel, holiday place, beach, city for a weekend, museum, bank, insurance, credit card, diet,
    sport, dog breed, name for a boy, name for a girl, name for a cat, wine, beer, whisky, cheese, perfume, shampoo,
    sun cream, toothpaste, browser, programming language, email provider, language to learn, university, job |
    speaker, drill, freezer, scooter, novel, campsite, airline, name for a dog, rum, text editor"""
)
CHOICES: Final = _words(
    """buy a house or rent, get a cat or a dog, take the bus or the train, learn French or Spanish, study law or
    medicine, buy a Mac or a PC, fly or drive, wear the blue or the black one, tell her or not, stay or go, marry
    him, quit my job, move to Canada, have children, buy a new car, sell my shares, see a doctor, eat less sugar,
    drink more water, go vegan, shave my beard, cut my hair, call my ex, say sorry first, adopt a dog, go back to
    school, work abroad, take the job, invest in gold, lend him money | buy or lease a car, get a dog, become a
    vegetarian, move to the country, change my job, trust him, sell my house, learn to code or to draw"""
)
RISKS: Final = _words(
    """eat raw eggs, eat raw fish, eat mouldy bread, eat snow, drink tap water, drink salt water, drink coffee when
    pregnant, swim after eating, swim in a lake, fly in a storm, mix bleach and vinegar, charge a phone overnight,
    leave a dog in a car, give chocolate to a dog, wake a sleepwalker, crack your knuckles, look at the sun,
    microwave metal, sleep with wet hair, hold in a sneeze, run every day, fast for a week, take two aspirins,
    refreeze meat, travel alone, hitchhike, walk there at night, use public wifi, buy things online, reuse a
    password | eat raw meat, drink rain water, swim at night, reheat rice, feed bread to ducks, jog in the cold,
    climb alone"""
)
CLAIMS: Final = _words(
    """ghosts are real, aliens are real, vampires are real, dragons were real, Atlantis was real, there is life on
    Mars, there is a god, there is life after death, time travel is possible, the Earth is getting warmer, coffee is
    healthy, chocolate is good for you, red wine is healthy, milk is good for bones, carrots help you see, sugar
    makes children wild, goldfish have no memory, bats are blind, bulls hate red, cats have nine lives, lightning
    strikes twice, we use ten percent of the brain, the moon landing was fake, vaccines are safe, nuclear power is
    safe, robots will take our jobs, money makes happy, love lasts, dogs dream, plants feel pain, fish feel pain |
    mermaids are real, telepathy is possible, eggs are healthy, green tea is healthy, sharks never sleep, honey
    never spoils, trees talk"""
)
TASKS: Final = _words(
    """write a poem for my mother, write a song about coffee, write an email to my landlord, write a letter of
    complaint, write a speech for a wedding, write a birthday card, write a review of a film, write an essay about
    the Romans, write a report on recycling, write a haiku about snow, write a limerick about a goat, write a rap
    about maths, write a script in Python, write a function that adds two numbers, write a web page, write SQL, give
    me a business idea, give me ten ideas for a party, give me five tips for sleep, give me a good excuse, give
    me a workout, give me a shopping list, give me a quote, give me synonyms of happy, give me the lyrics, give me
    the news, give me a summary of Hamlet, make a plan for the week, make a list of guests, make a timetable, make a
    menu for six, make a budget, plan a trip to Rome, plan my garden, plan a birthday party, help me with my
    homework, help me with maths, help me with my essay, help me choose a car, help me find a job, help me write a
    CV, help me lose weight, check my grammar, correct my spelling, fix this code, debug my program, explain this
    error, explain the joke, explain the offside rule, compare apples and oranges, compare Mac and Windows, compare
    two phones, translate good morning into French, translate I love you into Spanish, translate this into German,
    say hello in Japanese, summarise Romeo and Juliet, summarise this article, describe a sunset, describe Paris,
    describe the taste of salt, describe yourself in three words, describe love, convert ten miles to kilometres,
    convert 50 euros to dollars, convert 20 degrees to Fahrenheit, work out 17 percent of 340, work out the tip,
    round 3.14159, draw a cat, draw a map, show me a picture, show me the way to the station, find a doctor near me,
    find cheap flights, find my keys, recommend a book, recommend a good film, recommend a restaurant, tell my
    fortune, tell me my horoscope, tell me the news, tell me the score, tell me a secret, tell me the future, rate
    my poem, test my French, teach me Italian, teach me chess, interview me, be my therapist, pretend to be a cat,
    act like a king, guess my age, guess my name, choose a wine for me, invent a word, invent a recipe | write a
    poem for my wife, write a thank-you note, write a play, write a test in Rust, give me four cat names, give me
    tips for a job interview, give me a sentence in Latin, make a quiz about rivers, make a packing list, plan a
    trip to Italy, help me with physics, help me plan a wedding, check my commas, explain this graph, compare tea
    and coffee, translate good night into Dutch, summarise Faust, describe a forest at night, convert five pounds to
    kilos, work out a discount, find a plumber, recommend a museum, teach me Greek"""
)
NEWS: Final = _words(
    """what's the news?, what's new today?, any news?, what happened today?, what is going on in the world?, what
    are the headlines?, who won last night?, who won the match?, what was the score?, who is leading the league?,
    who is the president of France?, who is the prime minister?, who is the pope?, who is the richest man?, who is
    the world champion?, how much is a bitcoin?, how is the stock market?, what does petrol cost?, what is the
    dollar worth?, what is on at the cinema?, what is on television?, which films are new?, which song is number
    one?, is the shop open?, are the banks open today?, is there a strike?, is my train late?, when is the next
    bus?, how is the traffic?, where is the nearest chemist?, is there school tomorrow?, when is the next election?,
    who is running for president?, did we win?, is the war over? | what's in the papers?, what's happening in Asia?,
    who won the cup?, who is the chancellor?, what does gold cost?, is the museum open?, is there a traffic jam?,
    when does the shop close?, who is the fastest runner?"""
)
PROCESSES: Final = _words(
    """hail forms, dew forms, fog forms, ice forms on a lake, waves form, mountains form, islands form, rivers begin,
    deserts form, caves form, coal forms, diamonds form, pearls form, stars are born, planets move, comets move, the
    tides come about, the wind begins, a storm begins, a tornado forms, earthquakes happen, a glacier moves, plants
    grow from seeds, flowers bloom, trees drink, mushrooms spread, fruit gets ripe, milk turns sour, wine is made,
    cheese is made, butter is made, sugar is made, salt is won, steel is made, plastic is made, paper is recycled,
    bricks are made, cloth is woven, ink is made, cars are built, houses are heated, electricity gets into the house,
    water gets to the tap, rubbish is sorted, letters are sorted, money is printed, prices are set, taxes are used,
    laws are made, judges decide, wars begin, kings were chosen, votes are counted, companies earn money, banks lend
    money, muscles grow, bones heal, blood flows, the lungs take in air, the stomach works on food, the ears hear, the
    eyes see, the skin heals, the brain remembers, children learn to speak, babies grow, people get old, germs spread,
    fever helps, teeth decay, hair grows, birds find their way, bats find their food, ants talk, bees dance, snakes
    move, cats land on their feet, dogs smell so well, moths find light, frogs breathe, planes stay in the air, ships
    stay upright, submarines dive, rockets steer, trains stop, brakes work, engines start, radio travels, phones find a
    network, the internet was built, emails travel, films are made, photos are stored, computers count, programs run,
    passwords are cracked, maps are made, clocks were invented, numbers were invented, writing began, languages began,
    music is written down, paint dries, glue holds, soap cleans, fire burns, metal bends, magnets pull, mirrors
    reflect, colours mix, sound travels, light travels, time was first measured, a dam is built, a tunnel is dug, oil
    is found, gold is found, tea grows, cotton grows, silk is made, leather is made, chocolate is made, beer is brewed,
    medicine is tested | snow forms, clouds form, glass is made, paper is made, the heart pumps blood, vaccines are
    made, a volcano grows, leaves change colour, lightning strikes, a cut heals, owls see at night, a kite flies, cement
    sets, bridges are built, coffee grows"""
)
JOBS: Final = _words(
    """lawyer, judge, surgeon, pilot, detective, architect, engineer, plumber, electrician, carpenter, tailor, butcher,
    florist, hairdresser, journalist, photographer, translator, librarian, nurse, midwife, dentist, vet, pharmacist,
    psychologist, social worker, bus driver, train driver, sailor, soldier, firefighter, policeman, politician, mayor,
    banker, accountant, tax adviser, estate agent, insurance agent, consultant, programmer, designer, model, actor,
    dancer, singer, composer, writer, editor, publisher, coach, referee, footballer, astronaut, diver, miner, fisherman,
    forester, shepherd, farmer, gardener, cook, waiter, cleaner, babysitter, priest | mechanic, optician, roofer,
    locksmith, biologist, notary, DJ, air hostess, sculptor, potter"""
)
FOODS: Final = _words(
    """rice, bread, butter, cheese, yoghurt, cream, spinach, broccoli, lettuce, garlic, ginger, tofu, beef, pork, ham,
    bacon, salmon, tuna, honey, jam, sugar, salt, pepper, cinnamon, vinegar, olive oil, pasta, pizza, soup, salad, cake,
    ice cream, dark chocolate, popcorn, crisps, beer, wine, whisky, lemonade, orange juice, green tea, black coffee,
    oat milk, cow's milk, an egg, a banana, an orange, a lemon, a mango, an avocado, a peach, a pear, a cucumber, a
    carrot, an onion, a potato, a hamburger, a bagel, a pancake, a waffle | an apple, a kiwi, a grape, a plum, a walnut,
    a muffin, sushi, turkey, celery, mustard, basil"""
)
INVENTED: Final = _words(
    """a name for my shop, a name for my boat, a title for my story, a title for my song, a slogan, a motto, a costume,
    a hobby, a school project, a first date, a toast, a menu, a logo, a nickname, a username, a safe password, a
    headline, a plot for a crime story, a villain, a birthday party, a children's party, a family trip, a day in
    Paris, a long car ride, a rainy Sunday, a rainy holiday, a small garden, a balcony, a living room, a new kitchen,
    a tattoo, a haircut, an outfit, a playlist, a workout, a diet, a love letter, a prank,
    for experts, a quiz night, a craft project, a science project, a charity event, a website, an app, a podcast, a
    business | a band name, a name for my café, a wedding speech, a treasure hunt, a bachelor party, a picnic, a
    poster, a computer game, a school play"""
)
TROUBLES: Final = _words(
    """knee pain, neck pain, toothache, hay fever, a rash, high blood pressure, low blood pressure, heartburn, a
    sprained ankle, dandruff, acne, warts, cramps, migraine, hiccups, nosebleeds, dry skin, bad breath, sore eyes, an
    ear infection, food poisoning, travel sickness, jet lag, sunstroke, hair loss, snoring, nightmares, panic attacks,
    fear of heights, jealousy, laziness, loneliness, anger, damp walls, mould, a squeaky door, a broken zip, a wobbly
    table, a dripping tap, fruit flies, moths in the flour, slugs, rats, ticks, wasps, a slow computer, a frozen screen,
    a full disk, a paper jam, bad reception, a flat battery, an oil leak, rust, scratches on wood, limescale, bad smells
    in the fridge | back pain, a nettle rash, a wasp sting, gout, chilblains, cold feet, shyness, a broken zipper, ants
    in the kitchen, a noisy fridge, weak wifi, frozen pipes"""
)
PAIRS: Final = _words(
    """a frog and a toad, a rabbit and a hare, a bee and a wasp, a mouse and a rat, a donkey and a mule, a raven and a
    crow, butter and margarine, jam and marmalade, beer and ale, wine and champagne, a latte and a cappuccino, baking
    powder and baking soda, weather and climate, a sea and an ocean, a hill and a mountain, a city and a town, England
    and Britain, speed and velocity, mass and weight, heat and temperature, a virus and bacteria, a cold and the flu, a
    psychologist and a psychiatrist, a lawyer and a solicitor, debit and credit, gross and net, a share and a bond, RAM
    and ROM, a laptop and a tablet, wifi and Bluetooth, Java and JavaScript, HTTP and HTTPS, diesel and petrol, a novel
    and a story, a metaphor and a simile, affect and effect, its and it's, who and whom, lie and lay, an opera and a
    musical, a violin and a viola, football and rugby, yoga and pilates, acrylic and oil paint, cotton and linen, soap
    and detergent | a crocodile and an alligator, a seal and a sea lion, a moth and a butterfly, a hurricane and a
    typhoon, tax and duty, fewer and less, jazz and blues, a router and a modem"""
)
DISHES: Final = _words(
    """apple pie, cheese cake, chocolate cake, carrot cake, banana bread, biscuits, muffins, waffles, dumplings,
    lasagne, goulash, chicken soup, onion soup, tomato soup, mashed potatoes, roast beef, fish and chips,
    meatballs, risotto, paella, curry, chilli, tacos, pizza, fried rice, noodles, sushi, falafel, hummus, potato
    salad, coleslaw, ratatouille, quiche, an omelette, a stew, a sandwich, a smoothie, hot chocolate, lemonade,
    jam, pickles, gravy, mayonnaise, custard, ice cream, rice pudding, rolls, pretzels, doughnuts,
    croissants | plum cake, gingerbread, pea soup, moussaka, a casserole, fudge, scones, borscht, pesto"""
)
NAMED: Final = _words(
    """shop, café, restaurant, boat, horse, cat, hamster, parrot, baby, boy, girl, twin, hero, villain, robot,
    company, blog, book, song, album, team, choir, club, street, street cat, garden, house, planet, magazine,
    podcast, game, car, teddy, doll, dragon, wizard, elf, pirate, spaceship, school, film | band, dog, bakery,
    unicorn, theatre group, newspaper"""
)
HOWS: Final = _words(
    """do waves form, do mountains form, do rivers begin, do islands form, does fog form, does hail form, does coal
    form, do diamonds form, do pearls form, do planets move, do tides come about, do earthquakes happen, do seeds
    become plants, do trees drink, do mushrooms spread, does milk turn sour, do bones heal, do muscles grow, do
    ears hear, do eyes see, do brains remember, do babies learn to speak, do germs spread, do teeth decay, do birds
    find their way, do bats see, do ants talk, do snakes move, do cats land on their feet, do planes fly, do
    submarines dive, do rockets fly, do brakes stop a car, do phones find each other, do emails travel, do
    computers count, do passwords get cracked, does paint dry, does glue hold, does soap clean, does fire burn, do
    magnets pull, do mirrors reflect, does sound travel, does light travel, do worms move, do fish swim, do banks
    earn money, do wars begin, do languages begin, do taxes get spent, do lawyers win, does an oven heat, does a
    fan cool, does a boat sail, does a wheel turn, does a drill cut, does a seed sprout, does a star die, does a
    child grow, does a cell divide, does a nerve send a signal, does the sun burn, does the wind blow, does the
    heart beat, does money get its worth | do clouds form, do vaccines help, does a volcano grow, do owls see at
    night, does lightning strike, does the moon make tides, does a fridge make things cold, does a cut heal, does a
    whale breathe"""
)
LANDS: Final = _words(
    """the war in Iraq, the war in Vietnam, the war in Syria, the war in Spain, the history of France, the history of
    China, the history of Germany, the politics of Italy, the politics of America, the economy of Japan, the
    economy of Brazil, the king of Spain, the queen of Denmark, the president of Russia, the people of Kenya, the
    people of Peru, life in Canada, life in Norway, food in Thailand, food in Mexico, the weather in Iceland, the
    mountains of Nepal, the islands of Greece, the deserts of Egypt, the trains of Switzerland, the schools of
    Finland, the music of Cuba, the art of Ireland, the wall in Berlin, the bridges of Prague, the streets of
    London, the towers of Dubai, the beaches of Spain | the war in Ukraine, the war in Korea, the history of
    Poland, the politics of India, the economy of China, life in Sweden, food in Vietnam, the lakes of Finland"""
)
STATES: Final = _words(
    """the kitchen light on, the light in the hall on, the lamp still on, the light off, the oven off, the oven still
    on, the stove off, the iron off, the heating on, the heating off, the TV off, the radio still on, the front door
    locked, the back door locked, the car locked, the garage open, the window open, the gate shut, the fridge shut,
    the bath full, the bin full, the dishwasher done, the washing dry, dinner ready, the coffee ready, the cake done,
    the baby asleep, the baby awake, the dog outside, the cat inside, anyone at home, anybody at the door, someone in
    the garden, my mum at home, my husband back, the post here, my parcel here, the bus late, my train on time, the
    shop open, the bank closed, the road free, the pool open, my phone charged, the printer on, the wifi down, the
    server up, my microphone on, the camera on, the tap dripping, the milk empty, the battery low | the bathroom light
    on, the grill off, the cellar door locked, the toaster on, the laundry done, my wife back, the library open, my
    flight on time, the laptop charged, the router down"""
)
DONE: Final = _words(
    """lock the door, lock the car, close the window, shut the garage, turn off the oven, turn off the light, turn off
    the heating, switch off the iron, take my pills, take my medicine, brush my teeth, lock my bike, pay the rent, pay
    the bill, water the plants, water the tomatoes, walk the dog, let the cat out, empty the bin, take out the
    rubbish, wash the car, hang up the washing, answer the letter, send the letter, send the email, reply to my boss,
    call the bank, book the table, pack my bag, charge my phone, save the file, print the tickets, buy milk, set the
    alarm, leave the tap on, leave the stove on | lock the cellar, turn off the grill, take my vitamins, pay the fine,
    water the roses, walk the puppy, send the parcel, buy bread, close the gate"""
)
