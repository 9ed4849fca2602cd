"""Answers for programs: JSON that any site may read, with a tag of its content."""

import hashlib

import msgspec
from litestar import Response

from lobby.feed.status import CentreStatus, CityStatus
from lobby.web.pages import WebRequest

OPEN_DATA = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "etag",
    "cache-control": "public, max-age=1",
}
NO_CENTRE = {"title": "No such centre has been heard of.", "status": 404}


def status_answer(request: WebRequest, status: CityStatus | CentreStatus) -> Response[bytes]:
    """The status, or 304. The tag is weak (RFC 9110, 8.8.1): the moment of asking is in the body, not in the tag."""
    content = status.centres if isinstance(status, CityStatus) else status
    tag = f'W/"{hashlib.sha256(msgspec.json.encode(content)).hexdigest()[:16]}"'
    headers = OPEN_DATA | {"etag": tag}
    if _has(request.headers.get("if-none-match", ""), tag):
        return Response(b"", status_code=304, headers=headers)
    return Response(msgspec.json.encode(status), media_type="application/json", headers=headers)


def no_centre() -> Response[bytes]:
    """404 as a problem document (RFC 9457)."""
    body = msgspec.json.encode(NO_CENTRE)
    return Response(body, status_code=404, media_type="application/problem+json", headers=OPEN_DATA)


def document_answer(document: object) -> Response[bytes]:
    """A document that does not change while the program runs."""
    headers = OPEN_DATA | {"cache-control": "public, max-age=3600"}
    return Response(msgspec.json.encode(document), media_type="application/json", headers=headers)


def _has(header: str, tag: str) -> bool:
    """Weak comparison, as If-None-Match asks for (RFC 9110, 13.1.2)."""
    bare = tag.removeprefix("W/")
    return any(one.strip().removeprefix("W/") in {bare, "*"} for one in header.split(","))
