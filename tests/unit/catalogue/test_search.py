"""Names are found by characters, pinyin, initials, aliases and English."""

from __future__ import annotations

import pytest

from oxymap.catalogue.search import (
    MOST_WORDS,
    Document,
    make_document,
    pinyin_of,
    query_words,
    search,
)


def document(
    key: str, name: str, *aliases: str, body: str = "", chinese: str | None = None
) -> Document:
    return make_document(key, name, aliases, [body], name if chinese is None else chinese)


VILLAGES = [
    document("cuandixia", "爨底下村", "爨底下", "川底下", body="石头院子的古村"),
    document("lingshui", "灵水村", "举人村", body="出过举人的古村"),
    document("lingshan", "灵山", "东灵山", body="北京最高的山"),
    document("baihuashan", "百花山", body="夏天开满山花，能望见灵山"),
]
ENGLISH = [
    document("cuandixia", "Cuandixia Village", "爨底下村", chinese="爨底下村"),
    document("jiuyanlou", "Jiuyanlou Great Wall", "Nine-Eye Tower", chinese="九眼楼长城"),
]


@pytest.mark.parametrize("query", ["灵山", "百花山", "灵水村", "爨底下村"])
def test_whole_name_comes_first(query: str) -> None:
    (best, *_) = search(VILLAGES, query)

    assert next(item for item in VILLAGES if item.key == best).name == query


def test_two_characters_are_found_at_the_beginning_and_inside_a_name() -> None:
    found = search(
        [document("a", "上苇甸"), document("b", "苇甸沟"), document("c", "东湖")], "苇甸"
    )

    assert found == ["b", "a"]


def test_single_character_finds_every_name_that_has_it() -> None:
    assert set(search(VILLAGES, "灵")) == {"lingshui", "lingshan", "baihuashan"}


def test_alias_is_found() -> None:
    assert search(VILLAGES, "川底下") == ["cuandixia"]


def test_name_counts_more_than_the_text_about_a_place() -> None:
    assert search(VILLAGES, "灵山") == ["lingshan", "baihuashan"]


@pytest.mark.parametrize("query", ["baihuashan", "bai hua shan", "BaiHuaShan", "baihua"])
def test_pinyin_is_found_joined_and_apart(query: str) -> None:
    assert search(VILLAGES, query) == ["baihuashan"]


@pytest.mark.parametrize(("query", "expected"), [("bhs", "baihuashan"), ("lsc", "lingshui")])
def test_initials_are_found(query: str, expected: str) -> None:
    assert search(VILLAGES, query) == [expected]


def test_two_initials_match_only_at_the_beginning() -> None:
    assert search(VILLAGES, "ls") == ["lingshan", "lingshui"]
    assert search(VILLAGES, "hs") == []


@pytest.mark.parametrize("query", ["cuandixia", "village", "CUANDIXIA VILLAGE", "Cuandi"])
def test_english_name_is_found_in_any_case(query: str) -> None:
    assert search(ENGLISH, query) == ["cuandixia"]


@pytest.mark.parametrize("query", ["九眼楼", "jiuyanlou", "jyl", "nine-eye", "great wall"])
def test_english_edition_finds_chinese_names_too(query: str) -> None:
    documents = [*ENGLISH, document("x", "Other", chinese="别处")]

    expected = [] if query == "九眼楼" else ["jiuyanlou"]
    assert search(documents, query) == expected


def test_every_word_must_match() -> None:
    assert search(VILLAGES, "古村 举人") == ["lingshui"]
    assert search(VILLAGES, "古村 雪") == []


@pytest.mark.parametrize("query", ["", "   ", "，。、", "·"])
def test_query_without_a_word_finds_nothing(query: str) -> None:
    assert search(VILLAGES, query) == []


def test_equal_matches_stand_by_length_and_then_by_order() -> None:
    documents = [document("long", "山前村子"), document("b", "山前村"), document("a", "山前庄")]

    assert search(documents, "山前") == ["b", "a", "long"]


def test_words_are_split_at_chinese_and_western_punctuation() -> None:
    assert query_words(" 灵山，百花山、Lingshan. ") == ["灵山", "百花山", "lingshan"]


def test_long_query_is_cut() -> None:
    assert len(query_words("山 " * 50)) == MOST_WORDS


def test_pinyin_has_no_tones_and_leaves_other_characters_out() -> None:
    assert pinyin_of("九眼楼 A1!") == ("jiu", "yan", "lou")


def test_document_is_lower_case_with_pinyin_and_initials() -> None:
    found = make_document("k", "Ling Shan", ["East LING"], ["A Peak"], "灵山")

    assert found.fields == ("ling shan", "east ling", "lingshan ling shan", "ls", "a peak")
