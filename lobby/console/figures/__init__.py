"""The page of figures: chosen days, cards, plots, tables, downloads."""
