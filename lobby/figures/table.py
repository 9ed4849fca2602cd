"""A table of figures: one row a cell, one value a figure."""

from datetime import date

import msgspec

from lobby.contract.fields import Instant, Name


class Value(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a figure says of a cell.

    `count` is of how many visits (bookings, periods) it speaks; of a spread `value` is the mean. `withheld` values say
    nothing, their count included.
    """

    count: int = 0
    value: float | None = None
    median: float | None = None
    p90: float | None = None
    withheld: bool = False


WITHHELD = Value(withheld=True)


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One cell. None is "all". `hour` is a label like 09:00, `visit_class` "booked" or "walk-in"."""

    hour: str | None = None
    service: str | None = None
    visit_class: str | None = None
    values: dict[str, Value]

    @property
    def key(self) -> tuple[str | None, str | None, str | None]:
        """Which cell it is."""
        return self.hour, self.service, self.visit_class


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """The table of a span of days. `as_of` is how far the journal goes."""

    centre: Name
    first: date
    last: date
    as_of: Instant | None
    public: bool = False
    rows: tuple[Row, ...]

    def row(
        self, hour: str | None = None, service: str | None = None, visit_class: str | None = None
    ) -> Row | None:
        """One cell; None when nobody is in it."""
        wanted = (hour, service, visit_class)
        return next((row for row in self.rows if row.key == wanted), None)
