import msgspec
import pytest

from kiosk.inputs import HouseChanged, Idle, Report
from kiosk.reporting import SAME_REASON_QUIET
from kiosk.samples import locked_house
from kiosk.troubles import WAYS
from lobby.contract.answers import Reason
from lobby.contract.codes import CodeFault
from lobby.contract.requests import ReportFailure
from tests.kiosk.stories import CODE, OTHER_CODE, Visit, visit


def reported(visitor: Visit) -> list[str]:
    return [one.request.reason for one in visitor.effects if isinstance(one, Report)]


@pytest.mark.parametrize("reason", [Reason.TOO_LATE, Reason.OTHER_DAY, Reason.CANCELLED, Reason.NOT_OFFERED])
def test_refused_check_in_is_told_with_its_reason_only(reason: Reason) -> None:
    """Nothing of the code travels."""
    visitor = visit().scan().refused(reason)
    assert reported(visitor) == [reason]
    assert CODE[10:30] not in repr(visitor.effects[-1])


def test_unreadable_scan_is_told_from_the_second_try_on() -> None:
    """What a second try puts right concerns nobody."""
    visitor = visit().scan(CODE[:60])
    assert reported(visitor) == []
    assert reported(visitor.scan(CODE[:50])) == [CodeFault.CUT]


def test_same_reason_is_told_once_a_minute() -> None:
    """One visitor who tries again and again is one line at the reception."""
    visitor = visit()
    for code in (CODE, OTHER_CODE, CODE):
        visitor.pause(3).scan(code).refused(Reason.TOO_LATE)
    assert reported(visitor) == [Reason.TOO_LATE]
    visitor.pause(SAME_REASON_QUIET.total_seconds()).scan(OTHER_CODE).refused(Reason.TOO_LATE)
    assert reported(visitor) == [Reason.TOO_LATE] * 2


def test_page_that_comes_back_is_not_a_new_failure() -> None:
    """The idle warning over it changes nothing."""
    visitor = visit().scan().refused(Reason.TOO_LATE).pause(100).then(Idle()).touch("more-time")
    assert reported(visitor) == [Reason.TOO_LATE]


def test_what_nobody_could_hear_or_the_house_wants_is_not_told() -> None:
    """A queue service that is away, and the reception's own lock."""
    assert reported(visit().scan().unanswered()) == []
    assert reported(visit().then(HouseChanged(locked_house())).touch("walk-in")) == []


@pytest.mark.parametrize("key", WAYS)
def test_every_reason_is_one_the_contract_takes(key: str) -> None:
    """The queue service would drop a malformed report unseen."""
    request = ReportFailure(id="request-1", reason=key)
    assert msgspec.convert(msgspec.to_builtins(request), ReportFailure) == request
