"""Wires the feed together and runs it."""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar

from lobby.contract.city import Overview, OverviewEvent
from lobby.contract.topics import CITY, EVENTS, LINK, OVERVIEW, SUMMARY, USES, WAIT_PAGES
from lobby.feed.city import City
from lobby.feed.elsewhere import UsesMemory
from lobby.feed.routes import Routes
from lobby.feed.status import overview
from lobby.feed.wait.hubs import WaitHubs
from lobby.feed.wait.memory import WaitMemory
from lobby.feed.wait.pages import WaitPageTexts
from lobby.feed.wait.routes import WaitRoutes
from lobby.link.incoming import Incoming, Subscription
from lobby.link.link import Link
from lobby.web.app import Site, create_app
from lobby.web.headers import Protection
from lobby.web.hub import Hub
from lobby.web.pages import Look, Pages
from lobby.web.serve import serve
from lobby.web.settings import PageSettings

SUBSCRIPTIONS = tuple(
    Subscription(channel, any_centre=True) for channel in (SUMMARY, EVENTS, LINK, WAIT_PAGES, USES)
)
LOOK_SECONDS = 2.0
AGAIN_SECONDS = 30.0


def build(settings: PageSettings) -> tuple[Litestar, tuple[Hub, ...]]:
    """The application and its hubs; it connects when it starts."""
    city = City(settings.city)
    waits = WaitMemory(city.now, city.reaches)
    memory = UsesMemory(settings.city)

    def apply(message: object) -> None:
        city.apply(message)
        memory.apply(message)

    hub, wait_hubs = Hub(apply), WaitHubs(waits)

    def deliver(message: object) -> None:
        is_of_phones = isinstance(message, Incoming) and message.channel is WAIT_PAGES
        (wait_hubs if is_of_phones else hub).deliver(message)

    link = Link(settings, SUBSCRIPTIONS, deliver)
    look = Look(("lobby.feed", "lobby.feed.wait"))
    routes = Routes(Pages("feed", look, "feed-title"), city, hub, malformed=lambda: link.malformed.count)
    phones = WaitRoutes(WaitPageTexts("wait", look, "wait-title"), waits, wait_hubs)

    @asynccontextmanager
    async def on_the_bus(_app: Litestar) -> AsyncIterator[None]:
        link.start()
        teller = asyncio.create_task(_tell_centres(city, memory, link))
        yield
        teller.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await teller
        link.stop()

    protection = Protection(settings.web.embed_origin, settings.web.behind_tls)
    hubs = (hub, wait_hubs)
    handlers = [*routes.handlers(), *phones.handlers()]
    site = Site(routes.pages, handlers, protection, hubs=hubs, lifespan=[on_the_bus])
    return create_app(site), hubs


def run(settings: PageSettings) -> None:
    """Until told to end."""
    app, hubs = build(settings)
    serve(app, settings.web, hubs)


async def _tell_centres(city: City, memory: UsesMemory, link: Link) -> None:
    """Tell every lobby about the others: when it changed, the waits again every half minute."""
    told: tuple[object, ...] | None = None
    told_at = 0.0
    while True:
        now = city.now()
        found = overview(city.picture, now)
        content = tuple((one.centre, one.walk_in_wait) for one in found.centres)
        if content != told or now.steady - told_at >= AGAIN_SECONDS:
            sent = link.publish(OVERVIEW, _event(city.city, found))
            told, told_at = (content, now.steady) if sent is not None else (None, 0.0)
        memory.tell(link)
        await asyncio.sleep(LOOK_SECONDS)


def _event(city: str, found: Overview) -> OverviewEvent:
    source = "/" + CITY.format(city=city)
    return OverviewEvent(
        id=str(uuid.uuid4()), source=source, type="de.lobby.overview.v1", time=found.as_of, data=found
    )
