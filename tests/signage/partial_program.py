"""Shows all samples one after the other and compares what was painted in parts with a painting of the whole."""

import itertools
import sys

from kivy.core.window import Window
from PIL import Image, ImageChops

from lobby.look.mirror import image_of
from signage.pictures import Studio
from signage.samples import Sample, samples


def whole(studio: Studio) -> Image.Image:
    """The present picture, painted anew in full."""
    Window.canvas.ask_update()
    waiting = studio.loop.capture(studio.loop.frame.number)
    studio.loop.step()
    return image_of(waiting.result(0)).convert("RGB")


def changes() -> list[tuple[Sample, Sample]]:
    """Every situation after and before the next one; each third one after each other third one."""
    following = list(itertools.pairwise(samples()))
    return [
        *itertools.permutations(samples()[::3], 2),
        *following,
        *((after, before) for before, after in following),
    ]


def compare() -> None:
    """One situation after another; ends with the first difference."""
    studio = Studio()
    pairs = changes()
    for before, after in pairs:
        studio.photograph(before)
        in_parts = studio.photograph(after, name="display-1" if after.name == "late" else None)
        difference = ImageChops.difference(in_parts, whole(studio)).getbbox()
        if difference is not None:
            sys.exit(f"{before.name} then {after.name}: {difference} was not painted")
    sys.stdout.write(f"{len(pairs)} changes\n")
