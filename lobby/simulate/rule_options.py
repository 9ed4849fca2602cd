"""Rules that are tried: `--with booked_weight=2`."""

from collections.abc import Sequence

import msgspec

from lobby.simulate.days.problems import DayFileError


def rules_from(texts: Sequence[str]) -> dict[str, object]:
    """Fields and values; whether the centre has such a field is checked with the day file.

    Raises:
        DayFileError: not of the form FIELD=VALUE.
    """
    rules: dict[str, object] = {}
    for text in texts:
        name, sign, told = text.partition("=")
        if not sign or not name.strip():
            raise DayFileError(f"{text!r} is not like booked_weight=2")
        rules[name.strip()] = _value(told.strip())
    return rules


def _value(text: str) -> object:
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text
