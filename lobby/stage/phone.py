"""The visitor's phone: today's codes, one for each situation, and how one looks on its screen."""

import io
from dataclasses import dataclass
from datetime import datetime

import qrcode
from babel.dates import format_date
from qrcode.image.pil import PilImage

from lobby.bookings.day import Case, Day, Entry
from lobby.codes.image import qr_image
from lobby.contract.catalogue import Catalogue
from lobby.stage.timing import BY_THE_CLOCK, case_now
from lobby.web.moments import TIME_ZONE, hour_minute
from lobby.web.wording import Speaker

MODULE_PX = 6
BORDER_MODULES = 2
"""The phone's screen is white around it."""
ORDINARY_SHOWN = 24
"""So many further bookings are offered, those with the nearest slots."""
GOOD = (
    Case.ON_TIME, Case.EARLY, Case.LATE, Case.TOO_LATE, Case.FAMILY, Case.REBOOKED, Case.NOT_SYNCED, Case.OTHER_SITE,
    Case.HOME_DISTRICT, Case.OTHER_DAY, Case.CANCELLED, Case.OLD_CODE,
)  # fmt: skip
BY_TIME = tuple(case for case in GOOD if case in BY_THE_CLOCK)
BAD = (Case.FORGED, Case.UNKNOWN_KEY, Case.CUT, Case.NEWER_VERSION, Case.FOREIGN_URL, Case.FOREIGN_PAYMENT)


@dataclass(frozen=True)
class Choice:
    """One line of the picker; `index` counts the day's entries."""

    index: int
    label: str


@dataclass(frozen=True)
class Group:
    """Choices under a heading."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Shown:
    """What the phone shows. Without a booking there is only the code."""

    index: int
    situation: str
    expected: str
    is_code: bool
    typed: str | None = None
    service: str | None = None
    day: str | None = None
    time: str | None = None
    centre: str | None = None
    persons: int = 1


class Phone:
    """The codes of a day."""

    def __init__(self, day: Day, catalogue: Catalogue) -> None:
        self._entries = day.entries
        self._catalogue = catalogue
        self._pictures: dict[int, bytes] = {}

    def entry(self, index: int) -> Entry | None:
        """An entry of the day; None where there is none."""
        return self._entries[index] if 0 <= index < len(self._entries) else None

    def first(self, t: Speaker, now: datetime) -> int:
        """The entry that a fresh page shows."""
        return next((group.choices[0].index for group in self.groups(t, now) if group.choices), 0)

    def groups(self, t: Speaker, now: datetime) -> tuple[Group, ...]:
        """The picker: bookings by situation, codes that are none, further bookings near now."""
        good = self._situations(now)
        return (
            Group(t("phone-bookings"), tuple(self._choice(index, t, now) for index in good)),
            Group(t("phone-foreign"), tuple(self._choice(index, t, now) for index in self._of(BAD))),
            Group(t("phone-ordinary"), self._nearest(t, now, set(good))),
        )

    def shown(self, index: int, t: Speaker, now: datetime) -> Shown | None:
        """What the phone shows for an entry, and what is to be expected of it by now."""
        entry = self.entry(index)
        if entry is None:
            return None
        case = case_now(entry, now)
        situation, expected = t(f"case-{case}"), t(f"expect-{case}")
        booking = entry.booking
        if booking is None or entry.case in BAD:
            return Shown(index, situation, expected, is_code=entry.code.startswith("HK"))
        slot = booking.slot.astimezone(TIME_ZONE)
        return Shown(
            index, situation, expected, is_code=True, typed=entry.typed,
            service=self._service(booking.service, t.language),
            day=format_date(slot, "EEEE, d. MMMM" if t.language == "de" else "EEEE, d MMMM", locale=t.language),
            time=hour_minute(slot), centre=self._centre(booking.centre), persons=booking.persons,
        )  # fmt: skip

    def picture(self, index: int) -> bytes | None:
        """The QR code as PNG."""
        entry = self.entry(index)
        if entry is None:
            return None
        if index not in self._pictures:
            self._pictures[index] = _png(entry.code)
        return self._pictures[index]

    def _situations(self, now: datetime) -> list[int]:
        """For every situation what shows it by now: the entries made for it, or else an ordinary booking."""
        found: list[int] = []
        for case in GOOD:
            fitting = [index for index in self._of((case,)) if case_now(self._entries[index], now) is case]
            if not fitting and case in BY_TIME:
                fitting = [index for index in self._by_distance(now) if self._shows(index, case, now)][:1]
            found += fitting
        return found

    def _shows(self, index: int, case: Case, now: datetime) -> bool:
        return case_now(self._entries[index], now) is case

    def _of(self, cases: tuple[Case, ...]) -> list[int]:
        found = [
            (cases.index(one.case), index) for index, one in enumerate(self._entries) if one.case in cases
        ]
        return [index for _, index in sorted(found)]

    def _by_distance(self, now: datetime) -> list[int]:
        """Ordinary bookings that hold, those with the nearest slots first."""
        ordinary = [
            (abs(one.booking.slot - now), index)
            for index, one in enumerate(self._entries)
            if one.case is Case.ORDINARY and one.booking is not None and not one.booking.cancelled
        ]
        return [index for _, index in sorted(ordinary)]

    def _nearest(self, t: Speaker, now: datetime, shown: set[int]) -> tuple[Choice, ...]:
        others = [index for index in self._by_distance(now) if index not in shown]
        return tuple(self._ordinary(index, t) for index in sorted(others[:ORDINARY_SHOWN]))

    def _choice(self, index: int, t: Speaker, now: datetime) -> Choice:
        entry = self._entries[index]
        label = t(f"case-{case_now(entry, now)}")
        if entry.booking is None or entry.case in BAD:
            return Choice(index, label)
        return Choice(index, f"{label} · {hour_minute(entry.booking.slot)}")

    def _ordinary(self, index: int, t: Speaker) -> Choice:
        booking = self._entries[index].booking
        if booking is None:
            return Choice(index, t("case-ordinary"))
        return Choice(index, f"{hour_minute(booking.slot)} · {self._service(booking.service, t.language)}")

    def _service(self, service_id: str, language: str) -> str:
        service = self._catalogue.service.get(service_id)
        if service is None:
            return service_id
        return service.name_de if language == "de" else service.name_en

    def _centre(self, centre_id: str) -> str:
        centre = self._catalogue.centre.get(centre_id)
        return centre.name if centre else centre_id


def _png(code: str) -> bytes:
    file = io.BytesIO()
    try:
        qr_image(code, MODULE_PX, border=BORDER_MODULES).save(file, "PNG")
    except ValueError:  # not of our alphabet
        foreign = qrcode.QRCode(box_size=MODULE_PX, border=BORDER_MODULES)
        foreign.add_data(code)
        foreign.make_image(image_factory=PilImage).save(file, "PNG")
    return file.getvalue()
