"""What facility staff see, made of records by pure functions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lobby.console.describing import describe, option_label
from lobby.console.fields import Field, Widget
from lobby.console.forms import Typed, shown
from lobby.console.grids import service_name
from lobby.console.history import Version
from lobby.console.registry import DeviceRecord
from lobby.console.verdict import Finding, Tone, findings, worst
from lobby.console.wrong import Problem
from lobby.contract.devices import Desired
from lobby.web.moments import day_hour_minute, hour_minute_second
from lobby.web.wording import Speaker


@dataclass(frozen=True)
class Said:
    """A finding in words; tone also names its icon."""

    tone: str
    text: str


@dataclass(frozen=True)
class DeviceRow:
    """One device in the list."""

    name: str
    kind: str
    tone: Tone
    said: tuple[Said, ...]
    drawn: str
    screen: str
    version: str
    config: str
    has_screen: bool
    can_be_configured: bool


def rows_of(records: Iterable[DeviceRecord], now: float, say: Speaker) -> list[DeviceRow]:
    """All devices, problems first, then by name."""
    rows = [_row(one, now, say) for one in records]
    return sorted(rows, key=lambda row: (-row.tone, row.name))


def _row(record: DeviceRecord, now: float, say: Speaker) -> DeviceRow:
    found = findings(record, now)
    health, info = record.health, record.info
    screen = (health.screen if health else None) or (info.screen if info else None)
    return DeviceRow(
        name=record.name,
        kind=kind_name(record, say),
        tone=worst(found),
        said=said(found, say),
        drawn=_drawn(record, say),
        screen=(screen or "").replace("x", " × ") if screen else "",
        version=info.version if info else "",
        config=_config(record, say),
        has_screen=has_screen(record),
        can_be_configured=record.can_be_configured,
    )


def kind_name(record: DeviceRecord, say: Speaker) -> str:
    """What kind of device it is, in words."""
    return say(f"kind-{record.kind}") if record.kind else say("kind-unknown")


def has_screen(record: DeviceRecord) -> bool:
    """Whether it can show its name."""
    return record.kind is not None and record.kind.value in {"kiosk", "display"}


def said(found: Sequence[Finding], say: Speaker) -> tuple[Said, ...]:
    """Findings in words."""
    return tuple(Said(one.tone.word, say(f"finding-{one.key}", **one.values)) for one in found)


def _drawn(record: DeviceRecord, say: Speaker) -> str:
    health = record.health
    if health is None or health.drawn_at is None:
        return ""
    time = hour_minute_second(health.drawn_at)
    return time if health.drawn_rev is None else say("drawn", rev=health.drawn_rev, time=time)


def _config(record: DeviceRecord, say: Speaker) -> str:
    if not record.can_be_configured:
        return ""
    if record.desired is None:
        return say("config-default")
    return say("config-rev", rev=record.desired.rev)


def facts_of(record: DeviceRecord, say: Speaker) -> list[tuple[str, str]]:
    """Names and values for the device's page; what is unknown is left out."""
    health, info = record.health, record.info
    facts = [
        ("fact-kind", kind_name(record, say)),
        ("fact-version", info.version if info else ""),
        ("fact-started", day_hour_minute(info.started) if info else ""),
        ("fact-screen", _row_screen(record)),
        ("fact-drawn", _drawn(record, say)),
    ]
    if health is not None:
        age = health.data_age_seconds
        facts += [
            ("fact-age", "" if age is None else say("seconds", count=round(age))),
            ("fact-parts", ", ".join(_parts(health.parts, say))),
            ("fact-memory", "" if health.memory_mb is None else f"{health.memory_mb} MB"),
            ("fact-heard", hour_minute_second(health.at)),
        ]
    return [(say(key), value) for key, value in facts if value]


def _row_screen(record: DeviceRecord) -> str:
    screen = record.info.screen if record.info else None
    return (screen or "").replace("x", " × ")


def _parts(parts: Mapping[str, bool], say: Speaker) -> Iterable[str]:
    for name, works in sorted(parts.items()):
        part = say(f"part-{name}") if say.has(f"part-{name}") else name
        yield say("part-works" if works else "part-broken", part=part)


@dataclass(frozen=True)
class Step:
    """How far the newest configuration has come."""

    tone: str
    headline: str
    text: str
    reasons: tuple[tuple[str, str], ...] = ()
    """Label and reason of each refused field."""


