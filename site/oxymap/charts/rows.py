"""What a chart says in words: the rows of its table and its summary."""

from __future__ import annotations

from oxymap.charts.models import ChartPoint, ChartRow, ChartWords
from oxymap.charts.plot import Plot
from oxymap.charts.scales import HOUR_S
from oxymap.charts.series import Stop, doubtful_of, mark_of


def table_of(plot: Plot) -> tuple[ChartRow, ...]:
    """Return a row for every stop of the cursor."""
    return tuple(_row(plot, stop) for stop in plot.stops)


def summary_of(plot: Plot) -> str:
    """Return highest, lowest and last value, gaps and what does not count, in sentences."""
    words, unit = plot.words, plot.timeline.unit
    sentences = [words.empty]
    if plot.values:
        extremes = (
            (words.highest, max(plot.values, key=lambda pair: pair[1])),
            (words.lowest, min(plot.values, key=lambda pair: pair[1])),
            (words.last, plot.values[-1]),
        )
        sentences = [
            sentence.format(value=words.number(value), unit=unit, time=time_text(words, stop))
            for sentence, (stop, value) in extremes
        ]
    if plot.gaps and not plot.blank:
        sentences.append(words.gaps.format(count=len(plot.gaps)))
    doubtful = len(list(doubtful_of(plot.stops)))
    if doubtful:
        sentences.append(words.flags.format(count=doubtful))
    return words.sentence_space.join(sentences)


def time_text(words: ChartWords, stop: Stop) -> str:
    """Return when a stop is: long periods and gaps from … to …, short ones by their end."""
    length = stop.end - stop.start
    if stop.point is None or length >= HOUR_S:
        return words.span(stop.start, stop.end)
    return words.moment(stop.end)


def _row(plot: Plot, stop: Stop) -> ChartRow:
    words, point = plot.words, stop.point
    time = time_text(words, stop)
    if point is None:
        return ChartRow(time, words.none, remark=_remark(plot, stop, words.marks["missing"]))
    if point.value is None:
        return ChartRow(time, words.none, remark=_remark(plot, stop, _doubt(words, point)))
    return ChartRow(
        time=time,
        value=words.number(point.value),
        low_high=_low_high(words, point),
        count=_count(words, point),
        remark=_remark(plot, stop, ""),
    )


def _doubt(words: ChartWords, point: ChartPoint) -> str:
    remark = words.marks[mark_of(point)]
    if point.raw is None:
        return remark
    return words.flagged.format(value=words.number(point.raw), remark=remark)


def _low_high(words: ChartWords, point: ChartPoint) -> str:
    if point.low is None or point.high is None:
        return ""
    return words.low_high.format(low=words.number(point.low), high=words.number(point.high))


def _count(words: ChartWords, point: ChartPoint) -> str:
    if point.n is None or point.expected is None:
        return ""
    return words.count.format(n=point.n, of=point.expected)


def _remark(plot: Plot, stop: Stop, doubt: str) -> str:
    """Return everything that is to be said of a stop, events in its time included."""
    own = stop.point.remark if stop.point is not None else None
    since = min(stop.start, stop.end - 1)
    events = [event.label for event in plot.timeline.events if since < event.time <= stop.end]
    return plot.words.clause_space.join(part for part in (doubt, own, *events) if part)
