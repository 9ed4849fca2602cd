"""A record as a format reads it, and the booking made of it field by field.

Only the fields below are taken. Whatever else a feed holds, names, addresses, remarks, keys, is dropped by the format.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from lobby.bookings.findings import Finding, Where
from lobby.bookings.values import READERS, FieldError, Given
from lobby.contract.bookings import Booking
from lobby.contract.catalogue import Catalogue
from lobby.contract.codes import ForeignNumbers
from lobby.contract.codes.keyring import LOCAL
from lobby.contract.fields import Name


@dataclass(frozen=True)
class Setting:
    """Whose bookings are read: the centre, its catalogue, the key for references.

    `services` are another system's names of services, each with ours. `scope` is what ZMS calls the centre.
    """

    centre: Name
    catalogue: Catalogue
    numbers: ForeignNumbers
    services: Mapping[str, str] = field(default_factory=dict)
    scope: str | None = None


@dataclass(frozen=True)
class Record:
    """Named values, as text or as what the format knows.

    `lines` say where a field stands, if not in `where`; `labels` what the format calls it. `comes_again`: the
    reference is given to another booking on another day.
    """

    where: Where
    values: Mapping[str, object]
    lines: Mapping[str, int] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    comes_again: bool = False

    def finding(self, kind: str, name: str, values: Mapping[str, object]) -> Finding:
        """Something wrong with a field, where it stands and as the format calls it."""
        line = self.lines.get(name)
        where = self.where if line is None else Where(line=line, record=self.where.record)
        return Finding(kind, where, self.labels.get(name, name), values=values)


@dataclass(frozen=True)
class Row:
    """A booking and where it stands; `reference` is what the other system calls it."""

    where: Where
    booking: Booking
    reference: str | None = None


def row_of(record: Record, setting: Setting) -> Row | list[Finding]:
    """The booking of a record, or all that is wrong with it."""
    found, findings = _read(record, setting)
    reference = found.pop("reference", None)
    if reference is not None:
        found["booking"] = _id(str(reference), found.get("slot"), record, setting)
    elif "booking" not in found and not {"booking", "reference"} & set(findings):
        findings["booking"] = record.finding("booking-missing", "booking", {})
    if findings:
        return list(findings.values())
    found["source"] = setting.numbers.system
    return Row(record.where, Booking(**found), None if reference is None else str(reference))  # type: ignore[arg-type]  # read


def id_of(record: Record, setting: Setting) -> str | None:
    """The booking id of a record that is no booking, where its id can be told."""
    found, findings = _read(record, setting)
    if "booking" in found:
        return str(found["booking"])
    if "reference" not in found or (record.comes_again and "slot" in findings):
        return None
    return _id(str(found["reference"]), found.get("slot"), record, setting)


def _id(reference: str, slot: object, record: Record, setting: Setting) -> str:
    if record.comes_again and isinstance(slot, datetime):
        return setting.numbers.booking_on(slot.astimezone(LOCAL).date(), reference)
    return setting.numbers.booking(reference)


def _read(record: Record, setting: Setting) -> tuple[dict[str, object], dict[str, Finding]]:
    """The fields, and by field what is wrong with them."""
    findings: dict[str, Finding] = {}
    found: dict[str, object] = {}
    given = Given(record.values, setting.catalogue, setting.centre, setting.services)
    for name, read in READERS.items():
        try:
            value = read(given)
        except FieldError as error:
            findings[name] = record.finding(error.kind, error.field or name, error.values)
        else:
            if value is not None:
                found[name] = value
    return found, findings
