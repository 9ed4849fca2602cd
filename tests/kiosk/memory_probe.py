"""A terminal that looks into its own memory after a visitor has left: run as a program, with settings and a mirror.

Another thread plays the visitor through the mirror; what is then still held by any object is printed as JSON.
"""

import gc
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from types import FrameType

from lobby.bench.window import WindowClient
from lobby.link.logs import log_to_stderr
from lobby.link.settings import Settings, load
from lobby.look.boot import WindowSpec, prepare

SETTINGS, MIRROR, CODE = load(Path(sys.argv[1])), Path(sys.argv[2]), sys.argv[3]
log_to_stderr("kiosk")
prepare(WindowSpec(540, 960, SETTINGS.state, "memory"))

from kiosk.app import Kiosk  # noqa: E402 - Kivy reads its environment when it is imported


def until(window: WindowClient, screen: str) -> dict[str, object]:
    end = time.monotonic() + 10
    while (state := window.state())["screen"] != screen:
        if time.monotonic() > end:
            raise TimeoutError(f"{screen} did not come: {state}")
        time.sleep(0.02)
    return state


def held(words: list[str]) -> list[str]:
    """What still refers to one of the words, in whole or in part, as "holder: word"; the probe's own aside."""
    gc.collect()
    found: list[str] = []
    waiting = gc.get_objects()
    seen = {id(one) for one in (found, waiting, words, sys.argv, sys.orig_argv, globals())}
    seen.add(id(seen))
    while waiting:
        holder = waiting.pop()
        if id(holder) in seen or type(holder) is FrameType:
            continue
        seen.add(id(holder))
        for one in gc.get_referents(holder):
            kind = type(one)  # a weak proxy has the class of what it stands for
            if kind is str or kind is bytes:
                text = one if kind is str else one.decode("latin-1")
                found += [f"{type(holder).__name__}: {word}" for word in words if word in text]
            elif id(one) not in seen:
                waiting.append(one)  # not all holders are known to the collector: message structs are not
    return found


def visit() -> None:
    """Scan, confirm, see the number, leave; then look."""
    with WindowClient(MIRROR) as window:
        until(window, "welcome")
        window.keys(CODE + "\n")
        until(window, "confirm")
        window.tap("yes")
        number = str(until(window, "number")["number"])
        spaced = f"{number[:1]}\u00a0{number[1:]}"
        before = len(held([number, spaced]))
        time.sleep(0.5)
        window.tap("done")
        until(window, "welcome")
        time.sleep(2.5)
        json.dump(
            {"number": number, "before": before, "after": held([number, spaced, CODE[3:60]])}, sys.stdout
        )
    sys.stdout.flush()


def visit_and_end() -> None:
    """The program ends with its visitor, whatever happened."""
    try:
        visit()
    finally:
        os.kill(os.getpid(), signal.SIGTERM)


def main(settings: Settings) -> None:
    threading.Thread(target=visit_and_end, daemon=True).start()
    Kiosk(settings, MIRROR).run()


main(SETTINGS)
