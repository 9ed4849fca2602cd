"""Draws the lists of a counter's page: a row when it changed, a list once for all counters that see the same."""

from dataclasses import dataclass, field

from lobby.contract.state import Line, PlaceState, PlaceStatus
from lobby.counter.place_view import PlaceView
from lobby.counter.rows import Reading, Row
from lobby.counter.view import Lists, lists_of
from lobby.web.memo import Memo
from lobby.web.pages import Pages, WebRequest

MOST_ROWS = 4_000
WAITING = frozenset({"mine", "others"})


@dataclass(frozen=True)
class Seen:
    """What one clerk sees of the lists, beside the line itself."""

    place: PlaceState
    view: PlaceView
    may_choose: bool
    """Whether this clerk may call out of turn."""

    @property
    def may_call(self) -> bool:
        """Whether anybody can be called to this place now."""
        return self.view.status == PlaceStatus.FREE

    @property
    def expected(self) -> frozenset[str]:
        """Whom this counter expects, as they say: called without the right to choose."""
        return frozenset(row.visit for row in self.view.expected)

    @property
    def upcoming(self) -> str:
        """Who is marked as the next one."""
        return self.view.next.row.visit if self.view.next else ""


@dataclass(frozen=True)
class ListDrawing:
    """Keeps what was drawn."""

    pages: Pages
    _lists: Memo = field(default_factory=Memo)
    _rows: Memo = field(default_factory=lambda: Memo(MOST_ROWS))

    def regions(
        self, request: WebRequest, version: int, line: Line, seen: Seen, reading: Reading
    ) -> dict[str, str]:
        """The tabs with their counts, and the lists; `version` names the picture that the line belongs to."""
        own = seen.place.place if any(one.only_place for one in line.waiting) else ""
        minute = int(reading.now.timestamp() // 60)
        key = (version, seen.place.services, own, reading.say.language, minute)
        rights = (seen.may_call, seen.may_choose, seen.upcoming, seen.expected)

        def tabs() -> str:
            return self.pages.text(request, "tabs.html", {"lists": lists_of(line, seen.place, reading)})

        def panels() -> str:
            lists = lists_of(line, seen.place, reading)
            return self.pages.text(
                request, "lists.html", {"lists": lists, "rows": self._all(request, lists, seen)}
            )

        return {
            "tabs": self._lists.get(("tabs", *key), tabs),
            "panels": self._lists.get(("panels", *key, *rights), panels),
        }

    def _all(self, request: WebRequest, lists: Lists, seen: Seen) -> dict[str, list[str]]:
        of_each = {"mine": lists.mine, "others": lists.others, "parked": lists.parked, "missed": lists.missed}
        return {name: [self._row(request, name, row, seen) for row in rows] for name, rows in of_each.items()}

    def _row(self, request: WebRequest, name: str, row: Row, seen: Seen) -> str:
        may_choose = seen.may_choose or name not in WAITING or row.visit in seen.expected
        may_call = seen.may_call and may_choose
        is_next = row.visit == seen.upcoming
        key = (self.pages.language(request), name, row, may_call, is_next)
        values = {"list": name, "row": row, "may_call": may_call, "is_next": is_next}
        return self._rows.get(key, lambda: self.pages.text(request, "row.html", values).rstrip())
