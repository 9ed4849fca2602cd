"""What happens in a played visit beside waiting and being served."""

from datetime import timedelta
from typing import Any

from lobby.contract.events import (
    Arrived,
    Called,
    Finished,
    Missed,
    Parked,
    ServiceAdded,
    ServingStarted,
    Transferred,
    Undone,
    Unparked,
    Withdrawn,
)
from lobby.simulate.clerks import PAPERS
from lobby.simulate.driver import Played, play
from tests.support.small_days import CATALOGUE, plan_of


def _played(**more: Any) -> Played:
    return play(plan_of(4, **more), CATALOGUE)


def _of(played: Played, kind: type) -> list[Any]:
    return [fact for fact in played.facts if isinstance(fact, kind)]


def _visits(played: Played, kind: type) -> set[str]:
    return {fact.visit for fact in _of(played, kind)}


def test_who_goes_for_papers_is_parked_once_and_served_in_two_parts() -> None:
    """Away as long as was drawn, then back in the line with the same number."""
    played = _played(behaviour={"papers": 0.3, "papers_minutes": 10})
    parked = {one.visit: one for one in _of(played, Parked)}
    assert 5 < len(parked) == len(_of(played, Parked))
    assert {one.where for one in parked.values()} == {PAPERS}
    back = {one.visit: one.at for one in _of(played, Unparked)}
    assert back.keys() == parked.keys()
    for visit, one in parked.items():
        person = played.people[visit]
        assert timedelta() <= back[visit] - one.at - person.papers <= timedelta(seconds=30)
        began = [fact.at for fact in _of(played, ServingStarted) if fact.visit == visit]
        assert one.at - began[0] == person.cases[0].stays
    assert parked.keys() <= _visits(played, Finished)


def test_a_transferred_visit_is_served_for_the_other_service() -> None:
    """It waits again, and takes what the other service takes."""
    played = _played(behaviour={"transfer": 0.3})
    moved = {one.visit: one for one in _of(played, Transferred)}
    assert len(moved) > 5
    ended = {one.visit: one for one in _of(played, Finished)}
    for visit, one in moved.items():
        assert one.service == played.people[visit].cases[0].to
        if visit in ended:
            assert set(ended[visit].services) == {played.people[visit].service, one.service}
            began = max(fact.at for fact in _of(played, ServingStarted) if fact.visit == visit)
            assert ended[visit].at - began == played.people[visit].cases[1].stays


def test_a_second_service_is_done_at_the_same_counter() -> None:
    """Without a call in between; both are in the end."""
    played = _played(behaviour={"second_service": 0.3})
    added = _visits(played, ServiceAdded)
    assert len(added) > 5
    for one in _of(played, Finished):
        if one.visit in added:
            assert len(one.services) == 2
            began = [fact.at for fact in _of(played, ServingStarted) if fact.visit == one.visit]
            assert one.at - began[0] == played.people[one.visit].cases[1].stays


def test_who_is_fetched_in_person_is_never_called_in_vain() -> None:
    """However few hear their calls."""
    played = _played(behaviour={"in_person": 0.3, "unheard": 1.0})
    fetched = {one.visit for one in _of(played, Arrived) if one.in_person}
    assert len(fetched) > 5
    assert fetched <= _visits(played, Finished)
    assert not fetched & _visits(played, Missed)
    assert not (_visits(played, Arrived) - fetched) & _visits(played, Finished)


def test_who_says_goodbye_is_withdrawn_and_not_called() -> None:
    """The others are called in vain."""
    slow = [{"places": ["1"], "open": "08:00", "close": "12:00"}]
    played = _played(staff=slow, behaviour={"patience_minutes": 10, "says_goodbye": 1.0})
    gone = {one.visit: one.at for one in _of(played, Withdrawn)}
    assert len(gone) > 5
    assert not [one for one in _of(played, Called) if one.visit in gone and one.at > gone[one.visit]]


def test_a_case_that_was_ended_too_early_is_taken_back_and_goes_on() -> None:
    """Each once, and nobody is called to that counter in between."""
    played = _played(clerks={"slips": 0.5})
    undone = _of(played, Undone)
    assert len(undone) > 10
    assert len({one.visit for one in undone}) == len(undone)
    for one in undone:
        assert isinstance(played.facts[one.of - 1], Finished)
        ends = [fact.at for fact in _of(played, Finished) if fact.visit == one.visit]
        assert len(ends) == 2
        assert ends[0] < one.at < ends[1]
        calls = [fact for fact in _of(played, Called) if fact.place == one.place]
        assert not [fact for fact in calls if ends[0] < fact.at < ends[1]]


def test_shares_of_nothing_leave_the_day_as_it_was() -> None:
    """A day file without them is the day it always was."""
    played = _played()
    for kind in (Parked, Transferred, ServiceAdded, Undone, Withdrawn):
        assert not _of(played, kind)
