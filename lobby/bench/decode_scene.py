"""What stands before the camera in `lobby bench decode`: a wall, and in front of it a sheet or a phone with a code.

Everything is reflectance or screen light as an array of float32 between 0 and 1, row 0 on top.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from lobby.codes.image import QUIET_ZONE, Card, card_image, qr_image

Grey = NDArray[np.floating]
WIDTH, HEIGHT = 1280, 720
FOCAL_PX = 1100.0
"""Of a camera that sees 60° across."""
SUPERSAMPLED = 2
_OUTLINE_STEP = 4
_INK = 0.06
_DARK = 128


@dataclass(frozen=True)
class Item:
    """A flat thing with a code on it: its light, where the code's middle is, and pixels a module."""

    light: Grey
    middle: tuple[float, float]
    module_px: float


@dataclass(frozen=True)
class Pose:
    """How the item is held. Angles in degrees; `bend` is the arc that the code's side spans."""

    module_px: float
    at: tuple[float, float] = (WIDTH / 2, HEIGHT / 2)
    turned: float = 0.0
    tilt: float = 0.0
    tilt_axis: float = 0.0
    bend: float = 0.0
    bend_axis: float = 0.0


def printed(code: Image.Image, card: Card | None, module_px: int) -> Item:
    """A white sheet: the card that a visitor gets, or any other code alone; `code` at `module_px`."""
    if card is None:
        picture, top = code.convert("L"), 0.0
    else:
        picture = card_image(card, module_px).convert("L")
        top = _code_top(picture, code.height, QUIET_ZONE * module_px)
    side = code.height
    light = np.asarray(picture, dtype=np.float32) / 255 * np.float32(0.92 - _INK) + np.float32(_INK)
    return Item(light.astype(np.float32), (picture.width / 2, top + side / 2), module_px)


