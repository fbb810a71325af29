"""Whether a document fits the schema of its kind, in sentences of our own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from oxymap.catalogue.models import DISTRICTS, LANGS, LAYER_KINDS
from oxymap.publishing.checks.context import CheckContext
from oxymap.publishing.checks.subject import Subject, Trouble, mapping
from oxymap.publishing.models import Finding
from oxymap.wording import N_, Say, say

Sentence = tuple[str, Say, Say]
#: The longest piece of a wrong value that is repeated to the writer.
_SHOWN = 60
_QUOTED = re.compile(r"'([^']*)'")


def check_schema(subject: Subject, context: CheckContext) -> Iterator[Finding]:
    """Yield what the schema says: missing, unknown, too long, out of bounds."""
    for trouble in subject.troubles:
        if trouble.kind == "ours":
            yield from _misfits(subject)
            continue
        code, said, fix = _sentence(trouble)
        yield Finding(code, "error", said, fix, field=trouble.field, lang=trouble.lang)
    yield from _identity(subject, context)


def _identity(subject: Subject, context: CheckContext) -> Iterator[Finding]:
    ref = subject.ref
    if ref.kind == "feature" and subject.feature and subject.feature.get("id") != ref.id:
        said = say(
            N_("The id in the document is %(value)s, but this is %(id)s."),
            value=shown(subject.feature.get("id")),
            id=ref.id,
        )
        fix = say(N_("Write %(id)s as the id; an id never changes."), id=ref.id)
        yield Finding("id_differs", "error", said, fix, field="id")
    if context.is_new and _is_taken(subject, context):
        said = say(N_("The id %(id)s is taken by something else."), id=ref.id)
        fix = say(N_("Choose another id: lower-case words joined by hyphens."))
        yield Finding("id_taken", "error", said, fix, field="id")


def _is_taken(subject: Subject, context: CheckContext) -> bool:
    ref = subject.ref
    if ref.kind == "feature":
        return ref.id in context.catalogue.places
    return any(kind == ref.group and name == ref.id for kind, name, _ in context.catalogue.pages)


def _misfits(subject: Subject) -> Iterator[Finding]:
    """Yield what does not fit between the parts of a feature whose fields are all right."""
    properties, ref = subject.properties, subject.ref
    kinds = LAYER_KINDS[ref.group]
    if properties.get("kind") not in kinds:
        yield Finding(
            "wrong_kind",
            "error",
            say(N_("The kind %(value)s does not exist here."), value=shown(properties.get("kind"))),
            say(N_("Choose one of: %(values)s."), values=", ".join(kinds)),
            field="kind",
        )
    elif ref.group == "districts" and ref.id not in DISTRICTS:
        yield Finding(
            "wrong_kind",
            "error",
            say(N_("There is no district %(id)s."), id=ref.id),
            say(N_("Choose one of: %(values)s."), values=", ".join(DISTRICTS)),
            field="id",
        )
    elif subject.feature.get("type") != "Feature":
        yield Finding(
            "unreadable",
            "error",
            say(N_("This is not a GeoJSON feature.")),
            say(N_("Restore the last revision that could be read, or begin again from it.")),
        )
    else:
        yield _position_misfit(subject)


def _position_misfit(subject: Subject) -> Finding:
    if subject.feature.get("geometry") is None:
        return Finding(
            "position_missing",
            "error",
            say(N_("It says how its position was found, but it has no position.")),
            say(N_("Set the position on the map, or say that there is none.")),
            field="geometry",
        )
    method = mapping(subject.properties.get("position")).get("method")
    if method == "none":
        return Finding(
            "position_unexplained",
            "error",
            say(N_("It has a position on the map, but says that it has none.")),
            say(N_("Say how the position was found and how exact it is, or take it away.")),
            field="position.method",
        )
    return Finding(
        "geometry_unreadable",
        "error",
        say(N_("The line or point on the map cannot be read.")),
        say(N_("Draw it again, or import the file again.")),
        field="geometry",
    )


def _sentence(trouble: Trouble) -> Sentence:
    if trouble.field.rpartition(".")[2] in LANGS and trouble.kind in {
        "missing",
        "string_too_short",
    }:
        return _language_missing(trouble)
    return _SENTENCES.get(trouble.kind, _wrong_value)(trouble)


def _language_missing(trouble: Trouble) -> Sentence:
    if trouble.field.endswith("en"):
        said = say(N_("The English text is missing."))
        fix = say(N_("Write it in English, too; nothing is published in one language only."))
    else:
        said = say(N_("The Chinese text is missing."))
        fix = say(N_("Write it in Chinese, too; nothing is published in one language only."))
    return "language_missing", said, fix


def _unreadable(trouble: Trouble) -> Sentence:
    if trouble.lang is None:
        said = say(N_("The document cannot be read."))
    else:
        said = say(N_("The head of the page, between the two lines of ---, cannot be read."))
    fix = say(N_("Restore the last revision that could be read, or begin again from it."))
    return "unreadable", said, fix


def _missing(trouble: Trouble) -> Sentence:
    said = say(N_("Something that is required is missing: %(field)s."), field=trouble.field)
    return "missing", said, say(N_("Fill it in."))


def _too_short(trouble: Trouble) -> Sentence:
    least = trouble.limits.get("min_length", 1)
    if trouble.kind == "too_short":
        said = say(N_("The list is too short; it needs at least %(least)s entries."), least=least)
        return "too_short", said, say(N_("Add what is missing."))
    if trouble.value in {"", None} or not str(trouble.value).strip():
        return _missing(trouble)
    said = say(
        N_("“%(value)s” is too short; at least %(least)s characters are needed."),
        value=shown(trouble.value),
        least=least,
    )
    return "too_short", said, say(N_("Write a little more."))


def _too_long(trouble: Trouble) -> Sentence:
    most = trouble.limits.get("max_length")
    said = say(
        N_("“%(value)s” is %(length)s characters long; at most %(most)s fit."),
        value=shown(trouble.value),
        length=len(str(trouble.value)),
        most=most,
    )
    return "too_long", said, say(N_("Shorten it; the rest can go into the description."))


def _not_one_of(trouble: Trouble) -> Sentence:
    expected = ", ".join(_QUOTED.findall(str(trouble.limits.get("expected"))))
    said = say(N_("%(value)s is not a value that exists here."), value=shown(trouble.value))
    fix = say(N_("Choose one of: %(values)s."), values=expected or str(trouble.limits["expected"]))
    return "unknown_value", said, fix


def _unknown_field(trouble: Trouble) -> Sentence:
    said = say(N_("There is no field %(field)s."), field=trouble.field)
    return "unknown_field", said, say(N_("Remove it, or correct its name."))


def _out_of_bounds(trouble: Trouble) -> Sentence:
    limits = [str(trouble.limits[key]) for key in ("gt", "ge", "lt", "le") if key in trouble.limits]
    said = say(
        N_("%(value)s is outside what is possible here; the limit is %(limit)s."),
        value=shown(trouble.value),
        limit=", ".join(limits) or "–",
    )
    return "out_of_bounds", said, say(N_("Check the number and its unit."))


def _bad_date(trouble: Trouble) -> Sentence:
    said = say(N_("%(value)s is not a day that exists."), value=shown(trouble.value))
    return "bad_date", said, say(N_("Write the date as 2026-05-01."))


def _bad_pattern(trouble: Trouble) -> Sentence:
    said = say(N_("%(value)s is not written as it has to be."), value=shown(trouble.value))
    return "wrong_value", said, say(N_("Choose it from the list instead of writing it."))


def _wrong_value(trouble: Trouble) -> Sentence:
    said = say(N_("The value %(value)s cannot be used here."), value=shown(trouble.value))
    return "wrong_value", said, say(N_("Correct it, or remove it."))


def _own_rule(trouble: Trouble) -> Sentence:
    """Return the sentence for a rule of the catalogue's own, by a word of its message."""
    reason = str(trouble.limits.get("error", ""))
    for word, sentence in _OWN_RULES.items():
        if word in reason:
            return sentence(trouble)
    return _wrong_value(trouble)


