"""Trail pages and the files to take along."""

from __future__ import annotations

import io
import json

import gpxpy
import pytest
from flask.testing import FlaskClient
from lxml import etree

from oxymap.pages.measures import trail_measures
from oxymap.pages.site import Site
from tests.app.reading import links, page, visible_text

KML = "{http://www.opengis.net/kml/2.2}"


def test_schematic_line_is_called_schematic_and_approximate(client: FlaskClient) -> None:
    text = visible_text(page(client, "/trails/jiuyanlou-trail"))

    assert "示意线" in text
    assert "不能用来导航" in text
    assert "约 " in text


def test_profile_is_drawn_only_where_points_have_heights(client: FlaskClient) -> None:
    with_heights = page(client, "/trails/jiuyanlou-trail")
    without = page(client, "/trails/jingxi-gudao")

    assert with_heights.xpath('//*[@data-module="profile"]')
    assert not without.xpath('//*[@data-module="profile"]')
    assert "只有线上各点都有海拔时才画剖面图" in visible_text(without)


def test_profile_is_readable_as_a_table(client: FlaskClient) -> None:
    document = page(client, "/trails/jiuyanlou-trail")

    rows = document.xpath('//*[contains(@class, "profile")]//table//tbody/tr')
    assert len(rows) > 8
    assert " 米" in rows[0].text_content()


def test_gpx_download_has_the_lines_points_and_heights(client: FlaskClient, site: Site) -> None:
    place = site.catalogue.current.trail("jiuyanlou-trail")

    response = client.get("/trails/jiuyanlou-trail.gpx")

    track = gpxpy.parse(io.StringIO(response.text)).tracks[0]
    points = [(p.longitude, p.latitude, p.elevation) for p in track.segments[0].points]
    assert response.content_type == "application/gpx+xml"
    assert points == [tuple(c) for c in place.coordinates]


def test_gpx_length_is_the_length_on_the_page(client: FlaskClient, site: Site) -> None:
    measures = trail_measures(site.catalogue.current.trail("jiuyanlou-trail"))

    gpx = gpxpy.parse(client.get("/trails/jiuyanlou-trail.gpx").text)

    assert gpx.length_2d() == pytest.approx(measures.length_m, rel=0.005)


def test_kml_download_is_kml_with_a_line(client: FlaskClient) -> None:
    response = client.get("/en/trails/jiuyanlou-trail.kml")

    root = etree.fromstring(response.data)
    coordinates = root.findtext(f".//{KML}LineString/{KML}coordinates").split()
    assert len(coordinates) > 10
    assert coordinates[0].count(",") == 2


def test_geojson_download_is_one_feature(client: FlaskClient) -> None:
    feature = json.loads(client.get("/trails/jiuyanlou-trail.geojson").data)

    assert feature["type"] == "Feature"
    assert feature["id"] == "jiuyanlou-trail"
    assert len(feature["geometry"]["coordinates"][0]) == 3


def test_trail_without_a_line_offers_no_download(client: FlaskClient, site: Site) -> None:
    trail = next(p for p in site.catalogue.current.layer("trails") if p.geometry_type is None)

    document = page(client, f"/trails/{trail.id}")

    assert not any(link.endswith(".gpx") for link in links(document))
    assert client.get(f"/trails/{trail.id}.gpx").status_code == 404


def test_there_are_at_least_eight_trails(site: Site) -> None:
    assert len(site.catalogue.current.layer("trails")) >= 8
