"""Archives that cannot be trusted."""

from __future__ import annotations

import stat
import zipfile

import pytest

from oxymap.geo.formats import archives
from oxymap.geo.formats.archives import Archive
from oxymap.geo.formats.result import MAX_BYTES, TrackRefusedError
from tests.unit.geo.making import zipped


def refusal(file):
    """Return the error that an archive is refused with."""
    with pytest.raises(TrackRefusedError) as caught:
        Archive(file)
    return caught.value


def test_members_are_listed_by_suffix_with_the_top_first(tmp_path):
    file = zipped(tmp_path / "a.zip", {"x/y/a.kml": "", "b.KML": "", "x/c.kml": "", "d.txt": ""})

    with Archive(file) as archive:
        assert archive.names(".kml") == ["b.KML", "x/c.kml", "x/y/a.kml"]


def test_folders_are_no_members(tmp_path):
    with Archive(zipped(tmp_path / "a.zip", {"x.kml/": "", "a.kml": ""})) as archive:
        assert archive.names(".kml") == ["a.kml"]


def test_a_member_is_unpacked(tmp_path):
    with Archive(zipped(tmp_path / "a.zip", {"a.kml": "灵山"})) as archive:
        assert archive.read("a.kml").decode() == "灵山"


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../a.kml", "x/../../a.kml", "C:/a.kml", "..\\a.kml", "x\\a.kml"],
)
def test_unsafe_names_are_refused(tmp_path, name):
    error = refusal(zipped(tmp_path / "a.zip", {name: ""}))

    assert error.reason == "bad_archive"
    assert "unsafe name" in error.message


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_double_names_are_refused(tmp_path):
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("doc.kml", "a")
        archive.writestr("doc.kml", "b")

    assert "appears twice" in refusal(file).message


def test_names_that_differ_only_in_case_are_refused(tmp_path):
    file = zipped(tmp_path / "a.zip", {"doc.kml": "", "DOC.kml": ""})

    assert "appears twice" in refusal(file).message


def test_links_are_refused(tmp_path):
    file = tmp_path / "a.zip"
    link = zipfile.ZipInfo("doc.kml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(link, "/etc/passwd")

    assert "is a link" in refusal(file).message


def test_archives_inside_are_refused(tmp_path):
    assert "is an archive itself" in refusal(zipped(tmp_path / "a.zip", {"b.zip": ""})).message


def test_too_many_members_are_refused(tmp_path):
    file = zipped(tmp_path / "a.zip", {f"{number}.kml": "" for number in range(101)})

    assert "more than 100 files" in refusal(file).message


def test_encrypted_members_are_refused(tmp_path):
    file = zipped(tmp_path / "a.zip", {"doc.kml": "x"})
    data = bytearray(file.read_bytes())
    # The flag stands in the local header and in the directory.
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    file.write_bytes(data)

    assert "is encrypted" in refusal(file).message


def test_a_bomb_is_refused_by_its_ratio(tmp_path):
    file = zipped(tmp_path / "a.zip", {"doc.kml": b"\0" * (5 * 1024 * 1024)})

    assert "packed too tightly" in refusal(file).message


def test_a_small_member_may_be_packed_tightly(tmp_path):
    with Archive(zipped(tmp_path / "a.zip", {"doc.kml": b" " * 200_000})) as archive:
        assert len(archive.read("doc.kml")) == 200_000


def test_a_bomb_of_many_members_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MAX_BYTES", 1000)
    file = zipped(tmp_path / "a.zip", {f"{number}.kml": b"x" * 200 for number in range(6)})

    assert refusal(file).reason == "too_large"


def test_what_comes_out_is_counted_and_not_what_is_claimed(tmp_path, monkeypatch):
    file = zipped(tmp_path / "a.zip", {"a.kml": b"x" * 600, "b.kml": b"y" * 600})
    with Archive(file) as archive:
        monkeypatch.setattr(archive, "_left_bytes", 1000)
        archive.read("a.kml")

        with pytest.raises(TrackRefusedError) as caught:
            archive.read("b.kml")

    assert caught.value.reason == "too_large"


def test_a_false_size_in_the_directory_is_a_damaged_member(tmp_path):
    file = zipped(tmp_path / "a.zip", {"a.kml": b"x" * 5000})
    data = bytearray(file.read_bytes())
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    file.write_bytes(data)

    with Archive(file) as archive:
        try:
            assert len(archive.read("a.kml")) <= 10
        except TrackRefusedError as error:
            assert error.reason == "bad_archive"


def test_a_damaged_member_is_refused(tmp_path):
    file = zipped(tmp_path / "a.zip", {"a.kml": bytes(range(256)) * 40})
    data = bytearray(file.read_bytes())
    data[60] ^= 0xFF
    file.write_bytes(data)

    with Archive(file) as archive, pytest.raises(TrackRefusedError) as caught:
        archive.read("a.kml")

    assert caught.value.reason == "bad_archive"


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 100])
def test_what_is_no_archive_is_refused(tmp_path, data):
    file = tmp_path / "a.zip"
    file.write_bytes(data)

    assert refusal(file).reason == "bad_archive"


def test_the_limit_is_fifty_megabytes():
    assert MAX_BYTES == 50 * 1024 * 1024
