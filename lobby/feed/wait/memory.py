"""What centres say of their wait pages, found by the digest of a link's token. Used on the event loop."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from lobby.contract.fields import Name
from lobby.contract.topics import WAIT_PAGES
from lobby.contract.wait_pages import Digest, WaitPage, WaitPages, WaitPagesEvent
from lobby.feed.picture import STALE_SECONDS, Moment
from lobby.link.incoming import Incoming
from lobby.web.moments import TIME_ZONE


class Absent(Enum):
    """Why there is nothing to show."""

    UNHEARD = "unheard"
    """The centre has said nothing yet: nobody can know whether the link is good."""
    UNKNOWN = "unknown"
    OVER = "over"


@dataclass(frozen=True)
class Shown:
    """A visit that goes on. Not `fresh` when its centre has fallen silent or is cut off."""

    page: WaitPage
    pages: WaitPages
    fresh: bool


@dataclass(frozen=True)
class _Heard:
    pages: WaitPages
    at: Moment
    found: dict[Digest, WaitPage]
    over: frozenset[Digest]

    def age_seconds(self, now: Moment) -> float:
        old_already = (self.at.wall - self.pages.as_of).total_seconds()
        return max(0.0, old_already) + max(0.0, now.steady - self.at.steady)


class WaitMemory:
    """The newest of each centre. `reaches` says whether a centre's word can come here at all now."""

    def __init__(self, clock: Callable[[], Moment], reaches: Callable[[Name], bool]) -> None:
        self._clock = clock
        self._reaches = reaches
        self._heard: dict[Name, _Heard] = {}

    def apply(self, message: object) -> Name | None:
        """Take in one thing from the link; the centre whose pages may have changed."""
        if not isinstance(message, Incoming) or message.channel is not WAIT_PAGES:
            return None
        centre = message.levels["centre"]
        if message.message is None:
            self._heard.pop(centre, None)
        elif isinstance(message.message, WaitPagesEvent):
            self._take(centre, message.message.data)
        return centre

    def find(self, centre: Name, digest: Digest) -> Shown | Absent:
        """What a link shows now. Nothing of another day than today is shown, whatever a broker has kept."""
        heard, now = self._heard.get(centre), self._clock()
        if heard is None:
            return Absent.UNHEARD
        page = heard.found.get(digest)
        if page is None:
            return Absent.OVER if digest in heard.over else Absent.UNKNOWN
        if heard.pages.day != now.wall.astimezone(TIME_ZONE).date():
            return Absent.OVER
        fresh = heard.age_seconds(now) <= STALE_SECONDS and self._reaches(centre)
        return Shown(page, heard.pages, fresh)

    def _take(self, centre: Name, pages: WaitPages) -> None:
        now, known = self._clock(), self._heard.get(centre)
        if pages.centre != centre:
            return
        if known is not None and pages.as_of < known.pages.as_of and known.age_seconds(now) <= STALE_SECONDS:
            return
        self._heard[centre] = _Heard(
            pages, now, {one.digest: one for one in pages.pages}, frozenset(pages.over)
        )
