"""Pure geometry: datums, tracks, formats in and out, checks."""
