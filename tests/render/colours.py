"""The colours of a theme, read from its style sheets and reckoned as a browser would."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from okrsite.base import package
from okrsite.plan.assets import STYLES, published
from okrsite.render import theme

Scheme = Literal["light", "dark", "print"]
Colour = tuple[float, float, float]

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_MEDIA = re.compile(r"@media ([^{]+)\{")
_TOKEN = re.compile(r"--([a-z0-9-]+):\s*([^;}]+)")


@dataclass(frozen=True, slots=True)
class Palette:
    """What the tokens of a style sheet come to in one scheme."""

    tokens: Mapping[str, str]
    scheme: Scheme

    def colour(self, value: str, ground: str = "--paper") -> Colour:
        """A token, a hex, a mix or a pair as red, green and blue from 0 to 1, on its ground."""
        value = value.strip()
        if value.startswith("--"):
            return self.colour(self.tokens[value[2:]], ground)
        if found := re.fullmatch(r"var\((--[a-z0-9-]+)\)", value):
            return self.colour(found[1], ground)
        if found := re.fullmatch(r"light-dark\(([^,]+),([^,]+)\)", value):
            return self.colour(found[2 if self.scheme == "dark" else 1], ground)
        if value == "transparent":
            return self.colour(ground)
        if found := re.fullmatch(r"color-mix\(in srgb, ?(.+?) (\d+)%, ?(.+)\)", value):
            share = int(found[2]) / 100
            one, other = self.colour(found[1], ground), self.colour(found[3], ground)
            return _mixed(one, other, share)
        return _hex(value)

    def contrast(self, one: str, ground: str) -> float:
        """By WCAG 2.2: from 1, the same, to 21, black on white."""
        lights = sorted((_light(self.colour(one, ground)), _light(self.colour(ground))))
        return (lights[1] + 0.05) / (lights[0] + 0.05)


def palette(name: str, scheme: Scheme) -> Palette:
    """The palette of a packaged theme; later declarations win, as in the cascade."""
    always, media = blocks(style_sheet(name))
    tokens = dict(_TOKEN.findall(always))
    if scheme == "print":
        tokens |= _TOKEN.findall(" ".join(text for query, text in media if query == "print"))
    return Palette(tokens, scheme)


def blocks(css: str) -> tuple[str, list[tuple[str, str]]]:
    """A style sheet's rules that always hold, and those of each media query."""
    always, media = "", []
    rest = _COMMENT.sub("", css)
    while found := _MEDIA.search(rest):
        always += rest[: found.start()]
        end, depth = found.end(), 1
        while depth:
            depth += {"{": 1, "}": -1}.get(rest[end], 0)
            end += 1
        media.append((found[1].strip(), rest[found.end() : end - 1]))
        rest = rest[end:]
    return always + rest, media


def style_sheet(name: str) -> str:
    """The one style sheet that a theme is published with."""
    packaged = package.themes()
    used = theme.Theme(tuple(dict.fromkeys((packaged / name, packaged / theme.DEFAULT))))
    return dict(published(theme.assets(used)))[STYLES].content.decode()


def _hex(value: str) -> Colour:
    digits = value.removeprefix("#")
    whole = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    red, green, blue = (int(whole[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _light(colour: Colour) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
