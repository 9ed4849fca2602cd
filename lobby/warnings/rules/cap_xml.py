"""A CAP 1.1 or 1.2 message in XML, and an Atom index of such messages."""

from typing import NamedTuple

from lobby.warnings.rules import values
from lobby.warnings.rules.alert import (
    Alert,
    Area,
    Certainty,
    Info,
    MsgType,
    NotAnAlertError,
    Severity,
    Status,
    Urgency,
)
from lobby.warnings.rules.tree import Element, tree

_NAMESPACE = "urn:oasis:names:tc:emergency:cap:1."
_ATOM = "http://www.w3.org/2005/Atom"
_CAP_TYPE = "application/cap+xml"
MOST_INFOS = 40
MOST_ENTRIES = 500


class Entry(NamedTuple):
    """One line of an index: where the message is, and a word that changes with it."""

    address: str
    version: str


def read_cap(payload: bytes) -> Alert:
    """The message.

    Raises:
        NotAnAlertError: it is none; the text says why.
    """
    root = tree(payload)
    if root.name != "alert" or not root.namespace.startswith(_NAMESPACE):
        raise NotAnAlertError(f"the root is <{root.name[:40]}>, not an alert of CAP 1.2")
    return _alert(root)


def read_atom(payload: bytes) -> tuple[Alert | Entry, ...]:
    """The messages that stand in the index itself, and addresses of those that stand elsewhere.

    Raises:
        NotAnAlertError: it is no Atom feed.
    """
    root = tree(payload)
    if root.name != "feed" or root.namespace != _ATOM:
        raise NotAnAlertError(f"the root is <{root.name[:40]}>, not a feed of Atom")
    found = (_entry(one) for one in root.all("entry")[:MOST_ENTRIES])
    return tuple(one for one in found if one is not None)


def is_atom(payload: bytes) -> bool:
    """Whether it says that it is an index."""
    return _ATOM.encode() in payload[:2000]


def _entry(entry: Element) -> Alert | Entry | None:
    for content in entry.all("content"):
        for inside in content.all("alert"):
            return _alert(inside)
    links = [one.attributes for one in entry.all("link") if one.attributes.get("href")]
    typed = [one for one in links if one.get("type") == _CAP_TYPE]
    plain = [one for one in links if one.get("rel", "alternate") == "alternate"]
    best = next(iter(typed or plain or links), None)
    if best is None:
        return None
    return Entry(best["href"], entry.first("updated"))


def _alert(root: Element) -> Alert:
    return Alert(
        identifier=values.required(root.first("identifier"), "identifier"),
        sender=values.required(root.first("sender"), "sender"),
        sent=values.moment(root.first("sent"), "sent"),
        status=values.named(Status, root.first("status"), "status"),
        msg_type=values.named(MsgType, root.first("msgType"), "msgType"),
        public=root.first("scope").lower() == "public",
        references=values.references(root.first("references")),
        infos=tuple(_info(one) for one in root.all("info")[:MOST_INFOS]),
    )


def _info(info: Element) -> Info:
    return Info(
        language=values.language(info.first("language") or "en-US"),
        event=values.sentence(info.first("event")),
        headline=values.sentence(info.first("headline")),
        description=values.sentence(info.first("description")),
        instruction=values.sentence(info.first("instruction")),
        source=values.sentence(info.first("senderName")),
        severity=values.known(Severity, info.first("severity")),
        urgency=values.known(Urgency, info.first("urgency")),
        certainty=values.known(Certainty, info.first("certainty")),
        all_clear=any(one.text.strip() == "AllClear" for one in info.all("responseType")),
        effective=values.moment_or_none(info.first("effective")),
        onset=values.moment_or_none(info.first("onset")),
        expires=values.moment_or_none(info.first("expires")),
        areas=tuple(_area(one) for one in info.all("area")),
    )


def _area(area: Element) -> Area:
    polygons = (values.polygon(one.text) for one in area.all("polygon"))
    circles = (values.circle(one.text) for one in area.all("circle"))
    return Area(
        name=values.sentence(area.first("areaDesc")),
        codes=tuple(values.code(one.first("valueName"), one.first("value")) for one in area.all("geocode")),
        polygons=tuple(one for one in polygons if one is not None),
        circles=tuple(one for one in circles if one is not None),
    )
