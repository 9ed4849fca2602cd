"""The addresses of wait pages. Nothing of an address is written to a log: who has the link sees the page."""

import time
from dataclasses import dataclass, field

from litestar import Response, get
from litestar.handlers import BaseRouteHandler
from litestar.params import FromPath
from litestar.response import Stream

from lobby.contract.wait_pages import digest_of
from lobby.feed.wait.guessing import Guessing, client_of
from lobby.feed.wait.hubs import WaitHubs
from lobby.feed.wait.memory import Absent, Shown, WaitMemory
from lobby.feed.wait.pages import PARAMETER, WaitPageTexts
from lobby.feed.wait.view import WaitView, wait_view
from lobby.web.live import stream
from lobby.web.memo import Memo
from lobby.web.moments import Clock, utc_now
from lobby.web.pages import Answer, WebRequest

PRIVATE = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow",
}
STATUSES = {Absent.UNHEARD: 503, Absent.UNKNOWN: 404, Absent.OVER: 410}
TOO_MANY = 429
AGAIN_SECONDS = 5


@dataclass(frozen=True)
class WaitRoutes:
    """All addresses of the wait pages."""

    texts: WaitPageTexts
    memory: WaitMemory
    hubs: WaitHubs
    now: Clock = utc_now
    guessing: Guessing = field(default_factory=Guessing)
    memo: Memo = field(default_factory=Memo)

    def handlers(self) -> list[BaseRouteHandler]:
        """For the application."""

        @get("/w/{centre:str}/{token:str}", sync_to_thread=False)
        def page(request: WebRequest, centre: FromPath[str], token: FromPath[str]) -> Answer:
            found = self._find(request, centre, digest_of(token))
            if isinstance(found, Shown):
                return self._page(request, found)
            return self._nothing(request, found)

        @get("/w/{centre:str}/{token:str}/events", sync_to_thread=False)
        def events(request: WebRequest, centre: FromPath[str], token: FromPath[str]) -> Stream | Answer:
            digest = digest_of(token)
            found = self._find(request, centre, digest)
            if not isinstance(found, Shown):
                status = found if isinstance(found, int) else STATUSES[found]
                return Response(b"", status_code=status, media_type="text/plain", headers=PRIVATE)
            answer = stream(self.hubs.of(centre), lambda: self._regions(request, centre, digest))
            answer.headers |= PRIVATE
            return answer

        return [page, events]

    def _find(self, request: WebRequest, centre: str, digest: str) -> Shown | Absent | int:
        """What the link shows; the status 429 where its holder tried too many others."""
        client, moment = client_of(request.client.host if request.client else None), time.monotonic()
        if self.guessing.wait_seconds(client, moment) > 0:
            return TOO_MANY
        found = self.memory.find(centre, digest)
        if found is Absent.UNKNOWN:
            self.guessing.failed(client, moment)
        return found

    def _regions(self, request: WebRequest, centre: str, digest: str) -> dict[str, str] | None:
        """None once there is nothing more to show: the page is loaded again and says why."""
        found = self.memory.find(centre, digest)
        return (
            {"wait": self._drawn(request, self._view(request, found))} if isinstance(found, Shown) else None
        )

    def _page(self, request: WebRequest, shown: Shown) -> Answer:
        view = self._view(request, shown)
        events = f"{request.url.path}/events?{PARAMETER}={self.texts.language(request)}"
        answer = self.texts.page(
            request, "wait.html", view=view, region=self._drawn(request, view), events=events,
            centre=shown.pages.name,
        )  # fmt: skip
        answer.headers |= PRIVATE
        return answer

    def _nothing(self, request: WebRequest, found: Absent | int) -> Answer:
        key, status = ("too-many", found) if isinstance(found, int) else (found.value, STATUSES[found])
        answer = self.texts.page(request, "wait_nothing.html", status=status, key=key)
        answer.headers |= PRIVATE
        if status in {TOO_MANY, STATUSES[Absent.UNHEARD]}:
            answer.headers["retry-after"] = str(60 if status == TOO_MANY else AGAIN_SECONDS)
        return answer

    def _view(self, request: WebRequest, shown: Shown) -> WaitView:
        return wait_view(shown, self.texts.speaker(request), self.now())

    def _drawn(self, request: WebRequest, view: WaitView) -> str:
        key = self.texts.language(request), view
        return self.memo.get(key, lambda: self.texts.text(request, "wait_number.html", {"view": view}))
