"""Senders' names, units and flags."""

from __future__ import annotations

import pytest

from oxymap.errors import FormatError
from oxymap.stations.gateways.vocabulary import conversion, device_flag, property_named
from oxymap.stations.properties import PROPERTIES


@pytest.mark.parametrize("name", list(PROPERTIES))
def test_every_property_is_known_by_its_own_name_and_unit(name):
    convert = conversion(name, PROPERTIES[name].unit)

    assert property_named(name) == name
    assert convert is not None
    assert convert(7.0) == 7.0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("temp", "temperature"), ("RH", "humidity"), ("负氧离子", "neg_ion"),
        ("负（氧）离子浓度", "neg_ion"), ("PM2.5", "pm25"), ("PM₂.₅", "pm25"),
        ("Wind Speed", "wind_speed"), ("相对湿度", "humidity"), ("pH值", "ph"),
    ],
)  # fmt: skip
def test_usual_names_are_known(text, name):
    assert property_named(text) == name


@pytest.mark.parametrize("text", ["", "battery", "t", "离子风"])
def test_other_names_are_not(text):
    assert property_named(text) is None


@pytest.mark.parametrize(
    ("observed", "value", "unit", "kept"),
    [
        ("neg_ion", 2296, "个/cm³", 2296), ("neg_ion", 0.23, "万个/cm3", 2300),
        ("neg_ion", 2.4e9, "1/m3", 2400), ("temperature", 291.15, "K", 18.0),
        ("temperature", 18.6, "℃", 18.6), ("temperature", 65.48, "[degF]", 18.6),
        ("wind_speed", 3.6, "km/h", 1.0), ("pressure", 94.6, "kPa", 946.0),
        ("pm25", 0.012, "mg/m3", 12.0), ("pm25", 12, "µg/m³", 12), ("pm25", 12, "μg/m3", 12),
        ("co", 400, "ug/m3", 0.4), ("humidity", 0.72, "1", 72.0), ("rain", 1.2, None, 1.2),
    ],
)  # fmt: skip
def test_numbers_are_brought_to_the_unit_of_the_property(observed, value, unit, kept):
    convert = conversion(observed, unit)

    assert convert is not None
    assert convert(value) == kept


@pytest.mark.parametrize(
    ("observed", "unit"), [("o3", "ppb"), ("neg_ion", "kPa"), ("temperature", "?")]
)
def test_a_unit_that_is_not_the_propertys_is_not_guessed(observed, unit):
    assert conversion(observed, unit) is None


@pytest.mark.parametrize(
    ("given", "letter"),
    [(0, "N"), (1, "S"), (2, "D"), (8, "B"), (9, None), ("0", "N"), ("t", "T"), ("", None),
     (None, None)],
)  # fmt: skip
def test_flags_become_letters(given, letter):
    assert device_flag(given) == letter


@pytest.mark.parametrize("given", [3, -1, "正常", "NN"])
def test_an_unknown_flag_is_an_error(given):
    with pytest.raises(FormatError, match="is not one of 0, 1, 2, 8, 9"):
        device_flag(given)
