"""How long a page stays when nobody touches anything."""

from kiosk.session import STAFF, Help, Screen, Terminal

HELP_SECONDS = 300
"""Whoever has called a person waits for them in front of the terminal."""
STAFF_SECONDS = 60
"""The service page closes itself, without a warning."""
AWAITED = frozenset({Help.ASKED, Help.CALLED, Help.COMING})
RESULTS = frozenset({Screen.NUMBER, Screen.PROBLEM})


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
