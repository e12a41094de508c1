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
)


def exchange(random: Random) -> tuple[str, str]:
    """Something in another language, or about one, and the answer."""
    names = {"name": draw(first_name, random, held_out=False), "town": draw(real_names.town, random, held_out=False)}
    chance = random.random()
    if chance < 0.5:
        said = random.choice(FOREIGN).format(**names)
    elif chance < 0.75:
        words = " ".join(random.choice(part.split("|")) for part in random.choice(PATTERNS)).format(**names)
        said = re.sub(r" ([?.,])", r"\1", " ".join(words.split()))
    else:
        said = random.choice(ABOUT_LANGUAGES).format(l=random.choice(LANGUAGES))
    return (said.lower() if random.random() < 0.2 else said), random.choice(ENGLISH_ONLY)
