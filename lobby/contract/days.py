"""Days that are not as usual: holidays of the Land, shorter hours, staff meetings."""

from datetime import date, time
from enum import StrEnum
from typing import Annotated

import msgspec

from lobby.contract.fields import Message
from lobby.contract.state import Closure


class Land(StrEnum):
    """Whose law says which days are public holidays (ISO 3166-2:DE without `DE-`)."""

    BB = "BB"
    BE = "BE"
    BW = "BW"
    BY = "BY"
    HB = "HB"
    HE = "HE"
    HH = "HH"
    MV = "MV"
    NI = "NI"
    NW = "NW"
    RP = "RP"
    SH = "SH"
    SL = "SL"
    SN = "SN"
    ST = "ST"
    TH = "TH"


class TimeSpan(Message, frozen=True, kw_only=True):
    """From a local wall time to a later one on the same day."""

    opens: time
    closes: time


class SpecialDay(Message, frozen=True, kw_only=True):
    """A day, or all days from `first` to `last`.

    Closed: in these spans, or without spans all day. Not closed: open in these spans instead of the usual hours, or
    without spans as usual although it is a holiday.
    """

    first: date
    last: date | None = None
    closed: bool = True
    spans: Annotated[tuple[TimeSpan, ...], msgspec.Meta(max_length=4)] = ()
    closure: Closure = Closure.HOURS
    """Why, where it is closed."""

    def covers(self, day: date) -> bool:
        """Whether it is about this day."""
        return self.first <= day <= (self.last or self.first)

    @property
    def problem(self) -> str | None:
        """What makes it unusable."""
        if self.last is not None and self.last < self.first:
            return f"{self.last} is before {self.first}"
        wrong = next((one for one in self.spans if one.closes <= one.opens), None)
        return None if wrong is None else f"{wrong.closes} is not after {wrong.opens}"
