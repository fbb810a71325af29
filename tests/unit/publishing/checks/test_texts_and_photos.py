"""Links, dates, photographs, accessibility and the office's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.publishing.checks.sampling import (
    PHOTO,
    codes,
    context,
    errors,
    finding,
    good,
    made,
    made_page,
)

ALT = {"zh": "雪后的山村", "en": "The village after snow"}


def photo(**values: object) -> dict[str, object]:
    known = {"id": PHOTO, "width": 1600, "height": 1067, "alt": ALT, "credit": "王宁"}
    return {**known, "licence": "CC BY 4.0", **values}


# --- links -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[x](javascript:alert(1))", "bad_link"),
        ("[x](JaVaScRiPt:alert(1))", "bad_link"),
        ("[x](data:text/html;base64,PHN2Zz4=)", "bad_link"),
        ("[x](vbscript:x)", "bad_link"),
        ("[x](//evil.example/)", "bad_link"),
        ("[x](javascript&#58;alert(1))", "bad_link"),
        ("<javascript:alert(1)>", "bad_link"),
        ("[x][1]\n\n[1]: javascript:alert(1)", "bad_link"),
        ("[x](https://exa mple.cn/)", "bad_link"),
        ("[x](https://)", "bad_link"),
        ("[x](https://北京)", "bad_link"),
        ("[x](www.example.cn)", "bad_link"),
        ("[x](https://example.cn", "bad_link"),
        ("[x](http://localhost:8000/)", "private_link"),
        ("[x](http://192.168.1.5/a)", "private_link"),
        ("[x](https://10.0.0.1/)", "private_link"),
        ("[x](https://[::1]/)", "private_link"),
        ("[x](http://nas.local/)", "private_link"),
        ("<script>alert(1)</script>", "raw_html"),
        ("文字 <b onclick=x>粗</b>", "raw_html"),
        ("<iframe src='https://example.cn'></iframe>", "raw_html"),
        ("![图](https://example.cn/a.jpg)", "picture_in_text"),
    ],
)
def test_links_and_html_that_are_stopped(text: str, code: str) -> None:
    assert {item.code for item in errors(made_page(zh=f"中文。\n\n{text}\n"))} == {code}


@pytest.mark.parametrize(
    "text",
    [
        "[x](https://www.beijing.gov.cn/a?b=1#c)",
        "[x](https://例子.中国/)",
        "[x](mailto:map@example.cn)",
        "[x](/live)",
        "[x](#anfang)",
        "气温 < 5 度，风 > 3 级",
        "`<b>` 是代码",
    ],
)
def test_links_and_signs_that_pass(text: str) -> None:
    assert errors(made_page(zh=f"中文。\n\n{text}\n")) == []


def test_line_of_the_html_is_named() -> None:
    found = finding(made_page(zh="一\n\n二\n\n<div>三</div>\n"), "raw_html")

    assert (found.said.params["line"], found.field, found.lang) == (5, "body", "zh")


def test_link_without_encryption_is_noted() -> None:
    page = made_page(zh="见[公告](http://www.beijing.gov.cn/)。\n")

    assert finding(page, "plain_http").severity == "note"


def test_html_in_a_plain_field_is_stopped() -> None:
    note = {"zh": "<b>注意</b>落石", "en": "Mind falling rocks"}

    assert [item.code for item in errors(made(note=note))] == ["raw_html"]


# --- dates -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"start": "2026-10-18", "end": "2026-10-10"}, "end_before_start"),
        ({"state": "scheduled"}, "start_missing"),
        ({"start": "2027-05-01", "state": "past"}, "past_in_future"),
        ({"start": "2019-05-01", "state": "scheduled"}, "long_ago"),
        ({"start": "2062-05-01", "state": "scheduled"}, "far_ahead"),
        ({"start": "2027-02-30", "state": "scheduled"}, "bad_date"),
        ({"usual": {"start": "13-01", "end": "09-01", "certainty": 3}}, "bad_date"),
    ],
)
def test_days_that_are_stopped(values: dict[str, object], code: str) -> None:
    assert {item.code for item in errors(made_page(**values))} == {code}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"start": "2026-05-01", "state": "scheduled"}, "over_already"),
        ({"start": "2027-05-01", "end": "2027-11-01", "state": "scheduled"}, "long_event"),
        ({"updated": "2027-05-01"}, "updated_in_future"),
    ],
)
def test_days_that_are_warned_of(values: dict[str, object], code: str) -> None:
    assert finding(made_page(**values), code).severity == "warning"


@pytest.mark.parametrize(
    ("zh", "en", "right"),
    [
        ("10月17日（星期日）开幕。", "It opens in October.", True),
        ("10月17日（星期六）开幕。", "It opens in October.", False),
        ("2027年10月17日，周日，开幕。", "It opens on Sunday, 17 October 2027.", True),
        ("十月开幕。", "It opens on Monday, 17 October 2027.", False),
    ],
)
def test_weekday_goes_with_the_date(zh: str, en: str, *, right: bool) -> None:
    page = made_page(start="2027-10-17", state="scheduled", zh=zh, en=en)

    assert {item.code for item in errors(page)} == (set() if right else {"weekday_differs"})


# --- photographs -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"id": "ffffffffffffffff"}, "photo_unknown"),
        ({"id": "../../etc/passwd"}, "wrong_value"),
        ({"alt": {**ALT, "en": "DSC_0042.JPG"}}, "photo_alt"),
        ({"alt": {"zh": "雪后的山村"}}, "language_missing"),
        ({"credit": "网络"}, "photo_rights"),
        ({"licence": "unknown"}, "photo_rights"),
        ({"licence": ""}, "missing"),
    ],
)
def test_photographs_that_are_stopped(values: dict[str, object], code: str) -> None:
    assert {item.code for item in errors(made(photos=[photo(**values)]))} == {code}


def test_good_photograph_passes() -> None:
    document = made(photos=[photo()])

    assert errors(document) == []
    assert "no_photo" not in codes(document)


def test_photograph_twice_and_a_small_one_are_warnings() -> None:
    assert {"photo_twice", "photo_small"} <= codes(made(photos=[photo(), photo(width=300)]))


def test_no_photograph_is_noted() -> None:
    assert finding(good("lingshui-loop"), "no_photo").severity == "note"


# --- accessibility, words --------------------------------------------------------------


@pytest.mark.parametrize("value", [None, {}])
def test_nothing_said_of_wheels_is_a_warning(value: object) -> None:
    document = made("viewpoints", accessibility=value)

    assert finding(document, "accessibility_unknown").severity == "warning"


def test_something_said_of_wheels_is_enough() -> None:
    assert "accessibility_unknown" not in codes(made("viewpoints", accessibility={"toilet": "no"}))


def test_words_of_the_office_are_warned_of(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("# 办公室用语表\n最好\n\n国家级\n", encoding="utf-8")
    note = {"zh": "全市最好的山谷。", "en": "A fine valley."}

    found = finding(made(note=note), "listed_word", context(tmp_path))

    assert (found.severity, found.said.params["word"], found.field) == (
        "warning",
        "最好",
        "note.zh",
    )


def test_words_are_read_again_when_they_change(tmp_path: Path) -> None:
    note = {"zh": "全市最好的山谷。", "en": "A fine valley."}
    before = codes(made(note=note), context(tmp_path))

    (tmp_path / "words.txt").write_text("最好", encoding="utf-8")

    assert "listed_word" not in before
    assert "listed_word" in codes(made(note=note), context(tmp_path))
