"""How long a page stays when nobody touches anything."""

from kiosk.moves import is_evacuating
from kiosk.session import STAFF, Help, Screen, Terminal

HELP_SECONDS = 300
"""Whoever has called a person waits for them in front of the terminal."""
STAFF_SECONDS = 60
"""The service page closes itself, without a warning."""
AWAITED = frozenset({Help.ASKED, Help.CALLED, Help.COMING})
RESULTS = frozenset({Screen.NUMBER, Screen.PROBLEM})


def may_be_covered(terminal: Terminal, quiet_seconds: float) -> bool:
    """Whether the screen saver may lie over this page: nobody is there, and it says nothing that people must see."""
    is_usual = terminal.screen in (Screen.WELCOME, Screen.CLOSED) and terminal.linked
    is_free = is_usual and not terminal.is_serving and not is_evacuating(terminal)
    return is_free and 0 < terminal.config.screen_saver_seconds <= quiet_seconds


def allowed_seconds(terminal: Terminal) -> int | None:
    """Seconds without a touch or scan after which the page counts as left; None for pages that stay for ever."""
    if not terminal.is_serving:
        return None
    if terminal.screen in STAFF:
        return STAFF_SECONDS
    if terminal.screen is Screen.WARNING:
        return terminal.config.warning_seconds
    if terminal.screen in RESULTS:
        return terminal.config.result_seconds
    if terminal.screen is Screen.HELP and terminal.session.help in AWAITED:
        return max(HELP_SECONDS, terminal.config.idle_seconds)
    return terminal.config.idle_seconds