def step_of(record: DeviceRecord, fields: Sequence[Field], say: Speaker) -> Step:
    """Sent, waiting, applied or refused, with revision and time."""
    desired, reported = record.desired, record.reported
    if desired is None:
        return Step("info", say("step-default"), say("step-default-what"))
    sent = {"rev": desired.rev, "by": desired.by, "time": day_hour_minute(desired.at)}
    if reported is None or reported.rev != desired.rev:
        key = "step-sent" if record.is_online else "step-stored"
        return Step("info", say(key, **sent), say(f"{key}-what", **sent))
    at = hour_minute_second(reported.at)
    if reported.waiting:
        return Step("info", say("step-waiting", **sent), say("step-waiting-what", at=at))
    if reported.applied:
        return Step("success", say("step-applied", **sent), say("step-applied-what", at=at, **sent))
    labels = {one.name: one.label(say.language) for one in fields}
    reasons = tuple(
        (labels.get(name, name), report.reason or say("no-reason"))
        for name, report in reported.fields.items()
        if not report.ok
    )
    return Step(
        "danger", say("step-refused", **sent), say("step-refused-what", rev=reported.applied_rev), reasons
    )


@dataclass(frozen=True)
class FieldView:
    """One setting of the form."""

    field: Field
    label: str
    help: str
    typed: Typed
    default: str
    is_default: bool
    options: tuple[tuple[str, str], ...]
    problem: str = ""
    theirs: str = ""
    """What somebody else saved in between, where it differs."""


@dataclass(frozen=True)
class Filled:
    """What a form shows: what was typed, what is wrong, what others saved meanwhile."""

    typed: Mapping[str, Typed]
    problems: Mapping[str, Problem]
    theirs: Mapping[str, object]


def field_views(fields: Sequence[Field], filled: Filled, say: Speaker) -> list[FieldView]:
    """All settings."""
    return [_field_view(one, filled, say) for one in fields]


def _field_view(one: Field, filled: Filled, say: Speaker) -> FieldView:
    typed = filled.typed[one.name]
    problem = filled.problems.get(one.name)
    return FieldView(
        field=one,
        label=one.label(say.language),
        help=one.help(say.language),
        typed=typed,
        default=describe(one, one.default, say),
        is_default=typed == shown(one, one.default),
        options=_options(one, typed, say),
        problem=say(problem.key, **problem.values) if problem else "",
        theirs=describe(one, filled.theirs[one.name], say) if one.name in filled.theirs else "",
    )


def _options(one: Field, typed: Typed, say: Speaker) -> tuple[tuple[str, str], ...]:
    if one.widget is Widget.CONTINGENTS:
        services = dict.fromkeys(key.rpartition(".")[0] for key in typed) if isinstance(typed, dict) else {}
        return tuple((service, service_name(service, say.language)) for service in services)
    return tuple((option, option_label(one, option, say)) for option in one.options)


def values_of(fields: Sequence[Field], desired: Desired | None) -> dict[str, object]:
    """All settings as staff want them; defaults where they said nothing."""
    wanted = desired.fields if desired else {}
    return {one.name: wanted.get(one.name, one.default) for one in fields}


def at_device(one: Field, record: DeviceRecord, say: Speaker) -> tuple[str, str]:
    """What the device has now, and why it refused what is wanted; both empty when unknown or all right."""
    reported = record.reported
    if reported is None:
        return "", ""
    report = reported.fields.get(one.name)
    value = describe(one, report.value if report else one.default, say)
    return value, (report.reason or say("no-reason")) if report and not report.ok else ""


@dataclass(frozen=True)
class VersionView:
    """One line of the history."""

    rev: int
    at: str
    by: str
    changes: tuple[tuple[str, str, str], ...]
    """Label, before, after."""


def history_of(versions: Sequence[Version], fields: Sequence[Field], say: Speaker) -> list[VersionView]:
    """Each version with what it changed against the one before it; newest first."""
    befores: list[Version | None] = [*versions[1:], None][: len(versions)]
    return [
        VersionView(one.rev, day_hour_minute(one.at), one.by, tuple(_changes(one, before, fields, say)))
        for one, before in zip(versions, befores, strict=True)
    ]


def _changes(
    version: Version, before: Version | None, fields: Sequence[Field], say: Speaker
) -> Iterable[tuple[str, str, str]]:
    earlier = before.fields if before else {}
    for one in fields:
        old, new = earlier.get(one.name, one.default), version.fields.get(one.name, one.default)
        if old != new:
            yield one.label(say.language), describe(one, old, say), describe(one, new, say)


def changed_between(
    fields: Sequence[Field], base: Mapping[str, object], present: Mapping[str, object]
) -> dict[str, object]:
    """The settings that differ, as they are now."""
    return {one.name: present[one.name] for one in fields if present[one.name] != base[one.name]}
