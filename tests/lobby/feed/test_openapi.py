"""The interface is described as it is."""

from collections.abc import Iterator
from typing import Any

import msgspec

from lobby.feed.openapi import document
from lobby.feed.status import CentreStatus, CityStatus, centre_status, city_status
from tests.support.summaries import SUMMARY, after, picture_of


def references(part: object) -> Iterator[str]:
    """All `$ref` below a part of the document."""
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"]
        for value in part.values():
            yield from references(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from references(value)


def test_every_reference_leads_somewhere() -> None:
    """And no schema is there that nobody uses."""
    described = document()
    schemas = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}
    assert set(references(described)) == schemas


def test_what_is_sent_is_what_is_described() -> None:
    """Every field of the answers stands in the schema, and what is required is there."""
    schemas: dict[str, Any] = document()["components"]["schemas"]
    picture = picture_of(SUMMARY)
    city = msgspec.to_builtins(city_status("hh", picture, after(0)))
    centre = msgspec.to_builtins(centre_status("altona", picture.centre("altona"), after(0)))
    for name, answer in ((CityStatus.__name__, city), (CentreStatus.__name__, centre)):
        assert set(answer) == set(schemas[name]["properties"])
        assert set(schemas[name]["required"]) <= set(answer)


def test_the_document_is_plain_json() -> None:
    """It can be sent and read back unchanged."""
    sent = msgspec.json.decode(msgspec.json.encode(document()))
    assert sent["openapi"].startswith("3.1")
    assert set(sent["paths"]) == {
        "/api/status",
        "/api/status/{centre}",
        "/api/events",
        "/metrics",
        "/healthz",
    }
