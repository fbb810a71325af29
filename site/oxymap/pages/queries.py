"""Read query parameters, and refuse what cannot be understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from werkzeug.datastructures import MultiDict

from oxymap.catalogue.models import LAYERS
from oxymap.errors import BadRequestError
from oxymap.pages.models import Facet

LONGEST_QUERY = 100


def chosen_facets(
    args: MultiDict[str, str], facets: Iterable[Facet]
) -> Mapping[str, tuple[str, ...]]:
    """Return the chosen values of every filter.

    Parameters that no filter knows are left alone: WeChat and others add their own.

    Raises
    ------
    BadRequestError : a filter is given a value that it does not have.
    """
    chosen = {}
    for facet in facets:
        known = {option.value for option in facet.options}
        values = tuple(value for value in args.getlist(facet.name) if value)
        for value in values:
            if value not in known:
                raise BadRequestError(
                    f"{facet.name}: {value!r} is not one of {', '.join(sorted(known))}", value
                )
        chosen[facet.name] = values
    return chosen


def search_text(args: MultiDict[str, str]) -> str:
    """Return what is searched for.

    Raises
    ------
    BadRequestError : the text is longer than 100 characters.
    """
    query = args.get("q", "").strip()
    if len(query) > LONGEST_QUERY:
        raise BadRequestError(f"q: is longer than {LONGEST_QUERY} characters", query[:20])
    return query


def check_map_state(args: MultiDict[str, str]) -> None:
    """Check the state of the map in an address: ``layers``, ``view``, ``selected``.

    Raises
    ------
    BadRequestError : a layer is unknown, or the view is not lat,lon,zoom in range.
    """
    for layer in filter(None, args.get("layers", "").split(",")):
        if layer not in LAYERS:
            raise BadRequestError(f"layers: {layer!r} is not one of {', '.join(LAYERS)}", layer)
    view = args.get("view")
    if view:
        _check_view(view)


def _check_view(view: str) -> None:
    try:
        lat, lon, zoom = map(float, view.split(","))
    except ValueError as error:
        raise BadRequestError(f"view: {view!r} is not latitude,longitude,zoom", view) from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 <= zoom <= 22):
        raise BadRequestError(f"view: {view!r} is not on the earth", view)
