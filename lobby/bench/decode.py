"""`lobby bench decode`: how many hard frames of a camera are read, beside the plain library on the same frames.

The frames are made here from a seed, with codes as the project issues them. A frame counts as read when its own text is
found, and as wrong when any other is. Times are of the processor and of one thread.
"""

import json as jsonlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from time import perf_counter, thread_time
from typing import Annotated

import typer
import zxingcpp
from rich.console import Console
from rich.table import Table

from lobby.bench.decode_frames import FOREIGN, NOTHING, Sample, samples
from lobby.bench.decode_kinds import KINDS
from lobby.bench.decode_sheet import draw
from lobby.bench.report import percentiles, report
from lobby.codes.frames import Frame, codes_in

SEED, EACH = 4, 24
BARS = {"read_share": "≥ 0.84", "wrong": "0", "p95_ms": "≤ 15"}

app = typer.Typer()


@dataclass
class Reader:
    """One way to read frames, and what came of it."""

    read: Callable[[Frame], set[str]]
    right: dict[str, list[bool]] = field(default_factory=dict)
    wrong: int = 0
    milliseconds: list[float] = field(default_factory=list)
    wall_milliseconds: list[float] = field(default_factory=list)

    def take(self, sample: Sample) -> bool:
        """Read one more; whether that came out right."""
        wall, began = perf_counter(), thread_time()
        found = self.read(sample.frame)
        self.milliseconds.append((thread_time() - began) * 1000)
        self.wall_milliseconds.append((perf_counter() - wall) * 1000)
        self.wrong += len(found - {sample.text})
        right = found == ({sample.text} if sample.text else set())
        self.right.setdefault(sample.kind, []).append(right)
        return right

    def shares(self) -> dict[str, float]:
        """Of each kind, the share that came out right."""
        return {kind: fmean(one) for kind, one in self.right.items()}

    def read_share(self) -> float:
        """Of all hard frames with a code of ours."""
        return fmean([one for kind in KINDS for one in self.right[kind]])


@app.command(epilog="Example: lobby bench decode --each 12 --sheet frames.png --json")
def decode(
    each: Annotated[int, typer.Option(min=2, max=500, help="Frames of each kind.")] = EACH,
    seed: Annotated[int, typer.Option(min=0, help="Another set of frames.")] = SEED,
    sheet: Annotated[Path | None, typer.Option(help="Draw frames of each kind: .png")] = None,
    json: Annotated[bool, typer.Option("--json", help="The last line is one JSON object.")] = False,
) -> None:
    """Share of hard camera frames that are read, wrong readings, and the time of a frame."""
    ours, plain = Reader(_ours), Reader(_plain)
    results: list[tuple[Sample, bool]] = []
    for sample in samples(seed, each):
        right = ours.take(sample)
        plain.take(sample)
        if sheet is not None:
            results.append((sample, right))
    if sheet is not None:
        draw(results, sheet)
    figures = _figures(ours, plain)
    if json:
        print(
            jsonlib.dumps(
                figures | {"kinds": _rounded(ours.shares()), "baseline_kinds": _rounded(plain.shares())}
            )
        )
        return
    _tell(ours, plain)
    report("Codes in hard frames, 1280 × 720", figures, as_json=False, bars=BARS)


def _ours(frame: Frame) -> set[str]:
    return {one.text for one in codes_in(frame)}


def _plain(frame: Frame) -> set[str]:
    """The baseline: the library as it comes, on the grey frame."""
    return {one.text for one in zxingcpp.read_barcodes(frame)}


def _figures(ours: Reader, plain: Reader) -> dict[str, float]:
    times, others = percentiles(ours.milliseconds), percentiles(plain.milliseconds)
    return {
        "read_share": round(ours.read_share(), 4),
        "wrong": ours.wrong,
        **times,
        "wall_p95_ms": percentiles(ours.wall_milliseconds)["p95_ms"],
        "baseline_read_share": round(plain.read_share(), 4),
        "baseline_wrong": plain.wrong,
        "baseline_p50_ms": others["p50_ms"],
        "baseline_p95_ms": others["p95_ms"],
        "read_ratio": round(ours.read_share() / plain.read_share(), 3),
        "missed_ratio": round((1 - ours.read_share()) / (1 - plain.read_share()), 3),
        "time_ratio": round(fmean(ours.milliseconds) / fmean(plain.milliseconds), 3),
        "frames": len(ours.milliseconds),
    }


def _rounded(shares: Mapping[str, float]) -> dict[str, float]:
    return {kind: round(share, 3) for kind, share in shares.items()}


def _tell(ours: Reader, plain: Reader) -> None:
    table = Table(title="Share of frames that came out right", title_justify="left")
    for name in ("kind", "ours", "plain library"):
        table.add_column(name, justify="left" if name == "kind" else "right")
    for row in _rows(ours.shares(), plain.shares()):
        table.add_row(*row)
    Console(highlight=False).print(table)


def _rows(ours: Mapping[str, float], plain: Mapping[str, float]) -> Iterator[tuple[str, str, str]]:
    for kind in (*KINDS, FOREIGN, NOTHING):
        yield kind, f"{ours[kind]:.0%}", f"{plain[kind]:.0%}"
