"""`lobby codes`: keys, and the codes that are made and checked with them."""

import typer

from lobby.codes.check_cli import show, verify
from lobby.codes.issue_cli import issue
from lobby.codes.keys_cli import keygen, list_keys, revoke

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Booking codes: make keys, issue, show and verify."
)
app.command(epilog="Example: lobby codes keygen --keys keys --id 1 --centre altona")(keygen)
app.command("keys", epilog="Example: lobby codes keys --keys keys")(list_keys)
app.command(epilog="Example: lobby codes revoke --keys keys --id 1")(revoke)
app.command(
    epilog="Example: lobby codes issue --keys keys --centre altona --service passport --slot 2026-12-01T10:15"
    " --png card.png"
)(issue)
app.command(epilog="Example: lobby codes show --image card.png")(show)
app.command(epilog="Example: lobby codes verify --keyring keys/keyring.json HK1…")(verify)
