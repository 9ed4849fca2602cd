"""Kivy's environment, set before Kivy is imported, and only then the program that draws.

Kivy reads its settings at import and would otherwise parse the command line, write to the home folder, rename the log
and look for a configuration that is not ours. Nothing here imports Kivy.
"""

import ctypes
import importlib
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lobby.look.screen_size import screen_size

if TYPE_CHECKING:
    from collections.abc import Callable


NO_WINDOW = "No window opens on this display. Under a Wayland compositor such as cage, install xwayland."
_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8
_LARGE_BYTES = 128 * 1024


@dataclass(frozen=True)
class WindowSpec:
    """The window of a program. Without an X or Wayland display it is drawn off-screen, in software."""

    width_px: int
    height_px: int
    state_dir: Path
    title: str
    fullscreen: bool = False


def is_offscreen() -> bool:
    """Whether there is no display to open a window on, or none is wanted."""
    if os.environ.get("SDL_VIDEODRIVER"):
        return os.environ["SDL_VIDEODRIVER"] in {"offscreen", "dummy"}
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def environment(window: WindowSpec) -> dict[str, str]:
    """The variables that Kivy, SDL and Mesa read."""
    variables = {
        "KIVY_NO_ARGS": "1",
        "KIVY_NO_CONFIG": "1",
        "KIVY_NO_FILELOG": "1",
        "KIVY_NO_CONSOLELOG": "1",
        "KIVY_LOG_MODE": "PYTHON",
        "KIVY_HOME": str(window.state_dir / "kivy"),
        "KIVY_WINDOW": "sdl2",
        "KIVY_TEXT": "sdl2",
        "KIVY_IMAGE": "sdl2",
        "KIVY_AUDIO": "sdl2",
        "KIVY_CLIPBOARD": "dummy",
        "KIVY_SPELLING": "",
        "KIVY_CAMERA": "",
        "KIVY_VIDEO": "",
        "KIVY_METRICS_DENSITY": "1",
        "KIVY_DPI": "96",
        "KCFG_KIVY_LOG_LEVEL": "error",
        "KCFG_KIVY_EXIT_ON_ESCAPE": "0",
        "KCFG_KIVY_WINDOW_ICON": "",
        "KCFG_GRAPHICS_WIDTH": str(window.width_px),
        "KCFG_GRAPHICS_HEIGHT": str(window.height_px),
        "KCFG_GRAPHICS_FULLSCREEN": "auto" if window.fullscreen else "0",
        "KCFG_GRAPHICS_SHOW_CURSOR": "0" if window.fullscreen else "1",
        "KCFG_GRAPHICS_RESIZABLE": "0",
        "KCFG_GRAPHICS_MULTISAMPLES": "0",
        "KCFG_GRAPHICS_MAXFPS": "0",  # `loop.ScreenLoop` waits itself
        "KCFG_GRAPHICS_VSYNC": "0",
        "KCFG_GRAPHICS_ALLOW_SCREENSAVER": "0",
    }
    if window.fullscreen:
        variables["SDL_VIDEO_MINIMIZE_ON_FOCUS_LOSS"] = "0"
    if is_offscreen():
        variables["SDL_VIDEODRIVER"] = "offscreen"
    return variables


def prepare(window: WindowSpec) -> None:
    """Set the environment. Call it before anything imports Kivy; once a process."""
    (window.state_dir / "kivy").mkdir(parents=True, exist_ok=True)
    size = screen_size() if window.fullscreen else None
    if size is not None:  # without a window manager a window keeps the size that it is opened with
        window = replace(window, width_px=size[0], height_px=size[1])
    os.environ.update(environment(window))
    _give_memory_back()


def launch(target: str, window: WindowSpec, *arguments: Any) -> Any:
    """Prepare, then import `module:function` and call it: for a `cli.py` that must not import Kivy itself.

    Raises:
        SystemExit: a display is named, and no window opens on it.
    """
    prepare(window)
    module, _, name = target.partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    opened = importlib.import_module("kivy.core.window").Window
    if opened is None or (not is_offscreen() and opened.get_window_info() is None):
        raise SystemExit(
            NO_WINDOW
        )  # SDL would go on off-screen, and nobody would see why the screen is black
    opened.set_title(window.title)
    return function(*arguments)


def _give_memory_back() -> None:
    """Have the C library map large blocks (textures, frames) on their own: freeing returns them (mallopt(3))."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:  # glibc
        mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)
        mallopt(_M_ARENA_MAX, 2)
