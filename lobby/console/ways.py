"""Ways to counters as a line of text each, such as `1-6: Wartebereich 2, 2. OG, links`.

Before the colon counters and spans of counters; behind it the floor, the direction and the name of the waiting area, in
any order, each only where it is known. English words are understood as well.
"""

import re
from collections.abc import Mapping, Sequence

_PLACE = re.compile(r"[0-9A-Za-z]{1,4}")
_SPAN = re.compile(r"([0-9]{1,3})-([0-9]{1,3})")
_UPPER = re.compile(r"([0-9]{1,2})\.?\s*(?:og|obergeschoss|stock|etage|floor)", re.IGNORECASE)
_LOWER = re.compile(r"(?:([0-9])\.?\s*)?(?:ug|untergeschoss|basement)", re.IGNORECASE)
_GROUND = frozenset({"eg", "erdgeschoss", "ground floor"})
_DIRECTIONS: Mapping[str, str] = {
    "links": "left", "left": "left", "rechts": "right", "right": "right", "geradeaus": "ahead", "ahead": "ahead",
    "zurück": "back", "back": "back",
}  # fmt: skip
_NAMES: Mapping[str, str] = {"left": "links", "right": "rechts", "ahead": "geradeaus", "back": "zurück"}
Group = dict[str, object]


class LineError(ValueError):
    """A line says no way; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def parse(text: str) -> list[Group]:
    """The groups of a text, as they travel; empty lines are passed over.

    Raises:
        LineError: a line cannot be read.
    """
    groups: list[Group] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            group = _parsed(line)
            if group is None:
                raise LineError(number)
            groups.append(group)
    return groups


def written(groups: Sequence[Mapping[str, object]]) -> str:
    """The text of groups."""
    return "\n".join(_written(group) for group in groups)


def _parsed(line: str) -> Group | None:
    before, colon, after = line.partition(":")
    places = _places(before)
    if not colon or not places:
        return None
    group: Group = {"places": places, "area": "", "floor": None, "direction": None}
    for word in (part.strip() for part in after.split(",")):
        name, value = _meaning(word)
        if name == "" or (group[name] not in {None, ""} and word):
            return None
        group[name] = value
    return group if any(group[name] not in {None, ""} for name in ("area", "floor", "direction")) else None


def _meaning(word: str) -> tuple[str, object]:
    folded = word.casefold()
    if folded in _DIRECTIONS:
        return "direction", _DIRECTIONS[folded]
    if folded in _GROUND:
        return "floor", 0
    if upper := _UPPER.fullmatch(word):
        return "floor", int(upper[1])
    if lower := _LOWER.fullmatch(word):
        return "floor", -int(lower[1] or 1)
    return ("area", word) if word else ("", None)


def _places(text: str) -> list[str]:
    """The counters before the colon; empty when one of them is none."""
    found: list[str] = []
    for part in re.split(r"[,;\s]+", re.sub(r"\s*[-–]\s*", "-", text.strip())):
        if span := _SPAN.fullmatch(part):
            found += [str(place) for place in range(int(span[1]), int(span[2]) + 1)]
        elif _PLACE.fullmatch(part):
            found.append(part)
        else:
            return []
    return found


def _written(group: Mapping[str, object]) -> str:
    places, floor = group.get("places"), group.get("floor")
    words = [str(group.get("area") or ""), _floor(floor) if isinstance(floor, int) else ""]
    words.append(_NAMES.get(str(group.get("direction")), ""))
    listed = [str(one) for one in places] if isinstance(places, list | tuple) else []
    return f"{_shortened(listed)}: {', '.join(word for word in words if word)}"


def _floor(floor: int) -> str:
    if floor == 0:
        return "EG"
    return f"{floor}. OG" if floor > 0 else f"{-floor}. UG"


def _shortened(places: Sequence[str]) -> str:
    """Three and more counters in a row as a span."""
    runs: list[list[str]] = []
    for place in places:
        last = runs[-1][-1] if runs else ""
        if last.isdigit() and place == str(int(last) + 1):
            runs[-1].append(place)
        else:
            runs.append([place])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)  # noqa: PLR2004
