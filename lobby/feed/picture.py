"""What the city knows of its centres, and how far to trust it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from lobby.contract.city import CentreSummary
from lobby.contract.fields import Name

STALE_SECONDS = 30.0
"""Three summaries missed: a centre says its summary every ten seconds."""


@dataclass(frozen=True)
class Moment:
    """Now on two clocks: `wall` is compared with what centres say, `steady` (monotonic seconds) measures silence."""

    wall: datetime
    steady: float


class Freshness(StrEnum):
    """How far a centre's figures may be trusted."""

    FRESH = "fresh"
    STALE = "stale"
    CUT_OFF = "cut-off"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Heard:
    """A summary and when it came."""

    summary: CentreSummary
    at: Moment

    def age_seconds(self, now: Moment) -> float:
        """How old it was when it came, and the silence since: a broker keeps summaries of centres long gone."""
        old_already = (self.at.wall - self.summary.as_of).total_seconds()
        return max(0.0, old_already) + max(0.0, now.steady - self.at.steady)

    def is_silent(self, now: Moment) -> bool:
        """Whether the next one is overdue."""
        return self.age_seconds(now) > STALE_SECONDS


@dataclass(frozen=True)
class CentrePicture:
    """One centre: the last of its summaries, and whether its bridge says that it is up."""

    heard: Heard | None = None
    linked: bool | None = None

    def freshness(self, now: Moment) -> Freshness:
        """The bridge's word that it is down counts at once, silence after half a minute."""
        if self.heard is None:
            return Freshness.UNKNOWN
        if self.linked is False:
            return Freshness.CUT_OFF
        return Freshness.STALE if self.heard.is_silent(now) else Freshness.FRESH


@dataclass(frozen=True)
class CityPicture:
    """All centres by id."""

    centres: Mapping[Name, CentrePicture] = field(default_factory=dict)

    def centre(self, name: Name) -> CentrePicture:
        """One centre; an unknown one is empty."""
        return self.centres.get(name, CentrePicture())


def with_summary(
    picture: CityPicture, topic_centre: Name, summary: CentreSummary, now: Moment
) -> CityPicture:
    """The picture after a summary. One that names another centre than its topic is not believed, nor an older one.

    An older one is believed when the known has fallen silent and the new one is of this moment: a centre that was ahead
    of time, or was restored from a backup, is heard again after half a minute.
    """
    entry, new = picture.centre(topic_centre), Heard(summary, now)
    if summary.centre != topic_centre:
        return picture
    if entry.heard is not None and _is_older(summary, entry.heard.summary):
        begins_anew = entry.heard.is_silent(now) and not new.is_silent(now)
        if not begins_anew:
            return picture
    return _with(picture, topic_centre, replace(entry, heard=new))


def without(picture: CityPicture, centre: Name) -> CityPicture:
    """The picture after a centre's summary was taken away from the broker: it closed for good."""
    return CityPicture({name: entry for name, entry in picture.centres.items() if name != centre})


def with_link(picture: CityPicture, centre: Name, *, linked: bool) -> CityPicture:
    """The picture after a bridge came or went."""
    return _with(picture, centre, replace(picture.centre(centre), linked=linked))


def _is_older(summary: CentreSummary, known: CentreSummary) -> bool:
    if summary.epoch == known.epoch:
        return (summary.rev, summary.as_of) <= (known.rev, known.as_of)
    return summary.as_of < known.as_of


def _with(picture: CityPicture, centre: Name, entry: CentrePicture) -> CityPicture:
    return CityPicture({**picture.centres, centre: entry})
