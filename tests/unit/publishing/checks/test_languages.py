"""Everything is said in both languages, and the same."""

from __future__ import annotations

import pytest

from oxymap.publishing.models import Document
from tests.unit.publishing.checks.faults import setting, written
from tests.unit.publishing.checks.sampling import codes, context, errors, finding, good, made

PAIR = {"zh": "村口有停车场和厕所。", "en": "There is a car park at the gate."}


@pytest.mark.parametrize("field", ["summary", "access", "safety", "note", "description"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text_in_one_language_only_is_stopped(field: str, lang: str) -> None:
    found = errors(made(**{field: {lang: PAIR[lang]}}))

    assert [item.code for item in found] == ["language_missing"]
    assert found[0].field.startswith(field)


def test_empty_text_is_a_missing_language() -> None:
    assert [x.code for x in errors(made(access={**PAIR, "en": "  "}))] == ["language_missing"]


@pytest.mark.parametrize(
    "text", ["票价待补充。", "TODO", "占位文字", "Lorem ipsum dolor", "？？？"]
)
def test_text_left_over_is_stopped(text: str) -> None:
    assert "placeholder" in {item.code for item in errors(made(note={**PAIR, "zh": "村口" + text}))}


@pytest.mark.parametrize(
    "text", ["日期待公布。", "线路待核实。", "接待填表的客人。", "Todor 的家。"]
)
def test_honest_gaps_are_no_text_left_over(text: str) -> None:
    assert "placeholder" not in codes(made(note={**PAIR, "zh": text}))


def test_english_may_quote_a_chinese_name() -> None:
    text = "The name 爨底下 is said to mean “below the stove”, and few people can write it."

    assert errors(made(note={**PAIR, "en": text})) == []


def test_chinese_text_without_chinese_is_a_warning() -> None:
    found = finding(made(note={**PAIR, "zh": "There is a car park."}), "no_chinese")

    assert (found.severity, found.field, found.lang) == ("warning", "note.zh", "zh")


def test_page_with_another_structure_is_a_warning() -> None:
    document = written("en", "## Before you go\n", "")(good("temples-by-bus"))

    assert finding(document, "structure_differs").severity == "warning"


def test_much_shorter_translation_is_a_warning() -> None:
    document = setting("summary.en", "A loop.")(good("lingshui-loop"))

    assert finding(document, "length_differs").field == "summary.en"


def test_one_language_changed_since_publishing_is_a_warning() -> None:
    published = good("lingshui-loop")
    document = setting("safety.zh", "山梁封闭，绕行村东。")(published)

    found = finding(document, "language_behind", context(published=published, is_new=False))

    assert (found.severity, found.field) == ("warning", "safety.en")


def test_both_changed_says_nothing() -> None:
    published = good("lingshui-loop")
    document = setting("safety", PAIR)(published)

    assert "language_behind" not in codes(document, context(published=published, is_new=False))


def test_changed_page_text_in_one_language_is_a_warning() -> None:
    published = good("temples-by-bus")
    document = written("zh", "殿内不拍照", "殿内不拍照、不喧哗")(published)

    found = finding(document, "language_behind", context(published=published, is_new=False))

    assert (found.field, found.lang) == ("body", "en")


def test_page_without_a_text_is_stopped() -> None:
    page = good("temples-by-bus")
    texts = {lang: text.rpartition("---\n")[0] + "---\n" for lang, text in page.texts.items()}

    assert {item.field for item in errors(Document(page.ref, texts))} == {"body"}
