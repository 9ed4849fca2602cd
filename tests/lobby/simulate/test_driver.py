"""A day played against the bare rules."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from lobby.contract.events import (
    AnyEvent,
    Arrived,
    Called,
    DayStarted,
    Finished,
    Missed,
    PlaceClosed,
    PlaceOpened,
    PlacePaused,
    ServingStarted,
)
from lobby.queueing.evolve import replay
from lobby.queueing.line import Line
from lobby.simulate.days.times import between, moment
from lobby.simulate.driver import Around, Played, play
from lobby.simulate.play.plan import with_rules
from tests.support.small_days import CATALOGUE, EVERYTHING, TUESDAY, plan_of


def _played(seed: int = 1, **more: Any) -> Played:
    return play(plan_of(seed, **more), CATALOGUE)


def _of(played: Played, kind: type) -> list[Any]:
    return [fact for fact in played.facts if isinstance(fact, kind)]


def test_the_same_seed_gives_the_same_facts_byte_for_byte() -> None:
    """Visit ids, numbers, times and all."""
    facts = msgspec.json.encode(_played().facts)
    assert msgspec.json.encode(_played().facts) == facts
    assert msgspec.json.encode(_played(2).facts) != facts


def test_the_facts_are_a_journal_that_adds_up() -> None:
    """They begin with the day and fold to the line as it stands at the end."""
    played = _played()
    assert isinstance(played.facts[0], DayStarted)
    assert replay(enumerate(played.facts, 1)) == played.line


def test_everybody_is_served_in_the_end() -> None:
    """Who got a number is finished or missed; the counters are closed."""
    played = _played()
    assert not played.line.present
    arrived = len(_of(played, Arrived)) - len({one.visit for one in _of(played, Missed)})
    assert len(_of(played, Finished)) >= arrived - len(played.line.missed)
    assert len(_of(played, PlaceClosed)) == len(_of(played, PlaceOpened)) == 3
    assert sum(played.turned_away.values()) + len({one.visit for one in _of(played, Arrived)}) == len(
        played.plan.people
    )


def test_a_case_takes_as_long_as_was_drawn() -> None:
    """From the beginning of serving to its end."""
    played = _played()
    began = {one.visit: one.at for one in _of(played, ServingStarted)}
    for one in _of(played, Finished):
        assert one.at - began[one.visit] == played.people[one.visit].cases[0].stays


def test_who_hears_no_call_is_missed_and_may_come_back() -> None:
    """Three calls in vain, the last ones after the skip time."""
    played = _played(behaviour={"unheard": 1.0, "comes_back": 0.0})
    missed = _of(played, Missed)
    assert missed
    calls = Counter(one.visit for one in _of(played, Called))
    assert all(calls[one.visit] == 3 for one in missed)
    assert not _of(played, Finished)
    back = _played(behaviour={"unheard": 0.5, "comes_back": 1.0})
    assert {one.visit for one in _of(back, Missed)} & {one.visit for one in _of(back, Finished)}


def test_who_loses_patience_goes_home() -> None:
    """And is called in vain, when nobody was told."""
    behaviour = {"patience_minutes": 5, "says_goodbye": 0.0}
    played = _played(staff=[{"places": ["1"], "open": "08:00", "close": "12:00"}], behaviour=behaviour)
    assert len(_of(played, Missed)) > 5


def test_nobody_works_in_a_break() -> None:
    """No call in it; each counter says when it has its break, and when that is over."""
    staff = [{"places": ["1", "2", "3"], "open": "08:00", "close": "12:00", "breaks": ["09:00-10:00"]}]
    played = _played(staff=staff)
    first, last = between(TUESDAY, "09:00-10:00")
    assert not [one for one in _of(played, Called) if first < one.at < last]
    pauses = [one for one in _of(played, PlacePaused) if one.paused]
    assert {one.place for one in pauses} == {"1", "2", "3"}
    assert all(first <= one.at < last for one in pauses)
    assert [one.at for one in _of(played, PlacePaused) if not one.paused] == [last] * 3


def test_a_counter_takes_only_its_services() -> None:
    """Each counter's list is its own."""
    staff = [
        {"places": ["1"], "open": "08:00", "close": "12:00", "services": ["pickup"]},
        {"places": ["2", "3"], "open": "08:00", "close": "12:00"},
    ]
    played = _played(staff=staff)
    served = {one.visit: one.service for one in _of(played, Arrived)}
    assert {served[one.visit] for one in _of(played, Called) if one.place == "1"} == {"pickup"}


