"""Wires the one page together and runs it."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from litestar import Litestar

from lobby.bookings.files import read_day
from lobby.catalogue_files import sample_catalogue
from lobby.contract.topics import AVAIL, BOARD, DRAWN, EVENTS, LINE
from lobby.link.device import Device
from lobby.link.incoming import Subscription
from lobby.stage.doors import Doors
from lobby.stage.hall import StageHall
from lobby.stage.origin import OwnOrigin
from lobby.stage.phone import Phone
from lobby.stage.routes import Parts, Routes
from lobby.stage.settings import StageSettings
from lobby.web.accounts import Accounts
from lobby.web.app import Site, create_app
from lobby.web.headers import Protection
from lobby.web.hub import Hub
from lobby.web.moments import Clock, utc_now
from lobby.web.pages import Look, Pages
from lobby.web.serve import serve

SUBSCRIPTIONS = (
    Subscription(EVENTS),
    Subscription(BOARD),
    Subscription(LINE),
    Subscription(DRAWN, any_device=True),
    Subscription(AVAIL, any_device=True),
)


def build(settings: StageSettings, clock: Clock = utc_now) -> tuple[Litestar, Hub]:
    """The application and its hub.

    Raises:
        DayFileError: the day of bookings cannot be read.
    """
    table = settings.stage
    hall = StageHall(clock)
    hub = Hub(hall.apply)
    device = Device(settings, subscriptions=SUBSCRIPTIONS, deliver=hub.deliver)
    accounts = Accounts(Path(table.accounts)) if table.accounts else None
    catalogue = sample_catalogue()
    parts = Parts(
        table.screens, settings.addresses, Path(table.control), Phone(read_day(Path(table.bookings)), catalogue),
        Doors(table.doors, accounts, clock), catalogue,
    )  # fmt: skip
    pages = Pages("stage", Look(("lobby.stage",)), "stage-title")
    routes = Routes(pages, hall, hub, parts, OwnOrigin(settings.url), clock)

    @asynccontextmanager
    async def on_the_bus(_app: Litestar) -> AsyncIterator[None]:
        device.start()
        watcher = asyncio.create_task(hall.watch(parts.control, hub))
        yield
        watcher.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watcher
        device.stop()
        if accounts is not None:
            accounts.close()

    secret = accounts.secret("stage-csrf") if accounts is not None else secrets.token_hex(32)
    site = Site(
        pages, routes.handlers(), protection(settings), hubs=(hub,), lifespan=[on_the_bus], csrf_secret=secret
    )
    return create_app(site), hub


def run(settings: StageSettings) -> None:
    """Until told to end."""
    app, hub = build(settings)
    serve(app, settings.web, (hub,))


def protection(settings: StageSettings) -> Protection:
    """The framed pages, frames' pictures, and the websockets of its own address."""
    table = settings.stage
    pages = [table.counter_url, table.reception_url or "", table.console_url, table.feed_url]
    framed = " ".join(["'self'", *(page for page in pages if page)])
    return Protection(
        sources={
            "frame-src": framed,
            "img-src": "'self' data: blob:",
            "connect-src": f"'self' {settings.url.replace('http', 'ws', 1)}",
        }
    )
