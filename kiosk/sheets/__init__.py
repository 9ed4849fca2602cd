"""Contact sheets: every page of the terminal, in every language, with every aid, on one picture each."""
