"""A face whose digits are all equally wide, made from one that keeps such digits as an OpenType feature (`tnum`).

Kivy's text provider knows no features, and in Fira Sans a plain 1 is narrower than a 0: a running clock would tremble
and columns of numbers would not stand under each other. The feature's substitutions are therefore written into the
character map (OpenType 1.9: tables GSUB and cmap). The copy stays in the program's private folder.
"""

import struct
from itertools import pairwise
from pathlib import Path

_TAG = b"tnum"
_SINGLE, _EXTENSION = 1, 7
Tables = dict[bytes, bytes]


def tabular_copy(source: Path, folder: Path) -> Path:
    """The face with tabular digits, made once and kept in `folder`."""
    target = folder / f"{source.stem}-Tabular{source.suffix}"
    if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(".new")
        fresh.write_bytes(with_tabular_digits(source.read_bytes()))
        fresh.replace(target)
    return target


def with_tabular_digits(font: bytes) -> bytes:
    """The font file with 0 to 9 mapped to their tabular glyphs; unchanged where it has none."""
    tables = _tables(font)
    substitutes = _substitutes(tables.get(b"GSUB", b""))
    characters = _characters(tables[b"cmap"])
    digits = {
        ord(d): substitutes[characters[ord(d)]] for d in "0123456789" if characters[ord(d)] in substitutes
    }
    if not digits:
        return font
    return _assembled(font[:4], tables | {b"cmap": _character_map(characters | digits)})


def _u16(data: bytes, at: int, count: int = 1) -> tuple[int, ...]:
    return struct.unpack_from(f">{count}H", data, at)


def _tables(font: bytes) -> Tables:
    (count,) = _u16(font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * i) for i in range(count))
    return {tag: font[offset : offset + length] for tag, _, offset, length in records}


def _assembled(version: bytes, tables: Tables) -> bytes:
    power = len(tables).bit_length() - 1
    search = 16 << power
    head = version + struct.pack(">4H", len(tables), search, power, 16 * len(tables) - search)
    offset, records, bodies = 12 + 16 * len(tables), b"", b""
    for tag, body in sorted(tables.items()):
        padded = body + bytes(-len(body) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        records += struct.pack(">4sIII", tag, checksum, offset + len(bodies), len(body))
        bodies += padded
    return head + records + bodies


def _substitutes(gsub: bytes) -> dict[int, int]:
    if not gsub:
        return {}
    features, lookups = _u16(gsub, 6, 2)
    found: dict[int, int] = {}
    for record in range(*_records(gsub, features, 6)):
        if gsub[record : record + 4] != _TAG:
            continue
        feature = features + _u16(gsub, record + 4)[0]
        (count,) = _u16(gsub, feature + 2)
        for index in _u16(gsub, feature + 4, count):
            found.update(_lookup(gsub, lookups + _u16(gsub, lookups + 2 + 2 * index)[0]))
    return found


def _records(data: bytes, at: int, size: int) -> tuple[int, int, int]:
    (count,) = _u16(data, at)
    return at + 2, at + 2 + size * count, size


def _lookup(gsub: bytes, at: int) -> dict[int, int]:
    kind, _, count = _u16(gsub, at, 3)
    found: dict[int, int] = {}
    for offset in _u16(gsub, at + 6, count):
        subtable, subkind = at + offset, kind
        if kind == _EXTENSION:
            (_, subkind, further) = struct.unpack_from(">HHI", gsub, subtable)
            subtable += further
        if subkind == _SINGLE:
            found.update(_single(gsub, subtable))
    return found


def _single(gsub: bytes, at: int) -> dict[int, int]:
    form, coverage, last = _u16(gsub, at, 3)
    covered = _covered(gsub, at + coverage)
    if form == 1:
        return {glyph: (glyph + last) & 0xFFFF for glyph in covered}
    return dict(zip(covered, _u16(gsub, at + 6, last), strict=True))


def _covered(data: bytes, at: int) -> list[int]:
    form, count = _u16(data, at, 2)
    if form == 1:
        return list(_u16(data, at + 4, count))
    ranges = (_u16(data, at + 4 + 6 * i, 3) for i in range(count))
    return [glyph for first, last, _ in ranges for glyph in range(first, last + 1)]


def _characters(cmap: bytes) -> dict[int, int]:
    """Of the Windows Unicode subtable in format 4: all that both families use."""
    (count,) = _u16(cmap, 2)
    for i in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", cmap, 4 + 8 * i)
        if (platform, encoding) == (3, 1) and _u16(cmap, offset) == (4,):
            return _format_4(cmap, offset)
    raise ValueError("the font has no character map in format 4")


def _format_4(cmap: bytes, at: int) -> dict[int, int]:
    segments = _u16(cmap, at + 6)[0] // 2
    ends = _u16(cmap, at + 14, segments)
    starts = _u16(cmap, at + 16 + 2 * segments, segments)
    deltas = _u16(cmap, at + 16 + 4 * segments, segments)
    offsets_at = at + 16 + 6 * segments
    found: dict[int, int] = {}
    for i, (start, end, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        (offset,) = _u16(cmap, offsets_at + 2 * i)
        for letter in range(start, min(end, 0xFFFE) + 1):
            glyph = letter
            if offset:
                (glyph,) = _u16(cmap, offsets_at + 2 * i + offset + 2 * (letter - start))
            if glyph or not offset:
                found[letter] = (glyph + delta) & 0xFFFF
    return {letter: glyph for letter, glyph in found.items() if glyph}


def _character_map(characters: dict[int, int]) -> bytes:
    """One subtable in format 12, for all of Unicode."""
    letters = sorted(characters)
    breaks = [
        i
        for i, (one, two) in enumerate(pairwise(letters), 1)
        if two != one + 1 or characters[two] != characters[one] + 1
    ]
    edges = [0, *breaks, len(letters)]
    groups = b"".join(
        struct.pack(">III", letters[first], letters[end - 1], characters[letters[first]])
        for first, end in pairwise(edges)
    )
    subtable = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(groups) // 12) + groups
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + subtable
