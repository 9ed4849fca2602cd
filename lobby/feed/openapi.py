"""The interface described for programs (OpenAPI 3.1), its schemas made from the types that are sent."""

from typing import Any

import msgspec

from lobby import __version__
from lobby.feed.status import CentreStatus, CityStatus

JSON = "application/json"
_REFERENCE = "#/components/schemas/{name}"


def document() -> dict[str, Any]:
    """The whole description."""
    (city, centre), schemas = msgspec.json.schema_components(
        [CityStatus, CentreStatus], ref_template=_REFERENCE
    )
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Service centres today",
            "version": __version__,
            "summary": "How long it takes without a booking, at every centre of a city, live.",
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "paths": {
            "/api/status": {"get": _get("cityStatus", "All centres", _answers(city))},
            "/api/status/{centre}": {
                "get": _get("centreStatus", "One centre", _answers(centre) | _UNKNOWN)
                | {"parameters": [_CENTRE]}
            },
            "/api/events": {"get": _get("events", "All centres, again after each change", _EVENTS)},
            "/metrics": {"get": _get("metrics", "Figures for Prometheus", _text("text/plain"))},
            "/healthz": {"get": _get("healthz", "Whether the feed hears its broker", _HEALTH)},
        },
        "components": {"schemas": schemas},
    }


_CENTRE = {"name": "centre", "in": "path", "required": True, "schema": {"type": "string"}}
_UNKNOWN = {
    "404": {
        "description": "Nothing was ever heard of such a centre (RFC 9457)",
        "content": {
            "application/problem+json": {
                "schema": {
                    "type": "object",
                    "required": ["title", "status"],
                    "properties": {"title": {"type": "string"}, "status": {"const": 404}},
                }
            }
        },
    }
}
_EVENTS = {
    "200": {
        "description": "Server-sent events: `event: status`, the data is a CityStatus; at least every ten seconds",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }
}
_CONNECTED = {"type": "object", "required": ["connected"], "properties": {"connected": {"type": "boolean"}}}
_HEALTH = {
    "200": {"description": "Yes", "content": {JSON: {"schema": _CONNECTED}}},
    "503": {"description": "No", "content": {JSON: {"schema": _CONNECTED}}},
}


def _get(operation: str, summary: str, answers: dict[str, Any]) -> dict[str, Any]:
    return {"operationId": operation, "summary": summary, "responses": answers}


def _answers(schema: dict[str, Any]) -> dict[str, Any]:
    etag = {"description": "Of the content, weak", "schema": {"type": "string"}}
    return {
        "200": {
            "description": "The status",
            "headers": {"ETag": etag},
            "content": {JSON: {"schema": schema}},
        },
        "304": {"description": "Not changed since the ETag in If-None-Match"},
    }


def _text(media_type: str) -> dict[str, Any]:
    return {"200": {"description": "Text", "content": {media_type: {"schema": {"type": "string"}}}}}
