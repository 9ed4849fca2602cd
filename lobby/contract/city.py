"""What leaves a centre, and what the city sends: CloudEvents 1.0, structured JSON, fit for MQTT 3.1.1."""

from typing import Annotated, Literal

import msgspec

from lobby.contract.events import EventBatch
from lobby.contract.fields import Count, Epoch, Instant, Message, Name, Rev, Text
from lobby.contract.state import Opening, WaitRange


class CentreSummary(Message, frozen=True, kw_only=True):
    """A centre in one glance; published on change and every ten seconds. No part of it concerns a person."""

    epoch: Epoch
    rev: Rev
    as_of: Instant
    centre: Name
    name: Text
    district: Text = ""
    opening: Opening
    waiting: Count
    waiting_booked: Count
    places_open: Count
    arrived_today: Count
    called_today: Count
    finished_today: Count
    missed_today: Count
    walk_in_wait: WaitRange | None = None
    last_walk_in: Instant | None = None
    """Who comes later without a booking is not served today any more."""
    longest_wait_minutes: Count | None = None
    simulated: bool = False


class CloudEvent(Message, frozen=True, kw_only=True):
    """The attributes CloudEvents 1.0.2 requires, without data; extensions stand in the data."""

    id: str
    source: str
    type: str
    time: Instant
    specversion: Literal["1.0"] = "1.0"
    datacontenttype: Literal["application/json"] = "application/json"


class SummaryEvent(CloudEvent, frozen=True, kw_only=True):
    """type de.lobby.summary.v1."""

    data: CentreSummary


class BatchEvent(CloudEvent, frozen=True, kw_only=True):
    """type de.lobby.events.v1."""

    data: EventBatch


class CentreWait(Message, frozen=True, kw_only=True):
    """One line of the city's overview."""

    centre: Name
    name: Text
    is_open: bool
    as_of: Instant
    walk_in_wait: WaitRange | None = None


class Overview(Message, frozen=True, kw_only=True):
    """All centres with fresh figures, shortest wait first; what "shorter next door" is drawn from."""

    as_of: Instant
    centres: Annotated[tuple[CentreWait, ...], msgspec.Meta(max_length=200)]


class OverviewEvent(CloudEvent, frozen=True, kw_only=True):
    """type de.lobby.overview.v1."""

    data: Overview
