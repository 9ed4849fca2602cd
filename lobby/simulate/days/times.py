"""Times of the day as moments of one date."""

from datetime import UTC, date, datetime, time

from lobby.queueing.rules import LOCAL

Between = tuple[datetime, datetime]


def moment(day: date, clock: str) -> datetime:
    """`07:30` of this day, in UTC."""
    return datetime.combine(day, time.fromisoformat(clock), LOCAL).astimezone(UTC)


def between(day: date, span: str) -> Between:
    """`07:00-19:00` of this day, in UTC."""
    first, last = span.split("-")
    return moment(day, first), moment(day, last)
