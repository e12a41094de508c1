"""Names by which people are called and that mean nothing else: "my boss is karen" is not "my boss is nice".

Names that are words, months or places too ("Rose", "June", "Sydney") are left out. Does not know who is meant.
"""

from __future__ import annotations

from typing import Final

_NAMES: Final = """
    aaron abdul abdullah abigail adam adele adem adrian adriana agata agnes agnieszka ahmad ahmed aicha aiden
    aiko aisha akira alan albert alberto alejandra alejandro aleksandra alessandra alessandro alex alexander
    alexandra alexei alexis alfred ali alice alicia alina alison allison alma alvaro amanda amelia amelie amina
    amir amira ana anastasia andre andrea andreas andrew andrzej andré andy angela angelika angelina anika anil
    anita anja anke ann anna anne annette annika ansgar anthony anton antonia antonio anya arjun arnold arthur
    arturo asha astrid ava ayesha ayse barbara bart bartosz beata beate beatrice beatriz bella ben benedikt
    benjamin bernard bernd bernhard bert beth bettina beverly bianca birgit bjoern björn bob boris brandon brenda
    brian bridget brigitte britta bruno camila camille carla carlo carlos carmen caroline caspar catherine cathy
    cecilia charlotte chloe chloé chris christa christina christine christoph christopher claire clara clarissa
    claudia claus clemens cleo connor cornelia craig cristina cynthia dagmar damian dan daniel daniela danielle
    danny darren dave david debbie deborah denise dennis derek diana diego dieter dimitri dirk dmitri dominik
    donald donna doris dorothea dorothy doug douglas duncan dylan edgar edith eduardo edward eileen elaine eleanor
    elena eleni eli elias elif elisa elisabeth elizabeth elke ella ellen elsa elvira emil emilia emilie emily
    emine emma emmanuel enrico enrique eric erica erik erika ernesto ernst erwin esther ethan eugene eva evan
    evelyn ewa fabian fabio fatima fatma felicity felipe felix fernanda fernando finn fiona florian francesca
    francesco francis francisco franz franziska fred frederick freya friedrich fritz gabriel gabriela gabriele
    gary gavin geoff geoffrey georg george gerald gerard gerda gerhard gertrud giorgio giovanni gisela giulia
    giuseppe gloria gonzalo gordon greg gregor gregory greta guido guillermo gunter gustav günter hamid hanna
    hannah hannes hans harald harry hasan hassan heather hector heidi heike heiko heinrich heinz helen helena
    helga helmut hendrik henry herbert hermann hilda hiroshi horst howard hugo hussein ian ibrahim ida ignacio
    igor ilse imran ines inga inge ingo ingrid irena irene irina isa isabel isabella isabelle isla ismail ivan
    ivana jack jacob jacqueline jaime jakob jakub james jamie jana jane janet janina jasmin jason javier jeff
    jeffrey jelena jennifer jenny jens jeremy jerome jerry jesper jess jessica jesús jill jim jimmy joachim joan
    joana joanna joanne joaquin jochen joe joel johan johann johanna john jonas jonathan jorge jose josef joseph
    josephine josh joshua josé joyce juan juanita judith judy julia julian juliane julie juliet juliette julius
    jurgen justin justyna jürgen kai kamil karen karin karl karla karolina karsten kasia katarina katarzyna kate
    katharina katherine kathleen kathrin kathy katie katja katrin keiko keith kelly ken kenji kenneth kerstin
    kevin khaled kim kirsten klara klaus konrad konstantin krzysztof kurt kyle käthe lars laura lauren laurent lea
    leah lena leni lennart leo leon leonardo leonie leyla liam lily lina linda lisa liz lizzie logan lorena
    lorenzo lothar louis louisa louise luca lucas lucia lucy ludwig luis luisa lukas luke lydia maddie maja
    manfred manuel manuela marc marcel marco marcos marcus margaret margarita maria mariam mariana marianne marie
    mario marion marius marlene marta martha marthe martin martina mary maría mateo mathilda mathilde matt matteo
    matthew matthias matthäus maurice meg mehmet mei melanie melissa meryem mia michael michaela michal michał
    michel michelle miguel mike mikhail mila milena miranda miriam mohamed mohammad mohammed moritz muhammad
    mustafa nadia nadine nancy naomi natalia natalie natasha nathalie nathan neil nele nicholas nick nicola
    nicolas nicole niels nikolai nils nina noah noel nora norbert norman olaf oleg olga oliver olivia omar oscar
    oskar osman otto owen pablo pamela paola paolo patricia patrick patrik paul paula paulina pauline pavel pedro
    peter phil philip philipp philippe phoebe pia piotr priya rachel rafael rainer raj rajesh ralf ralph ramona
    raoul raquel raul ravi rebecca reinhard renate rene rené ricardo richard rick rita rob robert roberta roberto
    rodrigo roger roland rolf ronald rosa rosie ruby rudolf rupert russell ruth ryan sabine sabrina sally sam
    samantha samira samuel sandra sara sarah sascha saskia sean sebastian selma sergei sergio shannon sharon
    sheila shirley sibylle siegfried sigrid silke silvia simon simone sonia sonja sophia sophie stefan stefanie
    steffen stephan stephanie stephen steve steven stuart susan susanne suzanne svenja svetlana sylvia sören
    tamara tanja tanya tara tatjana ted teresa tessa theodor theresa thomas thorsten tilda tim timo timothy tina
    tobias todd tom tomas tomasz tommy tony torsten tracy trevor tyler udo ulrich ulrike ursula uta uwe valentina
    valeria vanessa vera verena veronica veronika vicky viktor vincent vivian vladimir volker walter waltraud
    wanda wendy werner wilhelm william wilma wojciech wolfgang xavier yasmin yolanda yuki yusuf yvonne zach zack
    zainab zeynep zoe zofia zoë ömer özlem łukasz"""
FIRST_NAMES: Final = frozenset(_NAMES.split())


def is_first_name(words: str) -> bool:
    """Whether the words are somebody's name: a first name of the table, and at most two words more."""
    parts = words.lower().split()
    return bool(parts) and len(parts) <= 3 and parts[0] in FIRST_NAMES and all(part.isalpha() for part in parts)
