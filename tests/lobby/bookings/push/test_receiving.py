"""A delivery has one effect, however often it comes and whenever the program ends."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import msgspec
import pytest

from lobby.bookings.push.deliveries import Deliveries
from lobby.bookings.push.receiving import Receiver, Reply
from lobby.bookings.push.signing import Secret, headers
from lobby.bookings.sending import SendError
from lobby.contract.answers import BookingStates, Imported
from lobby.contract.bookings import Booking, BookingState, BookingStatus
from lobby.contract.requests import CompleteDay
from tests.support.booking_feeds import SETTING

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECRET = Secret(bytes(range(32)))
ROW = {"reference": "4711", "service": "passport", "slot": "2026-11-23T10:15+01:00"}


@dataclass
class Queue:
    """A queue service that keeps its answers, as the real one does."""

    sent: list[tuple[str, CompleteDay | None]] = field(default_factory=list)
    answers: dict[str, Imported] = field(default_factory=dict)
    failure: SendError | None = None

    def send(
        self, bookings: Sequence[Booking], complete: CompleteDay | None = None, command_id: str | None = None
    ) -> Imported:
        assert command_id is not None
        self.sent.append((command_id, complete))
        if self.failure is not None:
            raise self.failure
        fresh = Imported(id=command_id, at=NOW, added=len(bookings), changed=0, cancelled=0, unchanged=0)
        return self.answers.setdefault(command_id, fresh)

    def states(self, day: date) -> BookingStates:
        if self.failure is not None:
            raise self.failure
        state = BookingState(
            booking=SETTING.numbers.booking("4711"), status=BookingStatus.ARRIVED, slot=NOW, service="passport",
            persons=1,
        )  # fmt: skip
        return BookingStates(
            id="question-1", at=NOW, centre="altona", states=(state,) if day == NOW.date() else ()
        )


@dataclass
class House:
    """A receiver that can be started again on its file."""

    folder: Path
    queue: Queue = field(default_factory=Queue)

    def push(self, document: object, delivery: str = "delivery-1") -> Reply:
        """A signed delivery."""
        body = document if isinstance(document, bytes) else msgspec.json.encode(document)
        deliveries = Deliveries(self.folder / "deliveries.db")
        receiver = Receiver(SETTING, (SECRET,), deliveries, self.queue, lambda: NOW)
        return receiver.receive(headers(SECRET, delivery, NOW, body), body)

    def ask(self, question: object) -> Reply:
        """A signed question."""
        body = msgspec.json.encode(question)
        receiver = Receiver(SETTING, (SECRET,), Deliveries(self.folder / "d.db"), self.queue, lambda: NOW)
        return receiver.states(headers(SECRET, "question-1", NOW, body), body)


@pytest.fixture(name="house")
def _house(tmp_path: Path) -> House:
    return House(tmp_path)


def said(reply: Reply) -> Any:
    """The document of an answer."""
    return msgspec.json.decode(reply.body)


def kinds(reply: Reply) -> list[str]:
    """The findings of an answer."""
    return [one["kind"] for one in said(reply)["findings"]]


def test_a_delivery_is_imported(house: House) -> None:
    """The answer says what it changed."""
    reply = house.push([ROW])
    assert (reply.status, said(reply)["imported"]["added"]) == (HTTPStatus.OK, 1)


def test_a_repetition_gets_the_same_answer_and_asks_nobody(house: House) -> None:
    """Also from a program that was started again."""
    first, again = house.push([ROW]), house.push([ROW])
    assert (again.status, again.body, again.again) == (HTTPStatus.OK, first.body, True)
    assert len(house.queue.sent) == 1


def test_another_body_under_the_same_id_is_a_conflict(house: House) -> None:
    """Nobody can tell which was meant."""
    house.push([ROW])
    reply = house.push([ROW | {"persons": 2}])
    assert (reply.status, kinds(reply), len(house.queue.sent)) == (
        HTTPStatus.CONFLICT,
        ["push-other-body"],
        1,
    )


def test_a_kill_between_import_and_answer_is_made_up_for(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same delivery asks the queue service with the same command, which has its answer still."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr(Deliveries, "finish", killed)
        with pytest.raises(KeyboardInterrupt):
            house.push([ROW])
    reply = house.push([ROW])
    assert said(reply)["imported"]["added"] == 1
    assert len({command for command, _ in house.queue.sent}) == 1
    assert len(house.queue.answers) == 1


def test_without_a_queue_service_the_sender_tries_again(house: House) -> None:
    """503 at first; the repetition has its effect."""
    house.queue.failure = SendError("away")
    reply = house.push([ROW])
    assert (reply.status, kinds(reply)) == (HTTPStatus.SERVICE_UNAVAILABLE, ["push-no-answer"])
    house.queue.failure = None
    assert house.push([ROW]).status is HTTPStatus.OK


def test_a_refusal_frees_the_id(house: House) -> None:
    """What the queue service refuses has had no effect."""
    house.queue.failure = SendError("not offered", may_help_again=False)
    assert kinds(house.push([ROW])) == ["push-refused"]
    house.queue.failure = None
    assert house.push([ROW | {"service": "id-card"}]).status is HTTPStatus.OK


def test_one_bad_booking_keeps_all_out(house: House) -> None:
    """All or nothing; every finding in both languages; mended, it may come under the same id."""
    reply = house.push([ROW, ROW | {"reference": "2", "persons": 0}])
    assert (reply.status, kinds(reply), house.queue.sent) == (
        HTTPStatus.UNPROCESSABLE_ENTITY,
        ["not-whole"],
        [],
    )
    finding = said(reply)["findings"][0]
    assert (finding["record"], finding["field"], finding["en"] != finding["de"]) == (2, "persons", True)
    assert house.push([ROW]).status is HTTPStatus.OK


def test_a_complete_day_is_handed_on(house: House) -> None:
    """With the source of the settings; anything but a day is refused."""
    house.push({"bookings": [ROW], "complete": "2026-11-23"})
    assert house.queue.sent[0][1] == CompleteDay(source="office", day="2026-11-23")
    assert kinds(house.push({"bookings": [ROW], "complete": "today"}, "delivery-2")) == ["push-complete"]


@pytest.mark.parametrize("body", [b"", b"[", b"\xff", b"[]", b"1", b"[" * 100_000])
def test_junk_is_refused_with_a_reason(house: House, body: bytes) -> None:
    """Signed junk is junk."""
    reply = house.push(body)
    assert (reply.status, bool(kinds(reply))) == (HTTPStatus.UNPROCESSABLE_ENTITY, True)


def test_an_unsigned_delivery_is_not_looked_at(house: House) -> None:
    """Neither its body nor its id is kept."""
    deliveries = Deliveries(house.folder / "deliveries.db")
    receiver = Receiver(SETTING, (SECRET,), deliveries, house.queue, lambda: NOW)
    forged = headers(Secret(bytes(32)), "delivery-1", NOW, b"[]")
    assert receiver.receive(forged, b"[]").status is HTTPStatus.UNAUTHORIZED
    assert receiver.receive({}, b"[]").status is HTTPStatus.BAD_REQUEST
    assert house.push([ROW]).status is HTTPStatus.OK


def test_states_are_told_under_the_sender_s_references(house: House) -> None:
    """Those it names, or all under our ids; an unsigned question is not answered."""
    (state,) = said(house.ask({"day": "2026-11-23", "references": ["4711", "4712"]}))["states"]
    assert (state["reference"], state["status"]) == ("4711", "arrived")
    assert said(house.ask({"day": "2026-11-23", "references": ["4712"]}))["states"] == []
    assert said(house.ask({"day": "2026-11-23"}))["states"][0]["booking"] == SETTING.numbers.booking("4711")
    assert kinds(house.ask({"day": "today"})) == ["push-question"]
    house.queue.failure = SendError("away")
    assert house.ask({"day": "2026-11-23"}).status is HTTPStatus.SERVICE_UNAVAILABLE
