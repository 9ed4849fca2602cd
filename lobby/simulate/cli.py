"""`lobby simulate`: a day from a file, or a lobby that lives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lobby.commands import Commands, Entry

TABLE: Mapping[str, Entry] = {
    "play": Entry("lobby.simulate.play_cli:app", "Play a day file; `lobby simulate DAY.toml` is the same."),
    "compare": Entry(
        "lobby.simulate.compare_cli:app", "What would change with other rules, or one more counter."
    ),
    "check": Entry("lobby.simulate.check_cli:app", "Say what is wrong with a day file."),
    "days": Entry("lobby.simulate.days_cli:app", "The day files that come with the program."),
    "live": Entry(
        "lobby.simulate.live_cli:app",
        "Visitors, clerks and other centres for a lobby that runs (--settings).",
    ),
}


@dataclass(frozen=True)
class Simulate(Commands):
    """A day file needs no word before it, and neither do the settings of a lobby that lives."""

    def __call__(self, *, args: Sequence[str], prog_name: str) -> None:
        """Run the named or the meant subcommand."""
        words = list(args)
        if words and words[0] not in {*self.table, "--help", "--version"}:
            words.insert(0, "live" if "--settings" in words else "play")
        super().__call__(args=words, prog_name=prog_name)


app = Simulate(
    help="Play a day from a file, against the bare rules or a running lobby; or let a lobby live.",
    example="lobby simulate ordinary-tuesday --seed 7 --plot day.svg",
    table=TABLE,
)