def _code_top(card: Image.Image, side: int, quiet: int) -> float:
    """Where the square of the code with its quiet zone begins: no other rows of that height have as much ink."""
    dark = np.asarray(card)[:, card.width // 2 - side // 2 :][:, :side] < _DARK
    return float(int(np.argmax(np.convolve(dark.sum(axis=1), np.ones(side - 2 * quiet), "valid"))) - quiet)


def on_phone(code: Image.Image, module_px: int, *, inverted: bool = False) -> Item:
    """A phone that fills its screen's width with the code; `inverted` as dark modes show it."""
    side = code.height
    picture = Image.new("L", (round(side * 1.22), round(side * 2.1)), 20)
    draw = ImageDraw.Draw(picture)
    edge, top = round(side * 0.06), round(side * 0.62)
    paper = 18 if inverted else 250
    draw.rounded_rectangle((edge, edge, picture.width - edge, picture.height - edge), side * 0.09, fill=paper)
    words = 170 if inverted else 90
    for line, share in enumerate((0.62, 0.4, 0.72, 0.5)):
        y = round(side * (0.18 + 0.09 * line))
        draw.rectangle((edge * 3, y, edge * 3 + round(side * share), y + round(side * 0.035)), fill=words)
    shown = code.convert("L").point(
        lambda value: (235 if value == 0 else 18) if inverted else 12 + value * 238 // 255
    )
    left = (picture.width - side) // 2
    picture.paste(shown, (left, top))
    return Item(np.asarray(picture, dtype=np.float32) / 255, (left + side / 2, top + side / 2), module_px)


def wall(rng: np.random.Generator) -> Grey:
    """A hall out of focus: coarse light and shade, lamps, and the texture of clothes."""
    coarse, fine = _cloud(rng, (9, 16)), _cloud(rng, (90, 160))
    light = 0.12 + 0.35 * coarse + 0.08 * fine
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    for _ in range(int(rng.integers(1, 5))):
        at, size = rng.uniform((0, 0), (WIDTH, HEIGHT / 2)), rng.uniform(20, 70)
        light += 0.6 * np.exp(-((x - at[0]) ** 2 / (6 * size**2) + (y - at[1]) ** 2 / size**2))
    stripes = np.sin((x * rng.uniform(-1, 1) + y * rng.uniform(-1, 1)) * rng.uniform(0.1, 0.5))
    scene: Grey = np.clip(light + 0.04 * stripes * np.round(fine), 0, 1).astype(np.float32)
    return scene


def _cloud(rng: np.random.Generator, cells: tuple[int, int]) -> Grey:
    small = Image.fromarray(rng.integers(0, 256, cells, dtype=np.uint8))
    large = small.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    return np.asarray(large, dtype=np.float32) / 255


def held(behind: Grey, item: Item, pose: Pose) -> tuple[Grey, NDArray[np.bool_]]:
    """The scene with the item in it, and where the item is."""
    outline = _sheet_point(item, pose, *_rays(0, 0, WIDTH, HEIGHT, _OUTLINE_STEP))[2]
    rows, columns = np.nonzero(outline)
    seen = np.zeros((HEIGHT, WIDTH), dtype=np.bool_)
    scene = behind.copy()
    if not len(rows):
        return scene, seen
    left, top = (max(0, int(one.min() - 1) * _OUTLINE_STEP) for one in (columns, rows))
    right = min(WIDTH, int(columns.max() + 2) * _OUTLINE_STEP)
    bottom = min(HEIGHT, int(rows.max() + 2) * _OUTLINE_STEP)
    u, v, inside = _sheet_point(item, pose, *_rays(left, top, right, bottom, 1 / SUPERSAMPLED))
    light, share = _halved(_sampled(item.light, u, v) * inside), _halved(inside.astype(np.float32))
    scene[top:bottom, left:right] = scene[top:bottom, left:right] * (1 - share) + light
    seen[top:bottom, left:right] = share > 0
    return scene, seen


Points = tuple[Grey, Grey]


def _rays(left: float, top: float, right: float, bottom: float, step: float) -> Points:
    x = np.arange(left + step / 2, right, step, dtype=np.float32) - WIDTH / 2
    y = np.arange(top + step / 2, bottom, step, dtype=np.float32) - HEIGHT / 2
    across, down = np.meshgrid(x, y)
    return across / np.float32(FOCAL_PX), down / np.float32(FOCAL_PX)


def _sheet_point(item: Item, pose: Pose, x: Grey, y: Grey) -> tuple[Grey, Grey, NDArray[np.bool_]]:
    """Which point of the item each ray (x, y, 1) from the camera meets, in its pixels, and whether it meets it."""
    distance = FOCAL_PX / pose.module_px  # in modules
    to_item = _turn(-pose.bend_axis) @ _tilt(pose.tilt_axis, pose.tilt).T
    away = (
        np.array([(pose.at[0] - WIDTH / 2) / FOCAL_PX, (pose.at[1] - HEIGHT / 2) / FOCAL_PX, 1.0]) * distance
    )
    start = to_item @ -away
    dx, dy, dz = (to_item[row, 0] * x + to_item[row, 1] * y + to_item[row, 2] for row in range(3))
    if pose.bend:
        along, meets = _arc(start, (dx, dz), 45 / np.radians(pose.bend))
    else:
        along, meets = -start[2] / dz, np.ones(x.shape, dtype=np.bool_)
    a, b = start[0] + along * dx, start[1] + along * dy
    if pose.bend:
        radius = 45 / np.radians(pose.bend)
        a = radius * np.arctan2(a, radius - (start[2] + along * dz))
    back = _turn(pose.bend_axis - pose.turned)
    u = (back[0, 0] * a + back[0, 1] * b) * item.module_px + item.middle[0]
    v = (back[1, 0] * a + back[1, 1] * b) * item.module_px + item.middle[1]
    height, width = item.light.shape
    inside = meets & (u >= 0) & (v >= 0) & (u <= width - 1) & (v <= height - 1)
    return u.astype(np.float32), v.astype(np.float32), inside


def _arc(start: NDArray[np.float64], d: Points, radius: float) -> tuple[Grey, NDArray[np.bool_]]:
    """Where rays first meet a cylinder along the second axis that touches the plane and curves away from the camera."""
    dx, dz = d
    z = start[2] - radius
    square, half = dx * dx + dz * dz, dx * start[0] + dz * z
    root = half * half - square * (start[0] ** 2 + z * z - radius * radius)
    meets = root > 0
    return (-half - np.sqrt(np.where(meets, root, 0))) / square, meets


def _turn(degrees: float) -> NDArray[np.float64]:
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]])


def _tilt(axis: float, degrees: float) -> NDArray[np.float64]:
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    about_first = np.array([[1.0, 0, 0], [0, c, -s], [0, s, c]])
    turned: NDArray[np.float64] = _turn(axis) @ about_first @ _turn(-axis)
    return turned


def _sampled(light: Grey, u: Grey, v: Grey) -> Grey:
    height, width = light.shape
    u, v = np.clip(u, 0, width - 1.001), np.clip(v, 0, height - 1.001)
    x, y = u.astype(np.intp), v.astype(np.intp)
    right, down = u - x, v - y
    upper = light[y, x] * (1 - right) + light[y, x + 1] * right
    lower = light[y + 1, x] * (1 - right) + light[y + 1, x + 1] * right
    sampled: Grey = (upper * (1 - down) + lower * down).astype(np.float32)
    return sampled


def _halved(fine: Grey) -> Grey:
    height, width = (side // SUPERSAMPLED for side in fine.shape)
    halved: Grey = fine.reshape(height, SUPERSAMPLED, width, SUPERSAMPLED).mean(axis=(1, 3))
    return halved


Medium = Literal["paper", "phone"]


def item_of(code: str, card: Card, medium: Medium, module_px: int, *, inverted: bool = False) -> Item:
    """A booking code as the project issues it, on paper or on a phone."""
    picture = qr_image(code, module_px)
    if medium == "paper":
        return printed(picture, card, module_px)
    return on_phone(picture, module_px, inverted=inverted)
