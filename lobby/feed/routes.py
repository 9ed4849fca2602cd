"""The feed's addresses: a page, JSON, server-sent events, figures. All public, all read-only."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import BaseRouteHandler
from litestar.response import Redirect, Stream

from lobby.feed.city import City
from lobby.feed.figures import exposition
from lobby.feed.sending import json_stream
from lobby.feed.status import CentreStatus, CityStatus, centre_status
from lobby.feed.view import CityView, city_view
from lobby.web.hub import Hub
from lobby.web.live import stream
from lobby.web.pages import Answer, Pages, WebRequest

OPEN_DATA = {"access-control-allow-origin": "*", "cache-control": "public, max-age=1"}


@dataclass(frozen=True)
class Routes:
    """All addresses of the feed."""

    pages: Pages
    city: City
    hub: Hub

    def handlers(self) -> list[BaseRouteHandler]:
        """For the application."""
        return [*self._page(), *self._api(), *self._watch()]

    def _page(self) -> list[BaseRouteHandler]:
        @get("/", sync_to_thread=False)
        def root() -> Redirect:
            return Redirect("/status")

        @get("/status", sync_to_thread=False)
        def page(request: WebRequest) -> Answer:
            return self.pages.page(request, "status.html", view=self._view(request), sort=_sort(request))

        @get("/live", sync_to_thread=False)
        def live(request: WebRequest) -> Stream:
            return stream(self.hub, lambda: self._regions(request))

        return [root, page, live]

    def _api(self) -> list[BaseRouteHandler]:
        @get("/api/status", sync_to_thread=False)
        def status(request: WebRequest) -> Response[bytes]:
            return _json(request, self.city.status())

        @get("/api/status/{centre:str}", sync_to_thread=False)
        def centre(request: WebRequest, centre: str) -> Response[bytes]:
            if centre not in self.city.picture.centres:
                raise NotFoundException
            entry = self.city.picture.centre(centre)
            return _json(request, centre_status(centre, entry, self.city.moment()))

        @get("/api/events", sync_to_thread=False)
        def events() -> Stream:
            return json_stream(self.hub, self.city.status)

        return [status, centre, events]

    def _watch(self) -> list[BaseRouteHandler]:
        @get("/metrics", sync_to_thread=False)
        def metrics() -> Response[bytes]:
            return Response(exposition(self.city), media_type="text/plain; version=0.0.4; charset=utf-8")

        @get("/healthz", sync_to_thread=False)
        def healthz() -> Response[dict[str, bool]]:
            return Response(
                {"connected": self.city.connected}, status_code=200 if self.city.connected else 503
            )

        return [metrics, healthz]

    def _view(self, request: WebRequest) -> CityView:
        return city_view(self.city.status(), self.pages.speaker(request), _sort(request))

    def _regions(self, request: WebRequest) -> Mapping[str, str]:
        view = self._view(request)
        return {
            "state": self.pages.text(request, "state.html", {"view": view}),
            "city": self.pages.text(request, "city.html", {"view": view}),
        }


def _sort(request: WebRequest) -> str:
    chosen = request.query_params.get("sort", "name")
    return chosen if chosen in {"name", "wait", "waiting"} else "name"


def _json(request: WebRequest, status: CityStatus | CentreStatus) -> Response[bytes]:
    """The tag is of the content alone: the moment of asking does not change it."""
    body = msgspec.json.encode(status)
    content = status.centres if isinstance(status, CityStatus) else status
    tag = f'"{hashlib.sha256(msgspec.json.encode(content)).hexdigest()[:16]}"'
    headers = OPEN_DATA | {"etag": tag}
    if request.headers.get("if-none-match") == tag:
        return Response(b"", status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)