def _bad_slug(trouble: Trouble) -> Sentence:
    said = say(N_("%(value)s cannot be an id."), value=shown(trouble.value))
    fix = say(N_("An id is lower-case letters a to z and digits, words joined by hyphens."))
    return "bad_id", said, fix


def _bad_month_day(trouble: Trouble) -> Sentence:
    said = say(N_("%(value)s is not a day of the year."), value=shown(trouble.value))
    return "bad_date", said, say(N_("Write month and day as 09-01."))


def _bad_precision(trouble: Trouble) -> Sentence:
    said = say(N_("Precision and the way the position was found do not go together."))
    fix = say(N_("Without a position leave the precision empty; with one, say how exact it is."))
    return "position_unexplained", said, fix


def _bad_stop(trouble: Trouble) -> Sentence:
    said = say(N_("A stop names both a place and a text, or neither of them."))
    fix = say(N_("Choose a place for the stop, or write a name when it has no page."))
    return "stop_unnamed", said, fix


def _bad_end(trouble: Trouble) -> Sentence:
    said = say(N_("The last day lies before the first, or there is no first day."))
    return "end_before_start", said, say(N_("Correct the first or the last day."))


def _bad_start(trouble: Trouble) -> Sentence:
    said = say(N_("It is scheduled, but has no first day."))
    fix = say(N_("Set the first day, or leave the date to be announced."))
    return "start_missing", said, fix


def shown(value: object) -> str:
    """Return a value as far as it is repeated in a sentence."""
    text = " ".join(str(value).split()) if value is not None else "–"
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


_SENTENCES: dict[str, Callable[[Trouble], Sentence]] = {
    "unreadable": _unreadable,
    "missing": _missing,
    "string_too_short": _too_short,
    "too_short": _too_short,
    "string_too_long": _too_long,
    "literal_error": _not_one_of,
    "extra_forbidden": _unknown_field,
    "greater_than": _out_of_bounds,
    "greater_than_equal": _out_of_bounds,
    "less_than": _out_of_bounds,
    "less_than_equal": _out_of_bounds,
    "finite_number": _out_of_bounds,
    "date_from_datetime_parsing": _bad_date,
    "date_from_datetime_inexact": _bad_date,
    "date_parsing": _bad_date,
    "date_type": _bad_date,
    "string_pattern_mismatch": _bad_pattern,
    "value_error": _own_rule,
}
#: A word of each message that the catalogue's own rules raise.
_OWN_RULES: dict[str, Callable[[Trouble], Sentence]] = {
    "joined by hyphens": _bad_slug,
    "MM-DD": _bad_month_day,
    "precision_m": _bad_precision,
    "a stop has": _bad_stop,
    "end needs a start": _bad_end,
    "a scheduled event": _bad_start,
}
