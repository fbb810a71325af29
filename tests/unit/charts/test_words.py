from oxymap.charts.words import chart_words
from oxymap.web.i18n import localizer
from tests.unit.charts.samples import DAY_S, HOUR_S, MIDNIGHT, words


def test_values_have_the_decimals_of_their_property():
    assert words(digits=1).number(18.64) == "18.6"
    assert words().number(2296.4) == "2,296"


def test_the_axis_has_the_decimals_that_it_needs():
    assert [words().axis(value) for value in (0.0, 0.25, 1000.0)] == ["0", "0.25", "1,000"]


def test_moments_are_those_of_beijing():
    assert words("zh").moment(MIDNIGHT + 6 * HOUR_S) == "11月21日 06:00"
    assert words("en").moment(MIDNIGHT + 6 * HOUR_S) == "21 Nov 06:00"


def test_whole_days_are_said_without_hours():
    speak = words("en").span

    assert speak(MIDNIGHT, MIDNIGHT + DAY_S) == "21 Nov 2026"
    assert speak(MIDNIGHT, MIDNIGHT + 3 * DAY_S) == "21 Nov 2026 – 23 Nov 2026"


def test_months_and_hours_have_headings():
    assert (words("zh").month(7), words("en").month(7)) == ("7月", "Jul")
    assert words().hour(5) == "05"


def test_texts_come_from_the_localizer():
    class Shouting:
        lang, locale = "en", localizer("en").locale

        def text(self, message, **_values):
            return message.upper()

        def number(self, value, _digits=0):
            return f"~{value:g}"

    made = chart_words(Shouting())

    assert (made.gap, made.number(5)) == ("NO DATA", "~5")
