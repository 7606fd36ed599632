"""A domain that only looks like another is known for what it is, before a reader trusts it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from plugins.vietnamese.text import fold

# What a browser reads between `https:` and the path, whichever way the slashes lean.
AUTHORITY = re.compile(r"\s*(?:https?:)?[/\\]{2,}(?P<user>[^/\\?#]*@)?(?P<host>[^/\\?#@]*)", re.I)
PORT = re.compile(r":\d*$")
SCHEME = re.compile(r"\s*https?:", re.I)
# Letters of other alphabets by the Latin ones that they are taken for: the part of Unicode's
# https://www.unicode.org/Public/security/latest/confusables.txt that is in small letters.
LOOKS = str.maketrans(
    "аеорсухіјѕԁԛԝһӏкмнтвгпοανρτυικηχγεωɑɡıɩʟ",
    "aeopcyxijsdqwhlkmhtbrnoavptuiknxyewagiil",
)
# Alphabets with many letters that look like ours.
ALIKE = {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU"}
# Besides a to z; a domain of Vietnamese words has these.
VIETNAMESE = re.compile("[a-z0-9À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ-]*")
DIGITS = str.maketrans("0135", "oles")
# Whose name is borrowed to cheat readers here: offices, newspapers, banks, the large services.
TRUSTED = (
    *("chinhphu.vn", "baochinhphu.vn", "nhandan.vn", "vtv.vn", "vov.vn", "qdnd.vn", "cand.com.vn"),
    *("tuoitre.vn", "thanhnien.vn", "dantri.com.vn", "vietnamnet.vn", "vnexpress.net"),
    *("vietcombank.com.vn", "vietinbank.vn", "bidv.com.vn", "agribank.com.vn", "momo.vn"),
    *("zalo.me", "facebook.com", "google.com", "youtube.com"),
)
OFFICES = ".gov.vn"
LIKE_AN_OFFICE = re.compile(r"(?<![a-z])gov[.-]?vn|\bgovn\b|-gov\.")
# A whole domain of ours before the one that counts: `chinhphu.vn.example.top`.
IN_FRONT = re.compile(r"(?P<front>.+\.vn)\.")
NUMBER = re.compile(r"0x[0-9a-f]+|\d+", re.I)
# Second parts under which anybody may have a name: the third part tells whose it is.
SHARED = {"ac", "co", "com", "edu", "gov", "health", "info", "int", "name", "net", "org", "pro"}


@dataclass(frozen=True)
class Host:
    """user: what stands before `@`, "" for none; typed: without port; name: as people read it, in
    small letters, `xn--…` undone; "" if that can't be."""

    user: str
    typed: str
    name: str


def host_of(address: str) -> Host | None:
    """Of an address that leads to a site; None for any other. Never raises."""
    found = AUTHORITY.match(address)
    if not found:
        return None
    typed = PORT.sub("", found["host"])
    return Host((found["user"] or "")[:-1], typed, _readable(typed))


def _readable(host: str) -> str:
    try:
        labels = [
            label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label
            for label in host.lower().rstrip(".").split(".")
        ]
    except UnicodeError:
        return ""
    return ".".join(labels)


def is_number(host: Host) -> bool:
    """Whether it is the number of a machine: `1.2.3.4`, `0x01020304`, `16909060`, `[::1]`."""
    return host.typed.startswith("[") or all(map(NUMBER.fullmatch, host.name.split(".")))


def is_plain_number(host: Host) -> bool:
    """Whether it is an IPv4 address as everybody writes it."""
    return bool(re.fullmatch(r"(?:[1-9]?\d|[12]\d\d)(?:\.(?:\d|[1-9]\d|[12]\d\d)){3}", host.typed))


def strange_letters(host: Host) -> str:
    """Letters that are taken for Latin ones, or that browsers write in another way; "" for none."""
    found = dict.fromkeys(
        char
        for char in host.name
        if not char.isascii() and not VIETNAMESE.fullmatch(char) and _is_alike(char)
    )
    return "".join(found)


def _is_alike(char: str) -> bool:
    changed = unicodedata.normalize("NFKC", char) != char
    script = unicodedata.name(char, "").partition(" ")[0]
    return changed or script in ALIKE or script == "LATIN" or not char.isalpha()


def foreign_letters(host: Host) -> str:
    """Letters of other scripts, which nobody takes for Latin ones."""
    others = dict.fromkeys(char for char in host.name if not VIETNAMESE.fullmatch(char))
    return "".join(char for char in others if char.isalpha())


def looks_like(host: Host) -> str:
    """In plain letters what it is read as; "" where there are none for it."""
    plain = fold(unicodedata.normalize("NFKC", host.name).translate(LOOKS))
    return plain if plain.isascii() else ""


def imitated(host: Host) -> str:
    """The well-known domain, or `gov.vn`, that it is taken for without being it; "" for none."""
    plain = looks_like(host)
    own = owner(plain)
    meant = own.translate(DIGITS)
    if meant in TRUSTED and owner(host.name) != meant:
        return meant
    if in_front := IN_FRONT.match(plain):
        return in_front["front"]
    is_office = f".{plain}".endswith(OFFICES) and plain == host.name
    return "gov.vn" if LIKE_AN_OFFICE.search(plain) and not is_office else ""


def owner(name: str) -> str:
    """`thainguyen.gov.vn` of `www.phuthong.thainguyen.gov.vn`: who has a name has all before it."""
    labels = name.rstrip(".").split(".")
    count = 3 if len(labels) > 2 and labels[-2] in SHARED and len(labels[-1]) == 2 else 2
    return ".".join(labels[-count:])
