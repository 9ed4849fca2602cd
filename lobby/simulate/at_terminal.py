"""How a simulated visitor uses the real terminal: when it may be used, and what is pressed on which page. Pure."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

WELCOME = "welcome"
NOBODY: Final = frozenset({WELCOME, "starting", "closed", "away", "name"})
"""Pages that a terminal shows by itself."""

QUIET = timedelta(seconds=3)
AFTER_PEOPLE = timedelta(seconds=90)
AFTER_OURS = timedelta(seconds=30)
GIVE_UP = timedelta(seconds=25)

PRESSES: Final = {
    "confirm": ("yes", timedelta(seconds=3)),
    "number": ("done", timedelta(seconds=6)),
    "problem": ("done", timedelta(seconds=5)),
}
"""Which control is pressed on a page, and after how long it has been read."""


@dataclass(frozen=True)
class Terminal:
    """What is known of it, on one monotonic clock in seconds. `ours_since` is set while our visitor is there."""

    screen: str = ""
    screen_since: float = 0.0
    ours_since: float | None = None
    quiet_until: float = 0.0
    has_pressed: bool = False


def shown(terminal: Terminal, screen: str, now: float) -> Terminal:
    """The terminal says what is on its screen."""
    if screen == terminal.screen:
        return terminal
    changed = replace(terminal, screen=screen, screen_since=now, has_pressed=False)
    if terminal.ours_since is None and screen not in NOBODY:
        return replace(changed, quiet_until=now + AFTER_PEOPLE.total_seconds())
    if terminal.ours_since is not None and screen == WELCOME:
        return left(changed, now)
    return changed


def is_free(terminal: Terminal, now: float) -> bool:
    """Whether a simulated visitor may step up: nobody is there, and nobody has been there just now."""
    rested = terminal.screen == WELCOME and now - terminal.screen_since >= QUIET.total_seconds()
    return rested and terminal.ours_since is None and now >= terminal.quiet_until


def stepped_up(terminal: Terminal, now: float) -> Terminal:
    """Our visitor has held the code to the scanner."""
    return replace(terminal, ours_since=now, has_pressed=False)


def press(terminal: Terminal, now: float) -> str | None:
    """The control our visitor presses now, once per page."""
    wanted = PRESSES.get(terminal.screen)
    if wanted is None or terminal.ours_since is None or terminal.has_pressed:
        return None
    control, after = wanted
    return control if now - terminal.screen_since >= after.total_seconds() else None


def pressed(terminal: Terminal) -> Terminal:
    """Our visitor has pressed what `press` named."""
    return replace(terminal, has_pressed=True)


def has_given_up(terminal: Terminal, now: float) -> bool:
    """Our visitor has been there too long: something else happens at this terminal."""
    return terminal.ours_since is not None and now - terminal.ours_since >= GIVE_UP.total_seconds()


def left(terminal: Terminal, now: float) -> Terminal:
    """Our visitor is gone; people have the terminal for a while."""
    quiet_until = max(terminal.quiet_until, now + AFTER_OURS.total_seconds())
    return replace(terminal, ours_since=None, quiet_until=quiet_until)
