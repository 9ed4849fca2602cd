"""Facts and programs in words, as the templates show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lobby.contract.catalogue import Catalogue
from lobby.stage.settings import Address
from lobby.stage.story import Fact
from lobby.stage.supervisor_client import ProgramState
from lobby.web.moments import hour_minute_second
from lobby.web.wording import Speaker

_TONES = {
    "offline": "danger",
    "online": "success",
    "called": "info",
    "help-called": "warning",
    "emergency-raised": "danger",
    "missed": "warning",
    "not-answered": "warning",
}


@dataclass(frozen=True)
class FactView:
    """One line of what just happened."""

    key: int
    time: str
    text: str
    tone: str
    screen: str | None = None


@dataclass(frozen=True)
class ProgramView:
    """One line of the programs."""

    name: str
    label: str
    running: bool
    since: str
    restarts: int
    address: Address | None = None


def fact_view(fact: Fact, t: Speaker, catalogue: Catalogue) -> FactView:
    """A fact in words."""
    values = {
        "who": _spoken(fact.number) if fact.number else t("someone"),
        "service": _service(fact.service, t, catalogue),
        "place": fact.place or "",
        "device": _device(fact.device or "", t),
    }
    screen = None if fact.screen_ms is None else t("fact-screen", ms=fact.screen_ms)
    text = t(f"fact-{fact.event}", **values)
    return FactView(fact.key, hour_minute_second(fact.at), text, _TONES.get(fact.event, "plain"), screen)


def program_views(
    states: Sequence[ProgramState], addresses: Mapping[str, Address], t: Speaker
) -> tuple[ProgramView, ...]:
    """The programs in words."""
    return tuple(
        ProgramView(
            state.name,
            t(f"program-{state.name}") if t.has(f"program-{state.name}") else state.name,
            state.running,
            hour_minute_second(datetime.fromtimestamp(state.started, UTC)),
            state.restarts,
            addresses.get(state.name),
        )
        for state in states
    )


def _spoken(number: str) -> str:
    """As screens show it: the letter apart from the digits, on one line."""
    return f"{number[:1]}\N{NO-BREAK SPACE}{number[1:]}"


def _service(service_id: str | None, t: Speaker, catalogue: Catalogue) -> str:
    service = catalogue.service.get(service_id or "")
    if service is None:
        return service_id or ""
    return service.name_de if t.language == "de" else service.name_en


def _device(device: str, t: Speaker) -> str:
    kind, _, number = device.partition("-")
    name = t(f"device-{kind}") if t.has(f"device-{kind}") else device
    return f"{name} {number}".rstrip()
