"""Feeds of bookings as files hold them, and what is found in them."""

from lobby.bookings.checking import Checked, check
from lobby.bookings.formats.known import FORMATS, FormatName
from lobby.bookings.records import Setting
from lobby.catalogue_files import sample_catalogue
from lobby.contract.codes import ForeignNumbers

NUMBERS = ForeignNumbers("office", bytes(range(32)))
SETTING = Setting("altona", sample_catalogue(), NUMBERS, {"Pass neu": "passport"})


def checked(content: str | bytes, format_name: FormatName, setting: Setting = SETTING) -> Checked:
    """The verdict on a feed's content."""
    raw = content.encode() if isinstance(content, str) else content
    return check(FORMATS[format_name].read(raw, setting), setting)


def found(verdict: Checked) -> list[tuple[str, int | None, str | None]]:
    """Kind, line or record, and field of each finding."""
    return [(one.kind, one.where.line or one.where.record, one.field) for one in verdict.findings]
