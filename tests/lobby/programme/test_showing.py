"""What shows when: generated programmes against a plain reference, and the days on which clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lobby.programme.items import DayPart, Item, LobbyState, Programme
from lobby.programme.showing import Why, what_shows

ZONE = ZoneInfo("Europe/Berlin")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
DAYS = st.sampled_from([SPRING + timedelta(days=n) for n in (-1, 0, 1)] + [AUTUMN, date(2026, 12, 24)])
HOURS = st.integers(0, 47).map(lambda half: time(half // 2, half % 2 * 30))


@st.composite
def parts(draw: st.DrawFn) -> DayPart:
    """A day part, some until midnight."""
    begins, ends = draw(HOURS), draw(HOURS)
    return DayPart(
        draw(st.frozensets(st.integers(0, 6), min_size=1)), begins, ends if ends > begins else time(0)
    )


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """Up to five items with every kind of rule."""
    return Programme(tuple(draw(items(str(n))) for n in range(draw(st.integers(0, 5)))))


@st.composite
def items(draw: st.DrawFn, name: str) -> Item:
    """An item that may have any rule."""
    first, last = draw(st.none() | DAYS), draw(st.none() | DAYS)
    return Item(
        name,
        f"{name}.png",
        draw(st.sampled_from([60, 300, 1800])),
        first,
        None if first and last and last < first else last,
        draw(st.integers(0, 2)),
        draw(st.integers(1, 4)),
        tuple(draw(st.lists(parts(), max_size=2))),
        draw(st.none() | st.just(30)),
    )


def plain(programme: Programme, moment: datetime, state: LobbyState) -> str | None:
    """The reference: the same without heaps, boundaries or reasons."""
    local = moment.astimezone(ZONE)
    able = [item for item in programme.items if may_show(item, local, state)]
    able = [item for item in able if item.priority == max(each.priority for each in able)]
    if not able:
        return None
    clock = datetime(local.year, local.month, local.day, tzinfo=ZONE).astimezone(UTC)
    had = dict.fromkeys((item.id for item in able), 0)
    while True:
        item = next(a for a in able if all(had[a.id] * b.share <= had[b.id] * a.share for b in able))
        clock += timedelta(seconds=item.dwell)
        if clock > moment:
            return item.id
        had[item.id] += item.dwell


def may_show(item: Item, local: datetime, state: LobbyState) -> bool:
    """Whether the item's own rules let it show, by minutes of the wall clock."""
    minute, today = local.hour * 60 + local.minute, local.date()
    if (item.first_day and today < item.first_day) or (item.last_day and today > item.last_day):
        return False
    if item.source in state.missing or (item.wait_over is not None and (state.wait or 0) <= item.wait_over):
        return False
    spans = [
        range(p.begins.hour * 60 + p.begins.minute, (p.ends.hour * 60 + p.ends.minute) or 1440)
        for p in item.parts
        if today.weekday() in p.weekdays
    ]
    return not item.parts or any(minute in span for span in spans)


@settings(max_examples=1000, deadline=None)
@given(
    programmes(),
    DAYS,
    st.integers(0, 1499),
    st.sampled_from([None, 10, 40]),
    st.sampled_from([frozenset[str](), frozenset({"0.png"})]),
)
def test_a_thousand_programmes_show_what_the_plain_reference_shows_until_they_say(
    programme: Programme, day: date, minutes: int, wait: int | None, gone: frozenset[str]
) -> None:
    moment = datetime.combine(day, time(0), ZONE).astimezone(UTC) + timedelta(minutes=minutes)
    state = LobbyState(wait, gone)
    showing = what_shows(programme, moment, ZONE, state)
    shown = showing.item.id if showing.item else None
    assert showing.until > moment
    assert {item.id for item, _ in showing.lost} == {item.id for item in programme.items} - {shown}
    last = showing.until - timedelta(minutes=1)
    halfway = moment + timedelta(minutes=(last - moment) // timedelta(minutes=2))
    for each in {moment, halfway, max(moment, last)}:
        assert plain(programme, each, state) == shown


@pytest.mark.parametrize(
    ("day", "begins", "ends", "minutes"),
    [(SPRING, 1, 4, 120), (SPRING, 2, 3, 0), (AUTUMN, 1, 4, 240), (AUTUMN, 2, 3, 120)],
)
def test_a_day_part_lasts_as_long_as_clocks_show_it_when_clocks_change(
    day: date, begins: int, ends: int, minutes: int
) -> None:
    part = DayPart(frozenset(range(7)), time(begins), time(ends))
    programme = Programme((Item("a", "a.png", parts=(part,)),))
    start = datetime.combine(day, time(0), ZONE).astimezone(UTC)
    shown = [what_shows(programme, start + timedelta(minutes=n), ZONE).item for n in range(23 * 60)]
    assert sum(item is not None for item in shown) == minutes


def test_time_is_divided_by_share_and_not_by_dwell() -> None:
    programme = Programme(
        (Item("long", "l.png", dwell=60, share=1), Item("short", "s.png", dwell=10, share=3))
    )
    start, seconds = datetime(2026, 11, 24, 8, tzinfo=UTC), range(0, 2400, 10)
    shown = [what_shows(programme, start + timedelta(seconds=n), ZONE).item for n in seconds]
    assert sum(item is programme.items[1] for item in shown) / len(shown) == pytest.approx(0.75, abs=0.03)


def test_every_item_that_loses_has_the_reason() -> None:
    day, morning = date(2026, 11, 24), DayPart(frozenset({1}), time(8), time(9))
    programme = Programme(
        (
            Item("shown", "a.png", priority=1),
            Item("future", "b.png", first_day=day + timedelta(days=1)),
            Item("past", "c.png", last_day=day - timedelta(days=1)),
            Item("morning", "d.png", parts=(morning,)),
            Item("busy", "e.png", wait_over=30),
            Item("gone", "f.png"),
            Item("low", "g.png"),
        )
    )
    showing = what_shows(
        programme, datetime(2026, 11, 24, 12, tzinfo=ZONE), ZONE, LobbyState(30, frozenset({"f.png"}))
    )
    assert showing.item is programme.items[0]
    assert [why for _, why in showing.lost] == [why for why in Why if why is not Why.TURN]


@pytest.mark.parametrize("wrong", [{"dwell": 4}, {"share": 0}, {"first_day": AUTUMN, "last_day": SPRING}])
def test_an_item_that_cannot_be_meant_is_refused_by_name(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="poster"):
        Item("poster", "p.png", **wrong)  # type: ignore[arg-type]
