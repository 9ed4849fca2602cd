"""What wants somebody now: calls for help from terminals, and check-ins that failed there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from lobby.contract.answers import Reason
from lobby.contract.codes import CodeFault, TypedFault
from lobby.contract.state import FailedCheckIn, HelpCall, Reception
from lobby.counter.rows import Reading, Since, since
from lobby.web.wording import Speaker

ANSWERED_SHOWN = timedelta(minutes=10)
FAILED_SHOWN = timedelta(minutes=60)
MOST_FAILURES = 12

SHOW, BY_HAND, OTHER_DAY, REFUSE, TYPING = "show", "by-hand", "other-day", "refuse", "typing"
GUESSING, EXPECTED = "guessing", "expected"
CAMERA, LOOK = "camera", "look"
WHAT_TO_DO: Mapping[str, str] = {
    **dict.fromkeys(
        (CodeFault.CUT, CodeFault.DOUBLED, CodeFault.MALFORMED, CodeFault.TOO_LONG, CodeFault.FOREIGN,
         CodeFault.FOREIGN_URL, CodeFault.FOREIGN_PAYMENT, CodeFault.FOREIGN_WALLET, CodeFault.FOREIGN_CONTACT,
         CodeFault.FOREIGN_WIFI, CodeFault.FOREIGN_CALENDAR), SHOW
    ),
    **dict.fromkeys((CodeFault.FORGED, CodeFault.UNKNOWN_KEY, CodeFault.TRAINING, CodeFault.BAD_FIELDS), REFUSE),
    **dict.fromkeys(
        (CodeFault.NEWER_VERSION, CodeFault.KEY_REVOKED, CodeFault.KEY_NOT_YET, CodeFault.KEY_EXPIRED,
         CodeFault.KEY_OUT_OF_SCOPE, Reason.TOO_LATE, Reason.NOT_OFFERED), BY_HAND
    ),
    **dict.fromkeys(
        (Reason.OTHER_DAY, Reason.CANCELLED, Reason.REBOOKED, Reason.OTHER_SITE, Reason.USED_ELSEWHERE), OTHER_DAY
    ),
    **dict.fromkeys((*TypedFault, Reason.UNKNOWN_TYPED_CODE, Reason.UNKNOWN_NUMBER), TYPING),
    **dict.fromkeys((Reason.UNKNOWN_PLACE, Reason.PLACE_CLOSED, Reason.PLACE_FULL), EXPECTED),
    **dict.fromkeys((Reason.TYPING_PAUSED, "guessing", "guessing-everywhere"), GUESSING),
    **dict.fromkeys(("camera-away", "camera-dark", "camera-covered", "camera-frozen"), CAMERA),
}  # fmt: skip
"""By reason, which advice the page gives; all other reasons: look into it."""


@dataclass(frozen=True)
class HelpRow:
    """One call for help. It is heard until somebody goes."""

    device: str
    name: str
    since: Since
    answered: bool


@dataclass(frozen=True)
class FailureRow:
    """One check-in that failed: where, what, and what to do about it."""

    key: str
    name: str
    since: Since
    what: str
    advice: str


def help_rows(reception: Reception | None, reading: Reading) -> tuple[HelpRow, ...]:
    """Open calls, the oldest first; then those of the last minutes to which somebody goes."""
    calls = reception.help_calls if reception else ()
    shown = [one for one in calls if not one.answered or reading.now - one.at < ANSWERED_SHOWN]
    return tuple(_help(one, reading) for one in sorted(shown, key=lambda one: (one.answered, one.at)))


def _help(one: HelpCall, reading: Reading) -> HelpRow:
    return HelpRow(one.device, device_name(one.device, reading.say), since(one.at, reading.now), one.answered)


def failure_rows(reception: Reception | None, reading: Reading) -> tuple[FailureRow, ...]:
    """The failures of the last hour, newest first."""
    known = reception.failures if reception else ()
    recent = [one for one in known if reading.now - one.at < FAILED_SHOWN]
    return tuple(_failure(one, reading) for one in recent[:MOST_FAILURES])


def _failure(one: FailedCheckIn, reading: Reading) -> FailureRow:
    say = reading.say
    key = f"failed-{one.reason}"
    return FailureRow(
        key=f"{one.device} {one.at.timestamp()}",
        name=device_name(one.device, say),
        since=since(one.at, reading.now),
        what=say(key) if say.has(key) else say("failed-other", reason=one.reason),
        advice=say(f"advice-{WHAT_TO_DO.get(one.reason, LOOK)}"),
    )


def device_name(device: str, say: Speaker) -> str:
    """kiosk-1 is terminal 1, display-2 display 2; another name stays as it is."""
    kind, _, rest = device.partition("-")
    return say(f"device-{kind}", name=rest) if kind in {"kiosk", "display"} and rest else device
