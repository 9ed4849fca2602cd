"""What the reception hears of check-ins that fail here: the reason, never the code."""

from dataclasses import replace
from datetime import timedelta

from kiosk.inputs import Moment, Report
from kiosk.session import Reported, Screen, Terminal
from kiosk.troubles import SERVICE_AWAY, TYPING_PAUSED, WAYS
from lobby.contract.answers import Reason
from lobby.contract.requests import ReportFailure

SAME_REASON_QUIET = timedelta(seconds=60)
TRIES = 2
"""What a second try puts right is nobody's business: told from the second time on."""
NOT_TOLD = frozenset({SERVICE_AWAY, Reason.WALK_IN_LOCKED, Reason.CLOSED})
"""Nobody would hear it, or the house itself wants it so."""


def report(before: Terminal, after: Terminal, moment: Moment) -> tuple[Terminal, tuple[Report, ...]]:
    """The terminal after a step, and the report where the step has shown a new trouble."""
    trouble = after.session.trouble
    if after.screen is not Screen.PROBLEM or trouble is None or trouble is before.session.trouble:
        return after, ()
    if trouble.key in NOT_TOLD or (WAYS[trouble.key].shows_hints and after.session.unreadable < TRIES):
        return after, ()
    if trouble.key == TYPING_PAUSED and trouble.refused is not None:
        return after, ()  # the queue service noticed it, and has told
    known = after.reported
    if known is not None and known.reason == trouble.key and moment.now - known.at < SAME_REASON_QUIET:
        return after, ()
    told = replace(after, reported=Reported(trouble.key, moment.now))
    return told, (Report(ReportFailure(id=moment.fresh_id, reason=trouble.key)),)
