"""What the city knows of its centres, and how far to trust it. Pure; `received` and `now` are monotonic seconds."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from lobby.contract.city import CentreSummary
from lobby.contract.fields import Name

STALE_SECONDS = 30.0
"""Three summaries missed: a centre says its summary every ten seconds."""


class Freshness(StrEnum):
    """How far a centre's figures may be trusted."""

    FRESH = "fresh"
    STALE = "stale"
    CUT_OFF = "cut-off"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class CentrePicture:
    """One centre: its last summary, when it came, whether its bridge says that it is up."""

    summary: CentreSummary | None = None
    received: float = 0.0
    linked: bool | None = None

    def freshness(self, now: float) -> Freshness:
        """The bridge's word that it is down counts at once, silence after half a minute."""
        if self.summary is None:
            return Freshness.UNKNOWN
        if self.linked is False:
            return Freshness.CUT_OFF
        return Freshness.STALE if now - self.received > STALE_SECONDS else Freshness.FRESH


@dataclass(frozen=True)
class CityPicture:
    """All centres by id."""

    centres: Mapping[Name, CentrePicture] = field(default_factory=dict)

    def centre(self, name: Name) -> CentrePicture:
        """One centre; an unknown one is empty."""
        return self.centres.get(name, CentrePicture())


def with_summary(
    picture: CityPicture, topic_centre: Name, summary: CentreSummary, received: float
) -> CityPicture:
    """The picture after a summary. One that names another centre than its topic is not believed, nor an older one."""
    known = picture.centre(topic_centre)
    if summary.centre != topic_centre or _is_older(summary, known.summary):
        return picture
    return _with(picture, topic_centre, replace(known, summary=summary, received=received))


def with_link(picture: CityPicture, centre: Name, *, linked: bool) -> CityPicture:
    """The picture after a bridge came or went."""
    return _with(picture, centre, replace(picture.centre(centre), linked=linked))


def _is_older(summary: CentreSummary, known: CentreSummary | None) -> bool:
    if known is None:
        return False
    if summary.epoch == known.epoch:
        return (summary.rev, summary.as_of) <= (known.rev, known.as_of)
    return summary.as_of < known.as_of


def _with(picture: CityPicture, centre: Name, entry: CentrePicture) -> CityPicture:
    return CityPicture({**picture.centres, centre: entry})
