import random

import pytest

from oxymap.charts.lettering import HEIGHT_EM, SETS, draw_lettering
from oxymap.charts.markup import width_em
from oxymap.charts.models import Event, TargetLine
from oxymap.charts.plot import Room, make_plot
from tests.unit.charts.samples import HOUR_S, MIDNIGHT, hours, timeline, tree, words

LEVELS = (
    TargetLine(1000, "创建条件"),
    TargetLine(1200, "Ⅰ级"),
    TargetLine(500, "Ⅱ级"),
    TargetLine(100, "Ⅲ级"),
)
SIZES = {"chart__last-text": 1.15}


def share(text: str) -> float:
    return float(text.rstrip("%")) / 100


def boxes(markup: str, chosen: str) -> list[tuple[float, float, float, float]]:
    """Where the words inside and above a plot of one set are, in the size of the type."""
    group = next(g for g in tree(f"<svg>{markup}</svg>") if g.get("class").endswith(chosen))
    found = []
    for text in group.iter("text"):
        css, size = text.get("class"), SIZES.get(text.get("class"), 1.0)
        if css == "chart__time":
            continue
        wide = width_em(text.text or "") * size
        x = share(text.get("x")) * SETS[chosen] + float(text.get("dx", "0em")[:-2]) * size
        y = share(text.get("y")) * HEIGHT_EM + float(text.get("dy")[:-2]) * size
        left = {"chart__line-text": x, "chart__last-text": x - wide}.get(css, x - wide / 2)
        found.append((left, y - 0.7 * size, left + wide, y + 0.1 * size))
    return found


def touch(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("chosen", SETS)
@pytest.mark.parametrize("seed", range(6))
def test_words_never_touch(chosen, seed):
    rnd = random.Random(seed)  # noqa: S311
    values = [None if 5 < n < 11 and seed % 2 else rnd.uniform(80, 2000) for n in range(20)]
    events = tuple(Event(MIDNIGHT + n * 4000, "校准") for n in range(1, 6))
    line = timeline(hours(values), lines=LEVELS, events=events, now=MIDNIGHT + 20 * HOUR_S)

    drawn = draw_lettering(make_plot(line, words("zh")), 4)

    placed = boxes(drawn.words, chosen)
    assert placed
    assert not [
        (one, other)
        for index, one in enumerate(placed)
        for other in placed[index + 1 :]
        if touch(one, other)
    ]


def test_a_level_that_finds_no_quiet_place_goes_to_the_legend():
    noise = [100.0, 1900.0] * 12
    plot = make_plot(timeline(hours(noise), lines=LEVELS[:1]), words("zh"))

    drawn = draw_lettering(plot, 4)

    assert next((css, kind) for css, kind, _ in drawn.unnamed) == (
        "chart__set chart__set--tight",
        "target",
    )


def test_every_level_is_named_once_at_every_width():
    plot = make_plot(timeline(hours([1000.0] * 24), lines=LEVELS), words("zh"))

    drawn = draw_lettering(plot, 4)

    for chosen in SETS:
        group = next(
            g for g in tree(f"<svg>{drawn.words}</svg>") if g.get("class").endswith(chosen)
        )
        inside = [t.text for t in group.iter("text") if t.get("class") == "chart__line-text"]
        outside = [text for css, _, text in drawn.unnamed if css.endswith(chosen)]
        assert len({*inside, *outside}) == len(inside) + len(outside) == len(LEVELS)


def test_a_place_is_taken_once_and_only_inside():
    room = Room(10, 5)

    assert room.take((1, 1, 4, 2))
    assert not room.take((3, 1.5, 6, 3))
    assert not room.take((8, 1, 11, 2))
    assert room.take((4, 1, 6, 2))
