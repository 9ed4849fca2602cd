"""Pictures of every state of the display, drawn by the program itself."""

from pathlib import Path

from kivy.core.window import Window
from kivy.graphics.texture import Texture
from kivy.uix.floatlayout import FloatLayout
from PIL import Image

from lobby.look.canvas import Canvas, measure
from lobby.look.loop import ScreenLoop
from lobby.look.mirror import image_of
from lobby.look.tokens import LIGHT, rgba
from signage.layout import Box
from signage.media import Order, load
from signage.paint import Painter
from signage.samples import Sample, samples
from signage.slides import SLIDES
from signage.view import view


class Studio:
    """One window that samples are shown in, one after the other."""

    def __init__(self) -> None:
        Window.clearcolor = rgba(LIGHT.ground)
        self.width, self.height = Window.system_size
        self.loop = ScreenLoop()
        self._canvas = Canvas(size=(self.width, self.height), size_hint=(None, None))
        self._painter = Painter(self.width, self.height, measure)
        root = FloatLayout()
        root.add_widget(self._canvas)
        self.loop.open(root)

    def photograph(self, sample: Sample, *, name: str | None = None) -> Image.Image:
        """The sample as it stands on the screen."""
        primitives, media = self._painter.paint(view(sample.scene, sample.at), name)
        damage = self._canvas.show(primitives)
        if media is not None:
            damage += self._canvas.set_image("media", _slide(sample, media))
        self.loop.damage(damage)
        waiting = self.loop.capture(self.loop.frame.number if damage else -1)
        self.loop.step()
        return image_of(waiting.result(0)).convert("RGB")


def write(folder: Path) -> None:
    """One PNG for each sample of the window's size: `display-<name>.png`."""
    studio = Studio()
    for sample in samples():
        if sample.size == (studio.width, studio.height):
            studio.photograph(sample).quantize(256).save(folder / f"display-{sample.name}.png", optimize=True)


def _slide(sample: Sample, zone: Box) -> Texture:
    size = (round(zone.width), round(zone.height))
    texture = Texture.create(size=size, colorfmt="rgba")
    pixels = load(Order(SLIDES[0], size, sample.scene.speech.first))
    texture.blit_buffer(pixels, colorfmt="rgba", bufferfmt="ubyte")
    texture.flip_vertical()
    return texture
