"""From light to a frame in `lobby bench decode`: what a lens, a sensor, and a stream of JPEG pictures do to it."""

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from lobby.bench.decode_scene import HEIGHT, WIDTH, Grey

Frame = NDArray[np.uint8]
GAMMA = 1 / 2.2
BLOOM_PX = 14


@dataclass(frozen=True)
class Camera:
    """What becomes of the light; the defaults are a decent camera in a lit hall."""

    focus_px: float = 0.5
    """Radius of the disc that a point becomes."""
    motion_px: float = 0.0
    motion_angle: float = 0.0
    exposure: float = 1.0
    """1 shows white paper as 230 of 255; above it white is cut off and shines into its surroundings."""
    noise: float = 2.5
    """Standard deviation, in grey levels of 255."""
    jpeg_quality: int = 85


def taken(light: Grey, camera: Camera, rng: np.random.Generator) -> Frame:
    """One frame, 1280 × 720."""
    light = _smeared(light, _disc(camera.focus_px))
    if camera.motion_px > 1:
        light = _smeared(light, _line(camera.motion_px, camera.motion_angle))
    light = light * np.float32(0.8 * camera.exposure)
    if camera.exposure > 1:
        light = light + np.float32(0.18 * (camera.exposure - 1)) * _bloom(light)
    grey = np.clip(light, 0, 1) ** np.float32(GAMMA) * 255
    grey += rng.normal(0, camera.noise, grey.shape).astype(np.float32)
    return _streamed(np.clip(grey, 0, 255).astype(np.uint8), camera.jpeg_quality)


def _smeared(light: Grey, points: list[tuple[float, float, float]]) -> Grey:
    """The mean of shifted copies; fractions of a pixel are shares of whole ones."""
    weights: dict[tuple[int, int], float] = {}
    for x, y, weight in points:
        left, top = int(np.floor(x)), int(np.floor(y))
        for dx, dy in ((0, 0), (0, 1), (1, 0), (1, 1)):
            share = abs(1 - dx - (x - left)) * abs(1 - dy - (y - top)) * weight
            weights[left + dx, top + dy] = weights.get((left + dx, top + dy), 0) + share
    total, reach = sum(weights.values()), max(max(map(abs, at)) for at in weights)
    padded = np.pad(light, reach, mode="edge")
    out = np.zeros_like(light)
    for (x, y), weight in weights.items():
        if weight > total / 1000:
            out += padded[reach + y : reach + y + HEIGHT, reach + x : reach + x + WIDTH] * np.float32(
                weight / total
            )
    return out


def _disc(radius: float) -> list[tuple[float, float, float]]:
    steps = np.linspace(-1, 1, 9) * radius
    return [(x, y, 1.0) for x in steps for y in steps if x * x + y * y <= radius * radius * 1.01]


def _line(length: float, angle: float) -> list[tuple[float, float, float]]:
    steps = np.linspace(-0.5, 0.5, max(3, round(length * 2))) * length
    return [(s * np.cos(np.radians(angle)), s * np.sin(np.radians(angle)), 1.0) for s in steps]


def _bloom(light: Grey) -> Grey:
    bright = Image.fromarray((np.clip(light, 0, 1) * 255).astype(np.uint8))
    return np.asarray(bright.filter(ImageFilter.GaussianBlur(BLOOM_PX)), dtype=np.float32) / 255


def _streamed(grey: Frame, quality: int) -> Frame:
    """Through JPEG and back, as most cameras on USB deliver this size."""
    packed = io.BytesIO()
    Image.fromarray(grey).save(packed, "JPEG", quality=quality)
    return np.asarray(Image.open(packed))
