"""Settings of the facility staff's pages."""

from pathlib import Path

from lobby.web.settings import PageSettings

STANDARD_JOURNAL = Path("/var/lib/lobby/centre/journal.db")


class ConsoleSettings(PageSettings, frozen=True, kw_only=True):
    """`journal` is the queue service's; figures are read from it."""

    journal: str = str(STANDARD_JOURNAL)
