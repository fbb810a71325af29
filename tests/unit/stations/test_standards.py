"""Files of standards are read without trust."""

from __future__ import annotations

import pytest

from oxymap.errors import InvalidDataError
from oxymap.stations.standards import Standard, read_standard

GOOD = """standard_no: QX/T 1-2000
title: {zh: 名, en: Name}
status: draft
certainty: M
source: from memory
verified_by: ""
verified_on: null
"""


def written(tmp_path, text, encoding="utf-8"):
    file = tmp_path / "standard.yaml"
    file.write_text(text, encoding=encoding)
    return file


def test_a_standard_says_where_it_comes_from(tmp_path):
    found = read_standard(written(tmp_path, GOOD), Standard)

    assert (found.standard_no, found.title.zh, found.verified_by) == ("QX/T 1-2000", "名", "")


def test_a_date_may_be_written_without_quotes(tmp_path):
    text = GOOD.replace("verified_on: null", "verified_on: 2026-11-21")

    assert read_standard(written(tmp_path, text), Standard).verified_on == "2026-11-21"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (GOOD.replace("verified_by", "approved_by"), 6, "approved_by"),
        (GOOD.replace("verified_on: null", "verified_on: 2026-13-40"), 7, "verified_on"),
        (GOOD.replace("source: from memory", "source: 5"), 5, "source"),
        (GOOD.replace(", en: Name", ""), 2, "title.en"),
        ("just words", 1, "file"),
        ("", 1, "file"),
        ("a: 1\nb: [\n", 3, ""),
    ],
)
def test_every_mistake_is_named_with_its_line(tmp_path, text, line, message):
    file = written(tmp_path, text)

    with pytest.raises(InvalidDataError) as caught:
        read_standard(file, Standard)

    assert (line, True) in [
        (problem.line, message in problem.message) for problem in caught.value.problems
    ]


def test_a_file_in_another_encoding_is_refused(tmp_path):
    file = written(tmp_path, GOOD, encoding="gb18030")

    with pytest.raises(InvalidDataError, match="is not UTF-8"):
        read_standard(file, Standard)
