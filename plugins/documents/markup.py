"""XML of unknown origin, read piece by piece: no entity is expanded, nothing else is opened."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from .traces import UnreadableError

PIECE = 1 << 16
MOST_DEEP = 1_000  # elements inside each other; programs write some dozens


class Event(NamedTuple):
    """name: without its namespace, "" of a text; attributes: by such names."""

    kind: Literal["start", "end", "text"]
    name: str
    attributes: Mapping[str, str]
    text: str = ""


def events(data: bytes, starts: Collection[str] = ()) -> Iterator[Event]:
    """None of b"", a part that is not there.

    starts: names of the elements of which only the starts are wanted, several times as quick.

    Raises UnreadableError where the XML is damaged, endlessly deep or declares an entity.
    """
    if not data:
        return
    found: list[Event] = []
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEEP:
            raise UnreadableError("damaged")
        name = _local(name)
        if starts and name not in starts:
            return
        plain = {_local(key): value for key, value in attributes.items()} if attributes else {}
        found.append(Event("start", name, plain))

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if not starts:
            found.append(Event("end", _local(name), {}))

    def text(characters: str) -> None:
        found.append(Event("text", "", {}, characters))

    def refuse(*_: object) -> None:
        raise UnreadableError("damaged")

    try:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        if not starts:
            parser.CharacterDataHandler = text
        parser.EntityDeclHandler = refuse
        for place in range(0, len(data) + 1, PIECE):
            parser.Parse(data[place : place + PIECE], place + PIECE > len(data))
            yield from found
            found.clear()
    except (expat.ExpatError, LookupError, ValueError) as cause:  # the last two: odd encodings
        raise UnreadableError("damaged") from cause


def tree(data: bytes) -> Element:
    """The whole, names and attributes without their namespaces; an empty element of b"".

    Raises UnreadableError as `events` does.
    """
    builder = TreeBuilder()
    for event in events(data or b"<nothing/>"):
        if event.kind == "start":
            builder.start(event.name, dict(event.attributes))
        elif event.kind == "end":
            builder.end(event.name)
        else:
            builder.data(event.text)
    return builder.close()


def texts(data: bytes, *names: str) -> list[str]:
    """The text of every element of these names, one for each."""
    found: list[str] = []
    open_ = 0
    for event in events(data):
        if event.kind == "text":
            if open_:
                found[-1] += event.text
        elif event.name in names:
            open_ += 1 if event.kind == "start" else -1
            if event.kind == "start":
                found.append("")
    return found


def attributes(data: bytes, element: str, attribute: str) -> list[str]:
    """Of every such element, "" where it lacks the attribute."""
    return [event.attributes.get(attribute, "") for event in events(data, (element,))]


@lru_cache(1 << 12)
def _local(name: str) -> str:
    return name.rpartition(" ")[2]
