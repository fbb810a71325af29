import pytest

from oxymap.charts.heat import CLASSES, heat_table
from oxymap.stations.models import TypicalCell
from tests.unit.charts.samples import words


def cells(value=lambda month, hour: 1000.0 + month * 100 + hour):
    return [
        TypicalCell(month, hour, value(month, hour), 20)
        for month in range(1, 13)
        for hour in range(24)
    ]


def classes(table):
    return [cell.css for row in table.rows for cell in row.cells]


def test_the_table_has_hours_down_and_months_across():
    table = heat_table(cells(), words("zh"))

    assert (len(table.rows), {len(row.cells) for row in table.rows}) == (24, {12})
    assert (table.columns[0], table.rows[5].heading) == ("1月", "05")
    assert table.rows[5].cells[6].text == "1,705"


def test_every_class_has_about_as_many_cells():
    found = classes(heat_table(cells(), words()))

    sizes = [found.count(f"typical__cell--{index}") for index in range(CLASSES)]
    assert min(sizes) >= 35
    assert sum(sizes) == 288


def test_classes_rise_with_the_values():
    table = heat_table(cells(), words())

    assert table.rows[0].cells[0].css == "typical__cell--0"
    assert table.rows[23].cells[11].css == "typical__cell--6"
    assert [item.css for item in table.classes] == [f"typical__cell--{n}" for n in range(7)]


def test_equal_values_are_in_one_class_in_the_middle():
    table = heat_table(cells(lambda _m, _h: 500.0), words())

    assert set(classes(table)) == {"typical__cell--3"}
    assert [item.text for item in table.classes] == ["500"]


def test_few_values_use_the_whole_ramp():
    table = heat_table(cells(lambda month, _h: 10.0 if month < 7 else 20.0), words())

    assert set(classes(table)) == {"typical__cell--0", "typical__cell--6"}


def test_cells_without_a_value_say_so():
    table = heat_table(cells(lambda month, hour: None if month == 2 else 5.0 + hour), words())

    february = table.rows[0].cells[1]
    assert (february.text, february.css, february.n) == ("—", "typical__cell--none", 20)


def test_cells_that_are_left_out_are_empty():
    table = heat_table([TypicalCell(7, 5, 2296.0, 31)], words())

    assert table.rows[5].cells[6].text == "2,296"
    assert table.rows[5].cells[7].n == 0


@pytest.mark.parametrize(
    ("value", "short", "unit"), [(2296.0, "2.3", "in thousands"), (850.0, "850", "")]
)
def test_on_phones_large_values_are_written_in_thousands(value, short, unit):
    table = heat_table([TypicalCell(7, 5, value, 31)], words())

    assert (table.rows[5].cells[6].short, table.short_unit) == (short, unit)


def test_the_summary_says_when_it_is_highest_and_lowest():
    assert heat_table(cells(), words()).summary == (
        "Highest in Dec at 23:00 (2,223), lowest in Jan at 00:00 (1,100)."
    )


def test_without_values_the_table_is_empty():
    table = heat_table([], words())

    assert table.empty
    assert table.summary == "There are no values in this time."
