"""What a message means for one centre at one moment, and why: the one place that decides what is shown."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lobby.contract.warnings import WarningLevel
from lobby.warnings.rules.alert import Alert, Certainty, Info, Severity, Status, Urgency
from lobby.warnings.rules.areas import Spot, why
from lobby.warnings.rules.chain import AHEAD, Heard, ends

_BAD = {Severity.EXTREME, Severity.SEVERE}
_SOON = {Urgency.IMMEDIATE, Urgency.EXPECTED}
_SURE = {Certainty.OBSERVED, Certainty.LIKELY}
_RANK = {WarningLevel.INFO: 0, WarningLevel.WARNING: 1, WarningLevel.DANGER: 2}


@dataclass(frozen=True)
class Choice:
    """What a city wants to see. `drill`: exercises and tests are shown, marked."""

    longest: timedelta = timedelta(hours=3)
    least: WarningLevel = WarningLevel.WARNING
    drill: bool = False


@dataclass(frozen=True)
class Verdict:
    """Whether it shows. `why` is for staff; `infos` are what says it, worst first."""

    shows: bool
    why: str
    infos: tuple[Info, ...] = ()
    level: WarningLevel = WarningLevel.INFO


def verdict(heard: Heard, spot: Spot, choice: Choice, now: datetime) -> Verdict:
    """Whether a message that stands is shown at this centre. Screens themselves wait for its start."""
    refusal = _refusal(heard.alert, choice, now)
    if refusal:
        return Verdict(shows=False, why=refusal)
    reasons = [(info, why(info.areas, spot)) for info in heard.alert.infos]
    near = [(info, reason) for info, reason in reasons if reason]
    if not near:
        return Verdict(shows=False, why="no area code, polygon or circle of it holds this place")
    reason = near[0][1] or ""
    acute = [info for info, _ in near if not _is_over(info)]
    if not acute:
        return Verdict(shows=False, why=f"{reason}; but it says that the danger is over or unlikely")
    valid = [info for info in acute if ends(heard, info, choice.longest) > now]
    if not valid:
        return Verdict(shows=False, why=f"{reason}; but it has ended")
    infos = tuple(sorted(valid, key=lambda info: (-rank(level(info)), info.language, info.event)))
    worst = level(infos[0])
    if rank(worst) < rank(choice.least):
        return Verdict(
            shows=False, why=f"{reason}; but its level is {worst}, shown are {choice.least} and above"
        )
    return Verdict(shows=True, why=reason, infos=infos, level=worst)


def level(info: Info) -> WarningLevel:
    """Extreme or severe, soon and sure is a danger; minor is an information; everything else is a warning."""
    if info.severity in _BAD and info.urgency in _SOON and info.certainty in _SURE:
        return WarningLevel.DANGER
    return WarningLevel.INFO if info.severity is Severity.MINOR else WarningLevel.WARNING


def rank(of: WarningLevel) -> int:
    """A greater number is worse."""
    return _RANK[of]


def _refusal(alert: Alert, choice: Choice, now: datetime) -> str | None:
    if alert.status in {Status.DRAFT, Status.SYSTEM}:
        return f"its status is {alert.status.value}"
    if alert.status is not Status.ACTUAL and not choice.drill:
        return f"its status is {alert.status.value}, and no drill is set"
    if not alert.public:
        return "its scope is not public"
    if alert.sent > now + AHEAD:
        return "it says that it was sent in the future"
    return None


def _is_over(info: Info) -> bool:
    return info.all_clear or info.urgency is Urgency.PAST or info.certainty is Certainty.UNLIKELY
