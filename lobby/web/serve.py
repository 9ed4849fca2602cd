"""Runs a site until SIGTERM or SIGINT, and ends within a second even with open streams."""

import socket

import structlog
import uvicorn
from litestar.types import ASGIApp

from lobby.link.settings import WebSettings
from lobby.web.hub import Hub

GRACE_SECONDS = 0.4


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, hubs: tuple[Hub, ...], url: str) -> None:
        super().__init__(config)
        config.timeout_graceful_shutdown = GRACE_SECONDS  # type: ignore[assignment]  # handed to asyncio.wait_for
        self._hubs = hubs
        self._url = url

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        if self.started:
            structlog.get_logger("lobby.web").info("serving", url=self._url)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams first: uvicorn waits for open answers."""
        for hub in self._hubs:
            hub.close()
        await super().shutdown(sockets)


def server(app: ASGIApp, web: WebSettings, hubs: tuple[Hub, ...] = ()) -> uvicorn.Server:
    """A server on the host and port of the settings, not running yet."""
    config = uvicorn.Config(
        app, host=web.host, port=web.port, log_config=None, access_log=False, server_header=False,
        timeout_keep_alive=30, lifespan="on",
    )  # fmt: skip
    return _Server(config, hubs, f"http://{web.host}:{web.port}")


def serve(app: ASGIApp, web: WebSettings, hubs: tuple[Hub, ...] = ()) -> None:
    """Serve until the program is told to end."""
    server(app, web, hubs).run()
