"""What a terminal keeps for when it is alone, and what health says of it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.alone.alone import PART, Alone
from kiosk.alone.clock import Machine
from lobby.contract.answers import CheckedIn
from lobby.contract.day_list import LEASE_DAYS, SIGNED_AS, SignedDayList
from lobby.contract.requests import LeaseNumbers, WalkIn
from lobby.contract.state import Beat, Closure
from lobby.queueing.documents import Stamp, house
from lobby.queueing.reception import FromTerminal
from tests.kiosk.alone.parts import house as centre_of
from tests.kiosk.alone.parts import list_of
from tests.support.house import NOW, House

KEY = Ed25519PrivateKey.generate()


@dataclass
class Box:
    """A machine that is not synchronised, and a terminal on it."""

    folder: Path
    centre: House = field(default_factory=centre_of)
    boot: str = "boot-1"
    seconds: float = 0.0

    def start(self) -> Alone:
        """The program."""
        machine = Machine(
            lambda: self.boot, lambda: self.seconds, lambda: datetime(2001, 1, 1, tzinfo=UTC), bool
        )
        return Alone(self.folder, "kiosk-1", "altona", machine)

    def tell(self, alone: Alone) -> None:
        """All that the queue service says."""
        body = msgspec.json.encode(list_of(self.centre))
        signed = SignedDayList(
            body=body.decode(),
            signature=KEY.sign(SIGNED_AS + body).hex(),
            public=KEY.public_key().public_bytes_raw().hex(),
        )
        stamp = Stamp("epoch-0001", self.centre.now)
        for message in (
            Beat(epoch="epoch-0001", rev=1, as_of=NOW), house(self.centre.line, self.centre.rules, stamp, {}), signed
        ):  # fmt: skip
            alone.heard(message, self.seconds)

    def lease(self) -> None:
        """A block for it."""
        self.centre.do(FromTerminal(LeaseNumbers(id="lease-0001"), "kiosk-1"))


def test_it_comes_back_alone_after_a_restart(tmp_path: Path) -> None:
    """List, house and time are on the disk; the wall clock of 2001 is not believed."""
    box = Box(tmp_path)
    box.lease()
    first = box.start()
    box.tell(first)
    assert first.parts() == {PART: True}
    first.close()
    box.seconds = 600.0
    again = box.start()
    assert again.may_stand_in(box.seconds)
    assert again.now() == NOW + timedelta(minutes=10)
    shown = again.house()
    assert shown is not None
    assert shown.opening.is_open
    assert again.answer(WalkIn(id="walk-in-0001", service="id-card")) is not None
    again.close()


def test_after_a_power_cut_without_a_time_it_gives_nothing(tmp_path: Path) -> None:
    """Another boot, a clock that nobody vouches for: to the reception, and health says so."""
    box = Box(tmp_path)
    box.lease()
    first = box.start()
    box.tell(first)
    first.close()
    box.boot = "boot-2"
    again = box.start()
    assert not again.may_stand_in(0.0)
    assert again.parts() == {PART: False}
    assert again.answer(WalkIn(id="walk-in-0001", service="id-card")) is None
    again.close()


def test_without_numbers_of_its_own_there_is_nothing_to_report(tmp_path: Path) -> None:
    """The city wants none: it is no fault."""
    box = Box(tmp_path)
    alone = box.start()
    box.tell(alone)
    assert alone.parts() == {PART: None}
    assert not alone.may_stand_in(0.0)
    alone.close()


def test_a_list_that_was_changed_is_not_believed(tmp_path: Path) -> None:
    """On the way or on the disk."""
    box = Box(tmp_path)
    box.lease()
    first = box.start()
    box.tell(first)
    first.close()
    file = tmp_path / "day-list.json"
    file.write_bytes(file.read_bytes().replace(b"940", b"101"))
    again = box.start()
    assert not again.may_stand_in(0.0)
    again.close()


def test_a_closed_house_stays_closed_for_the_day(tmp_path: Path) -> None:
    """Evacuated when the connection went: nobody opens it from a list of hours."""
    box = Box(tmp_path, centre_of(closure=Closure.EVACUATION))
    alone = box.start()
    box.tell(alone)
    shown = alone.house()
    assert shown is not None
    assert shown.opening.closure is Closure.EVACUATION
    alone.close()


def test_a_week_without_a_word_and_no_longer(tmp_path: Path) -> None:
    """Numbers of its own on each of seven days; then somebody else may have them."""
    box = Box(tmp_path)
    box.lease()
    alone = box.start()
    box.tell(alone)
    given = []
    for day in range(LEASE_DAYS + 2):
        box.seconds = timedelta(days=day).total_seconds()
        answer = alone.answer(WalkIn(id=f"walk-in-000{day}", service="id-card"))
        given.append(answer.ticket.number if isinstance(answer, CheckedIn) else None)
    assert given == ["A940"] * (LEASE_DAYS + 1) + [None]
    alone.close()


def test_of_many_lists_the_newest_is_kept_and_not_each(tmp_path: Path) -> None:
    """A new block goes to the disk at once, a visitor more within a minute, and the last one when the program ends."""
    box = Box(tmp_path)
    box.lease()
    alone = box.start()
    box.tell(alone)
    alone.may_stand_in(box.seconds)
    box.centre.do(WalkIn(id="walk-in-0001", service="id-card"))
    box.seconds = 5.0
    box.tell(alone)
    alone.may_stand_in(box.seconds)
    newest = alone._unkept
    assert newest is not None
    alone.close()
    assert msgspec.json.decode((tmp_path / "day-list.json").read_bytes(), type=SignedDayList) == newest
