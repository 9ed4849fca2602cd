"""What a wait page shows: texts and flags. Pure."""

from dataclasses import dataclass
from datetime import datetime

from lobby.contract.state import WaitRange
from lobby.contract.wait_pages import Ahead, WaitPage, WaitState
from lobby.feed.wait.memory import Shown
from lobby.web.moments import hour_minute
from lobby.web.wording import Speaker

FEW = 10


@dataclass(frozen=True)
class WaitView:
    """One number. `call` is another text with each call: by it the page knows that it has to make itself heard."""

    state: str
    number: str
    title: str
    headline: str
    what: str
    place: str | None
    facts: tuple[tuple[str, str], ...]
    call: str
    is_fresh: bool
    as_of: str


def wait_view(shown: Shown, t: Speaker, now: datetime) -> WaitView:
    """The view of a visit. While its centre is not heard, nothing is said of how long it still takes.

    In an evacuation nothing is said but that.
    """
    page = shown.page
    if shown.pages.is_evacuated:
        return _evacuated(shown, t)
    number = spaced(page.number)
    is_called = page.state is WaitState.CALLED
    title = f"{t('wait-go', place=page.place)} – {number}" if is_called and page.place else number
    return WaitView(
        state=page.state,
        number=number,
        title=title,
        headline=_headline(page, t, now),
        what=_what(shown, t),
        place=page.place,
        facts=tuple(_facts(shown, t)),
        call=page.called_at.isoformat() if is_called and page.called_at else "",
        is_fresh=shown.fresh,
        as_of=hour_minute(shown.pages.as_of),
    )


def _evacuated(shown: Shown, t: Speaker) -> WaitView:
    return WaitView(
        state="evacuation", number=spaced(shown.page.number), title=t("wait-evacuation"),
        headline=t("wait-evacuation"), what=t("wait-evacuation-what"), place=None, facts=(), call="",
        is_fresh=shown.fresh, as_of=hour_minute(shown.pages.as_of),
    )  # fmt: skip


def spaced(number: str) -> str:
    """Like A 104."""
    return f"{number[0]} {number[1:]}"


def _headline(page: WaitPage, t: Speaker, now: datetime) -> str:
    if page.state is WaitState.WAITING and page.callable_from is not None and page.callable_from > now:
        return t("wait-early", time=hour_minute(page.callable_from))
    return t(f"wait-{page.state}")


def _what(shown: Shown, t: Speaker) -> str:
    """While its centre is not heard, nobody is promised to see the call here."""
    if shown.page.state is WaitState.WAITING and not shown.fresh:
        return ""
    return t(f"wait-{shown.page.state}-what")


def _facts(shown: Shown, t: Speaker) -> list[tuple[str, str]]:
    page = shown.page
    if page.state is not WaitState.WAITING:
        return []
    facts = []
    if shown.fresh and page.wait is not None:
        facts.append((t("wait-still"), minutes(page.wait, t)))
    if page.slot is not None:
        facts.append((t("wait-slot"), t("clock", time=hour_minute(page.slot))))
    if shown.fresh and page.delay is not None:
        facts.append((t("wait-delay"), minutes(page.delay, t)))
    if shown.fresh and page.ahead is not None:
        facts.append((t("wait-ahead"), _ahead(page.ahead, t)))
    if shown.pages.area:
        facts.append((t("wait-where"), shown.pages.area))
    return facts


def minutes(wait: WaitRange, t: Speaker) -> str:
    """Like "10 to 20 minutes". Arabic counts up to ten in another form; steps of five have one in all others."""
    last = wait.low_minutes if wait.high_minutes is None else wait.high_minutes
    few = "-few" if last <= FEW else ""
    if wait.high_minutes is None:
        return t(f"minutes-over{few}", low=wait.low_minutes)
    if wait.low_minutes == 0:
        return t(f"minutes-up-to{few}", high=wait.high_minutes)
    return t(f"minutes-range{few}", low=wait.low_minutes, high=wait.high_minutes)


def _ahead(ahead: Ahead, t: Speaker) -> str:
    if ahead.high == 0:
        return t("ahead-none")
    if ahead.low == ahead.high:
        return t("ahead-about", count=ahead.high)
    return t("ahead-range", low=ahead.low, high=ahead.high)
