"""Text typed years ago in Word with .VnTime or VNI fonts can be read: which code is which letter.

Both encodings put their letters on codes from 0xA1 to 0xFE, where Latin-1 and Windows-1252 agree,
so a paste has the same characters whichever of the two the program took it for. The tables agree
with TCVN 5712:1993 as GNU libc and libiconv have it and with the VNI tables of Vietnamese keyboard
programs. A TCVN3 font has no codes for capitals with tones: they come from a second font whose
name ends in H (.VnTimeH), which shows the codes of small letters as capitals.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Encoding = Literal["tcvn3", "vni"]

TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng
TCVN3_TONED = {
    "a": "µ¶·¸¹", "ă": "»¼½¾Æ", "â": "ÇÈÉÊË", "e": "ÌÎÏÐÑ", "ê": "ÒÓÔÕÖ", "i": "×ØÜÝÞ",
    "o": "ßáâãä", "ô": "åæçèé", "ơ": "êëìíî", "u": "ïñòóô", "ư": "õö÷øù", "y": "úûüýþ",
}  # fmt: skip
TCVN3_LEVEL = dict(zip("¨©ª«¬\u00ad®¡¢£¤¥¦§", "ăâêôơưđĂÂÊÔƠƯĐ", strict=True))
# The letter to which VNI adds one sign for the tone, and the signs in the order of TONES.
VNI_TONED = {
    "a": ("a", "øûõùï"), "ă": ("a", "èúüéë"), "â": ("a", "àåãáä"), "e": ("e", "øûõùï"),
    "ê": ("e", "àåãáä"), "o": ("o", "øûõùï"), "ô": ("o", "àåãáä"), "ơ": ("ô", "øûõùï"),
    "u": ("u", "øûõùï"), "ư": ("ö", "øûõùï"), "y": ("y", "øûõù"), "i": ("", "ìæóíò"),
}  # fmt: skip
VNI_OTHER = {"ă": "aê", "â": "aâ", "ê": "eâ", "ô": "oâ", "ơ": "ô", "ư": "ö", "đ": "ñ", "ỵ": "î"}
INITIALS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x"
RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu "
    "iêc iêm iên iêng iêp iêt iêu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oăc oăm "
    "oăn oăng oăt oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôông ôp ôt "
    "ơ ơi ơm ơn ơng ơp ơt u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uôc uôi uôm uôn "
    "uông uôt uơ up ut uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi "
    "ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu"
)
RIMES_AFTER_QU = (
    "a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt ân âng ât âu ây e en eo et ê ên êch êt "
    "ênh i in inh it ôc ơ ơi ơn y yên yêt ynh yt"
)
SYLLABLE = re.compile(f"(?:(?:{INITIALS})?(?:{RIMES})|qu(?:{RIMES_AFTER_QU}))".replace(" ", "|"))
STOPPED = re.compile("[cpt]$|ch$")
ONLY_TONES = re.compile(f"[{TONES}]")


def is_syllable(word: str) -> bool:
    """Can `word`, in any case and with either placement of the tone, be Vietnamese?

    By its form: at most one tone, a known beginning and ending, and a sharp or heavy tone before
    a final c, ch, p or t.
    """
    apart = unicodedata.normalize("NFD", word.lower())
    tones = ONLY_TONES.findall(apart)
    bare = unicodedata.normalize("NFC", ONLY_TONES.sub("", apart))
    if len(tones) > 1 or not SYLLABLE.fullmatch(bare):
        return False
    return not STOPPED.search(bare) or tones in (["\u0301"], ["\u0323"])


def tcvn3_letters() -> dict[str, str]:
    """Each character of a TCVN3 paste beyond ASCII and the letter it was."""
    toned = {
        code: unicodedata.normalize("NFC", vowel + tone)
        for vowel, codes in TCVN3_TONED.items()
        for code, tone in zip(codes, TONES, strict=True)
    }
    return toned | TCVN3_LEVEL


def vni_letters() -> dict[str, str]:
    """Each character or group of a VNI paste and the letter it was, in all their cases.

    The letter's case is its first character's: Word's change of case leaves `Aù` as often as `AÙ`.
    Hat and tone may also be two signs, in either order (`aâù`, `aùâ`).
    """
    small = {code: letter for letter, code in VNI_OTHER.items()}
    for vowel, (base, signs) in VNI_TONED.items():
        for sign, tone in zip(signs, TONES, strict=False):
            letter = unicodedata.normalize("NFC", vowel + tone)
            small[base + sign] = letter
            level = VNI_OTHER.get(vowel, "")
            if len(level) == 2:
                plain_sign = "øûõùï"[TONES.index(tone)]
                small[level + plain_sign] = small[base + plain_sign + level[1]] = letter
    letters = {}
    for code, letter in small.items():
        for tail in (code[1:], code[1:].upper()):
            letters[code[0] + tail] = letter
            letters[code[0].upper() + tail] = letter.upper()
    return letters


LETTERS: dict[Encoding, dict[str, str]] = {"tcvn3": tcvn3_letters(), "vni": vni_letters()}
CODES = {name: frozenset("".join(letters)) for name, letters in LETTERS.items()}
CODE = {
    name: re.compile("|".join(sorted(map(re.escape, letters), key=len, reverse=True)))
    for name, letters in LETTERS.items()
}


def converted(word: str, encoding: Encoding) -> str:
    """`word` with its codes as letters; as it is when it has a letter of no code."""
    if word.isascii() or _has_other_letters(word, encoding):
        return word
    return CODE[encoding].sub(lambda code: LETTERS[encoding][code.group()], word)


def _has_other_letters(word: str, encoding: Encoding) -> bool:
    return any(
        char.isalpha() and not char.isascii() and char not in CODES[encoding] for char in word
    )
