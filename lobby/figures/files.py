"""A table of figures as files: CSV for programs, a workbook for people, JSON for both."""

import csv
import io
from collections.abc import Iterator

import msgspec
import xlsxwriter

from lobby.figures.definitions import BY_KEY, FROM_JOURNAL, Definition, Kind, Unit
from lobby.figures.saying import heading, places
from lobby.figures.table import Figures, Value
from lobby.web.wording import Speaker

CSV_COLUMNS = (
    "first_day", "last_day", "hour", "service", "class",
    "figure", "unit", "count", "value", "median", "p90", "withheld",
)  # fmt: skip
_JSON = msgspec.json.Encoder()
_FORMATS = {Unit.VISITS: "#,##0", Unit.SHARE: "0.0%", Unit.MINUTES: "0.0", Unit.DAYS: "0.0"}
_WIDTHS = (10, 26, 12)


def as_json(figures: Figures) -> bytes:
    """One object; shares are parts of one, durations minutes or days."""
    return _JSON.encode(figures)


def as_csv(figures: Figures) -> str:
    """One line a cell and figure, as RFC 4180 has it; an empty hour, service or class is all of them."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(CSV_COLUMNS)
    for row in figures.rows:
        for key, value in row.values.items():
            place = (figures.first.isoformat(), figures.last.isoformat(), *(one or "" for one in row.key))
            numbers = [_number(one) for one in (_count(value), value.value, value.median, value.p90)]
            writer.writerow([*place, key, BY_KEY[key].unit.value, *numbers, "yes" if value.withheld else ""])
    return target.getvalue()


def as_xlsx(figures: Figures, say: Speaker) -> bytes:
    """A sheet with one line a cell, to be filtered, and one that says what each figure is."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    title = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    sheet = book.add_worksheet(say("sheet-figures"))
    sheet.write_string(0, 0, heading(figures, say), title)
    columns = list(_columns(say))
    names = [
        say("column-hour"),
        say("column-service"),
        say("column-class"),
        *(column[0] for column in columns),
    ]
    sheet.write_row(2, 0, names, head)
    formats = {unit: book.add_format({"num_format": text}) for unit, text in _FORMATS.items()}
    for line, row in enumerate(figures.rows, 3):
        sheet.write_row(line, 0, places(row, say))
        for at, (_, definition, part) in enumerate(columns, 3):
            value = row.values.get(definition.key)
            number = None if value is None else getattr(value, part)
            if value is not None and value.withheld:
                sheet.write_string(line, at, say("withheld"))
            elif number is not None:
                sheet.write_number(line, at, number, formats[definition.unit])
    sheet.autofilter(2, 0, max(3, len(figures.rows) + 2), len(names) - 1)
    sheet.freeze_panes(3, 3)
    for at, width in enumerate((*_WIDTHS, *(14 for _ in columns))):
        sheet.set_column(at, at, width)
    _define(book, say, head)
    book.close()
    return target.getvalue()


def _columns(say: Speaker) -> Iterator[tuple[str, Definition, str]]:
    for definition in FROM_JOURNAL:
        name, unit = say(f"figure-{definition.key}"), say(f"unit-{definition.unit.value}")
        if definition.kind is Kind.SPREAD:
            yield from (
                (f"{name}, {say(f'column-{part}')} ({unit})", definition, field)
                for part, field in (("mean", "value"), ("median", "median"), ("p90", "p90"))
            )
        else:
            yield (f"{name} ({unit})" if unit else name), definition, "value"


def _define(book: xlsxwriter.Workbook, say: Speaker, head: object) -> None:
    sheet = book.add_worksheet(say("sheet-definitions"))
    sheet.write_row(0, 0, [say(f"column-{one}") for one in ("figure", "unit", "formula", "note")], head)
    for line, one in enumerate(FROM_JOURNAL, 1):
        unit = say(f"unit-{one.unit.value}")
        texts = (say(f"figure-{one.key}"), unit, one.formula, say(f"note-{one.key}"))
        for at, text in enumerate(texts):
            sheet.write_string(line, at, text)
    for at, width in enumerate((34, 8, 52, 90)):
        sheet.set_column(at, at, width)


def _count(value: Value) -> int | None:
    return value.count or None


def _number(number: float | None) -> str:
    return "" if number is None else f"{number:.10g}"
