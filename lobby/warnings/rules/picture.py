"""The city's picture: all warnings that any of its centres shows, as the contract says it."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

import msgspec

from lobby.contract.fields import Name
from lobby.contract.warnings import MOST_LANGUAGES, MOST_WARNINGS, PublicWarning, Warnings, WarningText
from lobby.warnings.rules.alert import Info, Key, Status
from lobby.warnings.rules.areas import Spot
from lobby.warnings.rules.chain import Heard, Source, ends, listed_now, starts
from lobby.warnings.rules.verdict import Choice, level, rank, verdict

LONGEST_HEADLINE, LONGEST_TEXT, LONGEST_SOURCE = 200, 600, 200


def picture(sources: Iterable[Source], spots: Sequence[Spot], choice: Choice, now: datetime) -> Warnings:
    """What all screens of the city are told. Messages of one source have no say over another's."""
    told = (
        one for source in sources for heard in listed_now(source) for one in _told(heard, spots, choice, now)
    )
    found = {one.id: one for one in told}
    ordered = sorted(found.values(), key=lambda one: (-rank(one.level), -one.sent.timestamp(), one.id))
    return Warnings(as_of=now, warnings=tuple(ordered[:MOST_WARNINGS]))


def _told(heard: Heard, spots: Sequence[Spot], choice: Choice, now: datetime) -> Iterator[PublicWarning]:
    """The message for each group of centres that it tells the same."""
    groups: dict[tuple[Info, ...], list[Name]] = {}
    for spot in spots:
        found = verdict(heard, spot, choice, now)
        if found.shows:
            groups.setdefault(found.infos, []).append(spot.centre)
    for infos, centres in groups.items():
        texts = _texts(infos)
        if texts:
            yield _warning(heard, infos, texts, centres, choice.longest)


def _warning(
    heard: Heard,
    infos: tuple[Info, ...],
    texts: tuple[WarningText, ...],
    centres: Iterable[Name],
    longest: timedelta,
) -> PublicWarning:
    return PublicWarning(
        id=_digest(heard.alert.key, texts),
        level=level(infos[0]),
        source=_cut(infos[0].source or heard.alert.sender, LONGEST_SOURCE),
        sent=heard.alert.sent,
        starts=min(starts(heard.alert, info) for info in infos),
        ends=max(ends(heard, info, longest) for info in infos),
        centres=tuple(sorted(set(centres))),
        texts=texts,
        drill=heard.alert.status is not Status.ACTUAL,
    )


def _texts(infos: Iterable[Info]) -> tuple[WarningText, ...]:
    """One of each language, the worst; German and English first."""
    by_language: dict[str, WarningText] = {}
    for info in infos:
        headline = _cut(" ".join((info.headline or info.event).split()), LONGEST_HEADLINE)
        if headline and info.language not in by_language:
            by_language[info.language] = WarningText(
                language=info.language, headline=headline, text=_cut(info.description, LONGEST_TEXT),
                instruction=_cut(info.instruction, LONGEST_TEXT),
            )  # fmt: skip
    order = sorted(by_language, key=lambda tag: (tag != "de", tag != "en", tag))
    return tuple(by_language[tag] for tag in order[:MOST_LANGUAGES])


def _cut(text: str, length: int) -> str:
    """At most so many letters, ended at a word."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(None, 1)[0][: length - 1] + "…"


def _digest(key: Key, texts: tuple[WarningText, ...]) -> str:
    return hashlib.sha256("\0".join(key).encode() + msgspec.json.encode(texts)).hexdigest()[:16]
