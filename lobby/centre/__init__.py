"""The queue service of one centre: receive, decide, append to the journal, publish. In that order."""
