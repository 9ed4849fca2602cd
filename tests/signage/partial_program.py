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


def compare() -> None:
    """Every situation after every other; ends with the first difference."""
    studio = Studio()
    pairs: list[tuple[Sample, Sample]] = list(itertools.permutations(samples(), 2))
    for before, after in pairs:
        studio.photograph(before)
        in_parts = studio.photograph(after, name="display-1" if after.name == "late" else None)
        difference = ImageChops.difference(in_parts, whole(studio)).getbbox()
        if difference is not None:
            sys.exit(f"{before.name} then {after.name}: {difference} was not painted")
    sys.stdout.write(f"{len(pairs)} changes\n")
