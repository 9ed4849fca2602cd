"""Tickets are printed once, whatever happens between."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.printer.spool import MOST_WAITING, Spool, SpoolError

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool.db")


def test_first_in_first_out(spool: Spool) -> None:
    """In the order the visitors came."""
    for visit in ("one", "two"):
        assert spool.add(visit, visit.encode(), NOW)
    jobs = [spool.next(NOW), spool.next(NOW), spool.next(NOW)]
    assert [job.visit if job else None for job in jobs] == ["one", "two", None]


def test_nobody_gets_two_tickets_unless_asked(spool: Spool) -> None:
    """Not while it waits, not after it was printed; once more when the visitor asks."""
    assert spool.add("one", b"png", NOW)
    assert not spool.add("one", b"png", NOW, again=True)
    job = spool.next(NOW)
    assert job is not None
    spool.printed(job)
    assert not spool.add("one", b"png", NOW)
    assert spool.add("one", b"png", NOW, again=True)


def test_what_was_not_printed_is_put_back(spool: Spool) -> None:
    """First again."""
    spool.add("one", b"1", NOW)
    spool.add("two", b"2", NOW)
    job = spool.next(NOW)
    assert job is not None
    spool.put_back(job)
    assert spool.next(NOW) == job


def test_whoever_waited_too_long_has_gone(spool: Spool) -> None:
    """An hour without paper is not followed by a heap of tickets nobody takes."""
    spool.add("one", b"1", NOW)
    spool.add("two", b"2", NOW + MOST_WAITING)
    job = spool.next(NOW + MOST_WAITING + timedelta(seconds=1))
    assert job is not None
    assert job.visit == "two"


@pytest.mark.parametrize(("began", "expected"), [(False, "one"), (True, None)])
def test_a_power_cut_loses_what_waits_never_and_doubles_nothing(
    tmp_path: Path,
    began: bool,  # noqa: FBT001
    expected: str | None,
) -> None:
    """Killed while it waits: printed afterwards. Killed while it is printed: not a second time."""
    path = tmp_path / "spool.db"
    program = (
        "import os, sys; from pathlib import Path; from datetime import datetime\n"
        "from kiosk.printer.spool import Spool\n"
        f"now = datetime.fromisoformat('{NOW.isoformat()}')\n"
        "spool = Spool(Path(sys.argv[1])); spool.add('one', b'png', now)\n"
        f"{'spool.next(now)' if began else ''}\n"
        "os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", program, str(path)], check=False).returncode == -9
    job = Spool(path).next(NOW)
    assert (job.visit if job else None) == expected


def test_pictures_do_not_stay(spool: Spool) -> None:
    """Nothing of a visit is kept once its ticket is out; at day's end nothing at all."""
    spool.add("one", b"png", NOW)
    job = spool.next(NOW)
    assert job is not None
    spool.printed(job)
    rows = spool._db.execute("SELECT png FROM ticket").fetchall()
    assert rows == [(None,)]
    spool.forget(NOW + timedelta(days=1))
    assert spool._db.execute("SELECT count(*) FROM ticket").fetchone() == (0,)


def test_a_spool_that_cannot_be_kept_says_so(tmp_path: Path) -> None:
    """A file where the folder should be."""
    (tmp_path / "state").write_text("")
    with pytest.raises(SpoolError, match="cannot be used"):
        Spool(tmp_path / "state" / "spool.db")
