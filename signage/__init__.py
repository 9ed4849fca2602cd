"""The call display: who is called where, seen and heard from every seat.

Pure: `known` (what has arrived and how old it is), `announcing` (which call has its turn), `view` (texts and flags),
`layout` (where everything stands). Shell: `board` draws a view, `sound` plays the gong, `media` loads pictures, `app`
wires them to the broker.
"""
