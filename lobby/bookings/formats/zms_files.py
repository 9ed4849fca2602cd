"""The processes of a ZMS scope, as its API gives them for a day (schema `process.json`).

Read are the number, the appointment, the requests, the status and the last change. Clients, their keys (`authKey`),
remarks (`amendment`, `customTextfield`), addresses and everything else is not looked at.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from lobby.bookings.findings import Finding, Where
from lobby.bookings.formats.feed import Feed, Reading, text_of
from lobby.bookings.formats.json_files import parsed
from lobby.bookings.formats.told import Account, Told
from lobby.bookings.records import Record, Setting
from lobby.contract.bookings import BookingStatus

_STANDS = frozenset(
    {"confirmed", "queued", "called", "processing", "pending", "parked", "finished", "missed"}
)
_OFF = frozenset({"deleted"})
_NOT_YET = frozenset({"reserved", "preconfirmed"})
_LABELS: Mapping[str, str] = {
    "reference": "id", "booking": "id", "service": "requests", "slot": "appointments[0].date",
    "length_minutes": "appointments[0].slotCount", "persons": "requests", "version": "lastChange",
}  # fmt: skip
_LAST_SECOND = 2**33


class ZmsFormat:
    """Feeds as ZMS gives them."""

    def read(self, content: bytes, setting: Setting) -> Feed:
        """One record a process that is an appointment."""
        reading = Reading()
        if text_of(content) is None:
            return reading.broken("not-utf8")
        if not content.strip():
            return reading.broken("empty")
        document = parsed(content, reading)
        processes = _processes(document, reading) if reading.is_whole else []
        for index, process in enumerate(processes, 1):
            where = Where(record=index)
            if isinstance(process, dict):
                _take(process, where, setting, reading)
            else:
                reading.findings.append(Finding("no-object", where))
        return reading.feed()

    def write(self, account: Account) -> bytes:
        """A list of processes with their status; bookings that ZMS did not name are left out."""
        processes = [_process(one, account) for one in account.told if one.reference is not None]
        meta = {"error": False, "generated": account.as_of, "length": len(processes)}
        return msgspec.json.encode({"meta": meta, "data": processes})


STATUS: Mapping[BookingStatus, str] = {
    BookingStatus.EXPECTED: "confirmed",
    BookingStatus.ABSENT: "missed",
    BookingStatus.CANCELLED: "deleted",
    BookingStatus.ELSEWHERE: "finished",
    BookingStatus.ARRIVED: "queued",
    BookingStatus.CALLED: "called",
    BookingStatus.SERVING: "processing",
    BookingStatus.PARKED: "parked",
    BookingStatus.FINISHED: "finished",
    BookingStatus.MISSED: "missed",
    BookingStatus.WITHDRAWN: "missed",
    BookingStatus.UNSERVED: "queued",
}
"""What ZMS calls it (`process.json`, `queue.json`). It has no word for who left, or was left, without being served."""


def _process(told: Told, account: Account) -> dict[str, object]:
    state, status = told.state, STATUS[told.state.status]
    came = state.arrived or state.slot
    queue: dict[str, object] = {
        "arrivalTime": int(came.timestamp()),
        "number": state.number or told.reference,
        "callCount": state.calls,
        "withAppointment": 1,
        "status": status,
    }
    if state.status is BookingStatus.CALLED and state.since is not None:
        queue["callTime"] = int(state.since.timestamp())
    if state.place is not None:
        queue["destination"] = state.place
    process: dict[str, object] = {"id": told.reference, "status": status, "queue": queue}
    if account.scope is not None:
        process["scope"] = {"id": account.scope}
    return process


def processes_of(content: bytes) -> list[Any]:
    """The processes themselves, as ZMS gave them and in its order; none where the answer has no list."""
    reading = Reading()
    document = parsed(content, reading)
    return _processes(document, reading) if reading.is_whole else []


def _processes(document: object, reading: Reading) -> list[Any]:
    """The list in an answer of the API (`meta` and `data`), or a list of processes itself."""
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        reading.broken("zms-no-list")
        return []
    meta, data = document.get("meta"), document.get("data")
    if isinstance(meta, dict) and meta.get("error"):
        reading.broken("zms-error")
        return []
    if isinstance(data, dict):
        data = [data] if "id" in data else list(data.values())
    if not isinstance(data, list):
        reading.broken("zms-no-list")
        return []
    return data


def _take(process: Mapping[str, Any], where: Where, setting: Setting, reading: Reading) -> None:
    kept_out = _kept_out(process, setting)
    if kept_out is not None:
        reading.findings.append(Finding.note(kept_out, where))
        return
    appointment = _appointment(process)
    values: dict[str, object] = {
        "reference": process.get("id"),
        "slot": _moment(appointment.get("date")),
        "length_minutes": _length(appointment),
        "cancelled": str(process.get("status")) in _OFF,
        "version": process.get("lastChange"),
        **_wanted(process, setting),
    }
    reading.records.append(Record(where, values, labels=_LABELS, comes_again=True))


def _kept_out(process: Mapping[str, Any], setting: Setting) -> str | None:
    """Why a process is none of the bookings."""
    status, scope = str(process.get("status")), _scope(process)
    if setting.scope is not None and scope not in {None, setting.scope}:
        return "zms-other-scope"
    if status in _NOT_YET:
        return "tentative"
    if status not in _STANDS | _OFF or str(process.get("id")) in {"", "0", "None"}:
        return "zms-no-appointment"
    queue = process.get("queue")
    is_walk_in = isinstance(queue, dict) and str(queue.get("withAppointment", 1)) in {"0", "False"}
    return "zms-walk-in" if is_walk_in else None


def _scope(process: Mapping[str, Any]) -> str | None:
    """The number of the scope, also where it is only referred to."""
    for holder in (_appointment(process), process):
        scope = holder.get("scope")
        if isinstance(scope, dict):
            if scope.get("id") is not None:
                return str(scope["id"])
            if isinstance(scope.get("$ref"), str):
                return str(scope["$ref"]).strip("/").rpartition("/")[2]
    return None


def _appointment(process: Mapping[str, Any]) -> Mapping[str, Any]:
    appointments = process.get("appointments")
    if isinstance(appointments, dict):
        appointments = list(appointments.values())
    first = appointments[0] if isinstance(appointments, list) and appointments else None
    return first if isinstance(first, dict) else {}


def _moment(value: object) -> object:
    """The second as a moment; as it is where it is none."""
    second = _whole(value)
    return value if second is None or second > _LAST_SECOND else datetime.fromtimestamp(second, UTC)


def _length(appointment: Mapping[str, Any]) -> object:
    availability = appointment.get("availability")
    each = _whole(availability.get("slotTimeInMinutes")) if isinstance(availability, dict) else None
    slots = _whole(appointment.get("slotCount"))
    return slots * each if slots and each else None


def _wanted(process: Mapping[str, Any], setting: Setting) -> dict[str, object]:
    """Service and persons: a request that is there twice is for two; without any request as the settings say."""
    requests = process.get("requests")
    if isinstance(requests, dict):
        requests = list(requests.values())
    wanted = [one for one in requests if isinstance(one, dict)] if isinstance(requests, list) else []
    if not wanted:
        return {"service": setting.services.get("")}
    ids = Counter(str(one.get("id")) for one in wanted)
    return {"service": _service(wanted[0], setting), "persons": max(ids.values())}


def _service(request: Mapping[str, Any], setting: Setting) -> object:
    """By the request's number in the settings, its LeiKa key, its name."""
    number, data = str(request.get("id")), request.get("data")
    if number in setting.services:
        return number
    leika = data.get("leika") if isinstance(data, dict) else None
    return leika or request.get("name")


def _whole(value: object) -> int | None:
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else None  # noqa: PLR2004 - seconds
