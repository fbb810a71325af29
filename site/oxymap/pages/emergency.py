"""The numbers to call, on pages and on paper."""

from __future__ import annotations

from oxymap.wording import N_

#: (number, what for), as on the site's safety page.
NUMBERS = (
    ("110", N_("Police, lost or trapped")),
    ("119", N_("Fire, forest fire, rescue")),
    ("120", N_("Ambulance")),
    ("122", N_("Road accident")),
)
