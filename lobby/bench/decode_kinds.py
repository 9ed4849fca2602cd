"""The hard frames of `lobby bench decode`: one table of kinds, each a way from easy to hopeless.

A frame has its place on that way (`hard`, from 0 to 1, evenly spread over the frames of a kind) and a generator of
numbers of its own; whatever its kind does not set is drawn from what is usual at a terminal. A module is one dark or
light square of the code; it has 45 of them a side.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from lobby.bench.decode_camera import Camera
from lobby.bench.decode_scene import HEIGHT, WIDTH, Medium, Pose

MODULES = 45
Numbers = np.random.Generator


@dataclass(frozen=True)
class Spoilt:
    """What lies over the code. `spots` are (x, y, size) in sides of the code, from its middle."""

    glare: tuple[tuple[float, float, float], ...] = ()
    glare_strength: float = 0.0
    cover: tuple[tuple[float, float, float], ...] = ()
    shadow: float = 0.0
    """How much darker the one end of the item is."""


@dataclass(frozen=True)
class Shot:
    """All that makes a frame of a code."""

    pose: Pose
    camera: Camera = field(default_factory=Camera)
    medium: Medium = "paper"
    inverted: bool = False
    spoilt: Spoilt = field(default_factory=Spoilt)


def usual(rng: Numbers) -> Shot:
    """Held by hand, 15 to 25 cm away, in a lit hall: 3 to 6 pixels a module, a little turned and tilted."""
    module_px = float(rng.uniform(3.0, 6.0))
    pose = Pose(
        module_px, _somewhere(rng, module_px), turned=float(rng.normal(0, 10)), tilt=float(rng.uniform(0, 15)),
        tilt_axis=float(rng.uniform(0, 360)),
    )  # fmt: skip
    camera = Camera(
        focus_px=float(rng.uniform(0.4, 0.9)), noise=float(rng.uniform(2, 4)), exposure=float(rng.uniform(0.5, 1.0)),
        jpeg_quality=int(rng.integers(70, 90)),
    )  # fmt: skip
    return Shot(
        pose, camera, "phone" if rng.integers(2) else "paper",
        spoilt=Spoilt(shadow=float(rng.uniform(0, 0.3))),
    )  # fmt: skip


def _somewhere(rng: Numbers, module_px: float) -> tuple[float, float]:
    """A place for the middle of the code where all of it is seen."""
    half = min((MODULES / 2 + 4) * module_px * 1.2, HEIGHT / 2 - 1)
    return float(rng.uniform(half, WIDTH - half)), float(rng.uniform(half, HEIGHT - half))


def _between(low: float, high: float, hard: float) -> float:
    return low + (high - low) * hard


def _size(shot: Shot, hard: float, rng: Numbers) -> Shot:
    module_px = float(11.0 * (1.3 / 11.0) ** hard)
    camera = replace(shot.camera, focus_px=min(shot.camera.focus_px, 0.5))
    return replace(
        shot, pose=replace(shot.pose, module_px=module_px, at=_somewhere(rng, module_px)), camera=camera
    )


def _rotation(shot: Shot, hard: float, rng: Numbers) -> Shot:
    module_px = _between(4.0, 2.0, hard)
    pose = replace(
        shot.pose, module_px=module_px, at=_somewhere(rng, module_px), turned=float(rng.uniform(0, 360))
    )
    return replace(shot, pose=pose)


def _tilt(shot: Shot, hard: float, rng: Numbers) -> Shot:
    """Near the middle, where the angle to the camera's axis is the angle to the line of sight."""
    at = WIDTH / 2 + float(rng.uniform(-150, 150)), HEIGHT / 2 + float(rng.uniform(-60, 60))
    return replace(shot, pose=replace(shot.pose, at=at, tilt=_between(25, 70, hard)))


def _focus(shot: Shot, hard: float, _rng: Numbers) -> Shot:
    radius = shot.pose.module_px * _between(0.25, 1.0, hard)
    return replace(shot, camera=replace(shot.camera, focus_px=radius))


def _motion(shot: Shot, hard: float, rng: Numbers) -> Shot:
    length = shot.pose.module_px * _between(0.5, 1.8, hard)
    return replace(
        shot, camera=replace(shot.camera, motion_px=length, motion_angle=float(rng.uniform(0, 180)))
    )


def _noise(shot: Shot, hard: float, _rng: Numbers) -> Shot:
    return replace(shot, camera=replace(shot.camera, noise=_between(10, 60, hard)))


def _dim(shot: Shot, hard: float, _rng: Numbers) -> Shot:
    exposure = float(0.1 * (0.004 / 0.1) ** hard)
    return replace(shot, camera=replace(shot.camera, exposure=exposure, noise=_between(2, 5, hard)))


def _bright(shot: Shot, hard: float, _rng: Numbers) -> Shot:
    exposure = float(1.5 * (5 / 1.5) ** hard)
    return replace(shot, camera=replace(shot.camera, exposure=exposure))


def _glare(shot: Shot, hard: float, rng: Numbers) -> Shot:
    spots = tuple(
        (float(rng.uniform(-0.45, 0.45)), float(rng.uniform(-0.45, 0.45)), _between(0.03, 0.14, hard))
        for _ in range(int(rng.integers(1, 3)))
    )
    return replace(shot, spoilt=replace(shot.spoilt, glare=spots, glare_strength=_between(0.8, 2.5, hard)))


def _inverted(shot: Shot, hard: float, rng: Numbers) -> Shot:
    module_px = _between(5.0, 2.0, hard)
    pose = replace(shot.pose, module_px=module_px, at=_somewhere(rng, module_px))
    return replace(shot, medium="phone", inverted=True, pose=pose)


def _bent(shot: Shot, hard: float, rng: Numbers) -> Shot:
    pose = replace(shot.pose, bend=_between(10, 70, hard), bend_axis=float(rng.uniform(0, 180)))
    return replace(shot, medium="paper", pose=pose)


def _covered(shot: Shot, hard: float, rng: Numbers) -> Shot:
    """A thumb over an edge, as deep as `hard` says, and dirt."""
    depth, along, side = _between(0.02, 0.22, hard), float(rng.uniform(-0.5, 0.5)), int(rng.integers(0, 4))
    radius = 0.16
    out = 0.5 + radius - depth
    thumb = ((along, -out), (out, along), (along, out), (-out, along))[side]
    dirt = [
        (float(rng.uniform(-0.5, 0.5)), float(rng.uniform(-0.5, 0.5)), 0.015)
        for _ in range(int(rng.integers(0, 4)))
    ]
    return replace(shot, spoilt=replace(shot.spoilt, cover=((*thumb, radius), *dirt)))


def _mixed(shot: Shot, hard: float, rng: Numbers) -> Shot:
    """Three kinds at once, each at four tenths of its way."""
    names = rng.permutation(["tilt", "focus", "motion", "noise", "dim", "glare", "bent", "covered"])[:3]
    for name in sorted(names):
        shot = KINDS[name](shot, hard * 0.4, rng)
    return shot


KINDS: Mapping[str, Callable[[Shot, float, Numbers], Shot]] = {
    "size": _size, "rotation": _rotation, "tilt": _tilt, "focus": _focus, "motion": _motion, "noise": _noise,
    "dim": _dim, "bright": _bright, "glare": _glare, "inverted": _inverted, "bent": _bent, "covered": _covered,
    "mixed": _mixed,
}  # fmt: skip
