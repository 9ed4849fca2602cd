"""What a table of figures says of its span."""

from datetime import datetime, time, timedelta
from pathlib import Path

from lobby.contract.events import TakenElsewhere
from lobby.figures.hours import Span
from lobby.figures.measuring import figures_of
from lobby.queueing.rules import LOCAL
from tests.support.days import ORDINARY, ChanceDay, Step
from tests.support.house import booking


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


def test_who_was_helped_at_another_centre_is_no_no_show(tmp_path: Path) -> None:
    """Of three who do not come two are missing; the third was elsewhere."""
    day, slot = ChanceDay(ORDINARY), datetime.combine(ORDINARY, time(9), LOCAL)
    known = [booking(number, slot) for number in (1, 2, 3)]
    day.house.book(*known)
    day.house.take((TakenElsewhere(at=day.house.now, visit=known[0].booking, centre="wandsbek"),))
    journal = day.end().journal(tmp_path / "journal.db")
    figures = figures_of(journal, "altona", Span(ORDINARY, ORDINARY))
    journal.close()
    whole = figures.row()
    assert whole is not None
    assert whole.values["no-show-rate"].count == 2
