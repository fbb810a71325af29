"""Say in which datum a file seems to be, and why."""

from __future__ import annotations

from oxymap.geo.datum_evidence import Fit
from oxymap.wording import N_, Say, say

#: How the datums are written, in every language.
NAMES = {
    "wgs84": "WGS 84",
    "cgcs2000": "CGCS2000",
    "gcj02": "GCJ-02",
    "bd09": "BD-09",
}
#: What a file says of the app that wrote it: the datum that this app shows its users.
_APPS = {
    "amap": "gcj02", "高德": "gcj02", "autonavi": "gcj02", "baidu": "bd09", "百度": "bd09",
}  # fmt: skip
#: Apps whose files are met with in either datum.
_EITHER = ("2bulu", "两步路", "六只脚", "foooooot")

_UNTOLD = N_(
    "The datum cannot be told from this file: nothing near it is known well enough. Look at the "
    "map which line fits."
)
_UNTOLD_APP = N_(
    "The datum cannot be told from this file: nothing near it is known well enough. But files of "
    "the app that wrote it may be in GCJ-02 or BD-09: look at the map which line fits."
)
_TRAIL_OTHER = N_(
    "The positions seem to be in %(best)s and not in %(other)s: as %(best)s the line lies "
    "%(near)s m from %(en)s (%(zh)s) on average, as %(other)s %(far)s m."
)
_TRAIL_SAME = N_(
    "The positions fit %(best)s: so the line lies %(near)s m from %(en)s (%(zh)s) on average, as "
    "%(other)s it would be %(far)s m."
)
_NAMED_OTHER = N_(
    "The positions seem to be in %(best)s and not in %(other)s: as %(best)s named points lie "
    "%(near)s m from the known places of these names on average, as %(other)s %(far)s m "
    "(%(count)s compared)."
)
_NAMED_SAME = N_(
    "The positions fit %(best)s: so named points lie %(near)s m from the known places of these "
    "names on average, as %(other)s it would be %(far)s m (%(count)s compared)."
)
_ENDS_OTHER = N_(
    "The positions seem to be in %(best)s and not in %(other)s: as %(best)s the walk begins and "
    "ends at %(en1)s (%(zh1)s) and %(en2)s (%(zh2)s)."
)
_ENDS_SAME = N_(
    "The positions fit %(best)s, and not %(other)s: so the walk begins and ends at %(en1)s "
    "(%(zh1)s) and %(en2)s (%(zh2)s)."
)
_INSIDE_OTHER = N_(
    "The positions seem to be in %(best)s and not in %(other)s: as %(best)s %(near)s %% of them "
    "lie in the three districts, as %(other)s %(far)s %%."
)
_INSIDE_SAME = N_(
    "The positions fit %(best)s: so %(near)s %% of them lie in the three districts, as %(other)s "
    "it would be %(far)s %%."
)
_INSIDE = N_("%(share)s %% lies in the three districts.")
_ALONG = N_("%(share)s %% of %(en)s (%(zh)s) fits; %(mean)s m off on average.")
_NAMED = N_("Named points lie %(mean)s m from the places of these names (%(count)s).")
_END = N_("It begins or ends at %(en)s (%(zh)s).")
_APP = N_("The file names an app that shows %(datum)s.")


def app_of(hint: str) -> str | None:
    """Return the datum of the app that a file's beginning names, or None."""
    lower = hint.lower()
    return next((datum for word, datum in _APPS.items() if word in lower), None)


def untold(hint: str) -> Say:
    """Say that the file does not tell."""
    lower = hint.lower()
    return say(_UNTOLD_APP if any(word in lower for word in (*_APPS, *_EITHER)) else _UNTOLD)


def told(found: dict[str, Fit], best: str, other: str, *, suspected: bool) -> Say:
    """Say which fits, with the strongest reason."""
    fit, other_fit = found[best], found[other]
    names = {"best": NAMES[best], "other": NAMES[other]}
    if fit.trail is not None and other_fit.trail is not None:
        return say(
            _TRAIL_OTHER if suspected else _TRAIL_SAME,
            **names,
            zh=fit.trail.trail.zh,
            en=fit.trail.trail.en,
            near=round(fit.trail.mean_m),
            far=round(other_fit.trail.mean_m),
        )
    if fit.named is not None and other_fit.named is not None:
        return say(
            _NAMED_OTHER if suspected else _NAMED_SAME,
            **names,
            count=fit.named.count,
            near=round(fit.named.mean_m),
            far=round(other_fit.named.mean_m),
        )
    if len(fit.ends) - len(other_fit.ends) >= 2:
        first, last = fit.ends[:2]
        places = {"zh1": first.zh, "en1": first.en, "zh2": last.zh, "en2": last.en}
        return say(_ENDS_OTHER if suspected else _ENDS_SAME, **names, **places)
    return say(
        _INSIDE_OTHER if suspected else _INSIDE_SAME,
        **names,
        near=round(100 * fit.inside_share),
        far=round(100 * other_fit.inside_share),
    )


def evidence_of(crs: str, fit: Fit, app: str | None) -> tuple[Say, ...]:
    """List what speaks for or against one datum."""
    found = [say(_INSIDE, share=round(100 * fit.inside_share))]
    if fit.trail is not None:
        trail = fit.trail.trail
        share, mean = round(100 * fit.trail.near_share), round(fit.trail.mean_m)
        found.append(say(_ALONG, share=share, zh=trail.zh, en=trail.en, mean=mean))
    if fit.named is not None:
        found.append(say(_NAMED, mean=round(fit.named.mean_m), count=fit.named.count))
    found += [say(_END, zh=place.zh, en=place.en) for place in fit.ends]
    if app == crs:
        found.append(say(_APP, datum=NAMES[crs]))
    return tuple(found)
