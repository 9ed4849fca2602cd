"""What the media zone shows when. Pure: no I/O, no clock, no randomness; moment and state are arguments.

`what_shows(programme, moment, zone, state)` depends on one reading of the clock and on nothing before it. So a display
that restarts, or that has been without network for days, shows what the one beside it shows.
"""
