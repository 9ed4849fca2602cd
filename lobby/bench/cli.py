"""`lobby bench`: each measurement beside a baseline of the same run."""

from lobby.commands import Commands, Entry

app = Commands(
    help="Measure, beside a baseline of the same run. With --json the last line is one object.",
    example="lobby bench call-to-screen --json",
    table={
        "call-to-screen": Entry(
            "lobby.bench.call_to_screen:app", "Clerk's command published to pixels changed."
        ),
        "side-by-side": Entry(
            "lobby.bench.side_by_side:app", "A call on several displays: first to last pixel."
        ),
        "scan-to-number": Entry("lobby.bench.scan_to_number:app", "Last key of the code to number painted."),
        "terminal-memory": Entry(
            "lobby.bench.terminal_memory:app", "The terminal's memory after thousands of visitors."
        ),
        "queue-service": Entry("lobby.bench.queue_service:app", "Durable commands a second over MQTT."),
        "counter-page": Entry(
            "lobby.bench.counter_page:app", "Command to the painted counter page, fifty counters open."
        ),
        "estimate": Entry(
            "lobby.bench.estimate:app", "Waiting times said beforehand, beside other ways and the floor."
        ),
        "estimate-cost": Entry(
            "lobby.bench.estimate_cost:app", "Time of one estimate of all services, 500 people present."
        ),
        "rules": Entry("lobby.bench.rules:app", "A command with 2,000 people present; a restart in mid-day."),
        "figures": Entry("lobby.bench.figures:app", "All figures of a year, rebuilt from its journal."),
        "decode": Entry("lobby.bench.decode:app", "Hard frames of a camera read, and the time of a frame."),
        "footprint": Entry(
            "lobby.bench.footprint:app", "Start, memory and processor of terminal and display."
        ),
    },
)
