"""`lobby bench scan-to-number`: from the last key of a code to its number on the screen, in every state.

A real broker, a real queue service with its journal on disk, a real terminal. The keys go the way a keyboard scanner's
go; the number counts as painted when the frame that shows it has its last pixel, found by reading that frame back.
"""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lobby.bench.house import BenchHouse, bench_house
from lobby.bench.load import Agent, Load, new_id
from lobby.bench.report import percentiles, report
from lobby.bench.scan_rounds import WARM_UP, Visitors, measured, started_scanning, terminal_window, until_seen
from lobby.bench.scan_states import GONE, SILENT, STATES, Stand, broker_gone, possible
from lobby.bench.window import WindowClient
from lobby.contract.requests import Identify
from lobby.look.tokens import LIGHT

QUESTION = (900, 1240, 8, 400)
"""Inside the filled button of the question; white on the page before."""
BARS = {"p99_ms": "≤ 200"}
__all__ = ["Visitors", "app"]

app = typer.Typer()


@app.command(epilog="Example: lobby bench scan-to-number --rounds 200 --state-rounds 30 --json")
def scan_to_number(
    rounds: Annotated[
        int, typer.Option(min=2, max=300, help="Visitors for each of the first two figures.")
    ] = 200,
    state_rounds: Annotated[
        int, typer.Option(min=2, max=40, help="Visitors for each of the other states.")
    ] = 20,
    state: Annotated[
        list[str] | None,
        typer.Option(help=f"Only this state; repeat for more: {', '.join(STATES)}, {GONE}. Without: all."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The last line is one JSON object.")] = False,
) -> None:
    """Check in at once; with a question back; then early, late, again, as a walk-in, with a printer and more."""
    visitors = Visitors(Ed25519PrivateKey.generate())
    with bench_house() as house:
        echoed = percentiles(_echo(house, rounds))["p50_ms"]
        card = house.folder / "asound.conf"
        card.write_text(SILENT, encoding="utf-8")
        with (
            house.queue_service(keys=[visitors.public()]),
            terminal_window(house, {"ALSA_CONFIG_PATH": str(card)}) as (_, window),
        ):
            house.configure("kiosk-1", {"confirm_check_in": False})
            figures = percentiles(measured(window, lambda: started_scanning(window, visitors.code()), rounds))
            figures |= {
                "baseline_p50_ms": echoed,
                "ratio": round(figures["p50_ms"] / echoed, 1),
                "rounds": rounds,
            }
            house.configure("kiosk-1", {"confirm_check_in": True})
            asked = measured(window, lambda: _confirmed(window, visitors), rounds)
            figures |= _named("confirm", asked, figures["p50_ms"])
            house.configure("kiosk-1", {"confirm_check_in": False})
            names = [one for one in possible(datetime.now(UTC)) if not state or one in state]
            figures |= _in_states(Stand(house, window, visitors, state_rounds), names, figures["p50_ms"])
    report("Terminal: last key of the code to number painted", figures, as_json=json, bars=BARS)


def _in_states(stand: Stand, names: Sequence[str], ordinary: float) -> dict[str, float]:
    figures: dict[str, float] = {"state_rounds": stand.rounds}
    for name in names:
        milliseconds, more = broker_gone(stand) if name == GONE else (STATES[name](stand), {})
        found = _named(name, milliseconds, ordinary) | more
        print(", ".join(f"{key} {value}" for key, value in found.items()), file=sys.stderr)
        figures |= found
    return figures


def _named(name: str, milliseconds: list[float], ordinary: float) -> dict[str, float]:
    """Beside an ordinary visitor of the same run."""
    found = percentiles(milliseconds)
    figures = {f"{name}_{key}": value for key, value in found.items()}
    return figures | {f"{name}_ratio": round(found["p50_ms"] / ordinary, 2)}


def _confirmed(window: WindowClient, visitors: Visitors) -> float:
    """The question is answered when it is seen."""
    seen = int(window.state()["frame"])
    began = started_scanning(window, visitors.code())
    until_seen(window, seen, QUESTION, (LIGHT.action,), screen="confirm")
    window.tap("yes")
    return began


def _echo(house: BenchHouse, rounds: int) -> list[float]:
    """The baseline: a request and its answer between two bare clients on the same broker."""
    echo = ("lobby.bench.echo", "--settings", str(house.settings_file("queue")), "--bytes", "500")
    with house.program(*echo):
        load = Load(house.broker.settings("rehearsal"))
        try:
            load.until_answered(lambda: Identify(id=new_id(), code="0"))
            return load.run([_asking(rounds + WARM_UP)]).milliseconds[WARM_UP:]
        finally:
            load.close()


def _asking(rounds: int) -> Agent:
    for _ in range(rounds):
        yield Identify(id=new_id(), code="HK1" + "0" * 132)
