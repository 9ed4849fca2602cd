"""Who may use the page: a browser that opened it at its own address. Keeps out other sites and rebound names."""

from dataclasses import dataclass
from typing import Any

from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler

SAME_SITE = frozenset({"same-origin", "none"})


@dataclass(frozen=True)
class OwnOrigin:
    """A guard. `url` is the page's address without a slash at its end; the names of this machine are the same to it."""

    url: str

    @property
    def host(self) -> str:
        """Host and port, as browsers name them."""
        return self.url.partition("://")[2]

    @property
    def hosts(self) -> frozenset[str]:
        """All names it answers to."""
        return frozenset({self.host, f"localhost:{self.host.rpartition(':')[2]}"})

    def is_own_name(self, connection: ASGIConnection[Any, Any, Any, Any]) -> bool:
        """Whether it was opened by the very name that the frames and cookies need."""
        return connection.headers.get("host") == self.host

    def __call__(self, connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
        """Let it pass.

        Raises:
            PermissionDeniedException: another site asks, or this one under a foreign name.
        """
        headers = connection.headers
        if headers.get("host") not in self.hosts:
            raise PermissionDeniedException("host")
        origin = headers.get("origin")
        if origin is not None and origin not in {f"http://{host}" for host in self.hosts}:
            raise PermissionDeniedException("origin")
        is_page = connection.scope["type"] == ScopeType.HTTP and connection.scope["path"] == "/"
        if not is_page and headers.get("sec-fetch-site", "none") not in SAME_SITE:
            raise PermissionDeniedException("site")
