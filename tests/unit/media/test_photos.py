"""The register of photographs: texts, rights, finding, sizes, removal, export."""

from __future__ import annotations

import io
import threading
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import Engine, func, select

from oxymap.config import Settings
from oxymap.db.engine import reading
from oxymap.db.studio_tables import AUDIT, BLOBS
from oxymap.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from oxymap.media import renditions
from oxymap.media.models import MEDIA_TYPES, SUFFIXES, WIDTHS, PhotoRecord
from oxymap.media.renditions import BUDGETS, encode
from oxymap.media.service import Photos
from oxymap.media.shipped import file_problems
from oxymap.people.models import Grant, Person
from tests.unit.media.pictures import POSITION, SECRET, jpeg, opened, saved, scene

ANNA = Person(1, "anna", "Anna", (Grant("author", "yanqing"),))
BO = Person(2, "bo", "Bo", (Grant("author"),))
REVIEWER = Person(3, "rev", "Rev", (Grant("reviewer"),))
PIA = Person(4, "pia", "Pia", (Grant("publisher"),))
WORDS = {
    "alt": {"zh": "山坡上的红叶", "en": "Red leaves on a slope"},
    "credit": "A. Photographer",
    "licence": "CC BY 4.0",
}


def unused(_: str) -> list[str]:
    return []


def add(photos: Photos, data: bytes | None = None, **values: object) -> PhotoRecord:
    return photos.add(ANNA, data or jpeg(), "IMG_1.jpg", **{**WORDS, **values})


# --- taking in -------------------------------------------------------------------------


def test_received_picture_waits_for_its_texts(photos: Photos) -> None:
    draft = photos.receive(ANNA, "C:\\holiday\\IMG 1.JPG", jpeg())

    assert photos.drafts() == [draft]
    assert (draft.filename, draft.width, draft.height) == ("IMG 1.JPG", 320, 200)
    assert draft.position == POSITION
    assert photos.ids() == frozenset()
    with pytest.raises(NotFoundError):
        photos.photo(draft.id)


def test_described_picture_can_be_used(photos: Photos) -> None:
    draft = photos.receive(ANNA, "a.jpg", jpeg())

    record = photos.change(BO, draft.id, **WORDS)

    assert photos.ids() == {draft.id}
    assert photos.drafts() == []
    assert photos.photo(draft.id) == record
    assert (record.photo.alt.zh, record.photo.caption) == ("山坡上的红叶", None)
    assert (record.photo.width, record.photo.height) == (320, 200)


def test_id_is_the_hash_of_the_master(photos: Photos) -> None:
    record = add(photos)

    import hashlib

    assert record.id == hashlib.sha256(photos.master(record.id)).hexdigest()[:16]


def test_same_picture_again_keeps_its_texts(photos: Photos) -> None:
    first = add(photos)

    again = photos.receive(BO, "other.jpg", jpeg())

    assert again.id == first.id
    assert photos.photo(first.id).photo.alt.en == "Red leaves on a slope"
    assert len(photos.photos()) == 1


