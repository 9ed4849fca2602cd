"""The rules of a waiting line. Pure: no I/O, no clock, no randomness; time and identity are arguments.

`decide(line, command, rules, now)` says which facts follow from a command, or why none do, and changes nothing.
`evolve(line, event)` is the line after a fact; it changes the line it is given, which therefore belongs to one fold at
a time. A restart is that fold over the journal: `replay`.
"""
