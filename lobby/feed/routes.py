"""The feed's addresses: a page, JSON, server-sent events, figures. All public, all read-only."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from litestar import Response, get
from litestar.handlers import BaseRouteHandler
from litestar.response import Redirect, Stream

from lobby.feed.answers import document_answer, no_centre, status_answer
from lobby.feed.city import City
from lobby.feed.figures import exposition
from lobby.feed.openapi import document
from lobby.feed.sending import json_stream
from lobby.feed.shared import SharedDrawings
from lobby.feed.status import centre_status
from lobby.feed.view import CityView, city_view
from lobby.web.hub import Hub
from lobby.web.live import stream
from lobby.web.pages import Answer, Pages, WebRequest

SORTS = ("name", "wait", "waiting")


@dataclass(frozen=True)
class Routes:
    """All addresses of the feed. `malformed` counts the messages that were dropped."""

    pages: Pages
    city: City
    hub: Hub
    malformed: Callable[[], int]
    shared: SharedDrawings = field(default_factory=lambda: SharedDrawings(time.monotonic))

    def handlers(self) -> list[BaseRouteHandler]:
        """For the application."""
        return [*self._page(), *self._api(), *self._watch()]

    def _page(self) -> list[BaseRouteHandler]:
        @get("/", sync_to_thread=False)
        def root() -> Redirect:
            return Redirect("/status")

        @get("/status", sync_to_thread=False)
        def page(request: WebRequest) -> Answer:
            view, sort = self._view(request), _sort(request)
            return self.pages.page(request, "status.html", view=view, sort=sort, sorts=SORTS)

        @get("/live", sync_to_thread=False)
        def live(request: WebRequest) -> Stream:
            return stream(self.hub, lambda: self._regions(request))

        return [root, page, live]

    def _api(self) -> list[BaseRouteHandler]:
        @get("/api/status", sync_to_thread=False)
        def status(request: WebRequest) -> Response[bytes]:
            return status_answer(request, self.city.status())

        @get("/api/status/{centre:str}", sync_to_thread=False)
        def centre(request: WebRequest, centre: str) -> Response[bytes]:
            entry = self.city.picture.centres.get(centre)
            if entry is None:
                return no_centre()
            return status_answer(request, centre_status(centre, entry, self.city.now()))

        @get("/api/events", sync_to_thread=False)
        def events() -> Stream:
            return json_stream(self.hub, self.city.status)

        @get("/api/openapi.json", sync_to_thread=False)
        def described() -> Response[bytes]:
            return document_answer(document())

        return [status, centre, events, described]

    def _watch(self) -> list[BaseRouteHandler]:
        @get("/metrics", sync_to_thread=False)
        def metrics() -> Response[bytes]:
            return Response(
                exposition(self.city, self.malformed()), media_type="text/plain; version=0.0.4; charset=utf-8"
            )

        @get("/healthz", sync_to_thread=False)
        def healthz() -> Response[dict[str, bool]]:
            return Response(
                {"connected": self.city.connected}, status_code=200 if self.city.connected else 503
            )

        return [metrics, healthz]

    def _view(self, request: WebRequest) -> CityView:
        return city_view(self.city.status(), self.pages.speaker(request), _sort(request))

    def _regions(self, request: WebRequest) -> Mapping[str, str]:
        kind = self.pages.language(request), _sort(request)
        return self.shared.get(kind, lambda: self._draw(request))

    def _draw(self, request: WebRequest) -> Mapping[str, str]:
        values = {"view": self._view(request)}
        return {
            "state": self.pages.text(request, "state.html", values),
            "city": self.pages.text(request, "city.html", values),
        }


def _sort(request: WebRequest) -> str:
    chosen = request.query_params.get("sort", SORTS[0])
    return chosen if chosen in SORTS else SORTS[0]
