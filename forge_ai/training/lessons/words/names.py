"""Invented names in several sounds of language, a tenth of them kept back for the exam.

A small model learns to copy only when hardly any name comes twice. Does not know what the names are given to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final
from zlib import crc32

from forge_ai.training.lessons.words.listed import listed

HELD_OUT_SHARE: Final = 10


def is_held_out(value: str) -> bool:
    """Whether a value belongs to the exam, and so never stands in a lesson."""
    return crc32(value.casefold().encode()) % HELD_OUT_SHARE == 0


def one_of(words: tuple[str, ...]) -> Callable[[Random], str]:
    """A maker of one of the words."""
    return lambda random: random.choice(words)


def draw(make: Callable[[Random], str], random: Random, *, held_out: bool) -> str:
    """A value from `make`: one that is kept for the exam if `held_out`, else one that lessons may use."""
    while True:
        value = make(random)
        if is_held_out(value) == held_out:
            return value


@dataclass(frozen=True, slots=True)
class Sound:
    """The building blocks of one style of names: beginnings, vowels, middles, and ways to end."""

    starts: tuple[str, ...]
    vowels: tuple[str, ...]
    middles: tuple[str, ...]
    ends: tuple[str, ...]


def _sound(starts: str, vowels: str, middles: str, ends: str) -> Sound:
    return Sound(*(tuple(part.split()) for part in (starts, vowels, middles, ends)))


SOUNDS: Final = (
    _sound(  # like English
        "B Br C Ch Cl D Dr F Fl G Gr H J K L M N P Pr Qu R S Sh St T Th Tr V W Wh Y Z",
        "a e i o u ea ee oo ai ou",
        "b d dd ck ff g l ll m mm n nn nd ng p pp r rr rl s ss st t tt th v w x",
        "ton ley ford well man by ck er ett in on y ie o ard en um ple ish ow ster win",
    ),
    _sound(  # like the Nordic languages
        "B Bj D E Fr G H Hj I J K Kr L M N O R S Sig Sk Sn St Sv T Th Tor U V Y",
        "a e i o u y aa ei",
        "d f g gn ld ll lm m n nd ng nn r rd rg rn rst s sk st t v",
        "a e ar en in rid ulf mund sen vik dal ild ny borg un bert geir hild stad",
    ),
    _sound(  # like the Slavic languages
        "B Br D Dr G Gr I J K Kr L Lj M Mir N O P Pr R S Sl St T V Vl Z Zd Zv",
        "a e i o u",
        "b d dr g j k l m n nk r s sl sn st t v vr z zd",
        "a ek ena ic in ina islav ka ko mir na ov ova ovic ski slav sha ta vna itsa",
    ),
    _sound(  # like Japanese
        "A Ch E F H I K Ky M N O R S Sh T Ts U W Y Yu",
        "a i u e o",
        "b d g h k m n nd r s sh t ts w y z",
        "a i o u e ka ki ko mi mu na no ra ri ro sa shi to ya zo",
    ),
    _sound(  # like the Romance languages
        "A B C Ch D E F Fl G I L M N O P Pr Qu R S T V Z Al Bel Cor Del Mar",
        "a e i o u ia io",
        "b c d g l ll lv m n nd nt r rr s ss st t tt v z",
        "a o i e ella etto ina ino ora oso ez ento elle eau ier ine iano anza",
    ),
    _sound(  # like nothing on earth
        "Ax B Bl D Dz F Fl G Gl H J K Kl L M N Ph Pl Qu R Sk Sp T Tw V Vr X Y Z Zl",
        "a e i o u ae oi uu y",
        "b bl d dr f g gg k kt l lb m mp n nk p ps q r rk s sk t v vv x z zz",
        "ax ib ob ug im on or us yx el ip uk az op ith urn ond arg esk ump",
    ),
)

COMMON_NAMES: Final = listed(
    """Ada, Adam, Agnes, Ahmed, Alan, Albert, Alice, Amina, Amy, Andrea, Andrew, Anna, Anton, Arthur, Astrid, Ben,
    Bella, Bert, Bruno, Carla, Carlos, Carol, Chen, Chloe, Clara, Claude, Daniel, David, Diana, Dora, Edgar, Elena,
    Eli, Elsa, Emil, Emily, Emma, Erik, Esther, Eva, Fatima, Felix, Finn, Fiona, Frank, Frida, George, Gina, Grace,
    Greta, Hanna, Hannah, Harry, Hector, Helen, Henry, Hugo, Ida, Igor, Ines, Ingrid, Irene, Isaac, Ivan, Jack,
    James, Jane, Jasper, Joan, John, Jonas, Julia, Karl, Kate, Kenji, Kim, Lars, Laura, Lena, Leo, Liam, Lily,
    Linda, Lisa, Lucas, Lucy, Luna, Mara, Marco, Maria, Mario, Mark, Marta, Martin, Mary, Max, Maya, Mia, Milo,
    Mina, Mohamed, Molly, Nadia, Nina, Noah, Nora, Olga, Oliver, Omar, Oscar, Otto, Paul, Paula, Pedro, Peter,
    Petra, Pia, Priya, Ralph, Rex, Rita, Robert, Rosa, Rosie, Ruby, Ruth, Sam, Samir, Sara, Sofia, Sven, Tara, Theo,
    Thomas, Tim, Tina, Tom, Tomas, Ute, Vera, Victor, Wanda, Wei, Willy, Yara, Yuki, Zoe, Bello, Biscuit, Buddy,
    Charlie, Coco, Daisy, Fluffy, Ginger, Lucky, Minka, Patch, Pepper, Poppy, Rocky, Shadow, Snowy, Tiger, Whiskers"""
)


def invented_name(random: Random) -> str:
    """A name of one to four syllables such as "Morvanek", "Hjalmund", "Tokiri" or "Zax"."""
    sound = random.choice(SOUNDS)
    parts = [random.choice(sound.starts)]
    for _ in range(random.choice((0, 0, 1, 1, 1, 2))):
        parts += (random.choice(sound.vowels), random.choice(sound.middles))
    end = random.choice(sound.ends)
    if parts[-1][-1] not in "aeiouy" and end[0] not in "aeiouy":
        parts.append(random.choice(sound.vowels))
    return "".join((*parts, end))


def first_name(random: Random) -> str:
    """Mostly an invented name, sometimes one that many people and pets really have."""
    return random.choice(COMMON_NAMES) if random.random() < 0.12 else invented_name(random)


def name_part(random: Random) -> str:
    """A name inside a longer one. It never stands alone in the exam: there only the whole is new."""
    return draw(invented_name, random, held_out=False)


def full_name(random: Random) -> str:
    """A first name and a family name."""
    return f"{draw(first_name, random, held_out=False)} {name_part(random)}"


def person_name(random: Random) -> str:
    """What a person is called by: mostly a first name, sometimes the full name."""
    return full_name(random) if random.random() < 0.3 else first_name(random)
