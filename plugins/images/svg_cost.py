"""What a reader's phone has to do for a drawing is counted before it is published.

A few elements can ask for millions: `use`, patterns, masks and filters draw their target again.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from plugins.shared.messages import gettext, gettext_noop

from .reading import NotAPictureError

# Elements that are drawn once every reference is followed.
MAX_DRAWN = 100_000
# References that follow one another.
MAX_NESTED = 12
# References of all elements, each counted for everything that it is in.
MAX_REFERENCES = 500_000
# Groups in groups. Where a drawing library ends with an error, browsers of phones are slow.
MAX_DEPTH = 100
# An effect goes over the whole picture, which takes as long as a thousand shapes.
EFFECT = 1_000
EFFECTS = frozenset(["mask", "pattern"])
NEVER_DRAWN = frozenset(
    """defs symbol linearGradient radialGradient pattern clipPath mask marker filter""".split()  # noqa: SIM905
)
WITHOUT_COST = frozenset(["stop", "title", "desc", "style", "defs"])
# What is inherited is drawn for every shape inside.
PAINTS = frozenset(["fill", "stroke", "marker", "marker-start", "marker-mid", "marker-end"])
SHAPES = frozenset(
    """path rect circle ellipse line polyline polygon text tspan textPath use""".split()  # noqa: SIM905
)
REFERENCE = re.compile(r"url\(\s*#([^\s()'\"]+)\s*\)", re.IGNORECASE)
NAME = re.compile(r"[.#]?[\w-]+|\*")
# As far as anybody sees a difference; beyond, a library may take hours.
STRONGEST: Mapping[str, float] = {
    "numOctaves": 10, "order": 15, "stdDeviation": 1_000, "radius": 200,
}  # fmt: skip
NUMBERS = re.compile(r"[\s,]+")

TOO_MANY = gettext_noop("Hình vẽ “{name}” lặp lại các phần của nó quá nhiều lần hoặc lặp vòng.")
TOO_MANY_REMEDY = gettext_noop("Xuất lại ở dạng SVG đơn giản (Plain SVG) hoặc PNG.")
TOO_DEEP = gettext_noop("Hình vẽ “{name}” có hơn {most} nhóm lồng trong nhau.")
TOO_DEEP_REMEDY = gettext_noop(
    "Trong chương trình vẽ, bỏ nhóm (Ungroup) rồi xuất lại, hoặc xuất ra dạng PNG."
)
TOO_STRONG = gettext_noop(
    'Hình vẽ “{name}” đặt hiệu ứng {attribute}="{value}", quá mạnh; tối đa là {most}.'
)
TOO_STRONG_REMEDY = gettext_noop(
    "Trong chương trình vẽ, giảm hoặc bỏ hiệu ứng ấy (mờ, nhiễu, bóng), hoặc xuất ra dạng PNG."
)


@dataclass
class Cost:
    """Told of each element that is kept, in document order. `leave` at its end.

    Raises NotAPictureError, by the file's `name`.
    """

    name: str
    _open: list[tuple[str, str, frozenset[str]]] = field(default_factory=list)
    _sizes: Counter[str] = field(default_factory=Counter)  # of what is inside each id; "": drawn
    _uses: Counter[tuple[str, str]] = field(default_factory=Counter)  # inside an id, of another
    _references: int = 0
    _elements: list[tuple[tuple[str, ...], frozenset[str]]] = field(default_factory=list)

    def enter(self, element: str, attributes: Mapping[str, str]) -> None:
        """Counts an element and what it refers to. Raises NotAPictureError for too much."""
        if len(self._open) >= MAX_DEPTH:
            raise NotAPictureError(
                gettext(TOO_DEEP, name=self.name, most=MAX_DEPTH), gettext(TOO_DEEP_REMEDY)
            )
        if element.startswith("fe"):
            self._refuse_strong(attributes)
        declared = _references(attributes)
        paints = self._open[-1][2] if self._open else frozenset[str]()
        paints |= {target for name, target in declared if name in PAINTS}
        self._open.append((element, attributes.get("id", ""), paints))
        scopes = self._scopes()
        weight = _weight(element)
        for scope in scopes:
            self._sizes[scope] += weight
        targets = {target for name, target in declared if name not in PAINTS}
        if element in SHAPES:
            targets |= paints
        href = attributes.get("href", "")
        if href.startswith("#"):
            targets.add(href[1:])
        if targets:
            self._refer(scopes, targets)
        self._elements.append((scopes, _names(element, attributes)))

    def leave(self) -> None:
        """Its end."""
        self._open.pop()

    def refuse_heavy(self, styles: Iterable[str]) -> None:
        """styles: the drawing's style sheets."""
        named = _targets_by_name(styles)
        for scopes, names in self._elements if named else ():
            for name in named.keys() & names:
                self._refer(scopes, named[name])
        drawn = self._sizes
        for _ in range(MAX_NESTED):
            before = drawn
            drawn = Counter(self._sizes)
            for (scope, target), times in self._uses.items():
                drawn[scope] += times * before[target]
            if drawn[""] > MAX_DRAWN:
                break
            if drawn == before:
                return
        raise NotAPictureError(gettext(TOO_MANY, name=self.name), gettext(TOO_MANY_REMEDY))

    def _scopes(self) -> tuple[str, ...]:
        """What draws the innermost open element: ids, and "" where the drawing itself does."""
        found = []
        for element, name, _ in reversed(self._open):
            if name:
                found.append(name)
            if element in NEVER_DRAWN:
                return tuple(dict.fromkeys(found))
        return tuple(dict.fromkeys(["", *found]))

    def _refer(self, scopes: tuple[str, ...], targets: Set[str]) -> None:
        self._references += len(scopes) * len(targets)
        if self._references > MAX_REFERENCES:
            raise NotAPictureError(gettext(TOO_MANY, name=self.name), gettext(TOO_MANY_REMEDY))
        self._uses.update((scope, target) for scope in scopes for target in targets)

    def _refuse_strong(self, attributes: Mapping[str, str]) -> None:
        for name in STRONGEST.keys() & attributes.keys():
            value, most = attributes[name], STRONGEST[name]
            if not all(abs(number) <= most for number in _numbers(value)):
                said = gettext(
                    TOO_STRONG, name=self.name, attribute=name, value=value[:20], most=f"{most:g}"
                )
                raise NotAPictureError(said, gettext(TOO_STRONG_REMEDY))


