"""What facts of the reception make of the hall: locks, contingents, calls for help, emergencies."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from lobby.contract.events import (
    CheckInFailed,
    CodeUnknown,
    ContingentSet,
    DeviceChanged,
    EmergencyAnswered,
    EmergencyEnded,
    EmergencyRaised,
    HelpAnswered,
    HelpCalled,
    WalkInLocked,
)
from lobby.contract.state import Emergency, FailedCheckIn, HelpCall
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
}
