"""What people say to an AI: what lasts and is a memory, and what is none. One utterance a line, written by hand."""

from __future__ import annotations

_KEPT = """
My flight is on Monday
My boat is green
I drive a Volvo
The spare key is under the mat
I take aspirin
My sister lives in Oslo and my brother in Rome
Our anniversary is on May 3rd
The wifi password is hunter2
I parked on level 3
We are moving to Leeds in June
My car is 12 years old.
I have a cat and two dogs.
my daughter is allergic to peanuts
I am a nurse
I'm vegetarian
I don't eat meat.
My bike cost 400 euros
Our house has four bedrooms.
My dentist appointment is tomorrow at 3
I have a dentist appointment on Friday at 10.
We have a dog called Bello
I love jazz
I hate mushrooms.
I play the piano
My son plays football on Tuesdays
I work from home on Fridays.
The rubbish is collected on Wednesdays
The plumber comes on Thursday at 9
I put my passport in the top drawer
I left my umbrella at the office.
My boat is blue now
Actually, my flight is on Tuesday.
No, my boat is red.
I wear glasses
My shoe size is 43
My phone is a Nokia 3310.
I was born in 1970
I grew up in Bristol.
My train leaves at 7:45
I get up at six
By the way, my wife is from Portugal.
I speak French and Italian
My mother is 82
My neighbour is a plumber
Our wedding anniversary is on the 14th of June
My favourite band is Queen
my boss is called Karen
I'm allergic to cats.
I don't have a car
I can't swim.
We have three children
My grandfather was a miner.
I study law at the university.
My exam is next Tuesday
I am moving to Berlin in May.
I'm flying to Rome on Friday
My insurance number is AB-1234-C
The door code is 4711
I have diabetes
My hamster died last week.
My keys are in the kitchen.
I collect stamps
I drink my coffee black
My laptop is broken
My email is anna@example.org
I need to buy milk.
Our cat is black and white
My brother drives a truck
My glasses are on the piano
My doctor is Dr Weber
My birthday is in March
I have a boat.
We live in a small village
I am left-handed
I am married
I weigh 80 kilos
My rent is 900 euros
Hi! My brother's name is Paul.
I support Arsenal
I teach maths
My blood type is A positive.
I bought a new bike yesterday
I sold my car.
My grandmother lives with us.
We are vegetarians.
My bicycle is yellow.
our sofa is grey
My kitchen is tiny
I ride a Vespa
I take 20 mg of omeprazole every morning
My uncle lives in Toronto.
my cousin works at a bank
The remote control is behind the sofa
The gate code is 8842
Our wifi password is sunflower99
I parked in row C, space 14
We parked behind the theatre.
We are flying to Lisbon on the 12th.
I'm travelling to Japan in October
My interview is on Thursday at 2 pm
Our delivery comes on Saturday.
The electrician comes tomorrow at eight
My driving test is on 4 March.
My haircut is at half past four
I have a meeting with my boss on Monday
We have tickets for the opera on Sunday
I keep my passport in the safe.
I hid the presents in the wardrobe
The ladder is in the shed
My suitcase is in the attic
My guitar is a Fender
My washing machine is seven years old.
Our car cost 18,000 pounds
My dog is a poodle
my cat is three years old
My son is autistic
My father is retired.
My wife is a teacher at the local school
My husband likes fishing
My niece is getting married in August
My grandson goes to kindergarten
I go to the gym on Mondays and Thursdays
I go to bed at ten
I start work at 8:30
I don't drink alcohol.
I never eat fish
I can't eat gluten
I'm lactose intolerant
I am diabetic
I have asthma.
I have a pacemaker
I have two brothers and a sister.
We have a garden
I own a small bakery in Leeds
I run a bookshop
I work as an electrician
I'm an accountant
I'm retired
I retired in 2019
I'm 67 years old
I'm from Scotland
I come from a small town in Poland
I was born on 3 May 1962.
I went to school in Hamburg
I speak Turkish
I'm learning Spanish
I play chess with my neighbour on Wednesdays
I sing in a choir
I grow tomatoes on my balcony
I keep bees
I like strong tea
I prefer trains to planes
My favourite author is Agatha Christie.
My favourite colour is dark green
My height is 178 cm
I am 1.78 m tall
My car's licence plate is HH-AB 123
My locker number is 77
My landlord is Mr Smith
My vet is called Dr Brandt
My postcode is LS1 4AB
My phone number is 0171 555 0199
The bakery opens at 7
The bins go out on Tuesday
The rent is due on the first.
Btw, I moved to Vienna.
Sorry, my exam is on Friday, not on Thursday.
My boat is not green any more.
I no longer drive a Volvo
I sold my boat last summer
I lost my wallet on Sunday
I broke my leg in January.
We adopted a puppy
We got married in 1999
My aunt's name is Gerda
My children are called Tim and Lea
My watch is made of gold
I use Linux
I read the Guardian
My printer is upstairs
my new flat is on the third floor
I teach history at a secondary school
My parents are divorced.
My best friend is Tom
Good morning! My flight leaves at noon.
My tortoise is 40 years old
Our kitchen is yellow
My new sofa is a present from my aunt
My daughter's teacher is Mrs Novak
My physio appointment is on the 3rd at 11
We have a meeting with the bank next Wednesday
My mum is coming on Sunday
My dad has dementia
The fuse box is in the cellar
The doctor's number is 555 1234
I locked my bike at the station
I left the car in the garage
My library books are due on Friday
I owe Peter 50 euros
I lent my drill to Tom
I take my pills at 8
I take the 7:15 train to work
I run 10 km every Sunday
I'm training for a marathon
My wife drinks tea, not coffee
My wife doesn't eat pork
My kids hate broccoli
Our dog is afraid of thunder
I'm a teacher at a primary school in York
I have been a vegetarian for ten years
I have lived in Munich since 2010
I've worked at Siemens for 5 years
I am in room 12
My seat is 14C
My hotel is called the Grand
My hotel is in Baker Street
My booking number is XK42P
I was in Paris last week
My grandmother was born in Poland
My brother Tom lives in Leeds
My cat Minka is ten
I am not married
I don't smoke
I gave up smoking in 2015
We don't have children
My sister is expecting a baby in July
Mum's birthday is on 4 June
My team is Liverpool
I prefer tea to coffee
My wallet is in my blue jacket
My passport expires in 2029
I usually park in the side street
Our nanny comes at 8 every day
My partner works nights at the hospital
I'm the manager of a small hotel
I started a new job in September
My cousin Ben is getting married on 12 July
I cycle to work
I usually have lunch at noon
My hotel in Vienna is called Sacher
I keep the spare batteries in the kitchen drawer
My grandparents came from Hungary
We sold the house in 2020
I have an appointment with Dr Lang on 5 May
Our bins are collected on Fridays
My meds are in the bathroom cabinet
I have a sister called Ruth
My sister's name is Ruth and she lives in Cork
My daughter starts school in September
My son is in year 4
The alarm code is 7731.
I'm a big fan of Bayern Munich
My girlfriend is vegan
My favourite cheese is brie
I've got two cats, Tom and Jerry
I can speak a little Russian
I have to pick up my suit on Thursday
My brother Jan has twins
My tablet is a Samsung
We live on the fourth floor
My wife's car is a Toyota
I met my husband in Prague
Hi, I'm Lena and I'm a vet
My desk is number 14
My flat costs 850 euros a month
I have a bad knee
I have a grandmother called Priya
Anna's birthday is on 4 June
Tom's favourite colour is green
On Mondays I go to the gym
Every morning we walk the dog
Tom Fox is my boss
Minka is our cat
The colour of my boat is green
The name of my dog is Rex
My parents are Adam and Eve
My house has the colour ivory
My wife has her cooking class on Friday at 9:15
I have the address 10 Vale Street
I have a colleague called Tob who is allergic to nuts
We have three computers
I go to Sandett School
I'm a collector of old maps
I need to clean the kitchen
My front door is warm orange
My grandma turns 90 in August
I'm a midwife
We rent a flat in Leipzig
My bike is a Trek
I left my glasses on the train
The cleaner comes every Thursday
My dog eats only dry food
I go swimming every Tuesday
My knee operation is on 8 January
My son plays the trumpet
I have three grandchildren
My phone number is 0151 2345678
I'm originally from Chile
My neighbour's cat is called Otto
I don't like olives
My favourite season is autumn
My shift starts at 6
I take the bus to work
My brother-in-law is a pilot
I bought a drill on Saturday
My jacket is in the hall
I sleep until nine on Sundays
I use a wheelchair
My boss's name is Irina
Our car is electric
I hate flying
The spare bulbs are in the top drawer
Anna lives in Oslo
anna is allergic to nuts
Anna is 5
Tom plays football on Tuesdays
Tom borrowed my drill
Tom has my drill
Anna has our spare key
Anna works as a nurse
Anna is coming on Friday
Tom is vegetarian
Anna and Tom are my children
my boss is karen
my wife is maria
my best friend is tom fox
I'm Anna.
im tom
I run every morning
I take blood pressure medication every morning
My license plate is M-AB 1234
Tom owes me 20 euros
Paula has a dentist appointment on Friday
Oskar is a cat
Ben has a new girlfriend
"""
_NOT_KEPT = """
My name is what?
I have a question
I have a problem with my code
My question is how to cook rice
I want you to write a poem
I'm going to ask you something
I think my boat is green
If my boat is green, what then
What colour is my boat?
Is my boat green?
My boat is green, isn't it?
Hello there
Thanks, that was great
You are very helpful
I like your answer
I love it
I am tired
I'm hungry
I'm fine, thanks
My code does not work
My function returns None
My program has a bug
I need help
I need a letter to my landlord
I would like a recipe for bread
Suppose I drive a Volvo
Imagine my boat is green
She said my boat is green
"My boat is green"
He lives in Oslo
The capital of France is Paris
The weather is nice
The answer is 42
The sky is blue
The movie was good
I have 5 apples and eat one. How many are left?
I have five apples
My day was good
My weekend was terrible
Write: my boat is green
Translate my boat is green into French
Tell me where my keys are
Don't tell anyone
I don't know
I don't understand
I can't believe it
I mean it
I see
I understand
I agree with you
I was wondering about the weather
I wonder where my keys are
I wish I had a boat
I hope my flight is on time
I used to drive a Volvo
Maybe I parked on level 3
I guess my keys are in the car
I'm looking for a good restaurant
I'm writing an essay about Rome
I am trying to install Linux
My opinion is that it is wrong
My guess is 42
My favourite is the second one
My turn
My bad
My god
Our team is great
We need a plan
We should go
We will see
I have an idea
I have to go
I have to go now, bye
I have no idea
I have a headache
I feel sick
I'm bored, tell me a joke
My head hurts
I got it
I did it
I tried that already
I said hello
I told you so
I asked you about my boat
I read the news today
def f(): return my_boat
My boat is `green`
my boat is green; rm -rf /
Let's say I live in Oslo
In the story I live in Oslo
You are a pirate and I live on your ship
I live in Oslo, he said.
My character lives in a castle
My story is about a dragon
My essay is about whales
My answer is yes
The file is in the folder
The Eiffel Tower is in Paris
The train is late
The sun rises in the east
The meeting was boring
I am not sure
I'm sorry
I am your father
I am Batman
I'm done
My friend says I live in Oslo
I'm kidding, my boat is green
I drive my wife crazy
I take it back
I take that as a yes
I play along
I eat my words
My boat, what colour is it?
Do I drive a Volvo?
Where is the spare key
Why is my boat green
My boat is green?
Please remind me about my boat
Can you guess my age?
I am asking about Rome
I'd like to know more about Rome
I want to learn Spanish
I want a boat
I would love a coffee
I will think about it
I'll be back
I'll try that
I am confused
I'm so happy
I'm not hungry
I'm here
I'm back
I am just testing you
I'm looking at a website
I'm working on a spreadsheet
I'm reading a book about whales
I have a file with names
I have a list of numbers
I have a Python script
I have three numbers: 4, 7 and 9
I have seen it
I have been thinking
I have never heard of that
I have a feeling that you are wrong
I have a cold
I have time
I got an error
I get an error when I run it
I tried to run it
I ran the program
I use the function map in my code
I wrote a poem
I made a mistake
I made a cake
I found a bug
I think I take aspirin
I probably live in Oslo by then
I could live in Oslo
I might move to Leeds
I may be moving to Leeds in June
I hope we are moving to Leeds
I dreamed that I live in Oslo
I pretend to be a pilot
I bet you are right
I doubt that
I forgot
I remember that
I promise
I love you
I love that song you mentioned
I like the second one
I like how you say that
I hate when that happens
I hate you
My pleasure
My apologies
My point is that trains are slow
My problem is that it does not start
My goal is to learn Spanish
My plan is to sleep
My computer says no
My email says that the flight is late
My phone is ringing
My coffee is getting cold
My dog is barking
My eyes are tired
My text is too long
My input is wrong
My array is empty
My variable is called x
My homework is due, help me
My teacher wants an essay
My mother is angry with me
My question is simple
My day is going well
My week was awful
My heart is broken
Our conversation was nice
Our world is in danger
Our planet is the third from the sun
We are all mortal
We are done here
We can talk later
We had fun
We won the match
We are the champions
The president is in Berlin
The meeting is cancelled
The problem is the battery
The book is good
The museum is in Berlin
The French revolution began in 1789
The earth is round
The cat sat on the mat
The sentence is wrong
The shop is closed
His boat is green
Her dog is called Rex
Their cat is called Mia
Her sister lives in Oslo
Anna: my boat is green
From: Anna. My boat is green.
Dear Sir, I live in Oslo and I take aspirin. Yours, Anna
Poem: my boat is green
> my boat is green
1. My boat is green
- my boat is green
Say: I drive a Volvo
How do you say I drive a Volvo in French
Repeat after me: my boat is green
Act as if I live in Oslo
Pretend my boat is green
My boat is green. Is that a good colour?
I live in Oslo lol
I drive a Volvo ;)
Just kidding
I take the blame
I take a bow
I take your word for it
I drive a hard bargain
I play dumb
I wear my heart on my sleeve
I eat when I am bored, what can I do about it
I speak for everyone here
I keep forgetting things
I keep getting errors
I put it there
I left it
I parked it
I moved on
I work better under pressure, can you explain why
I study this text
I run the tests
I run it on my machine
I own it
I am on the phone
I am at a loss
I am so sorry about that
I have to admit that you are right
I have to write an essay
I need to understand recursion
I need to write a letter
I call that a success
My compiler complains
My server crashed
My loop never ends
My table has three columns
My string is "abc"
My result is 42
My first question is this
My next question is about Rome
My recipe calls for eggs
My friend thinks so
My friend asked me a question
My idea is a website
My name is Bond, James Bond, haha
I read your answer
I like your style
I love this game
I hate Mondays, tell me something nice
I live for this
I work on it
I go now
I come in peace
I was wrong
I was born ready
I play with the idea of leaving
I use it every day
I use the word wrongly
I used the wrong word
I take offence at that
I take no prisoners
I eat your lunch
I drink to that
The soup is hot
The key is to practise
The key is in the details
The point is on the line
The code is in the repository
The train to Rome leaves at 5 in the story
The story begins on a Monday
The war began in 1914
The number is even
The car is red
We use Python at work in this example
We need to talk
We were young
We have a winner
We have a problem
Our hero lives in a castle
Our product is the best
My model is overfitting
My customer is angry
My cover letter is too long
My password is too short
My password is wrong
I got an answer
I got a bad grade
I found the answer
I found your answer helpful
I broke the build
I lost the game
I lost my mind
I booked it
I see a man with a telescope
I study hard for your test
I speak my mind
What should I cook tonight?
Give me three ideas for a birthday party
I'm writing a birthday card for my boss
I have guests tonight, what can I cook?
Can you explain photosynthesis?
I don't get it
I'm stuck
That is not what I meant
My code prints nothing
My teacher says the answer is 12
I have to give a talk about bees
I have a test tomorrow, ask me questions
I have to choose between two phones
We are looking for a name for our cat
I am planning a trip to Rome, any tips?
I like the first version better
I read that coffee is healthy
I saw a bird today
I had a bad day
I slept badly
I am so tired of this
I am in a hurry
I'm not a robot
I'm a bit lost
I'm a human being
I'm asking for a friend
I love how you explain things
I hate my job sometimes
My computer is acting up
My screen went black
My email bounced
My internet is down
The deadline is too short
The meeting went well
The second one is better
My favourite one is the first
Our discussion was interesting
I owe you an apology
I take your point
I play devil's advocate
I put it in the wrong folder
I left the first line empty
I keep the second version
I use the second version
I need to know the time
My turn is over
My pleasure, see you tomorrow
We met at a party last night, tell me what to write
I will call you tomorrow
I go there tomorrow
My boat is green, right
My flight is on Monday, is it
I drive a Volvo, or not
My dog is called Rex, isn't it
My marathon is on 13 July, right 👏
Who are my twins
Who is my employer
I have forgotten when I clean the flat
I have a question: how much is ten divided by five
My bus is coming, farewell again soon
My brother hates me
Today's weather is nice
Germany's capital is Berlin
Einstein's theory is hard
In my game, an orange is yellow
What time is it?
I am curious about black holes
I don't want that
I need a hint
I have another question for tomorrow
My plan for today is to relax
My answer was wrong
I prefer the shorter version
I like that
I hate that sound
I use your answer in my talk
The first paragraph is too long
The light is on
The plot is in the book
My paragraph is in the middle
I put a comma there
I go with the second option
I take the second option
We play a game now, you start
I play white
I am white and you are black
I start
I see what you mean
I live with that
I work on my essay tonight
My essay is boring
My phone died
I met a bear in my dream
My hero has a sword
My wizard is 300 years old
The keyboard is in the picture
My glasses are on the photo
My girlfriend left me
I have lost the thread
My boss is nice
my boss is angry
my wife is right
Tom is nice
Tom is late
Tom has 5 apples
Tom is taller than Ben
Tom likes you
Anna says hi
Anna is in the kitchen
Anna is a character in my book
Anna is happy today
Bob is your uncle
If Anna lives in Oslo, what then
Anna lives in Oslo, right?
Anna lives in Oslo. Translate that.
Does Anna live in Oslo
Mary had a little lamb
im hungry
I'm Happy.
I have a car. She is red.
I live in Graz. She lives in Oslo.
Emma is a book by Jane Austen
Julia is a programming language
Julia is fast
Lily is white
Jack is a dull boy
Thomas is a tank engine
Anna is a common name
Ben has an idea
John has 3 apples and Mary has 5
"""
KEPT = _KEPT.strip().splitlines()
NOT_KEPT = _NOT_KEPT.strip().splitlines()
