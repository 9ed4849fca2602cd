"""The day's books: journal, answers and published state are held against each other. Every line returned is a fault.

Only `pictures` uses the program's own fold; what a visit and a counter may do is told anew in `books`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from lobby.contract.answers import AnyAnswer, CheckedIn, PlaceChanged, Reason, Refused
from lobby.contract.events import (
    AnyEvent,
    Arrived,
)
from lobby.contract.requests import CallNext, CallOne, Finish, Identify, NotHere, Recall
from lobby.contract.state import Board, PlaceStatus
from lobby.contract.state import Line as LineState
from lobby.queueing.documents import Stamp, Waits, board, line_state, summary, waits
from lobby.queueing.estimate_forecast import forecast
from lobby.queueing.evolve import evolve, replay
from lobby.queueing.line import Line
from lobby.queueing.rules import Rules
from tests.lobby_day.asking import Asked
from tests.lobby_day.books import Books

Facts = Sequence[tuple[int, AnyEvent]]
Kept = tuple[str, bytes]
"""Who asked, and the answer as it was sent."""
_ANSWER: "msgspec.json.Decoder[AnyAnswer]" = msgspec.json.Decoder(AnyAnswer)


def journal(facts: Facts) -> Iterator[str]:
    """Numbers without gaps, times in order, each number one visit's, each visit at one counter, and the reverse."""
    books = Books()
    last = None
    for expected_seq, (seq, event) in enumerate(facts, 1):
        if seq != expected_seq:
            yield f"fact {expected_seq} is missing; {seq} follows"
            return
        if last is not None and event.at < last:
            yield f"fact {seq} at {event.at} is older than the one before it"
        last = event.at
        for fault in books.enter(event):
            yield f"fact {seq}, {event}: {fault}"


def answers(asked: Mapping[str, Asked], kept: Mapping[str, Kept]) -> Iterator[str]:
    """The same id got the same answer every time, the journal keeps that answer, and nobody else was given it."""
    for id_, one in asked.items():
        if not one.answers:
            yield f"{one.client}: no answer to {one.request}"
            continue
        if isinstance(one.request, Identify):
            continue  # looks only, and may see something new
        first = one.answers[0]
        for other in one.answers[1:]:
            if other != first:
                yield f"{one.client}: {one.request} was answered with {first} and with {other}"
        if id_ not in kept:
            yield f"{one.client}: the answer {first} to {one.request} is not in the journal"
        elif (one.client, first) != (kept[id_][0], _ANSWER.decode(kept[id_][1])):
            yield f"{one.client}: told {first}, the journal has {kept[id_]}"
        for other in one.to_others:
            if not isinstance(other, Refused) or other.reason is not Reason.NOT_ALLOWED:
                yield f"{one.client}: {one.request} of somebody else was answered with {other}"


def arrivals(facts: Facts, asked: Mapping[str, Asked], at_terminal: Iterable[str]) -> Iterator[str]:
    """Whoever was given a number is in the journal once for each time, and nobody else is.

    `at_terminal` are the numbers that were read on the real terminal.
    """
    given = Counter(
        (answer.ticket.visit, answer.ticket.number)
        for one in asked.values()
        for answer in one.answers[:1]
        if isinstance(answer, CheckedIn) and not answer.again
    )
    written = Counter((event.visit, event.number) for _, event in facts if isinstance(event, Arrived))
    for visit, count in (given - written).items():
        yield f"{visit} was given a number {count} times more than the journal has it"
    left = [number for _, number in (written - given).elements()]
    for number in sorted(set(left) ^ set(at_terminal)):
        yield f"{number}: in the journal only, or on the terminal only"


def commands(facts: Facts, asked: Mapping[str, Asked]) -> Iterator[str]:
    """Each carried out command of a clerk is one fact, and each fact one command."""
    done: Counter[str] = Counter()
    for one in asked.values():
        for answer in one.answers[:1]:
            if isinstance(answer, PlaceChanged):
                done[_deed(one.request, answer)] += 1
    written = Counter(type(event).__name__ for _, event in facts)
    pairs = {
        "called": written["Called"],
        "finished": written["Finished"],
        "not here": written["NotAnswered"] + written["Missed"],
    }
    for deed, count in pairs.items():
        if done[deed] != count:
            yield f"{deed}: {done[deed]} commands were carried out, the journal has {count}"


def _deed(request: object, answer: PlaceChanged) -> str:
    match request:
        case CallNext() | CallOne() | Recall() if answer.place.status is PlaceStatus.CALLED:
            return "called"
        case Finish():
            return "finished"
        case NotHere():
            return "not here"
        case _:
            return "other"


def pictures(facts: Facts, published: Iterable[Any], rules: Rules) -> Iterator[str]:
    """Every board, line and summary that was published is the fold of the journal up to its rev.

    Estimates are left out: they are reckoned every two seconds.
    """
    line = Line()
    following = iter(facts)
    for document in sorted(published, key=lambda one: one.rev):
        while line.seq < document.rev:
            try:
                evolve(line, next(following)[1])
            except StopIteration:
                yield f"rev {document.rev} was published, the journal ends with {line.seq}"
                return
        stamp = Stamp(document.epoch, document.as_of)
        yield from _unlike(document, _folded(document, line, rules, stamp, {}))


def retained(facts: Facts, newest: Iterable[Any], rules: Rules) -> Iterator[str]:
    """What a newcomer is given is the fold of the whole journal, estimates included.

    But for the last moment for walk-ins, which does not flicker: it depends on what was said before.
    """
    line = replay(facts)
    for document in newest:
        stamp = Stamp(document.epoch, document.as_of)
        found = forecast(line, rules, stamp.now)
        yield from _unlike(
            document, _folded(document, line, rules, stamp, waits(found)), but=("last_walk_in",)
        )


def _folded(document: Any, line: Line, rules: Rules, stamp: Stamp, waits: Waits) -> Any:
    match document:
        case LineState():
            return line_state(line, rules, stamp)
        case Board():
            return board(line, rules, stamp, waits)
        case _:
            return summary(line, rules, stamp, waits)


def _unlike(
    published: Any, folded: Any, but: tuple[str, ...] = ("walk_in_wait", "last_walk_in")
) -> Iterator[str]:
    for name in published.__struct_fields__:
        one, other = getattr(published, name), getattr(folded, name)
        if name not in but and one != other:
            yield f"{type(published).__name__} rev {published.rev}, {name}: published {one}, journal {other}"


def refusals(asked: Mapping[str, Asked]) -> Counter[str]:
    """How often each reason was given."""
    return Counter(
        f"{answer.reason} {answer.detail}" if answer.reason == "bad-code" else str(answer.reason)
        for one in asked.values()
        for answer in one.answers[:1]
        if isinstance(answer, Refused)
    )
