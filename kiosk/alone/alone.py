"""Everything of the terminal that goes on alone: what it keeps, whether it may, what it still has to tell."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import structlog

from kiosk.alone.clock import CentreClock, KeptTime, Machine
from kiosk.alone.files import Files
from kiosk.alone.given import DiskError, GivenNumbers
from kiosk.alone.judge import LOCAL, Judge
from kiosk.alone.stand_in import Asked, Occasion, Own, answer
from lobby.contract.answers import AnyAnswer
from lobby.contract.day_list import LEASE_DAYS, NumberBlock, SignedDayList, opened
from lobby.contract.requests import AnyRequest, LeaseNumbers
from lobby.contract.state import Beat, Closure, House, Opening
from lobby.link.incoming import RequestError

if TYPE_CHECKING:
    from concurrent.futures import Future

LIST_FILE, HOUSE_FILE, TIME_FILE, GIVEN_FILE = "day-list.json", "house.json", "time.json", "given.db"
PART = "alone"
"""As health names it: whether numbers could be given."""
KEEP_SECONDS, LEASE_SECONDS = 60.0, 600.0
PROBE_SECONDS, PROBE_AGAIN_SECONDS = 600.0, 30.0
"""How often a disk that works is tried (disks wear out), and one that has failed."""
_STAYS = frozenset({Closure.EVACUATION, Closure.STAFF_MEETING, Closure.STAND_BY})
"""Why the centre was closed when it was last heard, and is for the rest of that day."""
_LOG = structlog.get_logger("kiosk.alone")


@dataclass(frozen=True)
class Told:
    """The queue service has answered a report, or has not."""

    report: str
    heard: bool


class Alone:
    """Used by the main thread. `seconds` in arguments is `time.monotonic()`."""

    def __init__(self, folder: Path, device: str, centre: str, machine: Machine | None = None) -> None:
        self._device, self._centre = device, centre
        self._files = Files(folder)
        self._clock = CentreClock(self._files.read(TIME_FILE, KeptTime), machine)
        self._path = folder / GIVEN_FILE
        self._given: GivenNumbers | None = None
        self._disk_works = True
        self._house = self._files.read(HOUSE_FILE, House)
        self._judge: Judge | None = None
        self._due: dict[str, float] = {}
        self._telling = False
        self._unkept: SignedDayList | None = None
        signed = self._files.read(LIST_FILE, SignedDayList)
        if signed is not None:
            self._judge = self._judge_of(signed)
        self._probe()

    def close(self) -> None:
        """Keep what is newest, and let go of the files."""
        if self._unkept is not None:
            self._files.write(LIST_FILE, self._unkept)
        self._files.close()
        if self._given is not None:
            self._given.close()

    # what is heard while somebody can be

    def heard(self, message: object, seconds: float) -> None:
        """Keep what may be needed."""
        match message:
            case SignedDayList():
                self._take_list(message)
            case House():
                self._house = message
                if self._is_due(HOUSE_FILE, seconds, KEEP_SECONDS):
                    self._files.write(HOUSE_FILE, message)
            case Beat(as_of=as_of):
                kept = self._clock.heard(as_of)
                if self._is_due(TIME_FILE, seconds, KEEP_SECONDS):
                    self._files.write(TIME_FILE, kept)

    def tell(
        self, ask: Callable[[AnyRequest], "Future[AnyAnswer]"], put: Callable[[Told], None], seconds: float
    ) -> None:
        """Tell the oldest of what was given alone, one after the other; and ask for numbers of its own."""
        if self._lacks_block() and self._is_due("lease", seconds, LEASE_SECONDS):
            ask(LeaseNumbers(id=uuid.uuid4().hex))
        if self._telling:
            return
        try:
            report = None if self._given is None else self._given.first_untold()
        except DiskError as error:
            _LOG.error("cannot read what was given", why=str(error))
            return
        if report is None:
            return
        self._telling = True

        def ended(future: "Future[AnyAnswer]") -> None:
            try:
                put(Told(report.id, heard=future.result() is not None))
            except RequestError:
                put(Told(report.id, heard=False))

        ask(report).add_done_callback(ended)

    def told(self, told: Told) -> None:
        """A report has ended. What was not heard is told again."""
        self._telling = False
        if not told.heard or self._given is None:
            return
        try:
            self._given.told(told.report)
        except DiskError as error:
            _LOG.error("cannot note what was told", why=str(error))

    def now(self) -> datetime | None:
        """The centre's time; None when nobody can say."""
        return self._clock.now()

    # while nobody hears

    def may_stand_in(self, seconds: float) -> bool:
        """Whether it could give numbers now: a list, a block, a time to be relied on, a disk that writes."""
        if self._is_due("probe", seconds, PROBE_SECONDS if self._disk_works else PROBE_AGAIN_SECONDS):
            self._probe()
        if self._unkept is not None and self._is_due(LIST_FILE, seconds, KEEP_SECONDS):
            self._files.write(LIST_FILE, self._unkept)
            self._unkept = None
        return self._own() is not None

    def parts(self) -> Mapping[str, bool | None]:
        """What health says of it: nothing where the terminal has no numbers of its own."""
        now = self._clock.now()
        has_block = now is None or self._block(_day(now)) is not None
        return {PART: self._own() is not None if self._judge is not None and has_block else None}

    def answer(self, request: Asked) -> AnyAnswer | None:
        """In place of the queue service; None when this terminal cannot."""
        own, now = self._own(), self._clock.now()
        if own is None or now is None:
            return None
        try:
            return answer(own, request, Occasion(now, uuid.uuid4().hex))
        except DiskError as error:
            _LOG.error("no number given", why=str(error))
            self._disk_works = False  # until a probe says otherwise
            self._due.pop("probe", None)
            return None

    def house(self) -> House | None:
        """The house as far as it is known: open by its hours, and nothing of waits."""
        house, now = self._house, self._clock.now()
        if house is None or now is None or self._judge is None:
            return house
        return msgspec.structs.replace(
            house,
            opening=self._opening(house, now),
            services=tuple(
                msgspec.structs.replace(one, wait=None, last_walk_in=None, too_late=False)
                for one in house.services
            ),
            walk_in_wait=None,
            last_walk_in=None,
            helped=(),
        )

    def _opening(self, house: House, now: datetime) -> Opening:
        if house.opening.closure in _STAYS and _day(house.as_of) == _day(now):
            return house.opening
        spans = () if self._judge is None else self._judge.known.open_spans
        coming = next((span for span in spans if now < span.closes), None)
        is_open = coming is not None and coming.opens <= now
        return Opening(
            is_open=is_open,
            closure=None if is_open else Closure.HOURS,
            opens=None if coming is None else coming.opens,
            closes=None if coming is None else coming.closes,
        )

    def _own(self) -> Own | None:
        now, judge = self._clock.now(), self._judge
        block = None if now is None else self._block(_day(now))
        if judge is None or block is None or self._given is None or not self._disk_works:
            return None
        return Own(judge, block, self._given, "" if self._house is None else self._house.area)

    def _block(self, day: date) -> NumberBlock | None:
        return None if self._judge is None else self._judge.known.block_of(self._device, day)

    def _lacks_block(self) -> bool:
        now = self._clock.now()
        if now is None:
            return False
        return self._block(_day(now) + timedelta(days=LEASE_DAYS)) is None

    def _take_list(self, signed: SignedDayList) -> None:
        """It counts at once, and is kept at once where the blocks have changed; else soon: disks wear out."""
        judge, before = self._judge_of(signed), self._judge
        if judge is None:
            return
        self._judge, self._unkept = judge, signed
        if before is None or before.known.blocks != judge.known.blocks:
            self._due.pop(LIST_FILE, None)

    def _judge_of(self, signed: SignedDayList) -> Judge | None:
        known = opened(signed)
        if known is None:
            _LOG.warning("day list is not what was signed")
            return None
        return Judge(known, self._centre)

    def _probe(self) -> None:
        """Try whether the disk takes something; nothing of earlier days stays there."""
        now = self._clock.now()
        try:
            if self._given is None:
                self._given = GivenNumbers(self._path)
            self._given.probe()
            if now is not None:
                self._given.forget(_day(now))
        except DiskError as error:
            if self._disk_works:
                _LOG.error("cannot give numbers alone", why=str(error))
            self._disk_works = False
        else:
            self._disk_works = True

    def _is_due(self, what: str, seconds: float, every: float) -> bool:
        if seconds < self._due.get(what, 0.0):
            return False
        self._due[what] = seconds + every
        return True


def _day(moment: datetime) -> date:
    return moment.astimezone(LOCAL).date()
