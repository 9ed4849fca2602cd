"""Figures from the queue service's journal, read while it writes. A table that was made is kept for a while."""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lobby.centre.journal import Journal
from lobby.contract.fields import Name
from lobby.figures.hours import Span
from lobby.figures.measuring import figures_of
from lobby.figures.table import Figures

KEPT = 8
FRESH_SECONDS = 5.0
"""On a busy day facts come every second; so many tables are not made of it."""


@dataclass
class Source:
    """The tables of one centre. Used on several threads; makes one table at a time."""

    journal: Path
    centre: Name
    fresh_seconds: float = FRESH_SECONDS
    _made: OrderedDict[Span, tuple[float, int, Figures]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def days(self) -> tuple[date, date] | None:
        """The first and the newest day; None in an empty journal.

        Raises:
            JournalError: it cannot be read.
        """
        journal = Journal(self.journal, read_only=True)
        try:
            known, newest = journal.days(), journal.newest_day()
        finally:
            journal.close()
        return None if known is None or newest is None else (known[0], newest)

    def figures(self, span: Span) -> Figures:
        """The table of these days.

        Raises:
            JournalError: the journal cannot be read.
        """
        with self._lock:
            journal = Journal(self.journal, read_only=True)
            try:
                return self._kept(journal, span)
            finally:
                journal.close()

    def _kept(self, journal: Journal, span: Span) -> Figures:
        now, seq = time.monotonic(), journal.last_seq()
        made = self._made.get(span)
        if made is not None and (made[1] == seq or now - made[0] < self.fresh_seconds):
            return made[2]
        found = figures_of(journal, self.centre, span)
        self._made[span] = (now, seq, found)
        self._made.move_to_end(span)
        while len(self._made) > KEPT:
            self._made.popitem(last=False)
        return found
