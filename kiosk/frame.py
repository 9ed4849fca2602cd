"""The whole window: header, page, bar. Shows what it is told, and tells which control was pressed."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from kivy.core.window import Window
from kivy.uix.widget import Widget

from kiosk.pages import PAGES
from kiosk.screens.welcome import WelcomePage
from kiosk.session import Screen
from kiosk.theme import Theme
from kiosk.views.frame import FrameView
from kiosk.widgets import typeset
from kiosk.widgets.around import Bar, Header
from kiosk.widgets.block import Block, Box
from kiosk.widgets.touchable import Touchable
from lobby.look.tokens import SPACE_16, SPACE_32, rgba

if TYPE_CHECKING:
    from kiosk.widgets.page import Page


class Frame(Widget):
    """The root of the terminal's window."""

    def __init__(self, pressed: Callable[[str], None]) -> None:
        super().__init__()
        self._pressed = pressed
        self._header, self._bar = Header(), Bar()
        self.page: Page | None = None
        self.screen: Screen | None = None
        self._around: tuple[FrameView, Theme] | None = None
        self._shown: tuple[Screen, object, FrameView, Theme] | None = None
        for widget in (self._header, self._bar):
            self.add_widget(widget)

    def show(self, screen: Screen, view: object, around: FrameView, theme: Theme) -> bool:
        """Draw this unless it stands there; a page that is left is dropped whole. False if something does not fit."""
        wanted = (screen, view, around, theme)
        if wanted == self._shown:
            return True
        self._shown = wanted
        self.size = (theme.metrics.width_px, theme.metrics.height_px)
        Window.clearcolor = rgba(theme.palette.ground)
        if screen is not self.screen or self.page is None:
            self._turn_to(screen, view)
        elif self.page.view != view:
            self.page.show(view)
        body = self._draw_around(around, theme)
        return self.page is not None and self.page.arrange(body, theme)

    def empty(self) -> None:
        """Nothing of any page stays."""
        if self.page is not None:
            self.remove_widget(self.page)
        self.page = None
        self.screen = None
        self._shown = None
        typeset.forget()

    def on_control(self, control: str) -> None:
        """A control was pressed."""
        self._pressed(control)

    def on_touch_down(self, touch: Any) -> bool:
        """A finger; beside all controls it is told as no control."""
        if not super().on_touch_down(touch):
            self._pressed("")
        return True

    def step(self) -> tuple[float, float, float, float] | None:
        """Move the target on the first page; what of the window that changes, from its upper left corner."""
        target = self.page.target if isinstance(self.page, WelcomePage) else None
        if target is None or target.theme is None or not target.is_present:
            return None
        target.step += 1
        target.place(Box(*target.pos, *target.size))
        return (target.x, self.height - target.top, target.width, target.height)

    def controls(self) -> Sequence[Touchable]:
        """What can be pressed now, in reading order."""
        parts = [part for part in (self.page, self._bar) if part is not None]
        return [one for part in parts for one in _touchables(part) if one.is_live]

    def _turn_to(self, screen: Screen, view: object) -> None:
        if self.page is not None:
            self.remove_widget(self.page)
        self.screen = screen
        self.page = PAGES[screen](view=view)
        self.add_widget(self.page, index=len(self.children) - 1)

    def _draw_around(self, view: FrameView, theme: Theme) -> Box:
        width, height = float(theme.metrics.width_px), float(theme.metrics.height_px)
        self._header.view, self._bar.view = view, view
        for widget in (self._header, self._bar):
            widget.dress(theme)
        low, high = self._bar.need(width).least, self._header.need(width).least
        if self._around != (view, theme):
            self._around = (view, theme)
            self._header.place(Box(0, height - high, width, high))
            self._bar.place(Box(0, 0, width, low))
        below = theme.px(SPACE_32 if low else SPACE_32 * 2)
        return Box(0, low + below, width, height - low - high - below - theme.px(SPACE_16))


def _touchables(block: Block) -> list[Touchable]:
    found: list[Touchable] = []
    for one in block.blocks:
        if isinstance(one, Touchable):
            found.append(one)
        else:
            found.extend(_touchables(one))
    return found
