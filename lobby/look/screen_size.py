"""How large the X server's screen is, asked before Kivy is imported."""

import ctypes


def screen_size() -> tuple[int, int] | None:
    """Pixels across and down of the screen that `DISPLAY` names; None where there is no X server or no libX11."""
    try:
        x = ctypes.CDLL("libX11.so.6")
    except OSError:
        return None
    x.XOpenDisplay.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x.XOpenDisplay(None))
    if display.value is None:
        return None
    screen = x.XDefaultScreen(display)
    size = int(x.XDisplayWidth(display, screen)), int(x.XDisplayHeight(display, screen))
    x.XCloseDisplay(display)
    return size
