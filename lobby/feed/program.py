"""Wires the feed together and runs it."""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar

from lobby.contract.city import Overview, OverviewEvent
from lobby.contract.topics import CITY, EVENTS, LINK, OVERVIEW, SUMMARY
from lobby.feed.city import City
from lobby.feed.routes import Routes
from lobby.feed.status import overview
from lobby.link.incoming import Subscription
from lobby.link.link import Link
from lobby.web.app import Site, create_app
from lobby.web.headers import Protection
from lobby.web.hub import Hub
from lobby.web.pages import Look, Pages
from lobby.web.serve import serve
from lobby.web.settings import PageSettings

SUBSCRIPTIONS = tuple(Subscription(channel, any_centre=True) for channel in (SUMMARY, EVENTS, LINK))
LOOK_SECONDS = 2.0
AGAIN_SECONDS = 30.0


def build(settings: PageSettings) -> tuple[Litestar, Hub]:
    """The application and its hub; it connects when it starts."""
    city = City(settings.city)
    hub = Hub(city.apply)
    link = Link(settings, SUBSCRIPTIONS, hub.deliver)
    pages = Pages("feed", Look(("lobby.feed",)), "feed-title")
    routes = Routes(pages, city, hub, malformed=lambda: link.malformed.count)

    @asynccontextmanager
    async def on_the_bus(_app: Litestar) -> AsyncIterator[None]:
        link.start()
        teller = asyncio.create_task(_tell_overview(city, link))
        yield
        teller.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await teller
        link.stop()

    protection = Protection(settings.web.embed_origin, settings.web.behind_tls)
    site = Site(routes.pages, routes.handlers(), protection, hubs=(hub,), lifespan=[on_the_bus])
    return create_app(site), hub


def run(settings: PageSettings) -> None:
    """Until told to end."""
    app, hub = build(settings)
    serve(app, settings.web, (hub,))


async def _tell_overview(city: City, link: Link) -> None:
    """Tell every lobby about the others: when it changed, and again every half minute."""
    told: tuple[object, ...] | None = None
    told_at = 0.0
    while True:
        now = city.now()
        found = overview(city.picture, now)
        content = tuple((one.centre, one.walk_in_wait) for one in found.centres)
        if content != told or now.steady - told_at >= AGAIN_SECONDS:
            sent = link.publish(OVERVIEW, _event(city.city, found))
            told, told_at = (content, now.steady) if sent is not None else (None, 0.0)
        await asyncio.sleep(LOOK_SECONDS)


def _event(city: str, found: Overview) -> OverviewEvent:
    source = "/" + CITY.format(city=city)
    return OverviewEvent(
        id=str(uuid.uuid4()), source=source, type="de.lobby.overview.v1", time=found.as_of, data=found
    )
