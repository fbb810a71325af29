import string

import pytest

from oxymap.maps.words import map_words

KEYS = sorted(map_words("zh"))
HALF_WIDTH = set(",;:!?()")


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_words_in_the_same_order():
    assert list(map_words("zh")) == list(map_words("en"))


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_fill_in_the_same_values(key):
    assert placeholders(map_words("zh")[key]) == placeholders(map_words("en")[key])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_word_is_empty_or_has_space_around_it(lang):
    words = {key: word for key, word in map_words(lang).items() if key != "and"}

    assert [key for key, word in words.items() if not word or word != word.strip()] == []


def test_chinese_words_have_full_width_punctuation():
    bare = {key: "".join(text.split("{")) for key, text in map_words("zh").items()}

    assert [key for key, text in bare.items() if HALF_WIDTH & set(text)] == []


def test_english_words_have_no_chinese_character():
    assert [
        key for key, word in map_words("en").items() if any("一" <= c <= "鿿" for c in word)
    ] == []


def test_another_language_reads_english():
    assert map_words("fr") == map_words("en")


def test_whoever_changes_the_words_changes_their_own_copy():
    map_words("zh")["north"] = "南"

    assert map_words("zh")["north"] == "北"
