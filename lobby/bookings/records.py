"""A record as a format reads it, and the booking made of it field by field.

Only the fields below are taken. Whatever else a feed holds, names, addresses, remarks, keys, is dropped by the format.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lobby.bookings.findings import Finding, Where
from lobby.bookings.values import READERS, FieldError, Given
from lobby.contract.bookings import Booking
from lobby.contract.catalogue import Catalogue
from lobby.contract.codes import ForeignNumbers
from lobby.contract.fields import Name


@dataclass(frozen=True)
class Setting:
    """Whose bookings are read: the centre, its catalogue, the key for references.

    `services` are another system's names of services, each with ours.
    """

    centre: Name
    catalogue: Catalogue
    numbers: ForeignNumbers
    services: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """Named values, as text or as what the format knows; `lines` say where a field stands, if not in `where`."""

    where: Where
    values: Mapping[str, object]
    lines: Mapping[str, int] = field(default_factory=dict)

    def place(self, name: str) -> Where:
        """Where a field stands."""
        line = self.lines.get(name)
        return self.where if line is None else Where(line=line, record=self.where.record)


@dataclass(frozen=True)
class Row:
    """A booking and where it stands; `reference` is what the other system calls it."""

    where: Where
    booking: Booking
    reference: str | None = None


def row_of(record: Record, setting: Setting) -> Row | list[Finding]:
    """The booking of a record, or all that is wrong with it."""
    findings: list[Finding] = []
    found: dict[str, object] = {}
    given = Given(record.values, setting.catalogue, setting.centre, setting.services)
    for name, read in READERS.items():
        try:
            value = read(given)
        except FieldError as error:
            findings.append(
                Finding(
                    error.kind, record.place(error.field or name), error.field or name, values=error.values
                )
            )
        else:
            if value is not None:
                found[name] = value
    reference = found.pop("reference", None)
    if reference is not None:
        found["booking"] = setting.numbers.booking(str(reference))
    elif "booking" not in found and not any(one.field in {"booking", "reference"} for one in findings):
        findings.append(Finding("booking-missing", record.where, "booking"))
    if findings:
        return findings
    return Row(record.where, Booking(**found), None if reference is None else str(reference))  # type: ignore[arg-type]  # read
