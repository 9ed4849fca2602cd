"""The command line as a program of its own."""

import subprocess
import sys
from typing import TypeAlias

Run: TypeAlias = "subprocess.CompletedProcess[str]"


def lobby_program(*arguments: object) -> Run:
    """`lobby` with these arguments, run to its end."""
    command = [sys.executable, "-m", "lobby", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
