"""Warnings of our own making, after the standard: agencies and places are invented."""

import json
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
ARS = "020000000000"
SQUARE = "53,9 53,11 54,11 54,9 53,9"


def cap(  # noqa: PLR0913 - the fields of a message
    identifier: str = "storm-1",
    *,
    sender: str = "warn@agency.example",
    sent: str = "2026-11-24T07:30:00+00:00",
    status: str = "Actual",
    msg_type: str = "Alert",
    scope: str = "Public",
    references: str = "",
    infos: tuple[str, ...] | None = None,
) -> bytes:
    """One message in XML."""
    body = "".join(infos if infos is not None else (info(),))
    refs = f"<references>{references}</references>" if references else ""
    text = (
        '<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">'
        f"<identifier>{identifier}</identifier><sender>{sender}</sender><sent>{sent}</sent>"
        f"<status>{status}</status><msgType>{msg_type}</msgType><scope>{scope}</scope>{refs}{body}</alert>"
    )
    return text.encode()


def info(
    language: str = "de", headline: str = "Sturmwarnung", *, area: str | None = None, **fields: str
) -> str:
    """One info block; `area` is XML."""
    named = {
        "event": "Sturm", "urgency": "Immediate", "severity": "Severe", "certainty": "Likely",
        "expires": "2026-11-24T10:00:00+00:00", "senderName": "Wetteramt Musterland", "headline": headline,
        "description": "Schwere Böen aus Nordwest.", "instruction": "Bleiben Sie im Gebäude.",
    } | fields  # fmt: skip
    parts = "".join(f"<{key}>{escape(text)}</{key}>" for key, text in named.items() if text)
    return f"<info><language>{language}</language><category>Met</category>{parts}{area or coded(ARS)}</info>"


def coded(value: str, system: str = "ARS") -> str:
    """An area by its code."""
    geocode = f"<geocode><valueName>{system}</valueName><value>{value}</value></geocode>"
    return f"<area><areaDesc>Gebiet</areaDesc>{geocode}</area>"


def outlined(kind: str, text: str) -> str:
    """An area by a polygon or a circle."""
    return f"<area><areaDesc>Hafen</areaDesc><{kind}>{text}</{kind}></area>"


def reference(identifier: str, sender: str = "warn@agency.example") -> str:
    """A reference to another message."""
    return f"{sender},{identifier},2026-11-24T07:30:00+00:00"


def atom(*addresses: str) -> bytes:
    """An index of messages that stand elsewhere."""
    entries = "".join(
        f"<entry><id>{one}</id><updated>2026-11-24T07:30:00Z</updated>"
        f'<link type="application/cap+xml" href="{one}"/></entry>'
        for one in addresses
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><id>index</id>{entries}</feed>'.encode()


def detail(identifier: str = "mow.X-1", **fields: Any) -> bytes:
    """One warning as the federal warning app tells it."""
    said = {
        "identifier": identifier, "sender": "lage@agency.example", "sent": "2026-11-24T08:30:00+01:00",
        "status": "Actual", "msgType": "Alert", "scope": "Public",
        "info": [
            {
                "language": "de", "event": "Gefahrstoff", "urgency": "Immediate", "severity": "Severe",
                "certainty": "Observed", "headline": "Rauch nach Brand", "senderName": "Leitstelle Musterstadt",
                "description": "Rauch zieht<br/>nach Osten.", "instruction": "Fenster schlie&szlig;en.",
                "area": [{"areaDesc": "Stadt", "geocode": [{"valueName": "SHN", "value": ARS}]}],
            }
        ],
    } | fields  # fmt: skip
    return json.dumps(said).encode()
