"""Words and numbers as people read them: what tables, workbooks and pages share."""

from collections.abc import Sequence
from datetime import date, datetime

from lobby.figures.definitions import Unit
from lobby.figures.table import Figures, Row
from lobby.queueing.rules import LOCAL
from lobby.web.wording import Speaker

NONE = "–"


def heading(figures: Figures, say: Speaker, centre: str | None = None) -> str:
    """Which centre (its name, where it is known, instead of its id), which days."""
    key = "title-day" if figures.first == figures.last else "title-span"
    first, last = (day_name(day, say) for day in (figures.first, figures.last))
    return say(key, centre=centre or figures.centre, first=first, last=last)


def day_name(day: date, say: Speaker) -> str:
    """As the reader writes it."""
    return f"{day:%d.%m.%Y}" if say.language == "de" else day.isoformat()


def places(row: Row, say: Speaker) -> Sequence[str]:
    """Hour, service and class of a cell."""
    visit_class = say("all") if row.visit_class is None else say(f"class-{row.visit_class}")
    return row.hour or say("all"), row.service or say("all"), visit_class


def as_of_text(moment: datetime, say: Speaker) -> str:
    """How far the journal goes, in local time."""
    local = moment.astimezone(LOCAL)
    return say("as-of", moment=f"{day_name(local.date(), say)} {local:%H:%M}")


def number_text(number: float | None, unit: Unit, language: str) -> str:
    """A number as people read it, without its unit but with the per cent sign."""
    if number is None:
        return NONE
    match unit:
        case Unit.SHARE:
            text = f"{number * 100:.1f} %"
        case Unit.VISITS:
            text = f"{number:.0f}"
        case _:
            text = f"{number:.1f}"
    text = text.replace("-", "−")
    return text.replace(".", ",") if language == "de" else text
