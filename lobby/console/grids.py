"""Settings entered in a grid: opening hours by weekday, contingents by service; keys end in what a cell holds."""

import re
from collections.abc import Mapping

from lobby.catalogue_files import sample_catalogue
from lobby.console.wrong import WrongError
from lobby.contract.contingents import MOST
from lobby.contract.state import HalfDay

WEEKDAYS = range(7)
SPANS_A_DAY = 2
HALVES = tuple(half.value for half in HalfDay)
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")

Cells = dict[str, str]


def hours(typed: Mapping[str, str]) -> list[dict[str, object]]:
    """Opening hours, of cells such as `0.1.opens`.

    Raises:
        WrongError: a time is none, or a span ends before it begins.
    """
    found: list[dict[str, object]] = []
    for key in sorted(key for key in typed if key.endswith(".opens")):
        opens, closes = typed[key].strip(), typed.get(key.removesuffix("opens") + "closes", "").strip()
        if opens or closes:
            found.append(_span(key.split(".")[0], _time(opens), _time(closes)))
    return found


def shown_hours(value: object) -> Cells:
    """The cells of opening hours; at least two spans a day."""
    typed: Cells = {}
    spans = _entries(value)
    for day in WEEKDAYS:
        of_day = [one for one in spans if one.get("weekday") == day]
        for span in range(max(SPANS_A_DAY, len(of_day))):
            one = of_day[span] if span < len(of_day) else {}
            typed[f"{day}.{span}.opens"] = str(one.get("opens", ""))[:5]
            typed[f"{day}.{span}.closes"] = str(one.get("closes", ""))[:5]
    return typed


def contingents(typed: Mapping[str, str]) -> list[dict[str, object]]:
    """Contingents, of cells such as `id-card.am`; an empty cell limits nothing.

    Raises:
        WrongError: a number is none, or too large.
    """
    found: list[dict[str, object]] = []
    for key, text in typed.items():
        service, _, half = key.rpartition(".")
        if text.strip():
            if not re.fullmatch(r"[0-9]{1,6}", text.strip()) or int(text) > MOST:
                raise WrongError("wrong-contingent", service=service_name(service), most=MOST)
            found.append({"service": service, "half": half, "count": int(text)})
    return found


def shown_contingents(value: object) -> Cells:
    """The cells of contingents: two for each service of the catalogue, and for others that have one."""
    entries = _entries(value)
    services = dict.fromkeys(one.id for one in sample_catalogue().services)
    services |= dict.fromkeys(str(one.get("service")) for one in entries)
    typed = {f"{service}.{half}": "" for service in services for half in HALVES}
    return typed | {f"{one.get('service')}.{one.get('half')}": str(one.get("count", "")) for one in entries}


def service_name(service: str, language: str = "de") -> str:
    """What a service is called; its id where nobody knows it."""
    known = sample_catalogue().service.get(service)
    if known is None:
        return service
    return known.name_de if language == "de" else known.name_en


def _entries(value: object) -> list[dict[str, object]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _span(weekday: str, opens: str, closes: str) -> dict[str, object]:
    if not weekday.isdigit() or int(weekday) not in WEEKDAYS:
        raise WrongError("wrong-time")
    if closes <= opens:
        raise WrongError("wrong-hours", opens=opens, closes=closes)
    return {"weekday": int(weekday), "opens": f"{opens}:00", "closes": f"{closes}:00"}


def _time(text: str) -> str:
    found = _TIME.fullmatch(text)
    if found is None:
        raise WrongError("wrong-time")
    return f"{int(found[1]):02}:{found[2]}"
