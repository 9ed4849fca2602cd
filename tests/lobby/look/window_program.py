"""A small window program for tests: a canvas with two fills, a counter of touches, what was typed."""

import sys
import threading
from pathlib import Path
from typing import Any

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.uix.floatlayout import FloatLayout

from lobby.look.canvas import Canvas
from lobby.look.fonts import Weight
from lobby.look.loop import ScreenLoop
from lobby.look.mirror import Mirror
from lobby.look.primitives import Fill, Primitive, Typeface, Words

RED, GREEN, BLUE = "#FF0000", "#00FF00", "#0000FF"


class Toy(FloatLayout):
    """Left half red, right half green until it is touched there; a key `x` makes a line of text."""

    def __init__(self, loop: ScreenLoop) -> None:
        super().__init__()
        self.loop = loop
        self.touches: list[tuple[float, float]] = []
        self.typed = ""
        self.colour = GREEN
        self.canvas_widget = Canvas(size=Window.system_size, size_hint=(None, None))
        self.add_widget(self.canvas_widget)
        Window.bind(on_key_down=self.key)
        self.show()

    def show(self) -> None:
        """Hand the picture over."""
        width, height = Window.system_size
        primitives: list[Primitive] = [
            Fill((0, 0, width / 2, height), RED),
            Fill((width / 2, 0, width / 2, height), self.colour),
        ]
        if "x" in self.typed:
            primitives.append(Words("A 104", 10, 60, 40, Typeface(Weight.BOLD), "#FFFFFF"))
        self.loop.damage(self.canvas_widget.show(primitives))

    def on_touch_down(self, touch: Any) -> bool:
        """Count, and change the right half."""
        self.touches.append((round(touch.sx, 3), round(touch.sy, 3)))
        self.colour = BLUE
        self.show()
        return True

    def key(self, _window: object, _key: int, scancode: int, letter: str, _modifiers: list[str]) -> bool:
        """Collect."""
        self.typed += f"{letter}{scancode} "
        self.show()
        return True


def state(toy: Toy, ticks: int) -> dict[str, Any]:
    """What the mirror tells; it cannot once a `!` was typed."""
    if "!" in toy.typed:
        raise LookupError("no words for this")
    return {
        "touches": toy.touches, "typed": toy.typed, "ticks": ticks,
        "on_main_thread": threading.current_thread() is threading.main_thread(),
    }  # fmt: skip


def run(mirror_path: Path) -> None:
    """Until SIGTERM."""
    loop = ScreenLoop()
    toy = Toy(loop)
    ticks = [0]
    Clock.schedule_interval(lambda _dt: ticks.__setitem__(0, ticks[0] + 1), 0.1)
    mirror = Mirror(mirror_path, loop, lambda: state(toy, ticks[0]))
    mirror.start()
    loop.run(toy)
    mirror.stop()
    sys.stdout.write("ended well\n")