def test_nothing_can_be_asked_while_the_broker_is_away() -> None:
    """Who stands at a counter is served on, and the end is said afterwards; visitors try again."""
    played = _played(faults=[{"kind": "broker-away", "at": "09:00", "minutes": 10}])
    first, last = between(TUESDAY, "09:00-09:10")
    assert not [one for one in played.facts if first <= one.at < last]
    assert len(_of(played, Finished)) > 40


def test_without_power_cases_stand_still() -> None:
    """An hour without a fact, and who was at a counter stays an hour longer."""
    played = _played(faults=[{"kind": "outage", "at": "09:00", "minutes": 60}])
    first, last = between(TUESDAY, "09:00-10:00")
    assert not [one for one in played.facts if first <= one.at < last]
    began = {one.visit: one.at for one in _of(played, ServingStarted) if one.at < first}
    for one in _of(played, Finished):
        if one.visit in began and one.at > first:
            assert one.at - began[one.visit] >= timedelta(hours=1)


def test_a_killed_queue_service_goes_on_from_its_journal() -> None:
    """Only a few seconds are lost."""
    played = _played(faults=[{"kind": "queue-killed", "at": "09:00"}])
    at = moment(TUESDAY, "09:00")
    assert not [one for one in played.facts if at <= one.at < at + timedelta(seconds=3)]
    assert len(_of(played, Finished)) == len(_of(_played(), Finished))


def test_without_the_terminal_nobody_gets_a_number() -> None:
    """Counters go on with who is there; who came in the meantime gets one afterwards."""
    staff = [{"places": ["1", "2"], "open": "08:00", "close": "12:00"}]
    played = _played(staff=staff, faults=[{"kind": "terminal-offline", "at": "09:30", "minutes": 20}])
    first, last = between(TUESDAY, "09:30-09:50")
    assert not [one for one in _of(played, Arrived) if first <= one.at < last]
    assert [one for one in _of(played, Called) if first <= one.at < last]
    walk_ins = {one for one in played.plan.people if first <= one.at < last and one.booking is None}
    assert walk_ins
    assert walk_ins <= set(played.people.values())


def test_staff_that_is_late_opens_late() -> None:
    """The others are there in time."""
    played = _played(faults=[{"kind": "staff-late", "places": ["2"], "minutes": 25}])
    opened = {one.place: one.at for one in _of(played, PlaceOpened)}
    assert opened["2"] == moment(TUESDAY, "08:25")
    assert opened["1"] == opened["3"] == moment(TUESDAY, "08:00")


def test_other_rules_meet_the_same_people() -> None:
    """The visits and their cases stay; only who is called when may change."""
    plan = plan_of(arrivals={"08:00": {"booked": 12, "walk_in": 20}}, seed=3)
    one, other = play(plan, CATALOGUE), play(with_rules(plan, booked_weight=1), CATALOGUE)

    def came(played: Played) -> list[AnyEvent]:
        return _of(played, Arrived)

    assert [(one.visit, one.at) for one in _of(one, Arrived)] == [
        (two.visit, two.at) for two in _of(other, Arrived)
    ]
    assert [fact.visit for fact in _of(one, Called)] != [fact.visit for fact in _of(other, Called)]


def test_the_watch_is_told_every_fact_with_the_line_that_has_it() -> None:
    """In order, and the progress says how far the day has come."""
    seen: list[int] = []
    moments: list[datetime] = []

    def watch(line: Line, _event: AnyEvent) -> None:
        seen.append(line.seq)

    played = play(plan_of(), CATALOGUE, Around(watch=watch, progress=moments.append))
    assert len(seen) == len(played.facts)
    assert seen == sorted(seen)
    assert moments[-1] == played.until


def test_an_interrupt_ends_the_day_with_what_is_known() -> None:
    """Half a day is a result, too."""

    def interrupt(now: object) -> None:
        if now == moment(TUESDAY, "10:00"):
            raise KeyboardInterrupt

    played = play(plan_of(), CATALOGUE, Around(progress=interrupt))
    assert played.facts[-1].at <= moment(TUESDAY, "10:00")
    assert _of(played, Finished)


@settings(max_examples=15)
@given(
    seed=st.integers(0, 10_000), unheard=st.floats(0, 0.5), at=st.sampled_from(["08:30", "09:05", "11:55"])
)
def test_any_day_can_be_played(seed: int, unheard: float, at: str) -> None:
    """Nobody is lost, whatever people and machines do."""
    played = _played(
        seed,
        behaviour={"unheard": unheard, "patience_minutes": 60} | EVERYTHING,
        clerks={"slips": 0.3},
        faults=[{"kind": "queue-killed", "at": at}, {"kind": "broker-away", "at": at, "minutes": 7}],
    )
    assert not played.line.present
    assert replay(enumerate(played.facts, 1)) == played.line
