"""Finding a visit by what the visitor shows or says: number, booking, typed code, scanned code, time or service."""

import re
from dataclasses import dataclass

from lobby.contract.codes import BookingClaim, claimed
from lobby.contract.state import Expected, Line
from lobby.counter.reception.lists import ExpectedRow, HereRow, expected_row, here, symbols
from lobby.counter.rows import Reading
from lobby.web.moments import hour_minute

MOST_FOUND = 20
SHORTEST_WORD, SHORTEST_CODE = 3, 4
_SPACE = re.compile(r"[\s\-–_./·]+")
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})")


@dataclass(frozen=True)
class Found:
    """Who is expected, and who is in the house; `more` were left out."""

    expected: tuple[ExpectedRow, ...] = ()
    here: tuple[HereRow, ...] = ()
    more: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nobody fits."""
        return not self.expected and not self.here


@dataclass(frozen=True)
class _Wanted:
    """What was typed or scanned, read in every way it may be meant."""

    text: str
    plain: str
    time: str
    scanned: str

    @classmethod
    def read(cls, text: str) -> "_Wanted":
        time = _TIME.fullmatch(text)
        claim = claimed(text)
        return cls(
            text.casefold(),
            _SPACE.sub("", text).upper(),
            f"{int(time[1]):02}:{time[2]}" if time else "",
            claim.booking if isinstance(claim, BookingClaim) else "",
        )

    def is_booking(self, visit: str) -> bool:
        if self.scanned:
            return self.scanned == visit
        code = symbols(visit)
        if not code or len(self.plain) < SHORTEST_CODE:
            return False
        return visit.startswith(self.plain.lower()) or code.startswith(self.plain)

    def is_word_of(self, name: str) -> bool:
        return len(self.text) >= SHORTEST_WORD and self.text in name.casefold()

    def is_expected(self, one: Expected, reading: Reading) -> bool:
        if self.time:
            return hour_minute(one.slot) == self.time
        return self.is_booking(one.visit) or self.is_word_of(reading.names.of(one.service))

    def is_here(self, one: HereRow) -> bool:
        number = one.waiting.number
        if self.plain in (number, number[1:]) or self.is_booking(one.waiting.visit):
            return True
        return one.row.slot == self.time if self.time else self.is_word_of(one.row.service)


def find(text: str, line: Line | None, expected: tuple[Expected, ...], reading: Reading) -> Found:
    """Everybody who fits the text; nobody for an empty one."""
    if not text.strip():
        return Found()
    wanted = _Wanted.read(text.strip())
    coming = [one for one in expected if wanted.is_expected(one, reading)]
    present = [one for one in here(line, reading) if wanted.is_here(one)]
    return Found(
        tuple(expected_row(one, reading) for one in coming[:MOST_FOUND]),
        tuple(present[:MOST_FOUND]),
        max(0, len(coming) - MOST_FOUND) + max(0, len(present) - MOST_FOUND),
    )
