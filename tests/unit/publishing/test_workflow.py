"""A draft goes from hand to hand to the public, and everything can be taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import time_machine

from oxymap.db.engine import writing
from oxymap.errors import (
    ConflictError,
    ForbiddenError,
    GoneError,
    InvalidInputError,
    NotFoundError,
    OxyMapError,
)
from oxymap.people.audit import AuditLog
from oxymap.publishing.documents import feature_of
from oxymap.publishing.models import Finding, Ref, State
from oxymap.publishing.service import BlockedError
from oxymap.wording import say
from tests.unit.publishing.sampling import (
    ALL,
    ANNA,
    BO,
    NEW,
    PIA,
    ROOT,
    ROUTE,
    TRAIL,
    VILLAGE,
    YAN,
    Studio,
    new_trail,
    retitled,
    say_findings,
    studio,
)

NAME = {"zh": "溪边步道", "en": "Brook Trail"}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Studio:
    return studio(tmp_path, monkeypatch)


def test_draft_begins_with_what_is_shown(desk: Studio) -> None:
    submission = desk.draft()

    assert submission.state is State.DRAFT
    assert desk.publishing.head(submission.id).document == desk.publishing.shipped(TRAIL)


def test_second_person_joins_the_open_draft(desk: Studio) -> None:
    first = desk.draft()

    assert desk.draft(actor=ALL).id == first.id


def test_saved_draft_is_not_public(desk: Studio) -> None:
    desk.write(desk.draft(), desk.document(name=NAME))

    assert desk.publishing.catalogue().trail("brook-path").properties.name.zh == "溪边小路"


def test_saving_nothing_new_makes_no_revision(desk: Studio) -> None:
    submission = desk.draft()

    saved = desk.publishing.save(ANNA, submission.id, submission.head, desk.document())

    assert saved.revision.id == submission.head


def test_published_object_is_public_in_this_process_at_once(desk: Studio) -> None:
    desk.publish(desk.document(name=NAME))

    assert desk.publishing.catalogue().trail("brook-path").properties.name.zh == "溪边步道"


def test_published_object_is_public_in_another_process(desk: Studio) -> None:
    other = desk.again()

    desk.publish(desk.document(name=NAME))

    other.origin.refresh()
    assert other.catalogue().trail("brook-path").properties.name.en == "Brook Trail"


def test_new_object_becomes_public(desk: Studio) -> None:
    desk.publish(new_trail())

    assert desk.publishing.catalogue().trail("new-path").properties.name.en == "New Path"
    assert desk.publishing.shipped(NEW) is None


def test_page_is_published_in_both_languages_byte_for_byte(desk: Studio) -> None:
    shown = desk.publishing.published(ROUTE)
    assert shown is not None
    changed = retitled(retitled(shown, "zh", "村里一日"), "en", "A day in the village")

    desk.publish(changed)

    assert desk.publishing.published(ROUTE) == changed
    page = desk.publishing.catalogue().page("routes", "village-day", "zh")
    assert page.front.title == "村里一日"


# --- rights ----------------------------------------------------------------------------


def test_author_of_another_district_may_not_begin(desk: Studio) -> None:
    with pytest.raises(ForbiddenError):
        desk.draft(actor=YAN)


def test_author_cannot_move_a_draft_into_a_district_that_is_not_theirs(desk: Studio) -> None:
    ref = Ref("feature", "trails", "ridge-walk")
    submission = desk.draft(ref, YAN)

    with pytest.raises(ForbiddenError):
        desk.write(submission, desk.document(ref, district="fangshan"), YAN)


def test_page_of_the_whole_site_needs_the_role_everywhere(desk: Studio) -> None:
    about = Ref("page", "pages", "about")

    with pytest.raises(ForbiddenError):
        desk.draft(about, YAN)
    assert desk.draft(about).districts == ()


@pytest.mark.parametrize("actor", [BO, PIA, ROOT], ids=lambda person: person.name)
def test_only_authors_write(desk: Studio, actor) -> None:
    submission = desk.draft()

    with pytest.raises(ForbiddenError):
        desk.write(submission, desk.document(name=NAME), actor)


def test_author_cannot_review_their_own_draft(desk: Studio) -> None:
    submission = desk.publishing.begin(ALL, TRAIL)
    desk.publishing.submit(ALL, submission.id)

    with pytest.raises(ForbiddenError, match="cannot review"):
        desk.publishing.approve(ALL, submission.id)


def test_whoever_has_written_a_line_cannot_review_it(desk: Studio) -> None:
    submission = desk.draft()
    desk.write(submission, desk.document(name=NAME), ALL)
    desk.publishing.submit(ANNA, submission.id)

    with pytest.raises(ForbiddenError):
        desk.publishing.approve(ALL, submission.id)


def test_reviewer_cannot_publish(desk: Studio) -> None:
    submission = desk.approved(desk.document(name=NAME))

    with pytest.raises(ForbiddenError):
        desk.publishing.publish(BO, submission.id)


def test_disabled_person_may_do_nothing(desk: Studio) -> None:
    gone = type(ANNA)(9, "gone", "走了", ANNA.grants, disabled=True)

    with pytest.raises(ForbiddenError):
        desk.draft(actor=gone)


# --- states ----------------------------------------------------------------------------


def test_draft_cannot_be_published_without_approval(desk: Studio) -> None:
    submission = desk.draft()
    desk.publishing.submit(ANNA, submission.id)

    with pytest.raises(ConflictError):
        desk.publishing.publish(PIA, submission.id)


def test_change_after_approval_needs_a_new_review(desk: Studio) -> None:
    submission = desk.approved(desk.document(name=NAME))

    after = desk.write(submission, desk.document(name={"zh": "另一个名", "en": "Other"}))

    assert after.state is State.DRAFT
    with pytest.raises(ConflictError):
        desk.publishing.publish(PIA, submission.id)


def test_returned_draft_goes_back_with_its_reason(desk: Studio) -> None:
    submission = desk.draft()
    desk.publishing.submit(ANNA, submission.id)

    after = desk.publishing.return_(BO, submission.id, "请补充英文。")

    assert after.state is State.DRAFT
    assert desk.publishing.transitions(submission.id)[-1].note == "请补充英文。"


def test_going_back_needs_a_reason(desk: Studio) -> None:
    submission = desk.draft()
    desk.publishing.submit(ANNA, submission.id)

    with pytest.raises(InvalidInputError):
        desk.publishing.return_(BO, submission.id, "  ")


def test_errors_of_the_checks_stop_review(desk: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    say_findings(monkeypatch, Finding("in_core_zone", "error", say("In a core zone.")))
    submission = desk.draft()

    with pytest.raises(BlockedError) as caught:
        desk.publishing.submit(ANNA, submission.id)

    assert [finding.code for finding in caught.value.findings] == ["in_core_zone"]


def test_warnings_do_not_stop_review(desk: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    say_findings(monkeypatch, Finding("no_photo", "warning", say("No photograph.")))
    submission = desk.draft()

    assert desk.publishing.submit(ANNA, submission.id).state is State.IN_REVIEW


def test_draft_that_does_not_fit_the_rest_is_not_published(desk: Studio) -> None:
    submission = desk.approved(desk.document(parent="nowhere"))

    with pytest.raises(ConflictError, match="nowhere"):
        desk.publishing.publish(PIA, submission.id)

    assert desk.publishing.submission(submission.id).state is State.APPROVED


def test_discarded_draft_keeps_its_history(desk: Studio) -> None:
    submission = desk.draft()
    desk.write(submission, desk.document(name=NAME))

    desk.publishing.discard(ANNA, submission.id)

    assert desk.publishing.submissions() == []
    assert len(desk.publishing.revisions(TRAIL)) == 2


def test_withdrawn_meanwhile_is_not_published_by_an_older_approval(desk: Studio) -> None:
    desk.publish(desk.document(name=NAME))
    submission = desk.approved(desk.document(name={"zh": "新名", "en": "New"}))
    desk.publishing.withdraw(PIA, TRAIL, "塌方")

    with pytest.raises(ConflictError):
        desk.publishing.publish(PIA, submission.id)


def test_shipped_object_withdrawn_meanwhile_is_not_published_either(desk: Studio) -> None:
    submission = desk.approved(desk.document(name=NAME))
    desk.publishing.withdraw(PIA, TRAIL, "塌方")

    with pytest.raises(ConflictError):
        desk.publishing.publish(PIA, submission.id)


# --- time ------------------------------------------------------------------------------


def test_publication_waits_for_its_time(desk: Studio) -> None:
    with time_machine.travel("2026-11-21T08:00:00Z", tick=False) as clock:
        desk.publish(desk.document(name=NAME), at=1_795_255_200)  # 10:00 UTC
        before = desk.publishing.catalogue().trail("brook-path").properties.name.zh
        clock.move_to("2026-11-21T10:00:00Z")
        desk.publishing.origin.refresh()
        after = desk.publishing.catalogue().trail("brook-path").properties.name.zh

    assert (before, after) == ("溪边小路", "溪边步道")


def test_object_expires_by_itself(desk: Studio) -> None:
    with time_machine.travel("2026-11-21T08:00:00Z", tick=False) as clock:
        desk.publish(new_trail(), until=1_795_255_200)
        assert desk.publishing.catalogue().trail("new-path")
        clock.move_to("2026-11-21T10:00:01Z")
        desk.publishing.origin.refresh()

        with pytest.raises(GoneError):
            desk.publishing.catalogue().trail("new-path")


def test_end_before_the_beginning_is_refused(desk: Studio) -> None:
    submission = desk.approved(new_trail())

    with pytest.raises(InvalidInputError):
        desk.publishing.publish(PIA, submission.id, at=2_000_000_000, until=1_999_999_999)


def test_withdrawal_takes_back_what_was_to_come(desk: Studio) -> None:
    with time_machine.travel("2026-11-21T08:00:00Z", tick=False) as clock:
        desk.publish(desk.document(name=NAME), at=1_795_255_200)
        desk.publishing.withdraw(PIA, TRAIL, "塌方")
        clock.move_to("2026-11-21T12:00:00Z")
        desk.publishing.origin.refresh()

        with pytest.raises(GoneError):
            desk.publishing.catalogue().trail("brook-path")


# --- back ------------------------------------------------------------------------------


def test_withdrawn_object_is_gone_and_routes_through_it_stay(desk: Studio) -> None:
    desk.publishing.withdraw(PIA, VILLAGE, "暂停开放")

    catalogue = desk.publishing.catalogue()
    with pytest.raises(GoneError):
        catalogue.place("stone-village")
    ((_, front),) = catalogue.routes("zh")
    assert [stop.place for stop in front.stops] == [None, None]
    assert front.stops[0].name == "石头村"


def test_withdrawn_object_comes_back_as_it_was(desk: Studio) -> None:
    before = desk.publishing.published(VILLAGE)
    desk.publishing.withdraw(PIA, VILLAGE, "暂停开放")

    submission = desk.draft(VILLAGE)
    desk.publishing.submit(ANNA, submission.id)
    desk.publishing.approve(BO, submission.id)
    desk.publishing.publish(PIA, submission.id)

    assert desk.publishing.published(VILLAGE) == before
    ((_, front),) = desk.publishing.catalogue().routes("zh")
    assert front.stops[0].place == "stone-village"


def test_what_is_not_public_cannot_be_withdrawn(desk: Studio) -> None:
    with pytest.raises(ConflictError):
        desk.publishing.withdraw(PIA, NEW, "没有")


def test_withdrawal_needs_a_reason_and_the_right(desk: Studio) -> None:
    with pytest.raises(InvalidInputError):
        desk.publishing.withdraw(PIA, VILLAGE, "")
    with pytest.raises(ForbiddenError):
        desk.publishing.withdraw(ANNA, VILLAGE, "暂停")


def test_shipped_version_can_be_shown_again(desk: Studio) -> None:
    desk.publish(desk.document(name=NAME))

    desk.publishing.ship_again(PIA, TRAIL, "改回")

    assert desk.publishing.published(TRAIL) == desk.publishing.shipped(TRAIL)
    assert desk.publishing.catalogue().trail("brook-path").properties.name.zh == "溪边小路"


def test_restored_revision_has_the_same_bytes(desk: Studio) -> None:
    desk.publish(desk.document(name=NAME))
    first = desk.publishing.published(TRAIL)
    old = desk.publishing.published_revision(TRAIL)
    desk.publish(desk.document(name={"zh": "又一个名", "en": "Yet another"}))
    assert old is not None

    submission = desk.publishing.restore(ANNA, old)
    desk.publishing.submit(ANNA, submission.id)
    desk.publishing.approve(BO, submission.id)
    desk.publishing.publish(PIA, submission.id)

    shown = desk.publishing.published(TRAIL)
    assert first is not None
    assert shown is not None
    assert shown.texts["geojson"].encode() == first.texts["geojson"].encode()


def test_restoring_into_an_open_draft_keeps_what_it_had(desk: Studio) -> None:
    submission = desk.draft()
    begun = submission.head
    desk.write(submission, desk.document(name=NAME))

    desk.publishing.restore(ANNA, begun)

    notes = [revision.note for revision in desk.publishing.revisions(TRAIL)]
    assert len(notes) == 3
    assert desk.publishing.head(submission.id).document == desk.publishing.shipped(TRAIL)


# --- bad input -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["New Path", "新路", "-x", "stone-village", "x" * 81])
def test_id_of_a_new_object_is_a_free_slug(desk: Studio, name: str) -> None:
    document = new_trail()
    ref = Ref("feature", "trails", name)

    with pytest.raises(InvalidInputError):
        desk.publishing.begin(ANNA, ref, document=type(document)(ref, document.texts))


def test_object_that_does_not_exist_cannot_be_begun(desk: Studio) -> None:
    with pytest.raises(NotFoundError):
        desk.draft(Ref("feature", "trails", "nowhere"))


def test_text_of_another_object_is_refused(desk: Studio) -> None:
    submission = desk.draft()

    with pytest.raises(ConflictError):
        desk.write(submission, new_trail())


def test_unknown_draft_is_not_found(desk: Studio) -> None:
    with pytest.raises(NotFoundError):
        desk.publishing.save(ANNA, 99, 1, new_trail())


# --- what is written down --------------------------------------------------------------


def test_every_step_is_in_the_log(desk: Studio) -> None:
    desk.publish(desk.document(name=NAME))

    log = AuditLog(desk.publishing.engine)
    actions = [entry.action for entry in log.entries(subject=str(TRAIL))]
    assert {"draft.draft", "draft.in_review", "draft.approved", "object.publish"} <= set(actions)
    assert log.verify() is None


@pytest.mark.parametrize("table", ["audit", "revisions", "publications"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = id + 100", "DELETE FROM {}"])
def test_database_refuses_to_change_what_was_written(desk: Studio, table: str, verb: str) -> None:
    desk.publish(desk.document(name=NAME))

    with pytest.raises(OxyMapError, match="stays"), writing(desk.publishing.engine) as connection:
        connection.exec_driver_sql(verb.format(table))


def test_publication_is_announced_to_the_stream(desk: Studio) -> None:
    desk.publish(desk.document(name=NAME))

    with writing(desk.publishing.engine) as connection:
        rows = connection.exec_driver_sql("SELECT kind, body FROM events").all()
    ((kind, body),) = rows
    assert kind == "published"
    assert json.loads(body)["ref"] == "feature/trails/brook-path"


# --- remarks, exemption, list ----------------------------------------------------------


def test_remark_stays_until_it_is_settled(desk: Studio) -> None:
    submission = desk.draft()
    found = desk.publishing.comment(BO, submission.id, "长度不对", {"lon": 115.8, "lat": 40.0})

    desk.publishing.resolve(ANNA, found.id)

    (remark,) = desk.publishing.comments(submission.id)
    assert (remark.anchor, remark.resolved_by) == ({"lon": 115.8, "lat": 40.0}, "anna")


def test_empty_remark_is_refused(desk: Studio) -> None:
    with pytest.raises(InvalidInputError):
        desk.publishing.comment(BO, desk.draft().id, "   ")


def test_exemption_is_recorded_with_its_document(desk: Studio) -> None:
    submission = desk.draft()

    after = desk.publishing.exempt(
        PIA, submission.id, reason="批复同意", document_sha256="ab" * 32,
        document_name="批复.pdf", zones=["core-1"],
    )  # fmt: skip

    assert after.exemption is not None
    assert (after.exemption.by, after.exemption.zones) == ("pia", ("core-1",))


def test_author_cannot_exempt(desk: Studio) -> None:
    submission = desk.draft()

    with pytest.raises(ForbiddenError):
        desk.publishing.exempt(
            ANNA, submission.id, reason="x", document_sha256="y", document_name="z", zones=["a"]
        )


def test_list_says_where_every_object_stands(desk: Studio) -> None:
    desk.publish(desk.document(name=NAME))
    desk.publishing.withdraw(PIA, VILLAGE, "暂停")
    desk.publishing.begin(ANNA, NEW, document=new_trail())

    found = {str(item.ref): item for item in desk.publishing.objects()}

    trail, village, new = (found[str(ref)] for ref in (TRAIL, VILLAGE, NEW))
    assert (trail.origin, trail.state, trail.title["zh"]) == ("both", "published", "溪边步道")
    assert (village.state, village.title["zh"]) == ("withdrawn", "石头村")
    assert (new.origin, new.state) == ("studio", "none")
    assert new.submission is not None
    assert not trail.shipped_changed


def test_list_says_when_the_shipped_file_has_changed(desk: Studio) -> None:
    desk.publish(desk.document(name=NAME))
    file = desk.settings.geodata / "trails.geojson"
    file.write_text(file.read_text(encoding="utf-8").replace("溪边小路", "溪边老路"), "utf-8")
    other = desk.again()

    found = {item.ref: item for item in other.objects()}

    assert found[TRAIL].shipped_changed
    assert feature_of(other.published(TRAIL))["properties"]["name"] == NAME
