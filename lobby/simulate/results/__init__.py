"""What a played day came to: figures from its journal, a table, a plot, two days side by side."""
