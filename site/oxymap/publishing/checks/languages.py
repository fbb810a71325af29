"""Whether everything is said in both languages, and the same in both."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oxymap.catalogue.checks import NEUTRAL
from oxymap.catalogue.models import LANGS, RouteFront
from oxymap.catalogue.references import parse_block
from oxymap.publishing.checks.context import CheckContext
from oxymap.publishing.checks.findings import about
from oxymap.publishing.checks.schema import shown
from oxymap.publishing.checks.subject import PageVersion, Subject, Words, read_subject
from oxymap.publishing.models import Finding
from oxymap.wording import N_, say

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"[A-Za-z]+")
#: What writers leave behind to come back to.
_PLACEHOLDER = re.compile(
    r"待补充|(?<![接招等])待填写|待完善|此处(?:填写|输入|添加)|请(?:填写|输入)|占位"
    r"|示例文字|(?<![A-Za-z])(?:TODO|TBD|FIXME|X{3,})(?![A-Za-z])|lorem ipsum|\?{3,}|？{3,}",
    re.IGNORECASE,
)
#: English words for a Chinese character: from 0.4 to 1.2 in all published texts.
_FEWEST_WORDS, _MOST_WORDS = 0.25, 2.2
#: Shorter texts say nothing by their length.
_LEAST_HAN = 40
_HEADING = re.compile(r"^(#{1,6})\s", re.MULTILINE)
_LINK = re.compile(r"\]\(([a-z]+:[^)\s]*)\)")


def check_languages(subject: Subject, context: CheckContext) -> Iterator[Finding]:
    """Yield missing languages, text left over, and what differs between the languages."""
    yield from _missing_pages(subject)
    for words in subject.words():
        yield from _script(words)
        yield from _placeholders(words)
    if len(subject.versions) == len(LANGS):
        yield from _differences(subject.versions["zh"], subject.versions["en"])
        yield from _structure(subject.versions["zh"], subject.versions["en"])
    yield from _lengths(subject)
    yield from _behind(subject, context)


def _missing_pages(subject: Subject) -> Iterator[Finding]:
    if subject.ref.kind == "feature":
        return
    for lang in LANGS:
        if subject.document.texts.get(lang) is None:
            said = (
                say(N_("The whole page is missing in Chinese."))
                if lang == "zh"
                else say(N_("The whole page is missing in English."))
            )
            fix = say(N_("Write the page in this language; it is published in both or not at all."))
            yield Finding("language_missing", "error", said, fix, lang=lang)
        elif lang in subject.versions and not subject.versions[lang].body.strip():
            said = say(N_("The page has no text below its head."))
            fix = say(N_("Write at least a paragraph."))
            yield Finding("missing", "error", said, fix, field="body", lang=lang)


def _script(words: Words) -> Iterator[Finding]:
    han, latin = len(_HAN.findall(words.text)), len(_LATIN.findall(words.text))
    if words.lang == "en" and han >= 2 and han > latin:
        said = say(N_("“%(text)s” stands in the English text but is Chinese."), text=_begin(words))
        fix = say(N_("Translate it."))
        yield about(words, "wrong_language", "error", said, fix)
    if words.lang == "zh" and not han and latin:
        said = say(N_("“%(text)s” stands in the Chinese text but is not."), text=_begin(words))
        fix = say(N_("Translate it, unless it is a name that is written so."))
        yield about(words, "no_chinese", "warning", said, fix)


def _placeholders(words: Words) -> Iterator[Finding]:
    found = _PLACEHOLDER.search(words.text)
    if found:
        said = say(N_("“%(text)s” was left in the text."), text=found[0])
        fix = say(N_("Write what belongs there, or take the sentence out."))
        yield about(words, "placeholder", "error", said, fix)


def _differences(zh: PageVersion, en: PageVersion) -> Iterator[Finding]:
    """Yield fields that say the same in every language, but do not."""
    if zh.page is None or en.page is None:
        return
    ours, theirs = zh.page.front, en.page.front
    for field in type(ours).model_fields:
        if field in NEUTRAL and getattr(ours, field) != getattr(theirs, field):
            said = say(
                N_("Chinese says %(zh)s and English %(en)s: %(field)s must be the same in both."),
                zh=shown(zh.front.get(field)),
                en=shown(en.front.get(field)),
                field=field,
            )
            fix = say(N_("Set the same value in both languages."))
            yield Finding("languages_differ", "error", said, fix, field=field, lang="en")
    if isinstance(ours, RouteFront) and isinstance(theirs, RouteFront):
        yield from _stops(ours, theirs)


def _stops(zh: RouteFront, en: RouteFront) -> Iterator[Finding]:
    fix = say(N_("Give both languages the same stops in the same order."))
    if [stop.place for stop in zh.stops] != [stop.place for stop in en.stops]:
        said = say(N_("The stops of the two languages lead to different places."))
        yield Finding("languages_differ", "error", said, fix, field="stops", lang="en")
    elif [(s.day, s.stay_min) for s in zh.stops] != [(s.day, s.stay_min) for s in en.stops]:
        said = say(N_("The stops of the two languages have other days or other times."))
        yield Finding("languages_differ", "error", said, fix, field="stops", lang="en")


def _structure(zh: PageVersion, en: PageVersion) -> Iterator[Finding]:
    checks = (
        (N_("The two languages have different headings."), _HEADING.findall),
        (N_("The two languages have different live blocks."), _blocks),
        (
            N_("The two languages link to different pages."),
            lambda text: sorted(_LINK.findall(text)),
        ),
    )
    for sentence, parts in checks:
        if parts(zh.body) != parts(en.body):
            fix = say(N_("Look at both side by side and add what one of them lacks."))
            yield Finding(
                "structure_differs", "warning", say(sentence), fix, field="body", lang="en"
            )


def _blocks(body: str) -> list[tuple[str, list[tuple[str, str]]]]:
    found = []
    for line in body.splitlines():
        try:
            block = parse_block(line)
        except ValueError:
            continue
        if block is not None:
            params = sorted((k, v) for k, v in block.params.items() if k != "caption")
            found.append((block.name, params))
    return found


def _lengths(subject: Subject) -> Iterator[Finding]:
    for versions in _by_field(subject).values():
        if len(versions) < len(LANGS):
            continue
        han = len(_HAN.findall(versions["zh"].text))
        count = len(_WORD.findall(versions["en"].text))
        if han < _LEAST_HAN or _FEWEST_WORDS <= count / han <= _MOST_WORDS:
            continue
        said = say(
            N_("%(han)s Chinese characters stand against %(words)s English words."),
            han=han,
            words=count,
        )
        fix = say(N_("Read both: one of them probably lacks something."))
        yield about(versions["en"], "length_differs", "warning", said, fix)


def _behind(subject: Subject, context: CheckContext) -> Iterator[Finding]:
    """Yield texts that were changed in one language while the other stayed as published."""
    if context.published is None:
        return
    before, now = _by_field(read_subject(context.published)), _by_field(subject)
    for field, versions in now.items():
        old = before.get(field)
        if old is None or set(old) != set(LANGS) or set(versions) != set(LANGS):
            continue
        changed = [lang for lang in LANGS if versions[lang].text != old[lang].text]
        if len(changed) == 1:
            said = (
                say(N_("The Chinese has changed, the English has not."))
                if changed == ["zh"]
                else say(N_("The English has changed, the Chinese has not."))
            )
            fix = say(N_("Bring the other language up to date, unless only its wording changed."))
            other = versions["en" if changed == ["zh"] else "zh"]
            yield about(other, "language_behind", "warning", said, fix)


def _by_field(subject: Subject) -> dict[str, dict[str, Words]]:
    found: dict[str, dict[str, Words]] = {}
    for words in subject.words():
        if words.lang:
            field = words.field.removesuffix(f".{words.lang}")
            found.setdefault(field, {})[words.lang] = words
    return found


def _begin(words: Words) -> str:
    return shown(words.text)