def test_eight_uploads_at_once_are_all_kept(photos: Photos) -> None:
    pictures = [jpeg(300 + n, 200) for n in range(8)]
    threads = [
        threading.Thread(target=photos.receive, args=(ANNA, f"{n}.jpg", data))
        for n, data in enumerate(pictures)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {draft.filename for draft in photos.drafts()} == {f"{n}.jpg" for n in range(8)}


# --- texts -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"alt": {"zh": "红叶", "en": " "}}, "alt.en"),
        ({"alt": {"en": "Leaves"}}, "alt.zh"),
        ({"credit": ""}, "credit"),
        ({"licence": "\t"}, "licence"),
        ({"credit": "x" * 121}, "credit"),
        ({"alt": {"zh": "红" * 401, "en": "Leaves"}}, "alt.zh"),
        ({"caption": {"zh": "秋天", "en": ""}}, "caption.en"),
    ],
)
def test_missing_text_is_named(photos: Photos, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        add(photos, **wrong)

    assert refused.value.field == field
    assert photos.drafts() == []


def test_caption_in_both_languages_is_kept(photos: Photos) -> None:
    record = add(photos, caption={"zh": "十月底", "en": "End of October"})

    assert record.photo.caption is not None
    assert record.photo.caption.en == "End of October"


# --- rights ----------------------------------------------------------------------------


@pytest.mark.parametrize("person", [REVIEWER, PIA])
def test_only_authors_bring_photographs(photos: Photos, person: Person) -> None:
    with pytest.raises(ForbiddenError):
        photos.receive(person, "a.jpg", jpeg())


def test_only_authors_describe_photographs(photos: Photos) -> None:
    record = add(photos)

    with pytest.raises(ForbiddenError):
        photos.change(REVIEWER, record.id, **WORDS)


def test_author_cannot_remove_what_another_has_brought(photos: Photos) -> None:
    record = add(photos)

    with pytest.raises(ForbiddenError):
        photos.remove(BO, record.id, unused)
    assert photos.ids() == {record.id}


@pytest.mark.parametrize("person", [ANNA, PIA])
def test_owner_and_publisher_can_remove(photos: Photos, person: Person) -> None:
    record = add(photos)

    photos.remove(person, record.id, unused)

    assert photos.ids() == frozenset()


# --- removal ---------------------------------------------------------------------------


def test_photograph_in_use_stays(photos: Photos) -> None:
    record = add(photos)

    with pytest.raises(ConflictError, match="Red Slope"):
        photos.remove(ANNA, record.id, lambda _: ["Red Slope"])
    assert photos.photo(record.id) == record


def test_removed_photograph_leaves_no_file(
    photos: Photos, engine: Engine, settings: Settings
) -> None:
    record = add(photos)
    photos.rendition(record.id, 480, "jpg")
    photos.close()

    photos.remove(ANNA, record.id, unused)

    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(BLOBS)) == 0
        actions = connection.scalars(select(AUDIT.c.action).order_by(AUDIT.c.id)).all()
    assert list((settings.data / "cache" / "photos").iterdir()) == []
    assert actions == ["photo.add", "photo.describe", "photo.remove"]


def test_unknown_photograph_is_not_found(photos: Photos) -> None:
    for call in (photos.photo, photos.draft, photos.master):
        with pytest.raises(NotFoundError):
            call("0" * 16)
    with pytest.raises(NotFoundError):
        photos.remove(PIA, "0" * 16, unused)
    with pytest.raises(NotFoundError):
        photos.change(ANNA, "0" * 16, **WORDS)


def test_position_can_be_forgotten(photos: Photos) -> None:
    record = add(photos)

    photos.forget_position(ANNA, record.id)

    assert record.position == POSITION
    assert photos.photo(record.id).position is None


# --- finding ---------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["红叶", "SLOPE red", "photographer", "img_1", "anna", ""])
def test_search_looks_at_all_texts(photos: Photos, query: str) -> None:
    record = add(photos)

    assert photos.photos(query) == [record]


def test_search_needs_every_word(photos: Photos) -> None:
    add(photos)

    assert photos.photos("red snow") == []


# --- sizes -----------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("width", WIDTHS)
def test_size_is_of_its_format_and_width(photos: Photos, width: int, suffix: str) -> None:
    record = add(photos, jpeg(1200, 800))

    image = opened(photos.rendition(record.id, width, suffix))

    assert Image.MIME[str(image.format)] == MEDIA_TYPES[suffix]
    assert image.width == min(width, 1200)
    assert abs(image.height - image.width * 2 / 3) <= 1


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_nothing_given_out_holds_metadata(photos: Photos, suffix: str) -> None:
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + SECRET + b"</x:xmpmeta>"
    source = opened(jpeg(700, 500))
    data = saved(scene(700, 500), exif=source.getexif().tobytes(), xmp=xmp, comment=SECRET)
    record = add(photos, data)

    for body in (photos.master(record.id), photos.rendition(record.id, 480, suffix)):
        image = opened(body)
        assert dict(image.getexif()) == {}
        assert {"exif", "xmp", "icc_profile", "comment"} & set(image.info) == set()
        for mark in (SECRET, b"xmpmeta", b"GPS", b"Exif\0\0", b"EXIF", b"XMP "):
            assert mark not in body
    assert SECRET in data


