"""Text of operators' files: encodings, separators and broken lines."""

from __future__ import annotations

import pytest

from oxymap.errors import FormatError
from oxymap.stations.gateways.tables import LineError, decode, read_table

TEXT = "站号,负氧离子\na,1\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_usual_encodings_are_found(encoding):
    assert decode(TEXT.encode(encoding)) == TEXT


def test_other_bytes_are_no_text():
    with pytest.raises(FormatError, match="neither UTF-8 nor GBK"):
        decode(b"\x89PNG\r\n\x1a\n\xff\xff\xff")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_cells_are_separated_as_in_the_header(delimiter, newline):
    text = newline.join([f" a {delimiter}b", f"1{delimiter} 2 "])

    table = read_table(text.encode())

    assert table.header == ("a", "b")
    assert table.rows == ((2, ("1", "2")),)


def test_empty_lines_and_remarks_are_left_out_and_lines_still_count():
    table = read_table(b"\n# made by hand\na,b\n\n,,\n  \n# more\n1,2\n")

    assert table.header_line == 3
    assert table.rows == ((8, ("1", "2")),)
    assert table.errors == ()


def test_the_separator_line_of_spreadsheets_is_understood():
    table = read_table(b"sep=;\na,x;b\n1,5;2\n")

    assert table.header == ("a,x", "b")
    assert table.rows == ((3, ("1,5", "2")),)


def test_a_line_with_another_number_of_cells_is_named():
    table = read_table(b"a,b\n1\n1,2,3\n1,2\n")

    assert [error.line for error in table.errors] == [2, 3]
    assert table.rows == ((4, ("1", "2")),)


def test_a_cell_over_two_lines_counts_from_its_first():
    table = read_table(b'a,b\n"1\n1",2\n3,4\n')

    assert [line for line, _ in table.rows] == [2, 4]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# only a remark\n"])
def test_a_file_without_header_is_an_error(data):
    with pytest.raises(FormatError, match="no header"):
        read_table(data)


def test_a_quotation_mark_that_is_not_closed_is_an_error_with_its_line():
    with pytest.raises(FormatError, match="From line 3 on"):
        read_table(b'a,b\n1,2\n"3,4\n5,6\n')


def test_an_error_reads_as_one_line():
    long = LineError(3, "number", "is not a number", "温度", "x" * 100)

    assert str(LineError(3, "object", "the line is short")) == "3: the line is short"
    assert str(LineError(3, "number", "is not a number", "温度", "a\nb")) == (
        r"3: 温度: 'a\nb' is not a number"
    )
    assert len(str(long)) < 100