def _weight(element: str) -> int:
    if element in WITHOUT_COST:
        return 0
    return EFFECT if element.startswith("fe") or element in EFFECTS else 1


def _references(attributes: Mapping[str, str]) -> list[tuple[str, str]]:
    """Property and id, of attributes and of `style`."""
    declared = [*attributes.items(), *_declarations(attributes.get("style", ""))]
    return [
        (name, target)
        for name, value in declared
        if name != "style" and "(" in value
        for target in REFERENCE.findall(value)
    ]


def _declarations(text: str) -> Iterator[tuple[str, str]]:
    for declaration in text.split(";"):
        name, _, value = declaration.partition(":")
        yield name.strip(), value


def _targets_by_name(styles: Iterable[str]) -> dict[str, frozenset[str]]:
    """What style sheets make elements ask for, by the names of _names."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for rule in "".join(styles).split("}"):
        selectors, _, declarations = rule.rpartition("{")
        targets = {target for _, value in _declarations(declarations)
                   for target in REFERENCE.findall(value)}  # fmt: skip
        for selector in selectors.split(",") if targets else ():
            # The last part of a selector names the element.
            for name in NAME.findall((selector.split() or [""])[-1]):
                found[name] |= targets
    return {name: frozenset(targets) for name, targets in found.items()}


def _names(element: str, attributes: Mapping[str, str]) -> frozenset[str]:
    """By which a style sheet may mean it."""
    classes = (f".{name}" for name in attributes.get("class", "").split())
    return frozenset(["*", element, f"#{attributes.get('id', '')}", *classes])


def _numbers(value: str) -> Iterable[float]:
    for part in NUMBERS.split(value.strip()):
        try:
            yield float(part)
        except ValueError:  # a browser ignores it too
            continue
