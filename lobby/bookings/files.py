"""Day files on disk. They hold codes, so only their owner reads them."""

from pathlib import Path

import msgspec

from lobby.bookings.day import Day


class DayFileError(Exception):
    """The file is missing or no day file; the text says so."""


def write_day(path: Path, day: Day) -> None:
    """Write the whole day or, if something fails, leave what was there."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    part.write_bytes(msgspec.json.encode(day))
    part.replace(path)


def read_day(path: Path) -> Day:
    """The day in a file.

    Raises:
        DayFileError: no such file, or it holds something else.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=Day)
    except OSError as error:
        raise DayFileError(f"cannot read {path}: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise DayFileError(f"{path} is no day of bookings: {error}") from error
