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

    def groups(self, t: Speaker, now: datetime) -> tuple[Group, ...]:
        """The picker: bookings by situation, codes that are none, further bookings near now."""
        return (
            Group(t("phone-bookings"), self._of(GOOD, t)),
            Group(t("phone-foreign"), self._of(BAD, t)),
            Group(t("phone-ordinary"), self._nearest(t, now)),
        )

    def shown(self, index: int, t: Speaker) -> Shown | None:
        """What the phone shows for an entry."""
        entry = self.entry(index)
        if entry is None:
            return None
        situation, expected = t(f"case-{entry.case}"), t(f"expect-{entry.case}")
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

    def _of(self, cases: tuple[Case, ...], t: Speaker) -> tuple[Choice, ...]:
        found = [
            (cases.index(one.case), index) for index, one in enumerate(self._entries) if one.case in cases
        ]
        return tuple(Choice(index, self._label(self._entries[index], t)) for _, index in sorted(found))

    def _nearest(self, t: Speaker, now: datetime) -> tuple[Choice, ...]:
        ordinary = [
            (abs(one.booking.slot - now), index)
            for index, one in enumerate(self._entries)
            if one.case is Case.ORDINARY and one.booking is not None and not one.booking.cancelled
        ]
        nearest = sorted(index for _, index in sorted(ordinary)[:ORDINARY_SHOWN])
        return tuple(Choice(index, self._label(self._entries[index], t)) for index in nearest)

    def _label(self, entry: Entry, t: Speaker) -> str:
        if entry.booking is None or entry.case in BAD:
            return t(f"case-{entry.case}")
        time = hour_minute(entry.booking.slot)
        if entry.case is Case.ORDINARY:
            return f"{time} · {self._service(entry.booking.service, t.language)}"
        return f"{t(f'case-{entry.case}')} · {time}"

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
