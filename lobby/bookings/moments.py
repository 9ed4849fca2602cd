"""Moments as files write them: RFC 3339, or wall time in Germany in ISO or German order."""

import re
from datetime import UTC, datetime

from lobby.contract.codes.keyring import LOCAL

_GERMAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})[ T,]+(\d{1,2})[:.](\d{2})(?::(\d{2}))?(?: ?Uhr)?")
_ISO = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})?", re.IGNORECASE
)

_FIRST_YEAR, _LAST_YEAR = 1970, 2199


class MomentError(ValueError):
    """No moment; `kind` is a key of the wording."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def moment(text: str) -> datetime:
    """The moment of `2026-11-23T10:15:00+01:00`, `2026-11-23 10:15` or `23.11.2026 10:15`.

    Raises:
        MomentError: it is none of these, or a wall time that does not exist or exists twice.
    """
    german = _GERMAN.fullmatch(text.strip())
    try:
        if german is not None:
            day, month, year, hour, minute, second = (int(part or 0) for part in german.groups())
            found = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - wall time, see below
        elif _ISO.fullmatch(text.strip()):
            found = datetime.fromisoformat(text.strip().upper())
        else:
            raise MomentError("not-a-moment")
    except ValueError as error:
        raise error if isinstance(error, MomentError) else MomentError("not-a-moment") from error
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise MomentError("not-a-moment")
    return in_germany(found) if found.tzinfo is None else found


def in_germany(wall: datetime) -> datetime:
    """The moment of a wall time in Germany.

    Raises:
        MomentError: the clocks change in that hour.
    """
    first, second = (wall.replace(tzinfo=LOCAL, fold=fold) for fold in (0, 1))
    if first.astimezone(UTC) != second.astimezone(UTC):
        is_gap = first.astimezone(UTC).astimezone(LOCAL).replace(tzinfo=None) != wall
        raise MomentError("moment-skipped" if is_gap else "moment-twice")
    return first
