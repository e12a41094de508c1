"""The countries of the United Nations with their capitals and continents, and places that are not among them.

Facts that every atlas has. Does not know how they are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from forge_ai.training.lessons.words.listed import listed, pairs_of


@dataclass(frozen=True, slots=True)
class Country:
    """A country as it stands inside a sentence ("the Gambia"), its capital, and the continent or continents."""

    name: str
    capital: str
    continent: str


CAPITALS: Final = {
    "Europe": """Albania=Tirana, Andorra=Andorra la Vella, Austria=Vienna, Belarus=Minsk, Belgium=Brussels, Bosnia and
    Herzegovina=Sarajevo, Bulgaria=Sofia, Croatia=Zagreb, Czechia=Prague, Denmark=Copenhagen, Estonia=Tallinn,
    Finland=Helsinki, France=Paris, Germany=Berlin, Greece=Athens, Hungary=Budapest, Iceland=Reykjavik,
    Ireland=Dublin, Italy=Rome, Latvia=Riga, Liechtenstein=Vaduz, Lithuania=Vilnius, Luxembourg=Luxembourg,
    Malta=Valletta, Moldova=Chisinau, Monaco=Monaco, Montenegro=Podgorica, the Netherlands=Amsterdam, North
    Macedonia=Skopje, Norway=Oslo, Poland=Warsaw, Portugal=Lisbon, Romania=Bucharest, San Marino=San Marino,
    Serbia=Belgrade, Slovakia=Bratislava, Slovenia=Ljubljana, Spain=Madrid, Sweden=Stockholm, Switzerland=Bern,
    Ukraine=Kyiv, the United Kingdom=London""",
    "Europe and Asia": "Russia=Moscow",
    "Asia and Europe": "Turkey=Ankara",
    "Asia": """Afghanistan=Kabul, Armenia=Yerevan, Azerbaijan=Baku, Bahrain=Manama, Bangladesh=Dhaka, Bhutan=Thimphu,
    Brunei=Bandar Seri Begawan, Cambodia=Phnom Penh, China=Beijing, Cyprus=Nicosia, Georgia=Tbilisi, India=New Delhi,
    Indonesia=Jakarta, Iran=Tehran, Iraq=Baghdad, Israel=Jerusalem, Japan=Tokyo, Jordan=Amman, Kazakhstan=Astana,
    Kuwait=Kuwait City, Kyrgyzstan=Bishkek, Laos=Vientiane, Lebanon=Beirut, Malaysia=Kuala Lumpur, the Maldives=Male,
    Mongolia=Ulaanbaatar, Myanmar=Naypyidaw, Nepal=Kathmandu, North Korea=Pyongyang, Oman=Muscat, Pakistan=Islamabad,
    the Philippines=Manila, Qatar=Doha, Saudi Arabia=Riyadh, Singapore=Singapore, South Korea=Seoul, Sri Lanka=Sri
    Jayawardenepura Kotte, Syria=Damascus, Tajikistan=Dushanbe, Thailand=Bangkok, Timor-Leste=Dili,
    Turkmenistan=Ashgabat, the United Arab Emirates=Abu Dhabi, Uzbekistan=Tashkent, Vietnam=Hanoi, Yemen=Sanaa""",
    "Africa": """Algeria=Algiers, Angola=Luanda, Benin=Porto-Novo, Botswana=Gaborone, Burkina Faso=Ouagadougou,
    Burundi=Gitega, Cape Verde=Praia, Cameroon=Yaounde, the Central African Republic=Bangui, Chad=N'Djamena, the
    Comoros=Moroni, the Democratic Republic of the Congo=Kinshasa, the Republic of the Congo=Brazzaville,
    Djibouti=Djibouti, Egypt=Cairo, Equatorial Guinea=Malabo, Eritrea=Asmara, Eswatini=Mbabane, Ethiopia=Addis Ababa,
    Gabon=Libreville, the Gambia=Banjul, Ghana=Accra, Guinea=Conakry, Guinea-Bissau=Bissau, the Ivory
    Coast=Yamoussoukro, Kenya=Nairobi, Lesotho=Maseru, Liberia=Monrovia, Libya=Tripoli, Madagascar=Antananarivo,
    Malawi=Lilongwe, Mali=Bamako, Mauritania=Nouakchott, Mauritius=Port Louis, Morocco=Rabat, Mozambique=Maputo,
    Namibia=Windhoek, Niger=Niamey, Nigeria=Abuja, Rwanda=Kigali, Sao Tome and Principe=Sao Tome, Senegal=Dakar, the
    Seychelles=Victoria, Sierra Leone=Freetown, Somalia=Mogadishu, South Africa=Pretoria, South Sudan=Juba,
    Sudan=Khartoum, Tanzania=Dodoma, Togo=Lome, Tunisia=Tunis, Uganda=Kampala, Zambia=Lusaka, Zimbabwe=Harare""",
    "North America": """Antigua and Barbuda=Saint John's, the Bahamas=Nassau, Barbados=Bridgetown, Belize=Belmopan,
    Canada=Ottawa, Costa Rica=San Jose, Cuba=Havana, Dominica=Roseau, the Dominican Republic=Santo Domingo, El
    Salvador=San Salvador, Grenada=Saint George's, Guatemala=Guatemala City, Haiti=Port-au-Prince,
    Honduras=Tegucigalpa, Jamaica=Kingston, Mexico=Mexico City, Nicaragua=Managua, Panama=Panama City, Saint Kitts
    and Nevis=Basseterre, Saint Lucia=Castries, Saint Vincent and the Grenadines=Kingstown, Trinidad and Tobago=Port
    of Spain, the United States=Washington""",
    "South America": """Argentina=Buenos Aires, Bolivia=Sucre, Brazil=Brasilia, Chile=Santiago, Colombia=Bogota,
    Ecuador=Quito, Guyana=Georgetown, Paraguay=Asuncion, Peru=Lima, Suriname=Paramaribo, Uruguay=Montevideo,
    Venezuela=Caracas""",
    "Oceania": """Australia=Canberra, Fiji=Suva, Kiribati=Tarawa, the Marshall Islands=Majuro, Micronesia=Palikir,
    Nauru=Yaren, New Zealand=Wellington, Palau=Ngerulmud, Papua New Guinea=Port Moresby, Samoa=Apia, the Solomon
    Islands=Honiara, Tonga=Nuku'alofa, Tuvalu=Funafuti, Vanuatu=Port Vila""",
}
ALSO_CALLED: Final = {
    "the USA": "the United States",
    "the US": "the United States",
    "America": "the United States",
    "the UK": "the United Kingdom",
    "Britain": "the United Kingdom",
    "the Czech Republic": "Czechia",
    "Holland": "the Netherlands",
}
PARTS: Final = tuple(
    Country(name, capital, "Europe")
    for name, capital in pairs_of("England=London, Scotland=Edinburgh, Wales=Cardiff, Northern Ireland=Belfast")
)
CONTINENTS: Final = ("Europe", "Asia", "Africa", "North America", "South America", "Oceania")
COUNTRIES: Final = tuple(
    Country(name, capital, continent) for continent, text in CAPITALS.items() for name, capital in pairs_of(text)
)
BY_NAME: Final = {country.name: country for country in COUNTRIES}
NOTES: Final = {
    "Israel": "Israel says that it is Jerusalem, but many countries do not agree.",
    "South Africa": "South Africa has three capitals: Pretoria, Cape Town and Bloemfontein.",
    "Bolivia": "The capital of Bolivia is Sucre, but the government sits in La Paz.",
}
WELL_KNOWN: Final = listed(
    """France, Germany, Italy, Spain, the United Kingdom, the United States, Japan, China, India, Canada, Brazil,
    Russia, Australia, Austria, Switzerland, the Netherlands, Belgium, Poland, Sweden, Norway, Denmark, Finland,
    Ireland, Portugal, Greece, Turkey, Egypt, Mexico, Argentina, Ukraine, Hungary, Czechia, Iceland, South Korea,
    Kenya, Nigeria, South Africa, Morocco, Peru, Chile, Cuba, Thailand, Vietnam, New Zealand, Croatia, Romania"""
)
OTHER_PLACES: Final = listed(
    """Bavaria, California, Texas, Florida, Sicily, Catalonia, Tuscany, Ontario, Bali, Hawaii, Alaska, Corsica, Crete,
    Siberia, Lapland, Brittany, Cornwall, Kerala, Zanzibar, Atlantis, Narnia, Mordor, Wonderland, Neverland,
    Prussia, Persia, Greenland, Puerto Rico, Hamburg, Barcelona, Milan, New York, Munich, Istanbul, Chicago,
    Mars, the moon, the sea, Saxony, Nebraska, Ohio, Andalusia, Provence, Patagonia, Antarctica, Disneyland,
    Hogwarts"""
)
OTHER_PLACES_HELD: Final = listed(
    "Normandy, Tasmania, Sardinia, Utopia, Lyon, Arizona, Venus, Quebec, Lombardy, Gotham"
)
OTHER_TOWNS: Final = listed(
    """Hamburg, Barcelona, Milan, New York, Munich, Istanbul, Chicago, Toronto, Geneva, Zurich, Naples, Venice,
    Lyon, Seville, Antwerp, Manchester, Liverpool, Glasgow, Boston, Los Angeles, Shanghai, Mumbai,
    Kyoto, Lagos, Casablanca, Rio de Janeiro, Sao Paulo, Cologne, Frankfurt, Salzburg, Krakow, Bergen"""
)
OTHER_TOWNS_HELD: Final = listed(
    "Osaka, Sydney, Marseille, Dresden, Turin, Porto, Bristol, Seattle, Auckland, Bordeaux, Leeds, Karachi"
)


NAMES: Final = frozenset(
    (*ALSO_CALLED, *(word for country in (*COUNTRIES, *PARTS) for word in (country.name, country.capital)))
)


def known(name: str) -> bool:
    """Whether a name is that of a country, of one of its parts, or of a capital."""
    return name in NAMES
