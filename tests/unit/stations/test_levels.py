"""Level schemes: the vectors of the handbook, and files that cannot be schemes."""

from __future__ import annotations

import math

import pytest

from oxymap.config import ROOT
from oxymap.errors import InvalidDataError
from oxymap.stations.levels import DEFAULT_SCHEME, NO_SCHEME, load_schemes

STANDARDS = ROOT / "content" / "standards"
#: Concentration; class of QX/T 380, of the forest scheme, name in Fujian's.
VECTORS = [
    (85, 4, 6, "一般"),
    (100, 3, 6, "一般"),
    (499.9, 3, 5, "一般"),
    (500, 2, 5, "一般"),
    (1000, 2, 5, "较清新"),
    (1199, 2, 4, "较清新"),
    (1200, 1, 4, "较清新"),
    (3000, 1, 2, "非常清新"),
    (12_500, 1, 1, "非常清新"),
]
SCHEME = """id: {id}
standard_no: null
title: {{zh: 分级, en: Scheme}}
status: draft
certainty: U
source: none
verified_by: "{verified_by}"
verified_on: null
classes:
{classes}
"""
CLASSES = """  - {number: 1, code: A, more_than: 10, name: {zh: 高, en: high}}
  - {number: 2, code: B, at_least: 0, name: {zh: 低, en: low}}"""


@pytest.fixture(scope="module")
def schemes():
    return load_schemes(STANDARDS)


def scheme_file(folder, *, name="levels-own.yaml", scheme_id="own", classes=CLASSES, by=""):
    text = SCHEME.format(id=scheme_id, classes=classes, verified_by=by)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("value", "qxt380", "forest", "fujian"), VECTORS)
def test_value_has_the_class_of_the_handbook(schemes, value, qxt380, forest, fujian):
    grades = [schemes[name].grade(value) for name in ("qxt380", "forest-recreation", "fujian")]

    assert (grades[0].number, grades[1].number, grades[2].name_zh) == (qxt380, forest, fujian)


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -5, -0.001])
@pytest.mark.parametrize("name", ["qxt380", "forest-recreation", "fujian"])
def test_what_is_no_concentration_has_no_class(schemes, name, value):
    assert schemes[name].grade(value) is None


@pytest.mark.parametrize("value", [0, 0.5, 99.9])
def test_nearly_nothing_is_in_the_last_class(schemes, value):
    for scheme in schemes.values():
        assert scheme.grade(value).number == len(scheme.classes)


@pytest.mark.parametrize(("value", "number"), [(400, 5), (1500, 4), (1500.1, 3), (2000, 3)])
def test_the_forest_schemes_upper_limits_belong_below(schemes, value, number):
    assert schemes["forest-recreation"].grade(value).number == number


@pytest.mark.parametrize(("value", "name"), [(1499, "较清新"), (1500, "清新"), (2000, "清新")])
def test_fujians_freshest_class_begins_above_its_limit(schemes, value, name):
    assert schemes["fujian"].grade(value).name_zh == name


def test_the_default_scheme_is_shipped_and_nothing_is_called_none(schemes):
    assert DEFAULT_SCHEME in schemes
    assert NO_SCHEME not in schemes


def test_no_shipped_scheme_is_verified(schemes):
    grades = [scheme.grade(1500) for scheme in schemes.values()]

    assert [grade.verified for grade in grades] == [False] * 3


def test_a_grade_says_where_it_comes_from(schemes):
    grade = schemes["qxt380"].grade(2296)

    assert (grade.scheme, grade.code, grade.name_zh) == ("qxt380", "Ⅰ", "浓度高，空气清新")
    assert schemes["qxt380"].standard_no == "QX/T 380-2017"


def test_a_scheme_that_somebody_confirmed_is_verified(tmp_path):
    schemes = load_schemes(scheme_file(tmp_path, by="延庆区气象局"))

    assert schemes["own"].grade(10).verified
    assert schemes["own"].grade(10).code == "B"


def test_a_folder_without_schemes_has_none(tmp_path):
    assert load_schemes(tmp_path / "missing") == {}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": "levels-other.yaml"}, "belongs into levels-own.yaml"),
        ({"name": "levels-none.yaml", "scheme_id": "none"}, "nothing is graded"),
        ({"classes": "  []"}, "last one from 0"),
        ({"classes": CLASSES.replace("at_least: 0", "at_least: 20")}, "last one from 0"),
        ({"classes": CLASSES.replace("at_least: 0", "at_least: 5")}, "last one from 0"),
        ({"classes": CLASSES.replace("number: 2", "number: 3")}, "numbered from 1"),
        ({"classes": CLASSES.replace("more_than: 10, ", "")}, "either at_least or more_than"),
        ({"classes": CLASSES.replace("more_than: 10", "more_than: ten")}, "valid number"),
    ],
)
def test_a_file_that_is_no_scheme_is_refused(tmp_path, change, message):
    folder = scheme_file(tmp_path, **change)

    with pytest.raises(InvalidDataError, match=message):
        load_schemes(folder)
