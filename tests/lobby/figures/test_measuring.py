"""What a table of figures says of its span."""

from datetime import timedelta
from pathlib import Path

from lobby.figures.hours import Span
from lobby.figures.measuring import figures_of
from tests.support.days import ORDINARY, ChanceDay, Step


def test_a_span_goes_as_far_as_the_journal_before_and_after_forgetting(tmp_path: Path) -> None:
    """Bookings for days to come go into the archive of those days; the journal does not go further for it."""
    tried: list[Step] = [("book", 0, 0)] * 4 + [("book", 190, 1800)]
    journal = ChanceDay(ORDINARY).play(tried).end().journal(tmp_path / "journal.db")
    early = Span(ORDINARY, ORDINARY)
    before = figures_of(journal, "altona", early)
    assert before.as_of == journal.newest_at()
    for days in range(6):
        journal.forget(ORDINARY + timedelta(days=days), keep_days=1)
        assert figures_of(journal, "altona", early) == before
    journal.close()
