"""Two changes of one document become one, or both stay to be looked at; no word is lost."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxymap.publishing.documents import feature_document, feature_of, join_page, split_page
from oxymap.publishing.merging import merge_documents
from oxymap.publishing.models import Document, Ref
from tests.factories import feature, front, line
from tests.unit.publishing.sampling import ALL, ANNA, ROUTE, studio

ABOUT = Ref("page", "pages", "about")
VILLAGE = Ref("feature", "villages", "stone-village")
BODY = "第一段说村子。第二句说路。\n\n第二段说山。\n\n第三段说水。\n"
FRONT = {**front("pages"), "updated": "2026-05-01"}


def text(body: str = BODY, **values: object) -> str:
    return join_page({**FRONT, **values}, body)


def about(zh: str | None = None, en: str | None = None) -> Document:
    return Document(ABOUT, {"zh": zh or text(), "en": en or text()})


def village(**properties: object) -> Document:
    return feature_document(VILLAGE, feature(**properties))


def body_of(document: Document, lang: str = "zh") -> str:
    return split_page(document.texts[lang])[1]


def properties_of(document: Document) -> dict[str, object]:
    return feature_of(document)["properties"]


def test_changes_in_different_paragraphs_are_joined() -> None:
    mine = about(text(BODY.replace("说山", "说高山")))
    theirs = about(text(BODY.replace("说水", "说溪水")))

    merged = merge_documents(about(), mine, theirs)

    assert merged.conflicts == ()
    assert body_of(merged.document) == BODY.replace("说山", "说高山").replace("说水", "说溪水")


def test_changes_in_different_languages_are_joined() -> None:
    merged = merge_documents(about(), about(zh=text("新。\n")), about(en=text("New.\n")))

    assert merged.conflicts == ()
    assert (body_of(merged.document), body_of(merged.document, "en")) == ("新。\n", "New.\n")


def test_untouched_text_keeps_its_bytes() -> None:
    odd = text().replace("title: A sample page", 'title:   "A sample page"   # as we like it')
    base = Document(ABOUT, {"zh": odd, "en": text()})
    mine = Document(ABOUT, {"zh": odd, "en": text("New.\n")})
    theirs = Document(ABOUT, {"zh": odd, "en": text(title="Another title")})

    assert merge_documents(base, mine, theirs).document.texts["zh"] == odd


def test_front_matter_is_joined_field_by_field() -> None:
    merged = merge_documents(about(), about(text(order=5)), about(text(title="新题")))

    found, _ = split_page(merged.document.texts["zh"])
    assert merged.conflicts == ()
    assert (found["order"], found["title"]) == (5, "新题")


def test_same_sentence_changed_twice_is_a_conflict_with_both_in_it() -> None:
    mine = about(text(BODY.replace("说山", "说高山")))
    theirs = about(text(BODY.replace("说山", "说远山")))

    merged = merge_documents(about(), mine, theirs)

    assert merged.conflicts == ("zh",)
    assert "第二段说远山。" in body_of(merged.document)
    assert "第二段说高山。" in body_of(merged.document)


def test_same_change_made_twice_is_made_once() -> None:
    both = about(text(BODY.replace("说山", "说高山")))

    merged = merge_documents(about(), both, both)

    assert (merged.conflicts, merged.document.texts) == ((), both.texts)


def test_properties_of_a_feature_are_joined() -> None:
    mine = village(summary={"zh": "新摘要。", "en": "A small village on a slope."})
    theirs = village(summary={"zh": "山坡上的一个小村。", "en": "New."}, tags=["old"])

    merged = merge_documents(village(), mine, theirs)

    assert merged.conflicts == ()
    assert properties_of(merged.document)["summary"] == {"zh": "新摘要。", "en": "New."}
    assert properties_of(merged.document)["tags"] == ["old"]


def test_new_line_and_new_text_are_joined() -> None:
    ref = Ref("feature", "trails", "ridge-walk")
    base = feature_document(ref, feature("ridge-walk", "trails", geometry=line((115.8, 40.0))))
    moved = feature_document(ref, feature("ridge-walk", "trails", geometry=line((115.9, 40.0))))
    told = feature_document(
        ref, feature("ridge-walk", "trails", geometry=line((115.8, 40.0)), tags=["steep"])
    )

    merged = merge_documents(base, moved, told)

    assert merged.conflicts == ()
    assert feature_of(merged.document)["geometry"] == feature_of(moved)["geometry"]
    assert properties_of(merged.document)["tags"] == ["steep"]


def test_two_new_lines_are_a_conflict() -> None:
    ref = Ref("feature", "trails", "ridge-walk")
    base, mine, theirs = (
        feature_document(ref, feature("ridge-walk", "trails", geometry=line((lon, 40.0))))
        for lon in (115.8, 115.9, 116.0)
    )

    assert merge_documents(base, mine, theirs).conflicts == ("geometry",)


def test_text_taken_away_by_one_and_written_on_by_the_other_stays() -> None:
    mine = Document(ABOUT, {"zh": text()})
    theirs = about(en=text("More.\n"))

    merged = merge_documents(about(), mine, theirs)

    assert merged.conflicts == ("en",)
    assert body_of(merged.document, "en") == "More.\n"


@given(
    st.lists(st.sampled_from("甲乙丙丁"), max_size=6),
    st.lists(st.sampled_from("子丑寅卯"), max_size=6),
)
def test_words_that_were_added_are_in_the_joined_text(mine: list[str], theirs: list[str]) -> None:
    """Whatever two people add, and wherever: every word is there, whether joined or in conflict."""
    ours, others = "\n\n".join([BODY, *mine]), "\n\n".join([*theirs, BODY])

    joined = body_of(merge_documents(about(), about(text(ours)), about(text(others))).document)

    for word in {*mine, *theirs}:
        assert word in joined


def words(document: Document) -> set[str]:
    return set(re.findall(r"[a-z]+\d+", "".join(document.texts.values())))


@pytest.mark.parametrize("seed", range(20))
def test_two_people_lose_no_word_in_ten_saves(tmp_path: Path, seed: int) -> None:
    """Each adds words at random places, from the page as they saw it last; both save in turn.

    After a conflict its writer joins both by hand, as the merge page offers. Every word that
    anybody has saved must be in the last text.
    """
    desk = studio(tmp_path)
    chance = random.Random(seed)  # noqa: S311 -- a test's dice
    submission = desk.draft(ROUTE)
    people = {"anna": ANNA, "all": ALL}
    seen = dict.fromkeys(people, submission.head)
    written: set[str] = set()
    for number in range(10):
        name = chance.choice(list(people))
        base = desk.publishing.revision(seen[name])
        word = f"{name}{number}"
        changed = _with_word(chance, base.document, word)
        saved = desk.publishing.save(people[name], submission.id, base.id, changed)
        written.add(word)
        if saved.conflict is not None:
            head = saved.revision
            joined = merge_documents(base.document, changed, head.document).document
            saved = desk.publishing.save(
                people[name], submission.id, head.id, joined, replaces=True
            )
        if chance.random() < 0.6:
            seen[name] = saved.revision.id

    assert written <= words(desk.publishing.head(submission.id).document)


def _with_word(chance: random.Random, document: Document, word: str) -> Document:
    """The page with one more word, in a paragraph, in a sentence, or in the summary."""
    lang = chance.choice(["zh", "en"])
    found, body = split_page(document.texts[lang])
    if chance.random() < 0.3:
        found["summary"] = f"{found['summary']} {word}."
        changed = join_page(found, body)
    else:
        lines = body.splitlines()
        place = chance.randrange(len(lines) + 1)
        if chance.random() < 0.5 and place < len(lines) and not lines[place].startswith("::"):
            lines[place] = f"{lines[place]} {word}."
        else:
            lines[place:place] = ["", f"{word}.", ""]
        changed = join_page(found, "\n".join(lines))
    return Document(document.ref, {**document.texts, lang: changed})


def test_documents_are_stable_json() -> None:
    document = about()

    assert Document.from_json(ABOUT, document.to_json()) == document
    assert json.loads(document.to_json()) == dict(document.texts)
