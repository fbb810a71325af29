"""Blocks fill columns in their order."""

from __future__ import annotations

from itertools import islice

from oxymap.leaflets.flow import Block, Frame, endless, flow


def block(height: float, *, keep: bool = False, air: bool = False) -> Block:
    return Block(height, lambda x, y: None, keep=keep, air=air)


def columns(count: int) -> list[Frame]:
    return [Frame(1, x * 100.0, 0, 50) for x in range(count)]


def places(blocks: list[Block], frames: list[Frame]) -> list[tuple[float, float]]:
    return [(item.x, item.y) for item in flow(blocks, frames)[0]]


def test_block_without_room_stands_in_the_next_column() -> None:
    assert places([block(30), block(30)], columns(2)) == [(0, 0), (100, 0)]


def test_heading_is_not_left_alone_at_the_foot_of_a_column() -> None:
    assert places([block(30), block(10, keep=True), block(20)], columns(2)) == [
        (0, 0), (100, 0), (100, 10),
    ]  # fmt: skip


def test_column_does_not_begin_with_air() -> None:
    assert places([block(45), block(10, air=True), block(20)], columns(2)) == [(0, 0), (100, 0)]


def test_it_is_told_how_many_blocks_found_room() -> None:
    assert flow([block(40), block(40), block(40)], columns(2))[1] == 2


def test_block_higher_than_a_column_does_not_run_for_ever() -> None:
    assert places([block(80)], columns(1)) == [(0, 0)]


def test_pages_are_added_as_they_are_needed() -> None:
    frames = endless(columns(1), lambda page: [Frame(page, 0, 0, 50)])

    assert [frame.page for frame in islice(frames, 3)] == [1, 2, 3]
