"""The shapes of the drawn hills, for the picture and for the browser."""

from __future__ import annotations

#: Outlines of the hills; the middle of the foot is at 0, 0.
OUTLINES = (
    "M-16 0C-12-1-9-8-5-10.5c1.5-1 2 .6 3.2-.4C2-13.5 8-2 16 0",
    "M-15 0C-10-2-8-10-3-14c1.6 2.4 2.8 2.6 4 2.7C6-10 9-2 16 0",
    "M-18 0C-14-1-12-5-8.5-7c1.5-.8 2.2.5 3.5-.3C-2-9.5 1-12 3-12c2.5 3 7 11 15 12",
)
#: Brush strokes on their flanks.
STROKES = (
    "M0-11C.5-8 2.5-6.5 2.5-4M4.5-7.5C5.5-5.5 7-4.5 8-3M-5-10C-5.5-7.5-4-6-4.5-4",
    "M-3-13.500C-2.5-9-3.5-7-3-4M2-11C3-8 5-6 6-3.5",
    "M3.5-11.500C4-8 6-6 6.5-4M-8-6.800C-7.5-5-8.5-4-8-3M.5-9C0-7 1.5-5.5 1-4",
)
