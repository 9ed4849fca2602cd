"""Tables from the journal, made once while nothing happens."""

from datetime import timedelta
from pathlib import Path

from lobby.console.figures.source import KEPT, Source
from lobby.contract.events import DayStarted
from lobby.figures.hours import Span
from tests.support.days import ORDINARY, ChanceDay

DAY = Span(ORDINARY, ORDINARY)


def test_a_table_is_made_once_while_nothing_happens(tmp_path: Path) -> None:
    """The same object is given again."""
    ChanceDay(ORDINARY).play([("walk-in", 0, 60)]).journal(tmp_path / "journal.db").close()
    source = Source(tmp_path / "journal.db", "altona")
    assert source.figures(DAY) is source.figures(DAY)
    assert source.days() == (ORDINARY, ORDINARY)


def test_new_facts_make_a_new_table(tmp_path: Path) -> None:
    """When the last one is not of this very moment."""
    journal = ChanceDay(ORDINARY).play([("walk-in", 0, 60)]).journal(tmp_path / "journal.db")
    source = Source(tmp_path / "journal.db", "altona", fresh_seconds=0.0)
    first = source.figures(DAY)
    tomorrow = ORDINARY + timedelta(days=1)
    day = ChanceDay(tomorrow).house.now
    journal.append(journal.last_seq() + 1, [DayStarted(at=day, day=tomorrow.isoformat())], [])
    assert source.figures(DAY).as_of == day != first.as_of
    journal.close()


def test_few_tables_are_kept(tmp_path: Path) -> None:
    """The one that was asked for longest ago goes."""
    ChanceDay(ORDINARY).journal(tmp_path / "journal.db").close()
    source = Source(tmp_path / "journal.db", "altona")
    spans = [Span(ORDINARY - timedelta(days=days), ORDINARY) for days in range(KEPT + 1)]
    first = source.figures(spans[0])
    for span in spans[1:]:
        source.figures(span)
    assert source.figures(spans[0]) is not first
    assert source.figures(spans[-1]) is source.figures(spans[-1])
