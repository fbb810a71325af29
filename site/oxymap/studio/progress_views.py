"""What the plans promise in numbers, against what is published."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response

from oxymap.publishing.progress import Progress, load_progress_targets, progress
from oxymap.studio.desk import desk, studio_blueprint
from oxymap.studio.menu import EDITORS
from oxymap.studio.paths import object_path
from oxymap.studio.respond import studio_page
from oxymap.web.i18n import Localizer, localizer
from oxymap.web.sessions import allowed
from oxymap.web.urls import URLS

bp = studio_blueprint("progress")


@dataclass(frozen=True)
class CounterRow:
    """One number of a plan with what counts for it, as (name, address) pairs."""

    name: str
    district: str
    year: str
    count: int
    at_least: int
    reached: bool
    source: str
    objects: tuple[tuple[str, str], ...]


@bp.get("/studio/progress")
@allowed(*EDITORS)
def show(lang: str) -> Response:
    """Show the plans' numbers beside what is published."""
    publishing = desk().publishing
    targets = load_progress_targets(publishing.settings.standards)
    texts = localizer(lang)
    names = {item.ref: item.title[lang] or item.ref.id for item in publishing.objects()}
    prefix = URLS[lang].prefix
    rows = []
    for item in progress(publishing.catalogue(), targets):
        linked = tuple((names.get(ref, ref.id), prefix + object_path(ref)) for ref in item.objects)
        rows.append(_row(texts, item, linked))
    return studio_page(lang, "progress.html", texts.text("Progress"), rows=rows)


def _row(texts: Localizer, item: Progress, objects: tuple[tuple[str, str], ...]) -> CounterRow:
    target = item.target
    years = "–".join(map(str, dict.fromkeys(target.years or ())))
    return CounterRow(
        name=target.name.zh if texts.lang == "zh" else target.name.en,
        district=texts.label("district", target.district),
        year=str(item.year) if item.year else years,
        count=len(item.objects),
        at_least=target.at_least,
        reached=item.is_reached,
        source=target.source,
        objects=objects,
    )
