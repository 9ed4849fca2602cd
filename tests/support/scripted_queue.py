"""A queue service with the simplest rules, on a real broker: what pages are tried against.

It answers as `lobby.centre` does, keeps its state in memory, and can be told to refuse, to be slow or to fall silent.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import msgspec

from lobby.contract.answers import (
    AnyAnswer,
    Done,
    Explained,
    PlaceChanged,
    Ranked,
    Reason,
    Refused,
    VisitChanged,
)
from lobby.contract.requests import (
    AnswerEmergency,
    AnyRequest,
    CallNext,
    CallOne,
    ClosePlace,
    EndEmergency,
    Explain,
    Finish,
    Flag,
    NotHere,
    OpenPlace,
    Park,
    PausePlace,
    RaiseEmergency,
    Recall,
    Start,
    Undo,
    Unpark,
    WithdrawCall,
    WriteNote,
)
from lobby.contract.state import (
    Beat,
    Emergency,
    House,
    LastStep,
    Line,
    OfferedService,
    Opening,
    PlaceState,
    PlaceStatus,
    Standing,
    Waiting,
)
from lobby.contract.topics import ANSWER, BEAT, HOUSE, LINE, REQUEST
from lobby.link.device import Device
from lobby.link.incoming import Incoming, Subscription
from lobby.link.settings import Settings

EPOCH = "scripted-epoch-1"
SERVICES = (
    ("id-card", "Personalausweis", "Identity card", "A"),
    ("passport", "Reisepass", "Passport", "A"),
    ("documents-family", "Ausweisdokumente für die Familie", "Identity documents for a family", "A"),
    ("residence-register", "Wohnsitz anmelden oder ummelden", "Register a residence", "J"),
    ("registration-certificate", "Meldebescheinigung", "Certificate of registration", "J"),
    ("good-conduct", "Führungszeugnis", "Certificate of good conduct", "F"),
    ("driving-convert", "Umschreibung eines ausländischen Führerscheins", "Convert a foreign licence", "F"),
    ("pickup", "Abholung Ausweis oder Pass", "Collect a finished document", "L"),
    ("settlement-permit", "Niederlassungserlaubnis", "Settlement permit", "R"),
)


def waiting(number: str, service: str, *, ago: int, slot: int | None = None, **more: object) -> Waiting:
    """Somebody who checked in `ago` minutes ago; `slot` in minutes from now."""
    now = datetime.now(UTC)
    fields: dict[str, Any] = {
        "visit": f"visit-{number}", "number": number, "service": service, "persons": 1,
        "standing": Standing.WALK_IN if slot is None else Standing.ON_TIME,
        "checked_in": now - timedelta(minutes=ago),
        "slot": None if slot is None else now + timedelta(minutes=slot),
    }  # fmt: skip
    return Waiting(**(fields | more))


@dataclass
class ScriptedQueue:
    """Start it in a `with` block. `delay_seconds` slows answers, `deaf` leaves requests unanswered."""

    settings: Settings
    waiting: list[Waiting] = field(default_factory=list)
    missed: list[Waiting] = field(default_factory=list)
    parked: list[Waiting] = field(default_factory=list)
    emergencies: dict[str, Emergency] = field(default_factory=dict)
    places: dict[str, PlaceState] = field(default_factory=dict)
    requests: list[AnyRequest] = field(default_factory=list)
    """All different requests, in order; repeated ones are answered again and not listed."""
    delay_seconds: float = 0.0
    deaf: bool = False
    beating: bool = True
    finished: int = 0
    house_name: str = "Altona"
    _rev: int = 1
    _answers: dict[str, AnyAnswer] = field(default_factory=dict)
    _stop: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        for number in range(1, 25):
            self.places.setdefault(str(number), PlaceState(place=str(number), status=PlaceStatus.CLOSED))
        self.device = Device(
            self.settings, subscriptions=[Subscription(REQUEST, any_device=True)], deliver=self._heard
        )
        self.device.start()
        self._thread = threading.Thread(target=self._beat, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(2)
        self.device.stop()

    def publish(self) -> None:
        """All state, whole."""
        self._rev += 1
        head: dict[str, Any] = {"epoch": EPOCH, "rev": self._rev, "as_of": datetime.now(UTC)}
        services = tuple(
            OfferedService(service=id_, name_de=de, name_en=en, family=family, minutes=10, walk_in=True)
            for id_, de, en, family in SERVICES
        )
        self.device.publish(
            HOUSE,
            House(
                name=self.house_name,
                area="Wartebereich 2",
                opening=Opening(is_open=True),
                services=services,
                **head,
            ),
        )
        self.device.publish(
            LINE,
            Line(
                waiting=tuple(self.waiting), missed=tuple(self.missed), places=tuple(self.places.values()),
                parked=tuple(self.parked), emergencies=tuple(self.emergencies.values()),
                finished_today=self.finished, booked_to_come=18, **head,
            ),
        )  # fmt: skip

    def calls(self) -> list[AnyRequest]:
        """The requests that call somebody."""
        return [one for one in self.requests if isinstance(one, (CallNext, CallOne))]

    def _beat(self) -> None:
        connected = False
        while not self._stop.wait(0.05 if not connected else 0.5):
            if self.device.connected and not connected:
                self.publish()
            connected = self.device.connected
            if connected and self.beating:
                self.device.publish(BEAT, Beat(epoch=EPOCH, rev=self._rev, as_of=datetime.now(UTC)))

    def _heard(self, message: object) -> None:
        if not isinstance(message, Incoming) or message.channel is not REQUEST or self.deaf:
            return
        request: AnyRequest = message.message  # type: ignore[assignment]
        if isinstance(request, Explain):
            self.device.publish(ANSWER, self._explain(request), device=message.levels["device"])
            return
        answer = self._answers.get(request.id)
        if answer is None:
            self.requests.append(request)
            answer = self._answers[request.id] = self._decide(request)
        threading.Timer(self.delay_seconds, self._answer, (answer, message.levels["device"])).start()

    def _answer(self, answer: AnyAnswer, device: str) -> None:
        self.device.publish(ANSWER, answer, device=device)
        self.publish()

    def _explain(self, request: Explain) -> AnyAnswer:
        now = datetime.now(UTC)
        takes = self.places[request.place].services
        mine = [one for one in self.waiting if one.service in takes]
        mine.sort(key=lambda one: one.callable_from is not None and one.callable_from > now)
        ranked = tuple(_ranked(one, now) for one in mine[:4])
        return Explained(id=request.id, at=now, place=request.place, ranked=ranked)

    def _beside(self, request: AnyRequest) -> AnyAnswer | None:
        """What concerns a visit or an emergency, not a place."""
        now = datetime.now(UTC)
        if isinstance(request, WriteNote | Flag | Unpark):
            everybody = [*self.waiting, *self.parked, *self.missed]
            found = next((one for one in everybody if one.visit == request.visit), None)
            if found is None:
                return Refused(id=request.id, at=now, reason=Reason.NOT_PRESENT)
            return VisitChanged(id=request.id, at=now, visit=_change(self, request, found))
        if isinstance(request, RaiseEmergency):
            self.emergencies[request.place] = Emergency(place=request.place, kind=request.kind, at=now)
        elif isinstance(request, AnswerEmergency) and request.place in self.emergencies:
            known = self.emergencies[request.place]
            self.emergencies[request.place] = msgspec.structs.replace(known, answered=True, by=request.by)
        elif isinstance(request, EndEmergency):
            self.emergencies.pop(request.place, None)
        else:
            return None
        return Done(id=request.id, at=now)

    def _decide(self, request: AnyRequest) -> AnyAnswer:
        now = datetime.now(UTC)
        beside = self._beside(request)
        if beside is not None:
            return beside
        state = self.places.get(getattr(request, "place", ""))
        if state is None:
            return Refused(id=request.id, at=now, reason=Reason.UNKNOWN_PLACE)
        changed = _DECISIONS[type(request)](self, request, state)
        if isinstance(changed, Reason):
            return Refused(id=request.id, at=now, reason=changed)
        undo = _last_step(request, state, changed, now)
        self.places[state.place] = msgspec.structs.replace(changed, since=now, undo=undo)
        time.sleep(0)
        return PlaceChanged(id=request.id, at=now, place=self.places[state.place])


def _open(_queue: ScriptedQueue, request: OpenPlace, state: PlaceState) -> PlaceState | Reason:
    status = PlaceStatus.FREE if state.status is PlaceStatus.CLOSED else state.status
    return msgspec.structs.replace(state, status=status, services=request.services)


def _close(_queue: ScriptedQueue, _request: ClosePlace, state: PlaceState) -> PlaceState | Reason:
    if state.visit is not None:
        return Reason.PLACE_BUSY
    return msgspec.structs.replace(state, status=PlaceStatus.CLOSED, services=())


def _next(queue: ScriptedQueue, request: CallNext, state: PlaceState) -> PlaceState | Reason:
    if state.status is PlaceStatus.CLOSED:
        return Reason.PLACE_CLOSED
    if state.visit is not None:
        if not request.finish_current:
            return Reason.PLACE_BUSY
        queue.finished += 1
        state = msgspec.structs.replace(state, status=PlaceStatus.FREE, visit=None)
    now = datetime.now(UTC)
    for one in queue.waiting:
        if one.service in state.services and (one.callable_from is None or one.callable_from <= now):
            return _call(queue, one, state)
    return Reason.NOBODY_WAITING if state is queue.places[state.place] else state


def _one(queue: ScriptedQueue, request: CallOne, state: PlaceState) -> PlaceState | Reason:
    found = next(
        (one for one in [*queue.waiting, *queue.parked, *queue.missed] if one.visit == request.visit), None
    )
    if state.visit is not None:
        return Reason.PLACE_BUSY
    return Reason.NOT_PRESENT if found is None else _call(queue, found, state)


def _park(queue: ScriptedQueue, request: Park, state: PlaceState) -> PlaceState | Reason:
    if state.visit is None:
        return Reason.NOBODY_SERVED
    queue.parked.append(
        msgspec.structs.replace(
            state.visit,
            parked_where=request.where,
            parked_until=request.until,
            away_since=datetime.now(UTC),
        )
    )
    return msgspec.structs.replace(state, status=PlaceStatus.FREE, visit=None)


def _withdraw_call(queue: ScriptedQueue, _request: WithdrawCall, state: PlaceState) -> PlaceState | Reason:
    if state.status is not PlaceStatus.CALLED or state.visit is None:
        return Reason.NOBODY_CALLED
    queue.waiting.insert(0, msgspec.structs.replace(state.visit, attempts=0))
    return msgspec.structs.replace(state, status=PlaceStatus.FREE, visit=None)


def _undo(queue: ScriptedQueue, request: Undo, state: PlaceState) -> PlaceState | Reason:
    """Only a call can be taken back here."""
    if state.undo is None or state.status is not PlaceStatus.CALLED:
        return Reason.NOTHING_TO_UNDO
    return _withdraw_call(queue, WithdrawCall(id=request.id, place=request.place), state)


def _pause(_queue: ScriptedQueue, request: PausePlace, state: PlaceState) -> PlaceState | Reason:
    if state.visit is not None:
        return Reason.PLACE_BUSY
    return msgspec.structs.replace(state, paused=request.paused)


def _last_step(request: AnyRequest, before: PlaceState, after: PlaceState, now: datetime) -> LastStep | None:
    visit = after.visit or before.visit
    step = {
        CallNext: "called",
        CallOne: "called",
        Start: "serving-started",
        Finish: "finished",
        Park: "parked",
    }
    if visit is None or type(request) not in step:
        return None
    return LastStep(step=step[type(request)], number=visit.number, until=now + timedelta(seconds=30))


def _change(queue: ScriptedQueue, request: WriteNote | Flag | Unpark, one: Waiting) -> Waiting:
    if isinstance(request, Unpark):
        queue.parked.remove(one)
        queue.waiting.append(one)
        return one
    changed = (
        msgspec.structs.replace(one, note=request.text)
        if isinstance(request, WriteNote)
        else msgspec.structs.replace(one, in_person=request.in_person)
    )
    for some in (queue.waiting, queue.parked, queue.missed):
        some[:] = [changed if other is one else other for other in some]
    return changed


def _ranked(one: Waiting, now: datetime) -> Ranked:
    early = one.callable_from is not None and one.callable_from > now
    minutes = max(0, int((now - (one.slot or one.checked_in)).total_seconds() // 60))
    return Ranked(
        visit=one, waited_minutes=minutes, credit=float(minutes), rule="not-yet" if early else "credit",
        why_de=f"Wartet seit {minutes} min.", why_en=f"Has waited {minutes} min.",
    )  # fmt: skip


def _call(queue: ScriptedQueue, one: Waiting, state: PlaceState) -> PlaceState:
    queue.waiting = [other for other in queue.waiting if other is not one]
    queue.missed = [other for other in queue.missed if other is not one]
    queue.parked = [other for other in queue.parked if other is not one]
    called = msgspec.structs.replace(one, attempts=one.attempts + 1)
    return msgspec.structs.replace(state, status=PlaceStatus.CALLED, visit=called)


def _recall(_queue: ScriptedQueue, _request: Recall, state: PlaceState) -> PlaceState | Reason:
    if state.status is not PlaceStatus.CALLED or state.visit is None:
        return Reason.NOBODY_CALLED
    again = msgspec.structs.replace(state.visit, attempts=state.visit.attempts + 1)
    return msgspec.structs.replace(state, visit=again)


def _not_here(queue: ScriptedQueue, _request: NotHere, state: PlaceState) -> PlaceState | Reason:
    if state.status is not PlaceStatus.CALLED or state.visit is None:
        return Reason.NOBODY_CALLED
    (queue.missed if state.visit.attempts >= 3 else queue.waiting).append(state.visit)
    return msgspec.structs.replace(state, status=PlaceStatus.FREE, visit=None)


def _start(_queue: ScriptedQueue, _request: Start, state: PlaceState) -> PlaceState | Reason:
    if state.status is not PlaceStatus.CALLED:
        return Reason.NOBODY_CALLED
    return msgspec.structs.replace(state, status=PlaceStatus.SERVING)


def _finish(queue: ScriptedQueue, _request: Finish, state: PlaceState) -> PlaceState | Reason:
    if state.visit is None:
        return Reason.NOBODY_CALLED
    queue.finished += 1
    return msgspec.structs.replace(state, status=PlaceStatus.FREE, visit=None)


_DECISIONS: dict[type, Callable[..., PlaceState | Reason]] = {
    OpenPlace: _open,
    ClosePlace: _close,
    CallNext: _next,
    CallOne: _one,
    Recall: _recall,
    NotHere: _not_here,
    Start: _start,
    Finish: _finish,
    Park: _park,
    WithdrawCall: _withdraw_call,
    Undo: _undo,
    PausePlace: _pause,
}


def busy_line(queue: ScriptedQueue) -> None:
    """A morning with every kind of visitor."""
    now = datetime.now(UTC)
    queue.waiting = [
        waiting("J132", "residence-register", ago=12, slot=-1, persons=3),
        waiting("A105", "passport", ago=4, slot=-16, standing=Standing.LATE),
        waiting("F110", "good-conduct", ago=33),
        waiting("L119", "pickup", ago=9),
        waiting(
            "A106", "documents-family", ago=10, slot=9, persons=4, standing=Standing.EARLY, more_persons=True,
            callable_from=now - timedelta(minutes=1),
        ),
        waiting("J133", "registration-certificate", ago=26, language="tr"),
        waiting(
            "A107", "id-card", ago=2, slot=44, standing=Standing.EARLY, callable_from=now + timedelta(minutes=29)
        ),
        waiting("F111", "driving-convert", ago=19, language="uk", attempts=1),
        waiting("R104", "settlement-permit", ago=1, slot=10, standing=Standing.PROVISIONAL),
        waiting("J134", "residence-register", ago=15),
    ]  # fmt: skip
    queue.missed = [waiting("A101", "id-card", ago=55, slot=-40, attempts=3)]
    queue.parked = [
        waiting(
            "J130",
            "residence-register",
            ago=48,
            parked_where="Fotostation",
            parked_until=now,
            away_since=now - timedelta(minutes=12),
        )
    ]
