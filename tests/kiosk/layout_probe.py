"""Draws every page in one window and prints what is wrong with it: run as a program, one window size each.

    python -m tests.kiosk.layout_probe 1920x1080        every page, language and aid
    python -m tests.kiosk.layout_probe 1920x1080 7      every seventh of them

Looks at the real widgets: no word cut, no text higher than its place, nothing outside of the window, nothing over
something else, no control smaller than a finger, in low-reach mode none too high.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from itertools import combinations, islice
from pathlib import Path

from lobby.contract.config import Language
from lobby.look.boot import WindowSpec, prepare

WIDTH, HEIGHT = (int(part) for part in sys.argv[1].split("x"))
prepare(WindowSpec(WIDTH, HEIGHT, Path(tempfile.mkdtemp()), "layout"))

from kiosk.frame import Frame  # noqa: E402 - Kivy reads its environment when it is imported
from kiosk.pictures import Shot, draw, everything  # noqa: E402
from kiosk.session import Aids  # noqa: E402
from kiosk.theme import SQUEEZES, Theme  # noqa: E402
from kiosk.widgets.block import Block  # noqa: E402
from kiosk.widgets.touchable import Touchable  # noqa: E402
from lobby.look.loop import ScreenLoop  # noqa: E402
from lobby.look.tokens import Metrics  # noqa: E402

SLACK = 1.5
METRICS = Metrics(WIDTH, HEIGHT, 546)
AIDS = {
    "plain": Aids(),
    "large": Aids(large_text=True, speech=True),
    "low": Aids(low_reach=True),
    "large-low": Aids(large_text=True, low_reach=True),
}


def leaves(block: Block) -> Iterator[Block]:
    """The blocks that are drawn and hold no others."""
    inner = [one for one in block.blocks if one.width > 0 and one.opacity > 0]
    if not inner and block.width > 0:
        yield block
    for one in inner:
        yield from leaves(one)


def overlaps(one: Block, other: Block) -> bool:
    """Whether two blocks share more than an edge."""
    return bool(
        one.x < other.right - SLACK
        and other.x < one.right - SLACK
        and one.y < other.top - SLACK
        and other.y < one.top - SLACK
    )


def complaints(frame: Frame, aids: Aids) -> Iterator[str]:
    """Everything that is wrong with what is shown."""
    page = frame.page
    if page is None or page.squeeze_at >= len(SQUEEZES):
        yield "does not fit at all"
        return
    parts = [*leaves(page), *(leaf for part in (frame._header, frame._bar) for leaf in leaves(part))]
    for leaf in parts:
        name = f"{type(leaf).__name__} {getattr(leaf, 'control', '') or getattr(leaf, 'text', '')!s:.30}"
        if leaf.x < -SLACK or leaf.y < -SLACK or leaf.right > WIDTH + SLACK or leaf.top > HEIGHT + SLACK:
            yield f"{name} is outside"
        if leaf.need(leaf.width).least > leaf.height + SLACK:
            yield f"{name} needs {leaf.need(leaf.width).least:.0f} px of height and has {leaf.height:.0f}"
        if not leaf.fits(leaf.width):
            yield f"{name} has a word that is cut"
        if isinstance(leaf, Touchable):
            if min(leaf.width, leaf.height) < METRICS.target_px - SLACK:
                yield f"{name} is too small: {leaf.width:.0f} × {leaf.height:.0f}"
            if aids.low_reach and leaf.top > Theme(METRICS).reach_px + SLACK:
                yield f"{name} is too high up"
    yield from (
        f"{type(a).__name__} lies over {type(b).__name__}"
        for a, b in combinations(parts, 2)
        if overlaps(a, b)
    )


def shots() -> Iterator[tuple[str, Shot]]:
    """Every page in every language and with every aid."""
    for name, aids in AIDS.items():
        for shot in everything(Language, aids):
            yield name, shot


def main() -> None:
    """Print a list of complaints as JSON."""
    loop, frame = ScreenLoop(), Frame(pressed=lambda _control: None)
    loop.open(frame)
    found: list[str] = []
    squeezes: dict[int, int] = {}
    tight: dict[str, float] = {}
    every = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for name, shot in islice(shots(), 0, None, every):
        draw(frame, shot, METRICS)
        at = int(frame.page.squeeze_at) if frame.page else -1
        squeezes[at] = squeezes.get(at, 0) + 1
        if SQUEEZES[min(at, len(SQUEEZES) - 1)].text < 1:
            tight[f"{shot.name}, {name}"] = SQUEEZES[min(at, len(SQUEEZES) - 1)].text
        found += [f"{shot.name}, {name}: {one}" for one in complaints(frame, shot.aids)]
    json.dump(
        {"complaints": found, "squeezes": squeezes, "tight": tight, "pages": sum(squeezes.values())},
        sys.stdout,
    )


main()
