"""What is said of waiting: here, and where it is shorter."""

from datetime import datetime, timedelta

from lobby.contract.state import Board, WaitRange
from signage.scene import Scene
from signage.speech import Speech


def waits(board: Board, speech: Speech, now: datetime) -> tuple[str, str]:
    """The label and the words for those without a booking; both empty where nothing is known."""
    if not board.opening.is_open:
        return ("", "")
    last = board.last_walk_in
    if last is not None and now >= last + timedelta(minutes=1):
        return (speech.text("wait"), speech.text("wait.none"))
    if board.walk_in_wait is None:
        return ("", "")
    wait = _range(board.walk_in_wait, speech)
    if last is not None:
        wait = speech.text("wait.until", wait=wait, time=speech.first.oclock(last.astimezone(now.tzinfo)))
    return (speech.text("wait"), wait)


def _range(wait: WaitRange, speech: Speech) -> str:
    if wait.high_minutes is None:
        return speech.text("wait.over", low=wait.low_minutes)
    if wait.low_minutes in {0, wait.high_minutes}:
        return speech.text("wait.up-to", high=wait.high_minutes)
    return speech.text("wait.range", low=wait.low_minutes, high=wait.high_minutes)


def elsewhere(scene: Scene) -> str:
    """Another centre whose longest wait is below our shortest; empty without one."""
    board, overview = scene.known.board, scene.known.overview
    if not scene.config.other_centres or overview is None or board is None or board.walk_in_wait is None:
        return ""
    ours = board.walk_in_wait.low_minutes
    for centre in overview.centres:
        wait = centre.walk_in_wait
        if centre.centre == scene.centre or not centre.is_open or wait is None or wait.high_minutes is None:
            continue
        if wait.high_minutes < ours:
            return scene.speech.text("elsewhere", name=centre.name, wait=_range(wait, scene.speech))
    return ""
