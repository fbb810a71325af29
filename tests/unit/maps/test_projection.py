import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxymap.maps.projection import MAX_ZOOM, fit, to_degrees, to_world


@given(st.floats(-180, 180), st.floats(-85, 85), st.floats(0, 18))
def test_world_pixels_come_back_as_the_same_degrees(lon, lat, zoom):
    assert to_degrees(*to_world(lon, lat, zoom), zoom) == pytest.approx((lon, lat), abs=1e-6)


def test_beijing_lies_where_every_tile_service_has_it():
    x, y = to_world(116.3913, 39.9075, 10)

    assert (int(x // 256), int(y // 256)) == (843, 388)


def test_the_whole_box_is_in_the_picture():
    view = fit((115.4, 39.5, 116.6, 40.8), (400, 500))

    corners = [view.project(115.4, 40.8), view.project(116.6, 39.5)]
    assert all(view.holds(corner, 0.01) for corner in corners)


def test_the_middle_of_the_box_is_the_middle_of_the_picture():
    view = fit((115.4, 40.0, 116.6, 40.0), (400, 300))

    assert view.project(116.0, 40.0) == pytest.approx((200, 150))


def test_a_single_point_is_not_enlarged_beyond_all_measure():
    assert fit((116, 40, 116, 40), (400, 300)).zoom == MAX_ZOOM


def test_the_scale_of_a_pixel_is_that_of_the_latitude():
    view = fit((116, 40, 116, 40), (400, 300))

    assert view.metres_per_px == pytest.approx(1.83, abs=0.01)
