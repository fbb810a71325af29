from hypothesis import given
from hypothesis import strategies as st

from oxymap.maps.labels import Wish, overlap, place_labels, text_width

BOUNDS = (0.0, 0.0, 300.0, 200.0)


def wish(key="a", x=150.0, y=100.0, priority=1.0, **more):
    return Wish(key=key, text="斋堂镇", places=((x, y),), size=12, priority=priority, **more)


def test_the_more_important_label_wins_the_room():
    placed = place_labels(
        [wish("low", priority=5, sides=("c",)), wish("high", sides=("c",))], BOUNDS
    )

    assert [label.wish.key for label in placed] == ["high"]


def test_a_label_moves_to_another_side_of_its_symbol():
    wall = ("wall", (155.0, 0.0, 300.0, 200.0))

    (label,) = place_labels([wish()], BOUNDS, [wall])

    assert label.anchor == "end"


def test_a_label_may_touch_its_own_symbol_only():
    own = ("a", (140.0, 90.0, 160.0, 110.0))
    foreign = ("b", (140.0, 90.0, 160.0, 110.0))

    assert place_labels([wish(sides=("c",))], BOUNDS, [own])
    assert not place_labels([wish(sides=("c",))], BOUNDS, [foreign])


def test_a_label_never_leaves_the_picture():
    placed = place_labels([wish(x=299), wish("b", x=-20, sides=("w",))], BOUNDS)

    assert [label.anchor for label in placed] == ["end"]


def test_chinese_characters_are_as_wide_as_the_type_is_high():
    assert text_width("斋堂镇", 10) == 30
    assert text_width("延庆", 18, spacing=5) == 46


@given(
    st.lists(
        st.tuples(st.floats(0, 300), st.floats(0, 200), st.integers(0, 4)), min_size=1, max_size=40
    )
)
def test_placed_labels_never_overlap(places):
    wishes = [wish(str(n), x, y, priority) for n, (x, y, priority) in enumerate(places)]

    boxes = [label.box for label in place_labels(wishes, BOUNDS)]

    assert not any(overlap(one, other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])
