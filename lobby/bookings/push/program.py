"""Serves deliveries over HTTP. TLS ends at the proxy in front, as for the pages."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from litestar import Litestar, Request, Response, get, post

from lobby.bookings.push.deliveries import Deliveries
from lobby.bookings.push.receiving import Receiver, Reply
from lobby.bookings.push.signing import Secret, SecretError
from lobby.bookings.sending import Sender
from lobby.bookings.settings import BookingsSettings, setting_of
from lobby.link.settings import SettingsError, WebSettings
from lobby.web.serve import serve

LARGEST_BODY = 1_048_576
RETRY_SECONDS = 30
_NO_STORE = {"cache-control": "no-store"}


def create_app(receiver: Receiver, sender: Sender) -> Litestar:
    """The application; it connects to the broker when it starts."""

    @post("/v1/bookings")
    async def bookings(request: Request[Any, Any, Any]) -> Response[bytes]:
        return _answer(await asyncio.to_thread(receiver.receive, request.headers, await request.body()))

    @post("/v1/states")
    async def states(request: Request[Any, Any, Any]) -> Response[bytes]:
        return _answer(await asyncio.to_thread(receiver.states, request.headers, await request.body()))

    @get("/healthz", sync_to_thread=False)
    def healthz() -> Response[dict[str, bool]]:
        there = sender.is_connected
        return Response({"connected": there}, status_code=200 if there else 503, headers=_NO_STORE)

    return Litestar(
        [bookings, states, healthz],
        request_max_body_size=LARGEST_BODY,
        lifespan=[_on_the_bus(sender)],
        openapi_config=None,
        logging_config=None,
        debug=False,
    )


def _answer(reply: Reply) -> Response[bytes]:
    headers = _NO_STORE | ({"lobby-replayed": "true"} if reply.again else {})
    if reply.status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers["retry-after"] = str(RETRY_SECONDS)
    return Response(reply.body, status_code=reply.status, media_type="application/json", headers=headers)


def run(settings: BookingsSettings) -> None:
    """Until told to end.

    Raises:
        SettingsError: something is missing in the settings.
    """
    setting, secrets = setting_of(settings), secrets_of(settings)
    try:
        deliveries = Deliveries(settings.state / "deliveries.db")
    except (OSError, sqlite3.Error) as error:
        raise SettingsError(f"cannot write to state_dir {settings.state}: {error}") from error
    sender = Sender(settings)
    receiver = Receiver(setting, secrets, deliveries, sender, lambda: datetime.now(UTC))
    serve(create_app(receiver, sender), settings.web or WebSettings())


def secrets_of(settings: BookingsSettings) -> tuple[Secret, ...]:
    """The secrets that senders sign with; several while they are changed.

    Raises:
        SettingsError: there is none, or a file holds none.
    """
    if not settings.push_secrets:
        raise SettingsError("push_secrets: name the files of the secrets that senders sign with")
    return tuple(_secret(Path(name)) for name in settings.push_secrets)


def _secret(path: Path) -> Secret:
    try:
        return Secret.parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"cannot read the secret {path}") from error
    except SecretError as error:
        raise SettingsError(f"{path}: {error}") from error


def _on_the_bus(sender: Sender) -> Callable[[Litestar], Any]:
    @asynccontextmanager
    async def connected(_app: Litestar) -> AsyncIterator[None]:
        with sender:
            yield

    return connected
