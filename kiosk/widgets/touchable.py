"""What can be pressed: by finger, by key, by rehearsal. All of it goes up as the name of a control."""

from typing import Any

from kivy.properties import BooleanProperty, StringProperty

from kiosk.widgets.block import Block, Box
from lobby.look.tokens import FOCUS_WIDTH


class Touchable(Block):
    """A control with a name. Pressing it calls `on_control` of the nearest ancestor that has one."""

    control = StringProperty("")
    is_pressed = BooleanProperty(defaultvalue=False)
    is_focused = BooleanProperty(defaultvalue=False)
    is_enabled = BooleanProperty(defaultvalue=True)

    def __init__(self, **properties: Any) -> None:
        super().__init__(**properties)
        for name in ("is_pressed", "is_focused"):
            self.fbind(name, self._redraw)

    @property
    def has_controls(self) -> bool:
        """It is one."""
        return True

    @property
    def is_live(self) -> bool:
        """Whether pressing it now does something."""
        return bool(self.control) and self.is_enabled and not self.disabled and self.width > 0

    def activate(self) -> None:
        """Press it."""
        if not self.is_live:
            return
        above = self.parent
        while above is not None and not hasattr(above, "on_control"):
            above = above.parent
        if above is not None:
            above.on_control(self.control)

    def place(self, box: Box) -> None:
        """Stand here and draw, with the focus around it."""
        super().place(box)
        if self.is_focused:
            self._ring(box)

    def on_touch_down(self, touch: Any) -> bool:
        """A finger comes down on it."""
        if not self.is_live or not self.collide_point(*touch.pos):
            return False
        touch.grab(self)
        self.is_pressed = True
        return True

    def on_touch_up(self, touch: Any) -> bool:
        """The finger leaves: on it, that counts."""
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self.is_pressed = False
        if self.collide_point(*touch.pos):
            self.activate()
        return True

    def _redraw(self, *_: object) -> None:
        if self.theme is not None and self.width > 0:
            self.place(Box(*self.pos, *self.size))

    def _ring(self, box: Box) -> None:
        theme = self.theme
        wide = max(FOCUS_WIDTH, theme.px(FOCUS_WIDTH))
        self.canvas.before.clear()
        self.outline(theme.palette.focus, theme.palette.ground, box, wide)
        self.draw(box.inset(wide + 2))
