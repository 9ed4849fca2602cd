"""The seeded set of frames of `lobby bench decode`: codes of every kind, codes of other systems, and no code at all."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np
import qrcode
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from numpy.typing import NDArray
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.pil import PilImage

from lobby.bench.decode_camera import Frame, taken
from lobby.bench.decode_kinds import KINDS, MODULES, Shot, usual
from lobby.bench.decode_scene import Grey, held, item_of, printed, wall
from lobby.codes.image import Card
from lobby.contract.codes import BookingClaim, signed, typed_code

FOREIGN, NOTHING = "foreign", "no code"
MADE_UP = (
    "https://example.org/termin?id=4711",
    "BCD\n002\n1\nSCT\n\nMuster e. V.\nDE02120300000000202051\nEUR12.50\n\n\nBeitrag",
    "WIFI:T:WPA;S:Gast;P:geheim;;",
    "BEGIN:VCARD\nVERSION:3.0\nFN:Muster\nTEL:+49401234567\nEND:VCARD",
    "BEGIN:VEVENT\nSUMMARY:Termin\nDTSTART:20261201T101500\nEND:VEVENT",
    "openid4vp://?client_id=example.org",
)


@dataclass(frozen=True)
class Sample:
    """A frame, its kind, how hard it is (0 to 1), and the text that is in it; None: no code."""

    kind: str
    hard: float
    frame: Frame
    text: str | None


def samples(seed: int, each: int) -> Iterator[Sample]:
    """So many frames of each kind, the same for the same seed."""
    for index, kind in enumerate((*KINDS, FOREIGN, NOTHING)):
        for number in range(each):
            hard = (number + 0.5) / each
            yield _sample(kind, hard, np.random.default_rng((seed, index, number)))


def _sample(kind: str, hard: float, rng: np.random.Generator) -> Sample:
    shot, behind = usual(rng), wall(rng)
    if kind == NOTHING:
        return Sample(kind, hard, taken(_empty(behind, shot, rng), shot.camera, rng), None)
    module_px = max(3, min(20, round(shot.pose.module_px * 2)))
    if kind == FOREIGN:
        text = MADE_UP[int(hard * len(MADE_UP))]
        picture = _qr(text, module_px)
        item = printed(picture, None, module_px)
    else:
        shot = KINDS[kind](shot, hard, rng)
        module_px = max(3, min(20, round(shot.pose.module_px * 2)))
        text, card = _visit(rng)
        item = item_of(text, card, shot.medium, module_px, inverted=shot.inverted)
    scene, seen = held(behind, item, shot.pose)
    return Sample(kind, hard, taken(_spoilt(scene, seen, shot), shot.camera, rng), text)


def _visit(rng: np.random.Generator) -> tuple[str, Card]:
    """A code of a made-up booking and its card. The key protects nothing."""
    claim = BookingClaim(
        booking=rng.bytes(8).hex(), revision=0, key_id=1, site=int(rng.integers(1, 19)),
        slot=datetime(2026, 12, 1, 7, tzinfo=UTC) + timedelta(minutes=5 * int(rng.integers(0, 120))),
        length=timedelta(minutes=15), service=int(rng.integers(1, 60)), persons=int(rng.integers(1, 5)),
    )  # fmt: skip
    code = signed(claim, Ed25519PrivateKey.from_private_bytes(rng.bytes(32)))
    facts = ("Dienstag, 1. Dezember 2026", "Personalausweis", "Altona")
    return code, Card(
        code, str(typed_code(claim.booking)), "Ihr Termin", facts, "Bitte an das Terminal halten."
    )


def _qr(text: str, module_px: int) -> Image.Image:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, box_size=module_px, image_factory=PilImage)
    code.add_data(text)
    code.make(fit=True)
    return code.make_image().get_image()


def _empty(behind: Grey, shot: Shot, rng: np.random.Generator) -> Grey:
    """What looks like something: squares, stripes and letters' rhythm on a sheet, without a code."""
    cells = np.repeat(np.repeat(rng.random((30, 40)) > rng.uniform(0.3, 0.7), 8, axis=0), 8, axis=1)
    blank = Image.fromarray((cells * 255).astype(np.uint8))
    if rng.integers(2):
        return behind
    return held(behind, printed(blank, None, 8), replace(shot.pose, turned=float(rng.uniform(0, 360))))[0]


def _spoilt(scene: Grey, seen: NDArray[np.bool_], shot: Shot) -> Grey:
    y, x = np.mgrid[0 : scene.shape[0], 0 : scene.shape[1]].astype(np.float32)
    side = shot.pose.module_px * MODULES
    x, y = (x - shot.pose.at[0]) / side, (y - shot.pose.at[1]) / side
    spoilt = shot.spoilt
    scene = np.where(seen, scene * (1 - spoilt.shadow * np.clip(0.5 + x, 0, 1)), scene)
    for left, top, size in spoilt.cover:
        edge = np.clip((size - np.hypot(x - left, y - top)) * side / 2 + 0.5, 0, 1)
        scene = scene * (1 - edge) + 0.32 * edge
    for left, top, size in spoilt.glare:
        scene = scene + spoilt.glare_strength * np.exp(-((x - left) ** 2 + (y - top) ** 2) / (2 * size**2))
    return scene.astype(np.float32)
