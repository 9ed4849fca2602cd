"""The reception's page: who needs somebody now, who is expected, who waits; and what only the reception may do."""
