"""Names that people, pets, towns and lands really have, for those who introduce themselves.

A part of them is kept back, as of all names (see `names`). Does not know what they are given to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from forge_ai.training.lessons.words.listed import listed
from forge_ai.training.lessons.words.names import COMMON_NAMES, draw, name_part

PEOPLE: Final = listed(
    """Aaron, Abby, Abdul, Aisha, Alex, Alexander, Alfred, Ali, Alina, Amanda, Amelie, Amir, Andreas, Andy, Angela,
    Anita, Anne, Annika, Antonio, Ariel, Arne, Asha, Barbara, Beate, Becky, Benjamin, Bernd, Beth, Betty, Bill,
    Birgit, Bob, Boris, Brian, Brigitte, Bruce, Camille, Catherine, Cecilia, Charles, Charlotte, Chris, Christian,
    Christine, Claire, Claudia, Colin, Connor, Cornelia, Dan, Daniela, Dave, Deborah, Denis, Derek, Dieter, Dirk,
    Dominik, Donald, Doris, Dorothy, Dylan, Eddie, Edith, Edward, Elias, Elisabeth, Elizabeth, Ella, Ellen, Eric,
    Erika, Ernst, Ethan, Eugene, Evelyn, Fabian, Farid, Florian, Francesca, Francis, Franz, Fred, Frederick,
    Friedrich, Gabriel, Gary, Geoffrey, Georg, Gerald, Gerda, Gerhard, Giovanni, Gisela, Gordon, Graham, Greg, Gregor,
    Guido, Gustav, Hans, Harold, Hassan, Heather, Heidi, Heike, Heinz, Helga, Helmut, Herbert, Hilda, Holly, Howard,
    Ian, Ibrahim, Ingo, Irina, Iris, Isabel, Jacob, Jakob, Jan, Jana, Janet, Jason, Jean, Jeff, Jennifer, Jenny, Jens,
    Jeremy, Jessica, Jim, Joanna, Jochen, Joe, Joel, Johannes, Jonathan, Jorge, Jose, Josef, Joseph, Joshua, Juan,
    Judith, Julian, Juliet, Jutta, Karen, Karin, Katharina, Katie, Keith, Kelly, Ken, Kevin, Klaus, Konrad, Kristina,
    Kurt, Lara, Larry, Lea, Leon, Leonie, Lewis, Lina, Linus, Lorenzo, Lotte, Louis, Louise, Luca, Luis, Lukas, Lutz,
    Luise, Magda, Maike, Manfred, Manuel, Marc, Margaret, Maria, Marie, Marion, Marlene, Martha, Mathias, Matt,
    Matthew, Maurice, Megan, Mehmet, Melanie, Michael, Michelle, Mike, Miriam, Monica, Monika, Moritz, Mustafa, Nancy,
    Naomi, Natalie, Neil, Nick, Nicolas, Nicole, Nils, Norbert, Olaf, Ole, Olivia, Pablo, Pamela, Pat, Patricia,
    Patrick, Pauline, Phil, Philip, Pierre, Rachel, Rainer, Raj, Ralf, Ravi, Rebecca, Regina, Renate, Richard, Rob,
    Robin, Roger, Roland, Ron, Rose, Roy, Rudi, Ryan, Sabine, Sally, Sandra, Sarah, Scott, Sean, Sebastian, Selma,
    Silvia, Simon, Sonja, Sophie, Stefan, Stella, Stephen, Steve, Stuart, Susan, Susanne, Sylvia, Tanja, Ted, Teresa,
    Thea, Theresa, Tilda, Tobias, Tony, Ulrich, Ursula, Valerie, Vanessa, Vincent, Walter, Wendy, Werner, William,
    Wolfgang, Xavier, Yasmin, Yusuf, Zara, Ziad"""
)
PETS: Final = listed(
    """Rex, Bello, Bruno, Charlie, Coco, Daisy, Felix, Fluffy, Garfield, Ginger, Hasso, Kitty, Lassie, Luna, Lucky, Max,
    Mia, Milo, Mimi, Minka, Misty, Molly, Momo, Moritz, Muffin, Nala, Oreo, Peanut, Pepper, Pluto, Rocky, Rover,
    Sammy, Scout, Simba, Smokey, Snoopy, Socks, Spot, Susi, Teddy, Tiger, Toby, Tommy, Waldi, Whisky, Zorro"""
)
TOWNS: Final = listed(
    """Aachen, Aberdeen, Adelaide, Antwerp, Augsburg, Austin, Baltimore, Basel, Bath, Beijing, Belfast, Bergen, Bologna,
    Bombay, Bonn, Bordeaux, Bremen, Brighton, Brisbane, Bruges, Budapest, Calgary, Cambridge, Canberra, Cardiff, Cork,
    Dallas, Denver, Detroit, Dortmund, Dresden, Durham, Essen, Exeter, Freiburg, Galway, Genoa, Ghent, Gothenburg,
    Graz, Halle, Hanover, Heidelberg, Hong Kong, Houston, Innsbruck, Jakarta, Kiel, Kyoto, Lagos, Leicester, Leipzig,
    Lille, Lima, Linz, Los Angeles, Lucerne, Luxembourg, Madison, Malaga, Mannheim, Marseille, Miami, Mumbai, Munster,
    Nantes, Newcastle, Nice, Norwich, Nottingham, Nuremberg, Odense, Osaka, Ottawa, Palermo, Perth, Phoenix, Pisa,
    Plymouth, Portland, Potsdam, Quebec, Reading, Regensburg, Riga, Salzburg, Seoul, Seville, Shanghai, Sheffield,
    Sofia, Stuttgart, Swansea, Tallinn, Tampere, Trieste, Tunis, Uppsala, Utrecht, Valencia, Vancouver, Venice,
    Verona, Vilnius, Weimar, Wellington, Winchester, York, Zagreb"""
)
LANDS: Final = listed(
    """Albania, Argentina, Australia, Austria, Belgium, Bolivia, Brazil, Bulgaria, Canada, Chile, China, Croatia,
    Cyprus, Denmark, Egypt, England, Estonia, Finland, France, Georgia, Germany, Ghana, Greece, Hungary, Iceland, India,
    Iran, Iraq, Ireland, Israel, Italy, Jamaica, Japan, Kenya, Latvia, Lebanon, Malta, Mexico, Morocco, Nepal, Nigeria,
    Norway, Pakistan, Peru, Poland, Portugal, Romania, Russia, Scotland, Serbia, Slovakia, Spain, Sweden, Switzerland,
    Syria, Thailand, Tunisia, Turkey, Ukraine, Vietnam, Wales, the Netherlands, the United States"""
)
FIRMS: Final = listed(
    """a bank, a hospital, a school, a bakery, a supermarket, the post office, the town hall, the library, the airport,
    a hotel, the university, a car factory, a law firm, the railway, a restaurant, a kindergarten, a garage, the police,
    a farm, home, a museum, a software company"""
)


def person(random: Random) -> str:
    """A first name, now and then with a family name."""
    name = random.choice((*PEOPLE, *COMMON_NAMES))
    return f"{name} {name_part(random)}" if random.random() < 0.08 else name


def pet(random: Random) -> str:
    """What a pet is called."""
    return random.choice(PETS)


def town(random: Random) -> str:
    """A town."""
    return random.choice(TOWNS)


def land(random: Random) -> str:
    """A land."""
    return random.choice(LANDS)


def firm(random: Random) -> str:
    """Where people work, without a name of its own."""
    return random.choice(FIRMS)


def two_people(random: Random) -> str:
    """Two first names."""
    return " and ".join(draw(lambda random: random.choice(PEOPLE), random, held_out=False) for _ in range(2))


REAL: Final[Mapping[str, Callable[[Random], str]]] = {
    "name": person,
    "person": person,
    "town": town,
    "land": land,
    "company": firm,
    "two_names": two_people,
}
