"""Requests that wait for their answer."""

from datetime import UTC, datetime

import pytest

from lobby.contract.answers import Reason, Refused
from lobby.contract.requests import CallNext
from lobby.link.incoming import NoAnswerError, NobodyListeningError
from lobby.link.pending import RETRY_SECONDS, SENDS, Pending

REQUEST = CallNext(id="request-1", place="7")
ANSWER = Refused(id="request-1", at=datetime(2026, 11, 23, tzinfo=UTC), reason=Reason.NOBODY_WAITING)


def test_an_answer_resolves_its_request_once() -> None:
    """A second delivery of the same answer finds nobody waiting."""
    pending = Pending()
    future = pending.add(REQUEST, 0.0)
    assert pending.due(0.0) == [REQUEST]
    assert pending.answered(ANSWER)
    assert future.result(0) == ANSWER
    assert not pending.answered(ANSWER)
    assert pending.next_at() is None


def test_an_unanswered_request_is_sent_three_times_then_fails() -> None:
    """The same request goes out every two seconds, three times in all."""
    pending = Pending()
    future = pending.add(REQUEST, 0.0)
    for turn in range(SENDS):
        assert pending.due(turn * RETRY_SECONDS) == [REQUEST]
        assert pending.due(turn * RETRY_SECONDS + 1.9) == []
    assert pending.due(SENDS * RETRY_SECONDS) == []
    with pytest.raises(NoAnswerError):
        future.result(0)


def test_the_same_id_asked_twice_is_one_request() -> None:
    """A double tap shares the answer."""
    pending = Pending()
    assert pending.add(REQUEST, 0.0) is pending.add(REQUEST, 0.1)
    assert pending.due(0.1) == [REQUEST]


def test_nobody_listening_fails_at_once() -> None:
    """The broker's word that nobody subscribed ends the wait."""
    pending = Pending()
    future = pending.add(REQUEST, 0.0)
    pending.due(0.0)
    pending.sent(REQUEST.id, 17)
    pending.nobody(16)
    assert not future.done()
    pending.nobody(17)
    with pytest.raises(NobodyListeningError):
        future.result(0)


def test_a_repeat_is_not_sent_to_a_service_that_is_away() -> None:
    """The first try is always made; the second only while the service says it is there."""
    pending = Pending()
    future = pending.add(REQUEST, 0.0)
    assert pending.due(0.0, service_there=False) == [REQUEST]
    assert pending.due(RETRY_SECONDS, service_there=False) == []
    with pytest.raises(NobodyListeningError):
        future.result(0)


def test_a_cancelled_future_does_no_harm() -> None:
    """Whoever stopped waiting is not disturbed by the answer."""
    pending = Pending()
    future = pending.add(REQUEST, 0.0)
    pending.due(0.0)
    assert future.cancel()
    assert pending.answered(ANSWER)
