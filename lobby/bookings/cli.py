"""`lobby bookings`: make up a day, check a feed, hand it to a centre, tell what became of it."""

import typer

from lobby.bookings.export_cli import export, tell
from lobby.bookings.feed_cli import check, import_feed, pull
from lobby.bookings.push_cli import secret, serve
from lobby.bookings.sample_cli import list_day, sample

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Bookings: make up a day, check a feed, hand it to a centre.",
)
app.command(epilog="Example: lobby bookings sample day.json --key keys/key-1.pem --key-id 1 --centre altona")(
    sample
)
app.command("list", epilog="Example: lobby bookings list day.json --case late --codes")(list_day)
app.command(
    epilog="Example: lobby bookings check export.csv --centre altona --language de. "
    "Exit codes: 0 good, 1 findings, 2 wrong command."
)(check)
app.command(
    "import",
    epilog="Example: lobby bookings import export.csv --settings /etc/lobby/bookings.toml. "
    "Exit codes: 0 imported, 1 refused and nothing imported, 2 wrong command, 3 no answer: try again.",
)(import_feed)
app.command(
    epilog="Example: lobby bookings pull --settings /etc/lobby/bookings.toml --day today --skip-bad. "
    "Exit codes as those of import.",
)(pull)
app.command(epilog="Example: lobby bookings serve --settings /etc/lobby/bookings-push.toml")(serve)
app.command(epilog="Example: lobby bookings secret /etc/lobby/cms.secret")(secret)
app.command(
    epilog="Example: lobby bookings export --settings /etc/lobby/bookings.toml --like export.csv --output states.csv. "
    "Exit codes: 0 written, 1 refused, 2 wrong command, 3 no answer: try again.",
)(export)
app.command(
    epilog="Example: lobby bookings tell --settings /etc/lobby/bookings.toml. Exit codes as those of export.",
)(tell)
