"""Charts as data and as drawn SVG, each with a table behind it; no library."""
