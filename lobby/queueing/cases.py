"""What becomes of an open case: parked, transferred, handed over, a second service."""

from datetime import datetime

from lobby.contract.answers import Reason
from lobby.contract.events import HandedOver, Parked, ServiceAdded, ServingStarted, Transferred
from lobby.contract.requests import AddService, HandOver, Park, Transfer
from lobby.contract.state import PlaceStatus
from lobby.queueing.decision import Decided, Decision, Declined
from lobby.queueing.line import Counter, Line, Visit
from lobby.queueing.rules import Rules


def park(line: Line, counter: Counter, command: Park, _rules: Rules, now: datetime) -> Decision:
    """The visitor goes somewhere and comes back."""
    visit = _case(line, counter)
    if isinstance(visit, Declined):
        return visit
    if not command.where.strip():
        return Declined(Reason.MALFORMED, detail="where: nothing said")
    if command.until is not None and command.until <= now:
        return Declined(Reason.MALFORMED, detail="until: in the past")
    parked = Parked(
        at=now, visit=visit.id, place=counter.place, where=command.where.strip(), until=command.until
    )
    return Decided((parked,), visit.id)


def transfer(line: Line, counter: Counter, command: Transfer, rules: Rules, now: datetime) -> Decision:
    """Back into the line: for another service, for one counter, or both."""
    visit = _case(line, counter)
    if isinstance(visit, Declined):
        return visit
    service = command.service or visit.service
    if service not in rules.services:
        return Declined(Reason.NOT_OFFERED, detail=service)
    if command.service is None and command.to is None:
        return Declined(Reason.MALFORMED, detail="neither a service nor a counter")
    if command.to is not None:
        if command.to not in rules.places:
            return Declined(Reason.UNKNOWN_PLACE, detail=command.to)
        if line.counter(command.to).status is PlaceStatus.CLOSED:
            return Declined(Reason.PLACE_CLOSED, detail=command.to)
    transferred = Transferred(
        at=now, visit=visit.id, place=counter.place, service=service, only_place=command.to
    )
    return Decided((transferred,), visit.id)


def hand_over(line: Line, counter: Counter, command: HandOver, _rules: Rules, now: datetime) -> Decision:
    """The case goes on at another counter that is open and free."""
    visit = _case(line, counter)
    if isinstance(visit, Declined):
        return visit
    to = line.counter(command.to)
    if to.status is PlaceStatus.CLOSED:
        return Declined(Reason.PLACE_CLOSED, detail=command.to)
    if to.visit is not None or to.paused:
        return Declined(Reason.PLACE_NOT_FREE, detail=command.to)
    started = ServingStarted(at=now, visit=visit.id, place=counter.place)
    begun = (started,) if counter.status is PlaceStatus.CALLED else ()
    handed = HandedOver(at=now, visit=visit.id, place=counter.place, to=command.to)
    return Decided((*begun, handed), visit.id)


def add_service(line: Line, counter: Counter, command: AddService, rules: Rules, now: datetime) -> Decision:
    """A second service in the same visit."""
    visit = _case(line, counter)
    if isinstance(visit, Declined):
        return visit
    if command.service not in rules.services:
        return Declined(Reason.NOT_OFFERED, detail=command.service)
    if command.service == visit.service or command.service in visit.services:
        return Decided(visit=visit.id)
    started = ServingStarted(at=now, visit=visit.id, place=counter.place)
    begun = (started,) if counter.status is PlaceStatus.CALLED else ()
    added = ServiceAdded(at=now, visit=visit.id, place=counter.place, service=command.service)
    return Decided((*begun, added), visit.id)


def _case(line: Line, counter: Counter) -> Visit | Declined:
    if counter.visit is None:
        return Declined(Reason.NOBODY_SERVED)
    return line.visits[counter.visit]
