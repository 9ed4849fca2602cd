"""Values of settings as people read them."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from lobby.console.fields import Field, Widget
from lobby.console.grids import service_name
from lobby.web.wording import Speaker

MOST_ITEMS = 8


def describe(one: Field, value: object, say: Speaker) -> str:
    """One value in a few words."""
    describer = _DESCRIBERS.get(one.widget)
    if describer is not None:
        return describer(one, value, say)
    return say("empty") if value in ("", None) else str(value)


def option_label(one: Field, option: str, say: Speaker) -> str:
    """What an option is called; its own word where nobody has named it."""
    key = f"option-{one.option_type}-{option}"
    return say(key) if say.has(key) else option


def _check(_one: Field, value: object, say: Speaker) -> str:
    return say("yes" if value else "no")


def _choice(one: Field, value: object, say: Speaker) -> str:
    return say("none") if value is None else option_label(one, str(value), say)


def _choices(one: Field, value: object, say: Speaker) -> str:
    return _listed([option_label(one, item, say) for item in _texts(value)], say)


def _words(_one: Field, value: object, say: Speaker) -> str:
    return _listed(_texts(value), say)


def _pin(_one: Field, value: object, say: Speaker) -> str:
    return say("pin-set" if value else "none")


def _notice(_one: Field, value: object, say: Speaker) -> str:
    return f"„{value.get('text', '')}“" if isinstance(value, dict) else say("none")


def _hours(_one: Field, value: object, say: Speaker) -> str:
    spans = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    days = [(day, _spans([one for one in spans if one.get("weekday") == day], say)) for day in range(7)]
    texts = []
    for text, group in groupby(days, key=lambda day: day[1]):
        if text:
            numbers = [day for day, _ in group]
            texts.append(f"{_span_of_days(numbers, say)} {text}")
    return ", ".join(texts) or say("never")


def _contingents(_one: Field, value: object, say: Speaker) -> str:
    limits = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    texts = [
        say(
            f"contingent-{one.get('half')}",
            service=service_name(str(one.get("service")), say.language),
            count=one.get("count"),
        )
        for one in limits
    ]
    return _listed(texts, say) if texts else say("unlimited")


def _json(_one: Field, value: object, say: Speaker) -> str:
    return say("entries", count=len(value)) if isinstance(value, list) else str(value)


def _spans(spans: Sequence[Mapping[str, object]], say: Speaker) -> str:
    return f" {say('and')} ".join(
        f"{str(one.get('opens'))[:5]}–{str(one.get('closes'))[:5]}" for one in spans
    )


def _span_of_days(days: Sequence[int], say: Speaker) -> str:
    first, last = say(f"day-{days[0]}"), say(f"day-{days[-1]}")
    return first if len(days) == 1 else f"{first}–{last}"


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _listed(items: Sequence[str], say: Speaker) -> str:
    if not items:
        return say("empty")
    if len(items) > MOST_ITEMS:
        return say("and-more", items=", ".join(items[: MOST_ITEMS - 1]), count=len(items) - MOST_ITEMS + 1)
    return ", ".join(items)


_DESCRIBERS: Mapping[Widget, Callable[[Field, object, Speaker], str]] = {
    Widget.CHECK: _check,
    Widget.CHOICE: _choice,
    Widget.CHOICES: _choices,
    Widget.WORDS: _words,
    Widget.NOTICE: _notice,
    Widget.PIN: _pin,
    Widget.HOURS: _hours,
    Widget.DAYS: _json,
    Widget.WAYS: _json,
    Widget.CONTINGENTS: _contingents,
    Widget.JSON: _json,
}
