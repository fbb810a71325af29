"""Short names for the fields that forms are written with."""

from __future__ import annotations

from oxymap.studio.forms.models import Field, FieldKind, Rows, Spread
from oxymap.web.labels import LABELS
from oxymap.wording import N_


def bilingual(
    name: str,
    label: str,
    hint: str = "",
    *,
    kind: FieldKind = "line",
    spread: Spread = "text",
    required: bool = False,
) -> Field:
    """Return a text in both languages."""
    return Field(name, kind, label, hint, spread=spread, required=required)


def choice(
    name: str,
    label: str,
    group: str,
    *,
    options: tuple[str, ...] = (),
    default: str = "",
    required: bool = False,
) -> Field:
    """Return a choice of one of a group's values."""
    shown = options or tuple(LABELS[group])
    return Field(
        name, "choice", label, group=group, options=shown, default=default, required=required
    )


def checks(name: str, label: str, group: str, *, required: bool = False) -> Field:
    """Return a choice of several of a group's values."""
    return Field(
        name, "checks", label, group=group, options=tuple(LABELS[group]), required=required
    )


def season_window(name: str, label: str) -> tuple[Field, ...]:
    """Return the fields of a window of the year; all empty means none."""
    return (
        Field(f"{name}.start", "month_day", label, N_("Month and day, such as 09-01.")),
        Field(f"{name}.end", "month_day", N_("Until"), N_("It may run over New Year.")),
        Field(
            f"{name}.certainty",
            "grade",
            N_("How certain"),
            group="certainty",
            options=tuple(LABELS["certainty"]),
        ),
        bilingual(f"{name}.note", N_("Remark on the time")),
    )


def places(name: str, label: str, add: str, of: str = "place") -> Rows:
    """Return an ordered list of published things."""
    return Rows(name, label, (Field("id", "place", N_("Name"), of=of),), add, plain=True)


PHOTOS = Rows(
    "photos",
    N_("Photographs"),
    (
        Field("id", "hidden", "", required=True),
        Field("width", "hidden", "", required=True, limits=(1, 20_000)),
        Field("height", "hidden", "", required=True, limits=(1, 20_000)),
        bilingual("alt", N_("What can be seen"), N_("For people who cannot see the picture.")),
        bilingual("caption", N_("Caption")),
        Field("credit", "line", N_("Photographer")),
        Field("licence", "line", N_("Licence")),
    ),
    N_("Add a photograph"),
    N_("The first one stands at the top of the page."),
)
