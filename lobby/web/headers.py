"""Headers of every answer: what a browser may load, keep, and show inside of what."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from litestar.datastructures import MutableScopeHeaders
from litestar.types import BeforeMessageSendHookHandler, Message, Scope

_CONTENT: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self' data:",  # KERN's icons are masks of data URLs
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}


@dataclass(frozen=True)
class Protection:
    """What a site's headers differ in. `sources` adds to the content policy, as `{"frame-src": "http://…"}`."""

    embed_origin: str | None = None
    behind_tls: bool = False
    sources: Mapping[str, str] = field(default_factory=dict)

    def headers(self) -> dict[str, str]:
        """Name and value of each."""
        policy = {**_CONTENT, **self.sources, "frame-ancestors": self.embed_origin or "'none'"}
        headers = {
            "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
            "cross-origin-opener-policy": "same-origin",
            "permissions-policy": "camera=(), microphone=(), geolocation=()",
        }
        if self.behind_tls:
            headers["strict-transport-security"] = "max-age=31536000"
        return headers


def protecting(protection: Protection) -> BeforeMessageSendHookHandler:
    """A hook for every answer, also one that middleware refuses; what a page sets itself stands.

    Pages are kept by no cache, static files are.
    """
    headers = protection.headers()

    async def set_headers(message: Message, _scope: Scope) -> None:
        if message["type"] == "http.response.start":
            present = MutableScopeHeaders.from_message(message)
            for name, value in headers.items():
                present.setdefault(name, value)
            present.setdefault("cache-control", "no-store")

    return set_headers
