"""What the queue service answers to each case of the sample day: every case shows what it is there for."""

from datetime import datetime
from functools import cache

import pytest

from lobby.bookings.day import Case, Day
from lobby.bookings.sample import Wish, sample_day
from lobby.catalogue_files import sample_catalogue
from lobby.centre.desk import Desk
from lobby.contract.answers import Identified, Imported, Reason, Refused
from lobby.contract.codes.keyring import LOCAL
from lobby.contract.config import CentreConfig
from lobby.contract.requests import Identify, ImportBookings
from lobby.contract.state import Standing
from lobby.queueing.line import Line
from lobby.queueing.rules import Rules
from tests.support.codes import private_key, public_key

CATALOGUE = sample_catalogue()
NOW = datetime(2026, 11, 23, 10, 32, tzinfo=LOCAL)


@cache
def sample() -> tuple[Day, Desk]:
    """The day, and the desk of Altona after its import."""
    day = sample_day(Wish(CATALOGUE.centre["altona"], NOW), CATALOGUE, private_key(1), 1)
    rules = Rules.of("altona", CentreConfig(keys=(public_key(1),)), CATALOGUE)
    desk = Desk(Line(), rules, CATALOGUE)
    imported = desk.handle(ImportBookings(id="import-1", bookings=day.bookings), NOW).answer
    assert isinstance(imported, Imported), imported
    return day, desk


EXPECTED: dict[Case, Standing | Reason | tuple[Reason, str]] = {
    Case.ON_TIME: Standing.ON_TIME,
    Case.EARLY: Standing.EARLY,
    Case.LATE: Standing.LATE,
    Case.TOO_LATE: Reason.TOO_LATE,
    Case.FAMILY: Standing.ON_TIME,
    Case.OTHER_DAY: Reason.OTHER_DAY,
    Case.OTHER_SITE: Standing.WALK_IN,
    Case.HOME_DISTRICT: Reason.OTHER_SITE,
    Case.CANCELLED: Reason.CANCELLED,
    Case.OLD_CODE: Reason.REBOOKED,
    Case.REBOOKED: Standing.ON_TIME,
    Case.NOT_SYNCED: Standing.PROVISIONAL,
    Case.FORGED: (Reason.BAD_CODE, "forged"),
    Case.UNKNOWN_KEY: (Reason.BAD_CODE, "unknown-key"),
    Case.CUT: (Reason.BAD_CODE, "cut"),
    Case.NEWER_VERSION: (Reason.BAD_CODE, "newer-version"),
    Case.FOREIGN_URL: (Reason.BAD_CODE, "foreign-url"),
    Case.FOREIGN_PAYMENT: (Reason.BAD_CODE, "foreign-payment"),
}


@pytest.mark.parametrize("case", list(EXPECTED))
def test_each_case_gets_its_answer(case: Case) -> None:
    """Held to the terminal, the code of a case is answered as the case says."""
    day, desk = sample()
    for entry in day.entries:
        if entry.case is case:
            answer = desk.handle(Identify(id="identify-1", code=entry.code), NOW).answer
            assert found(answer) == EXPECTED[case]


@pytest.mark.parametrize("case", [Case.ON_TIME, Case.TOO_LATE, Case.CANCELLED, Case.REBOOKED])
def test_the_typed_code_gets_the_same_answer(case: Case) -> None:
    """Typed instead of scanned, a booking that the centre knows is answered the same."""
    day, desk = sample()
    entry = next(entry for entry in day.entries if entry.case is case)
    assert entry.typed is not None
    answer = desk.handle(Identify(id="identify-2", code=entry.typed.lower()), NOW).answer
    assert found(answer) == EXPECTED[case]


def found(answer: object) -> object:
    """The standing, or the reason with its detail where the code itself is bad."""
    if isinstance(answer, Identified):
        return answer.standing
    assert isinstance(answer, Refused), answer
    return (answer.reason, answer.detail) if answer.reason is Reason.BAD_CODE else answer.reason
