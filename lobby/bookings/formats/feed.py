"""What a format makes of bytes, and the interface that every format has."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from lobby.bookings.findings import Finding, Where
from lobby.bookings.formats.told import Account
from lobby.bookings.records import Record, Setting


@dataclass(frozen=True)
class Feed:
    """Records in their order, and what was found while reading. `is_whole` is False where the end is missing."""

    records: tuple[Record, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_whole: bool = True


@dataclass
class Reading:
    """A feed while it is read."""

    records: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    is_whole: bool = True

    def broken(self, kind: str, where: Where | None = None, **values: object) -> Feed:
        """The feed cannot be used at all, with whatever was found before."""
        self.findings.append(Finding(kind, where or Where(), values=values))
        self.is_whole = False
        return self.feed()

    def feed(self) -> Feed:
        """The outcome."""
        return Feed(tuple(self.records), tuple(self.findings), self.is_whole)


class Format(Protocol):
    """One format of feeds: bookings in, their states back."""

    def read(self, content: bytes, setting: Setting) -> Feed:
        """The records in the content; never raises, whatever it is."""
        ...

    def write(self, account: Account) -> bytes:
        """How the bookings of a day stand."""
        ...


def text_of(content: bytes) -> str | None:
    """The text of UTF-8 bytes, with or without a byte order mark; None for anything else."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers from 1, without their ends."""
    return enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1)
