"""What facts of the reception make of the hall: locks, contingents, calls for help, emergencies."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from lobby.contract.day_list import NumberBlock
from lobby.contract.elsewhere import TWO_CENTRES
from lobby.contract.events import (
    ArrivalUnheard,
    BlockLeased,
    CheckInFailed,
    CodeUnknown,
    ContingentSet,
    DeviceChanged,
    DisputeSettled,
    EmergencyAnswered,
    EmergencyEnded,
    EmergencyRaised,
    HelpAnswered,
    HelpCalled,
    NumberDisputed,
    WalkInLocked,
)
from lobby.contract.state import Dispute, Emergency, FailedCheckIn, HelpCall, Unheard
from lobby.queueing.guessing import count_unknown
from lobby.queueing.line import Line

MOST_FAILURES = 50


def _emergency_raised(line: Line, event: EmergencyRaised) -> None:
    line.hall.emergencies[event.place] = Emergency(place=event.place, kind=event.kind, at=event.at)


def _emergency_answered(line: Line, event: EmergencyAnswered) -> None:
    emergency = line.hall.emergencies.get(event.place)
    if emergency is not None:
        line.hall.emergencies[event.place] = msgspec.structs.replace(emergency, answered=True, by=event.by)


def _emergency_ended(line: Line, event: EmergencyEnded) -> None:
    line.hall.emergencies.pop(event.place, None)


def _walk_in_locked(line: Line, event: WalkInLocked) -> None:
    line.hall.walk_in_locked, line.hall.lock_reason = event.locked, event.reason


def _contingent_set(line: Line, event: ContingentSet) -> None:
    key = (event.service, event.half)
    if event.count is None:
        line.hall.contingents.pop(key, None)
    else:
        line.hall.contingents[key] = event.count


def _help_called(line: Line, event: HelpCalled) -> None:
    line.hall.help_calls[event.device] = HelpCall(device=event.device, at=event.at)


def _help_answered(line: Line, event: HelpAnswered) -> None:
    call = line.hall.help_calls.get(event.device)
    if call is not None:
        line.hall.help_calls[event.device] = msgspec.structs.replace(call, answered=True)


def _check_in_failed(line: Line, event: CheckInFailed) -> None:
    failed = FailedCheckIn(at=event.at, device=event.device, reason=event.reason, detail=event.detail)
    line.hall.failures = [failed, *line.hall.failures][:MOST_FAILURES]


def _device_changed(line: Line, event: DeviceChanged) -> None:
    line.hall.working[event.device] = event.works


def _block_leased(line: Line, event: BlockLeased) -> None:
    line.blocks[event.device] = NumberBlock(
        device=event.device, first=event.first, last=event.last, until=event.until
    )


def _number_disputed(line: Line, event: NumberDisputed) -> None:
    line.hall.told.add(event.visit)
    if event.reason == TWO_CENTRES:
        visit = line.visits.get(event.visit.removeprefix("elsewhere-"))
        if visit is not None and visit.elsewhere is None:
            visit.elsewhere = event.device
    line.hall.disputes[event.visit] = Dispute(
        id=event.visit, number=event.number, device=event.device, came=event.came, reason=event.reason,
        service=event.service, persons=event.persons, other=event.other, language=event.language,
        in_person=event.in_person,
    )  # fmt: skip


def _dispute_settled(line: Line, event: DisputeSettled) -> None:
    line.hall.disputes.pop(event.visit, None)


def _arrival_unheard(line: Line, event: ArrivalUnheard) -> None:
    known = line.hall.unheard.get(event.device)
    line.hall.unheard[event.device] = Unheard(
        device=event.device,
        count=1 if known is None else known.count + 1,
        first=event.came if known is None else min(known.first, event.came),
        last=event.came if known is None else max(known.last, event.came),
    )


HALL: Mapping[type, Callable[[Line, Any], None]] = {
    EmergencyRaised: _emergency_raised,
    EmergencyAnswered: _emergency_answered,
    EmergencyEnded: _emergency_ended,
    WalkInLocked: _walk_in_locked,
    ContingentSet: _contingent_set,
    HelpCalled: _help_called,
    HelpAnswered: _help_answered,
    CheckInFailed: _check_in_failed,
    CodeUnknown: count_unknown,
    DeviceChanged: _device_changed,
    BlockLeased: _block_leased,
    NumberDisputed: _number_disputed,
    DisputeSettled: _dispute_settled,
    ArrivalUnheard: _arrival_unheard,
}
