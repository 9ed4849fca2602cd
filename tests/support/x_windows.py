"""Windows on an X server, asked as a window manager asks them."""

import ctypes
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

CLIENT_MESSAGE, WORDS = 33, 32


class _ClientMessage(ctypes.Structure):
    """XClientMessageEvent with data in 32-bit words, padded to the size of an XEvent (Xlib.h)."""

    _fields_ = (
        ("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int), ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong), ("format", ctypes.c_int),
        ("words", ctypes.c_long * 5), ("padding", ctypes.c_long * 24),
    )  # fmt: skip


@contextmanager
def display() -> Iterator[str]:
    """An X server of one's own, on a free display."""
    read, write = os.pipe()
    words = ["Xvfb", "-displayfd", str(write), "-screen", "0", "540x960x24", "-nolisten", "tcp"]
    with subprocess.Popen(words, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        try:
            yield ":" + os.read(read, 16).decode().strip()
        finally:
            os.close(read)
            server.terminate()


def windows(of_class: str) -> list[int]:
    """The windows of programs whose class fits this expression."""
    found = subprocess.run(
        ["xdotool", "search", "--class", of_class], capture_output=True, text=True, check=False
    )
    return [int(one) for one in found.stdout.split()]


def place(window: int) -> tuple[int, int, int, int]:
    """Where a window stands and how large it is: left, top, width, height."""
    told = subprocess.run(
        ["xdotool", "getwindowgeometry", "--shell", str(window)], capture_output=True, text=True, check=True
    )
    found = dict(line.split("=", 1) for line in told.stdout.splitlines() if "=" in line)
    return int(found["X"]), int(found["Y"]), int(found["WIDTH"]), int(found["HEIGHT"])


def ask_to_close(window: int, display: str) -> None:
    """As Alt-F4 and the cross on the frame do (ICCCM 4.2.8.1)."""
    x = ctypes.CDLL("libX11.so.6")
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XInternAtom.restype = ctypes.c_ulong
    opened = ctypes.c_void_p(x.XOpenDisplay(display.encode()))
    message = _ClientMessage(type=CLIENT_MESSAGE, window=window, format=WORDS)
    message.message_type = x.XInternAtom(opened, b"WM_PROTOCOLS", 0)
    message.words[0] = x.XInternAtom(opened, b"WM_DELETE_WINDOW", 0)
    assert x.XSendEvent(opened, ctypes.c_ulong(window), 0, ctypes.c_long(0), ctypes.byref(message))
    x.XSync(opened, 0)
    x.XCloseDisplay(opened)
