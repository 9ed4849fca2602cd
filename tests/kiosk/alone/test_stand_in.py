"""Numbers that are given alone: one for each visitor, on disk before it is shown, none twice."""

import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.alone.given import DiskError, GivenNumbers
from kiosk.alone.stand_in import Occasion, Own, answer
from lobby.contract.answers import AnyAnswer, CheckedIn, Identified, Reason, Refused
from lobby.contract.requests import CheckIn, Identify, ReportArrival, WalkIn
from tests.kiosk.alone.parts import house, own
from tests.kiosk.alone.test_judge import PLAIN, prepared, shown
from tests.support.house import NOW, minutes

LATER = NOW + minutes(3)


def ask(terminal: Own, request: Identify | CheckIn | WalkIn, report: str = "report-0001") -> AnyAnswer:
    """At nine, unless said otherwise."""
    return answer(terminal, request, Occasion(NOW, report))


def number(told: AnyAnswer) -> str:
    """Of a visitor who has one."""
    assert isinstance(told, CheckedIn), told
    return told.ticket.number


def test_a_booked_visitor_gets_one_number_however_often_they_scan(tmp_path: Path) -> None:
    """Asked, checked in, scanned again, and once more after the program was killed."""
    centre = prepared(PLAIN, 5)
    text, _ = shown(centre, 1, 1, 5)
    terminal = own(tmp_path, centre)
    asked = ask(terminal, Identify(id="identify-01", code=text))
    assert isinstance(asked, Identified)
    assert asked.ticket is None
    first = ask(terminal, CheckIn(id="check-in-01", code=text))
    assert number(first) == "A940"
    assert first.ticket.provisional  # type: ignore[union-attr]
    again = ask(own(tmp_path, centre), CheckIn(id="check-in-02", code=text), "report-0002")
    assert (number(again), again.again) == ("A940", True)  # type: ignore[union-attr]
    assert terminal.given.untold() == 1


def test_the_same_request_again_has_the_same_number(tmp_path: Path) -> None:
    """A walk-in's id is the visit; trying again never makes a second one."""
    terminal = own(tmp_path, house())
    request = WalkIn(id="walk-in-0001", service="id-card")
    assert number(ask(terminal, request)) == "A940"
    assert number(ask(terminal, request, "report-0002")) == "A940"
    assert number(ask(terminal, WalkIn(id="walk-in-0002", service="id-card"), "report-0003")) == "A941"
    assert (
        number(ask(terminal, WalkIn(id="walk-in-0003", service="residence-register"), "report-0004"))[0]
        != "A"
    )


def test_the_block_ends_and_begins_anew_each_day(tmp_path: Path) -> None:
    """Three numbers of a family; the fourth visitor goes to the reception."""
    terminal = own(tmp_path, house())
    given = [
        ask(terminal, WalkIn(id=f"walk-in-000{one}", service="id-card"), f"report-000{one}")
        for one in range(4)
    ]
    assert [number(one) for one in given[:3]] == ["A940", "A941", "A942"]
    assert isinstance(given[3], Refused)
    assert given[3].reason is Reason.NUMBERS_USED_UP
    assert terminal.given.next((NOW + timedelta(days=1)).date(), "A", terminal.block) == "A940"


def test_told_in_order_and_nothing_of_a_visitor_stays(tmp_path: Path) -> None:
    """What was told keeps no code; the file of a day that is over is empty."""
    centre = prepared(PLAIN, 5)
    text, _ = shown(centre, 1, 1, 5)
    terminal = own(tmp_path, centre)
    ask(terminal, CheckIn(id="check-in-01", code=text, language="tr"))
    ask(terminal, WalkIn(id="walk-in-0001", service="id-card"), "report-0002")
    first = terminal.given.first_untold()
    assert first is not None
    assert (first.id, first.code, first.came, first.instead_of) == ("report-0001", text, NOW, "check-in-01")
    terminal.given.told("report-0001")
    second = terminal.given.first_untold()
    assert second is not None
    assert second.id == "report-0002"
    terminal.given.forget((NOW + timedelta(days=1)).date())
    assert terminal.given.untold() == 1  # of yesterday, and still to be told
    terminal.given.told("report-0002")
    terminal.given.forget((NOW + timedelta(days=1)).date())
    terminal.given.close()
    assert all(text.encode() not in file.read_bytes() for file in tmp_path.iterdir())


def test_a_report_that_cannot_be_read_holds_up_none_behind_it(tmp_path: Path) -> None:
    """A bit of the disk has turned: the others are told, it is set aside and stays for somebody to look at."""
    given = GivenNumbers(tmp_path / "given.db")
    spoilt, report = (
        ReportArrival(id=f"report-0{number}", number=f"A{number}", came=NOW, service="id-card")
        for number in (940, 941)
    )
    given.add(NOW.date(), spoilt, None)
    given.add(NOW.date(), report, None)
    with sqlite3.connect(tmp_path / "given.db") as other:
        other.execute("UPDATE given SET body = ? WHERE digits = 940", (b'{"number": 9',))
    assert [given.first_untold() == report for _ in range(2)] == [True, True]
    given.told("report-0941")
    assert given.first_untold() is None
    assert given.untold() == 1


FULL = """
import resource, signal, sys
from pathlib import Path
from kiosk.alone.given import DiskError, GivenNumbers
given = GivenNumbers(Path(sys.argv[1]))
given.probe()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = sum(file.stat().st_size for file in Path(sys.argv[1]).parent.iterdir())
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
try:
    given.probe()
except DiskError:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    given.probe()
    print("full, and works again")
"""


def test_a_full_disk_is_noticed_and_gets_over(tmp_path: Path) -> None:
    """No number is given that would be forgotten; when there is room again it goes on."""
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path / "given.db")], capture_output=True, text=True, check=False
    )
    assert done.stdout == "full, and works again\n", done.stderr


def test_a_file_that_is_none_is_an_error_and_stays_as_it_is(tmp_path: Path) -> None:
    """Which numbers were given is not known any more: none is given again."""
    broken = tmp_path / "given.db"
    broken.write_bytes(b"not a database, and long enough to be read as one" * 20)
    before = broken.read_bytes()
    with pytest.raises(DiskError):
        GivenNumbers(broken)
    assert broken.read_bytes() == before


def test_a_number_is_never_in_two_rows(tmp_path: Path) -> None:
    """The file itself refuses it, whatever the program does."""
    given = GivenNumbers(tmp_path / "given.db")
    report = ReportArrival(id="report-0001", number="A940", came=NOW, service="id-card")
    given.add(NOW.date(), report, None)
    with pytest.raises(DiskError):
        given.add(
            NOW.date(), ReportArrival(id="report-0002", number="A940", came=LATER, service="id-card"), None
        )
