"""`lobby`: every program of the house is a subcommand, loaded only when it is called.

A terminal must not load the web parts, and a page must not load Kivy: the table only names modules.
"""

import sys
from collections.abc import Sequence

from lobby.commands import Commands, Entry

LOBBY = Commands(
    help="The lobby of a citizen service centre: terminals, displays, counters, and the city's picture of them.",
    example="lobby up --simulate",
    table={
        "up": Entry("lobby.up.cli:app", "Run a whole lobby on this machine and print its address."),
        "rehearse": Entry(
            "lobby.rehearse.cli:app", "Send one visitor through every part and say what works."
        ),
        "centre": Entry("lobby.centre.cli:app", "The queue service of one centre."),
        "kiosk": Entry("kiosk.cli:app", "The touch terminal."),
        "signage": Entry("signage.cli:app", "The call display."),
        "guard": Entry("lobby.guard.cli:app", "Keep a terminal or display running where systemd does not."),
        "counter": Entry("lobby.counter.cli:app", "The clerks' page."),
        "reception": Entry("lobby.counter.reception.cli:app", "The reception's page."),
        "console": Entry("lobby.console.cli:app", "The facility staff's pages."),
        "feed": Entry("lobby.feed.cli:app", "The city's status feed."),
        "warnings": Entry("lobby.warnings.cli:app", "Public warnings, fetched once for the city."),
        "stage": Entry("lobby.stage.cli:app", "The lobby on one page (demonstration, loopback only)."),
        "simulate": Entry("lobby.simulate.cli:app", "Visitors who arrive, clerks who call, other centres."),
        "bookings": Entry("lobby.bookings.cli:app", "Make, check and import a day of bookings."),
        "codes": Entry("lobby.codes.cli:app", "Issue, show and verify booking codes."),
        "accounts": Entry("lobby.web.accounts_cli:app", "Staff who may sign in."),
        "broker": Entry("broker_config.cli:app", "Configuration and access lists of the brokers."),
        "contract": Entry("lobby.contract_cli:app", "Topics, messages, the AsyncAPI document."),
        "journal": Entry("lobby.centre.journal_cli:app", "Read and verify the journal of a centre."),
        "figures": Entry("lobby.figures.cli:app", "Figures of a day or a span, as table and files."),
        "bench": Entry("lobby.bench.cli:app", "Measure, beside a baseline of the same run."),
    },
)


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point of the `lobby` command."""
    LOBBY(args=sys.argv[1:] if arguments is None else arguments, prog_name="lobby")
