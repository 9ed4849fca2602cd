"""On which line of a TOML text a table or a field stands."""

import re
from collections import Counter
from collections.abc import Iterator

Path = tuple[str | int, ...]
"""The way to a field: names of tables and fields, numbers in lists, from 0."""

_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*""")
_STRING = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')


class Lines:
    """Where everything stands that has a line of its own; inner fields of an inline table have that of the table."""

    def __init__(self, text: str) -> None:
        self._found: dict[Path, int] = {}
        for path, number in _lines(text):
            self._found.setdefault(path, number)

    def of(self, path: Path) -> int | None:
        """The line of this field, or of what holds it; None for the file as a whole."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._found:
                return self._found[path[:length]]
        return None


def _lines(text: str) -> Iterator[tuple[Path, int]]:
    table: Path = ()
    tables: Counter[Path] = Counter()
    depth = 0
    for number, line in enumerate(text.splitlines(), 1):
        bare = _STRING.sub("''", line).split("#")[0].strip()
        if depth > 0 or not bare:
            depth += _opened(bare)
            continue
        if bare.startswith("[["):
            name = _key(line.strip()[2:])
            table = (*name, tables[name])
            tables[name] += 1
            yield table, number
            yield name, number
        elif bare.startswith("["):
            table = _key(line.strip()[1:])
            yield table, number
        else:
            yield (*table, *_key(line)), number
            depth = _opened(bare)


def _opened(bare: str) -> int:
    return sum(bare.count(sign) for sign in "[{") - sum(bare.count(sign) for sign in "]}")


def _key(text: str) -> tuple[str, ...]:
    """The dotted key at the beginning of a text."""
    parts: list[str] = []
    position = 0
    while found := _PART.match(text, position):
        parts.append(next(one for one in found.groups() if one is not None))
        position = found.end()
        if text[position : position + 1] != ".":
            break
        position += 1
    return tuple(parts)
