"""Words in other languages, and the answer that only English is spoken here.

Does not know what they mean.
"""

from __future__ import annotations

import re
from random import Random
from typing import Final

from forge_ai.training.lessons.words import real_names
from forge_ai.training.lessons.words.listed import listed
from forge_ai.training.lessons.words.names import draw, first_name

FOREIGN: Final = listed(
    """Hallo | Hallo, wie geht es dir? | Guten Morgen | Guten Abend | Wie heißt du? | Wer bist du? | Was kannst
    du? | Sprichst du Deutsch? | sprichst du auch deutsch | kannst du mir helfen | Danke | Danke schön |
    Tschüss | Ich heiße {name} | Ich bin {name} und wohne in {town} | Ich habe einen Hund | Wie ist das
    Wetter? | Erzähl mir einen Witz | Ich verstehe dich nicht | Was ist das? | ja | nein | bitte | Was machst
    du? | Gute Nacht | Moin | Servus | Grüß Gott | Bonjour | Bonjour, comment ça va? | Salut | Comment tu
    t'appelles? | Je m'appelle {name} | Merci | Merci beaucoup | Au revoir | Parlez-vous français? | Tu parles
    français? | J'habite à {town} | Qui es-tu? | Oui | Bonsoir | Hola | Hola, ¿cómo estás? | ¿hablas español?
    | ¿Cómo te llamas? | Me llamo {name} | Gracias | Muchas gracias | Buenos días | Buenas noches | Adiós |
    ¿Qué puedes hacer? | Vivo en {town} | ¿Quién eres? | Ciao | Ciao, come stai? | Buongiorno | Grazie |
    Grazie mille | Come ti chiami? | Mi chiamo {name} | Parli italiano? | Arrivederci | Olá | Olá, tudo bem? |
    Obrigado | Bom dia | Você fala português? | Hej | Hej, hur mår du? | Hur mår du? | Tack | God morgon |
    Hej, jag heter {name} | Hei | Hvordan har du det? | Tak | Moi, mitä kuuluu? | Kiitos | Hoi | Hoi, hoe gaat
    het? | Dank je wel | Goedemorgen | Spreek je Nederlands? | Cześć | Cześć, jak się masz? | Dziękuję | Dzień
    dobry | Ahoj | Ahoj, jak se máš? | Děkuji | Dobrý den | Merhaba | Merhaba, nasılsın? | Teşekkürler |
    Привет | Привет, как дела? | Спасибо | Как тебя зовут? | Здравствуйте | Привіт | Дякую | Γεια σου |
    Ευχαριστώ | Καλημέρα |
    你好 | 你好吗？ | 谢谢 | 你是谁？ | こんにちは | ありがとう | おはよう | 안녕하세요 | 감사합니다 |
    مرحبا | شكرا | كيف
    حالك؟ | שלום | תודה | नमस्ते | धन्यवाद | สวัสดี | Xin chào | Selamat pagi | Apa kabar? | Jambo | Habari |
    Salve | Szia, hogy vagy? | Köszönöm | Bună ziua | Ce mai faci? | Mulțumesc | Zdravo | Kako si? | Hvala""",  # noqa: RUF001
    "|",
)
LANGUAGES: Final = listed(
    """German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Danish, Norwegian, Finnish, Polish, Czech,
    Russian, Ukrainian, Greek, Turkish, Arabic, Hebrew, Hindi, Chinese, Japanese, Korean, Latin, Hungarian,
    Romanian, Welsh"""
)
ABOUT_LANGUAGES: Final = listed(
    """Do you understand {l}? | Can we talk in {l}? | Can you talk {l}? | Do you speak any {l}? | Let's speak
    {l}. | Please answer in {l}. | Say something in {l}. | I only speak {l}. | Switch to {l} please. | Speak
    {l}! | do u know {l}? | Could you speak {l} with me? | Why don't you speak {l}? | Is {l} possible? | Can I
    write in {l}?""",
    "|",
)
ENGLISH_ONLY: Final = listed(
    """I'm sorry, I only speak English. | I only speak English, and simple English at that. | Sorry, I understand only
    English. Can you say it in English? | I only know English, I'm sorry. Please write to me in English.""",
    "|",
)
PATTERNS: Final = (
    (
        "Wann|Warum|Wie|Wo|Mit wem",
        "kommt|geht|wohnt|schläft|arbeitet|spielt",
        "mein Bruder|deine Freundin|{name}|der Hund",
        "heute?|morgen?|so oft?|?",
    ),
    (
        "Kannst du|Willst du|Darf ich|Sollen wir|Musst du",
        "mir|uns|bitte|auch|jetzt",
        "helfen?|etwas sagen?|Deutsch sprechen?|antworten?|ein Lied singen?",
        "|",
    ),
    (
        "Mein Name ist|Meine Schwester heißt|Mein Hund heißt|Das ist|Ich kenne",
        "{name}",
        "und ich wohne in {town}|und das ist gut|.|, und du?",
        "|",
    ),
    (
        "Est-ce que tu|Pourquoi tu|Quand tu|Comment tu",
        "peux|veux|vas|parles|manges",
        "m'aider|à {town}|avec moi|au cinéma|français",
        "?|aujourd'hui ?|demain ?",
    ),
    (
        "Mon frère|Ma mère|Mon ami {name}|Le chat",
        "habite|mange|dort|travaille|est",
        "à {town}|ici|dans la maison|très bien",
        ".|aussi|maintenant",
    ),
    (
        "¿Puedes|¿Quieres|¿Por qué|¿Cuándo|¿Sabes",
        "hablar|venir|comer|ayudarme|decirme algo",
        "conmigo|en {town}|hoy|otra vez",
        "?|, por favor?",
    ),
    (
        "Mi hermano|Mi madre|Mi amigo {name}|El perro",
        "vive|come|duerme|trabaja|está",
        "en {town}|aquí|muy bien|en casa",
        ".|ahora|también",
    ),
    (
        "Puoi|Vuoi|Perché non|Quando|Sai",
        "parlare|venire|mangiare|aiutarmi|dirmi qualcosa",
        "con me|a {town}|oggi|di nuovo",
        "?|, per favore?",
    ),
    (
        "Kan du|Vill du|Varför|När",
        "hjälpa mig|tala svenska|komma|äta|sova",
        "idag|nu|med mig|i {town}",
        "?|",
    ),
    ("Мой друг|Я|Моя мама|Ты", "люблю|живу|вижу|хочу|знаю", "кошку|дом|чай|тебя|музыку", "сегодня|очень|здесь|?"),
    ("Mogę|Chcę|Mam|Lubię|Widzę", "psa|kota|kawę|dom|książkę", "w {town}|dzisiaj|teraz|z {name}", "|?"),
    (
        "Ich",
        """habe | sehe | mag | suche | kaufe | brauche""",
        """einen Hund | eine Katze | ein Buch | ein Auto | Kaffee | Hilfe | das Haus | einen Arzt""",
        "heute|jetzt|in {town}|sehr|auch|mit {name}",
    ),
    (
        "Wo ist|Was ist|Kennst du|Hast du|Magst du",
        "mein|ein|das|dieses",
        "Schlüssel?|Hund?|Buch?|Auto?|Haus?|Wetter?|Spiel?",
        "",
    ),
    (
        "Je|Nous",
        "cherche|vois|prends|veux|mange|regarde",
        "un chien|une maison|le livre|du pain|un café|la voiture",
        "aujourd'hui|à {town}|avec {name}|maintenant|ici",
    ),
    (
        """Yo | Hoy""",
        """quiero | tengo | busco | veo | como | compro""",
        """un perro | una casa | el libro | pan | un café | el coche""",
        """en {town} | ahora | con {name} | hoy""",
    ),
    (
        """Io | Oggi""",
        """ho | vedo | cerco | mangio | vorrei | compro""",
        """un cane | una casa | il libro | del pane | un caffè""",
        """a {town} | adesso | con {name} | qui""",
    ),
    ("Jag|Nu", "har|ser|vill ha|köper|gillar", "en hund|en katt|boken|kaffe|ett hus", "i {town}|idag|med {name}|nu"),
    ("Ik|Wij", "heb|zie|wil|koop|zoek", "een hond|een boek|koffie|het huis|brood", "in {town}|vandaag|met {name}|nu"),
    (
        """Eu | Hoje""",
        """tenho | vejo | quero | procuro | compro""",
        """um cão | uma casa | o livro | pão | um café""",
        """em {town} | agora | com {name} | aqui""",
    ),
    (
        "Was ist|Wie heißt|Nenne mir|Weißt du|Sag mir",
        "die größte Stadt|der längste Fluss|der Präsident|die Hauptstadt|der höchste Berg",
        "von Spanien|von Italien|in Deutschland|der Welt|von {town}",
        "?|?|bitte?",
    ),
    (
        "Ich möchte|Ich will|Ich würde gern",
        "wissen,|lernen,|dich fragen,",
        "wie man|wo man|wann man|warum man",
        "Geld spart|gut schläft|Kartoffeln kocht|ein Haus baut|Suppe macht",
        ".|, bitte.|",
    ),
    (
        "Mein Fahrrad|Unser Haus|Mein Computer|Der Garten|Meine Tasche|Die Katze",
        "ist|war|steht|bleibt",
        "blau|kaputt|sehr alt|neu|im Keller|vor der Tür",
        ".|und teuer.|, aber schön.|",
    ),
    (
        "Wie kann ich|Wie soll ich|Kann ich|Wo kann ich",
        "das Gerät|mein Telefon|den Computer|ein Modell|dich|meine Daten",
        "starten|benutzen|löschen|einrichten|finden",
        "?|",
    ),
    (
        "hallo ich bin|hi ich heisse|guten tag mein name ist|ich bin die",
        "{name}",
        "aus {town}|und wer bist du|und du",
        "",
    ),
    (
        "Wie spät|Welcher Tag|Welches Datum",
        "ist es|ist heute|haben wir",
        "gerade?|jetzt?|bitte?|in {town}?",
    ),
    (
        "danke für|vielen dank für|schönen dank für",
        "alles|deine antwort|das gespräch|die auskunft",
        "|!|, bis bald",
    ),
    (
        "¿Cuál es|¿Dónde está|¿Quién es|Dime|¿Sabes",
        "el presidente|la ciudad más grande|el río más largo|la capital",
        "de España?|de Italia?|de Alemania?|de {town}?",
    ),
    (
        "Necesito|Quiero|Me gustaría|Busco",
        "información|una receta|un consejo|una respuesta",
        "para mi hija|sobre {town}|por favor|con el teléfono|para el trabajo",
    ),
    ("Mi gato|Mi hija|Mi madre|Mi amigo|Mi hermana", "se llama", "{name}", "y tiene diez años|.|y vive en {town}"),
    ("¿Qué hora|¿Qué día|¿Qué tiempo", "es|hace", "hoy?|ahora?|en {town}?|, por favor?"),
    ("hola soy|buenas me llamo|hola mi nombre es", "{name}", "de {town}|y tú quién eres|y tengo 30 años"),
    (
        "Quelle est|Quel est|Où est|Donne-moi",
        "la capitale|le président|la plus grande ville|le fleuve",
        "de la France ?|de l'Italie ?|de l'Espagne ?|du Japon ?",
    ),
    ("Quel temps|Quel jour|Quelle date", "fait-il|sommes-nous|est-ce", "à {town} ?|aujourd'hui ?|maintenant ?"),
    (
        "Je veux|J'aimerais|Peux-tu|Pouvez-vous",
        "savoir|apprendre|comprendre|expliquer",
        "comment on fait|où acheter|pourquoi on mange",
        "une tarte|un gâteau|de la soupe|du fromage",
    ),
    ("Mon chat|Ma fille|Mon père|Ma sœur", "s'appelle", "{name}", ".|et a dix ans|et habite à {town}"),
    ("bonjour je suis|salut je m'appelle|moi c'est", "{name}", "de {town}|et toi|et j'ai 20 ans"),
    (
        "Dov'è|Chi è|Dimmi|Come si chiama",
        "la capitale|il presidente|il fiume più lungo",
        "della Francia?|della Spagna?",
    ),
    ("Il mio gatto|Mia sorella|Mio padre", "si chiama", "{name}", "e vive a {town}|e ha dieci anni|."),
    ("Che ora|Che giorno|Che tempo", "è|fa", "oggi?|adesso?|a {town}?"),
    ("Qual é|Onde fica|Quem é", "a capital|o presidente|a maior cidade", "de Portugal?|do Brasil?|da França?"),
    ("O meu cão|A minha irmã|O meu pai", "chama-se", "{name}", "e tem dez anos|.|e mora em {town}"),
    ("Wat is|Waar is|Hoe heet", "de hoofdstad|de president|het weer", "van België?|van Frankrijk?|in {town}?"),
    ("Mijn kat|Mijn zus|Mijn vader", "heet", "{name}", "en woont in {town}|.|en is tien jaar oud"),
    ("Vad är|Var ligger|Vem är", "huvudstaden|presidenten|den största staden", "i Sverige?|i Norge?|i {town}?"),
    ("Jak|Gdzie|Kiedy|Dlaczego", "działa|mieszka|śpi|pracuje", "twój pies?|ten telefon?|twoja siostra?|to?"),
    ("Benim adım|Kedimin adı|Köpeğimin adı", "{name}", "ve {town} şehrinde yaşıyorum|.|, ya senin?"),  # noqa: RUF001
    ("Какая|Где|Как называется", "столица|река|погода", "Италии?|России?|в Москве?"),
)
HELD: Final = listed(
    """Was ist die Hauptstadt von Österreich? | Wo finde ich einen guten Bäcker? | Kannst du das bitte erklären? |
    Meine Oma kommt am Sonntag zu Besuch. | Ich suche meine Brille. | Wie viel ist sieben mal acht? | Wann fährt
    der Zug nach Hamburg ab? | Mein Papagei spricht den ganzen Tag. | Ich habe Hunger. | Schreib mir ein Gedicht
    über den Herbst. | ¿Cuál es la montaña más alta? | ¿Puedes contarme un chiste? | Mi coche no arranca. | Tengo
    dos hijos y una tortuga. | ¿Cuánto es siete por ocho? | Vamos a la playa mañana. | No entiendo nada. | Escribe
    un poema sobre el mar. | ¿Dónde están mis llaves? | Quelle est la montagne la plus haute ? | Raconte-moi une
    blague. | Ma voiture est en panne. | J'ai deux enfants et une tortue. | Combien font sept fois huit ? | Où
    sont mes clés ? | Nous partons en vacances demain. | Je ne comprends pas. | Écris un poème sur la mer. | Qual
    è la montagna più alta? | Raccontami una barzelletta. | La mia macchina non parte. | Quanto fa sette per otto?
    | Dove sono le mie chiavi? | Qual é a montanha mais alta? | Conta-me uma piada. | O meu carro não pega. |
    Hoeveel is zeven keer acht? | Vertel eens een mop. | Mijn auto is kapot. | Hur mycket är sju gånger åtta? |
    Min bil är trasig. | Ile to jest siedem razy osiem? | Mój samochód nie działa. | Kolik je sedm krát osm? |
    Yedi kere sekiz kaç eder? | Сколько будет семью восемь? | Моя машина сломалась. | Jag letar efter mina
    nycklar.""",
    "|",
)


def exchange(random: Random) -> tuple[str, str]:
    """Something in another language, or about one, and the answer."""
    names = {"name": draw(first_name, random, held_out=False), "town": draw(real_names.town, random, held_out=False)}
    chance = random.random()
    if chance < 0.35:
        said = random.choice(FOREIGN).format(**names)
    elif chance < 0.8:
        words = " ".join(random.choice(part.split("|")) for part in random.choice(PATTERNS)).format(**names)
        said = re.sub(r" ([?.,])", r"\1", " ".join(words.split()))
    else:
        said = random.choice(ABOUT_LANGUAGES).format(l=random.choice(LANGUAGES))
    return (said.lower() if random.random() < 0.2 else said), random.choice(ENGLISH_ONLY)