def test_size_is_made_once(photos: Photos, monkeypatch: pytest.MonkeyPatch) -> None:
    record = add(photos)
    first = photos.rendition(record.id, 480, "webp")
    monkeypatch.setattr(renditions, "encode", lambda *_: pytest.fail("was made again"))

    assert photos.rendition(record.id, 480, "webp") == first


def test_all_sizes_are_made_after_the_upload(photos: Photos, settings: Settings) -> None:
    add(photos)
    photos.close()

    files = list((settings.data / "cache" / "photos").iterdir())
    assert len(files) == len(WIDTHS) * len(SUFFIXES)


@pytest.mark.parametrize(
    ("width", "suffix"), [(500, "jpg"), (480, "png"), (480, "svg"), (0, "jpg"), (9999, "avif")]
)
def test_other_sizes_do_not_exist(photos: Photos, width: int, suffix: str) -> None:
    record = add(photos)

    with pytest.raises(NotFoundError):
        photos.rendition(record.id, width, suffix)


@pytest.mark.parametrize("name", ["../../etc/passwd", "..%2f", "0" * 15, "G" * 16, ""])
def test_id_cannot_lead_elsewhere(photos: Photos, name: str) -> None:
    with pytest.raises(NotFoundError):
        photos.rendition(name, 480, "jpg")


@pytest.mark.parametrize("suffix", ["avif", "webp"])
def test_restless_picture_is_made_coarser_until_a_phone_can_afford_it(suffix: str) -> None:
    noise = Image.effect_noise((960, 640), 60).resize((1920, 1280)).convert("RGB")
    master = saved(noise, quality=90)

    plain = saved(noise.resize((960, 640)), suffix.upper(), quality=78)

    assert len(encode(master, 960, suffix)) < len(plain)
    assert len(plain) > BUDGETS[960]


# --- files of the project --------------------------------------------------------------


def test_export_comes_back_as_shipped_photographs(
    photos: Photos, engine: Engine, settings: Settings, tmp_path: Path
) -> None:
    record = add(photos)

    files = photos.export_photos([record.photo], tmp_path / "out" / "photos")
    other = Photos(engine, settings.model_copy(update={"content": tmp_path / "out"}))
    photos.remove(ANNA, record.id, unused)

    assert [file.name for file in files] == [f"{record.id}.jpg"]
    assert other.ids() == {record.id}
    assert opened(other.master(record.id)).size == (320, 200)
    assert opened(other.rendition(record.id, 480, "webp")).width == 320
    assert list(file_problems(tmp_path / "out")) == []
    other.close()


def test_shipped_file_whose_name_does_not_fit_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / f"{'0' * 16}.jpg").write_bytes(jpeg())
    (folder / "holiday.png").write_bytes(b"x")

    messages = [str(problem) for problem in file_problems(tmp_path)]

    assert len(messages) == 2
    assert "does not fit the bytes" in messages[0]
    assert "16 hexadecimal digits" in messages[1]


def test_original_stays_as_it_came_and_is_in_no_export(photos: Photos, tmp_path: Path) -> None:
    record = add(photos)

    photos.export_photos([record.photo], tmp_path)

    exported = io.BytesIO((tmp_path / f"{record.id}.jpg").read_bytes())
    assert SECRET not in exported.getvalue()
