"""Review and publishing: who may do what when, remarks, exemptions, and nothing by halves."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from oxymap.people.models import Grant
from oxymap.publishing.models import Finding, State
from oxymap.studio.moments import moment
from oxymap.web.i18n import localizer
from oxymap.wording import say
from tests.app.desk_stage import TRAIL, VILLAGE, Work, actions, quick_stage, send, text_of
from tests.app.studio_stage import Stage

PDF = b"%PDF-1.7\n%made up\n"


@pytest.fixture
def stage(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return quick_stage(tmp_path, tmp_path_factory.getbasetemp())


@pytest.fixture
def work(stage: Stage) -> Work:
    return Work(stage)


def renamed(properties: dict[str, object]) -> None:
    properties["name"] = {"zh": "石头老村", "en": "Old Stone Village"}


def base(number: int) -> str:
    return f"/en/studio/drafts/{number}"


def offered(stage: Stage, who: str, number: int) -> set[str]:
    found = actions(stage.client(who).get(f"{base(number)}/review"))
    return {path.removeprefix(f"{base(number)}/") for path in found}


def in_zone(monkeypatch: pytest.MonkeyPatch, work: Work) -> None:
    """Let the checks find the draft in a restricted area, until an exemption names it."""
    finding = Finding(
        "in_red_line", "error", say("It lies in the red line."), place=(115.8, 40.0),
        field="name.zh", exemptible=True, zone="red-1",
    )  # fmt: skip

    def findings(number: int) -> list[Finding]:
        exemption = work.publishing.submission(number).exemption
        return [] if exemption and "red-1" in exemption.zones else [finding]

    monkeypatch.setattr(work.publishing, "findings", findings)


# --- who may do what -------------------------------------------------------------------


def test_a_draft_is_handed_in_approved_and_published(stage: Stage, work: Work) -> None:
    number = work.draft().id

    steps = [
        send(stage.client("anna"), f"{base(number)}/submit", note="Please look."),
        send(stage.client("bo"), f"{base(number)}/approve", note="Good."),
        send(stage.client("pia"), f"{base(number)}/publish", at="", until="", note="Autumn"),
    ]

    assert [step.status_code for step in steps] == [303, 303, 303]
    assert work.publishing.submission(number).state is State.PUBLISHED
    text = text_of(stage.client("anna").get(f"{base(number)}/review"))
    assert "Please look." in text
    assert "Good." in text


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("anna", {"submit", "discard", "comments"}),
        ("bo", {"comments"}),
        ("root", {"comments"}),
    ],
)
def test_a_draft_offers_each_only_their_steps(
    stage: Stage, work: Work, who: str, expected: set[str]
) -> None:
    assert offered(stage, who, work.draft().id) == expected


def test_a_reviewer_may_approve_and_give_back(stage: Stage, work: Work) -> None:
    number = work.in_review().id

    assert {"approve", "return"} <= offered(stage, "bo", number)
    assert "approve" not in offered(stage, "pia", number)
    assert "approve" not in offered(stage, "anna", number)


def test_who_has_written_at_it_is_told_that_another_must_approve(stage: Stage, work: Work) -> None:
    people, number = stage.people, work.in_review().id
    grants = (Grant("author"), Grant("reviewer"))
    people.set_grants(stage.person("root"), stage.person("anna").id, grants)
    anna = stage.client("anna")

    page = anna.get(f"{base(number)}/review")
    forced = send(anna, f"{base(number)}/approve")

    assert f"{base(number)}/approve" not in actions(page)
    assert "somebody else has to approve it" in text_of(page)
    assert forced.status_code == 403
    assert work.publishing.submission(number).state is State.IN_REVIEW


@pytest.mark.parametrize("step", ["approve", "publish", "return", "exempt"])
def test_an_author_cannot_force_a_step_of_others(stage: Stage, work: Work, step: str) -> None:
    number = work.in_review().id

    assert send(stage.client("anna"), f"{base(number)}/{step}").status_code == 403


def test_a_form_without_the_token_does_nothing(stage: Stage, work: Work) -> None:
    number = work.draft().id

    answer = stage.client("anna").post(f"{base(number)}/submit", data={"csrf": "made-up"})

    assert answer.status_code == 403
    assert work.publishing.submission(number).state is State.DRAFT


def test_giving_back_needs_a_reason_and_keeps_what_was_typed(stage: Stage, work: Work) -> None:
    number = work.in_review().id

    answer = send(stage.client("bo"), f"{base(number)}/return", note="  ")

    assert answer.status_code == 422
    assert "Say why it goes back." in text_of(answer)


def test_a_draft_that_is_given_up_leaves_the_published_state(stage: Stage, work: Work) -> None:
    number = work.draft().id

    answer = send(stage.client("anna"), f"{base(number)}/discard", note="Begun by mistake.")

    assert answer.status_code == 303
    assert work.publishing.submission(number).state is State.DISCARDED
    assert work.publishing.published(VILLAGE) == work.publishing.shipped(VILLAGE)


# --- publishing ------------------------------------------------------------------------


def test_a_time_to_come_is_beijings(stage: Stage, work: Work) -> None:
    number = work.approved().id

    answer = send(stage.client("pia"), f"{base(number)}/publish", at="2099-05-01T08:00", until="")

    assert answer.location.endswith("done=scheduled")
    at = work.publishing.submission(number).publish_at
    assert at is not None
    assert moment(localizer("en"), at).iso == "2099-05-01T08:00:00+08:00"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"at": "tomorrow"}, "A day and a time are expected"),
        ({"at": "2026-02-30T10:00"}, "A day and a time are expected"),
        ({"at": "2099-05-01T08:00", "until": "2099-04-01T08:00"}, "end before it begins"),
        ({"until": "2001-01-01T00:00"}, "end before it begins"),
    ],
)
def test_an_odd_time_is_said_beside_its_field(
    stage: Stage, work: Work, fields: dict[str, str], said: str
) -> None:
    number = work.approved().id

    answer = send(stage.client("pia"), f"{base(number)}/publish", **fields)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert all(f'value="{value}"' in answer.text for value in fields.values())
    assert work.publishing.submission(number).state is State.APPROVED


def test_what_was_published_meanwhile_is_a_conflict(stage: Stage, work: Work) -> None:
    work.published()
    number = work.approved(change=renamed).id
    work.publishing.withdraw(stage.person("pia"), VILLAGE, "Closed for good.")

    answer = send(stage.client("pia"), f"{base(number)}/publish")

    assert answer.status_code == 409


# --- findings and exemptions -----------------------------------------------------------


def test_errors_stop_the_draft_and_lead_to_their_field(
    stage: Stage, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = work.draft().id
    in_zone(monkeypatch, work)
    anna = stage.client("anna")

    page = anna.get(f"{base(number)}/review")
    answer = send(anna, f"{base(number)}/submit")

    assert "It lies in the red line." in text_of(page)
    assert f'href="{base(number)}#f-name-zh"' in page.text
    assert 'data-map-show="finding-1"' in page.text
    assert answer.status_code == 409
    assert work.publishing.submission(number).state is State.DRAFT


def test_an_exemption_keeps_reason_and_document(
    stage: Stage, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = work.draft().id
    in_zone(monkeypatch, work)
    pia = stage.client("pia")

    answer = send(
        pia, f"{base(number)}/exempt", reason="Leave no. 12", zones="red-1",
        document=(io.BytesIO(PDF), "../../leave.pdf"),
    )  # fmt: skip

    assert answer.status_code == 303
    assert "Leave no. 12" in text_of(pia.get(f"{base(number)}/review"))
    kept = pia.get(f"{base(number)}/exemption")
    assert kept.data == PDF
    assert kept.headers["Content-Disposition"] == "attachment; filename=leave.pdf"


@pytest.mark.parametrize(
    ("reason", "data", "said"),
    [
        ("Leave", b"", "as a PDF, a JPEG or a PNG"),
        ("Leave", b"<script>alert(1)</script>", "as a PDF, a JPEG or a PNG"),
        (" ", PDF, "needs a reason"),
    ],
)
def test_an_exemption_without_its_parts_is_refused(
    stage: Stage,
    work: Work,
    monkeypatch: pytest.MonkeyPatch,
    reason: str,
    data: bytes,
    said: str,
) -> None:
    number = work.draft().id
    in_zone(monkeypatch, work)

    answer = send(
        stage.client("pia"), f"{base(number)}/exempt", reason=reason, zones="red-1",
        document=(io.BytesIO(data), "leave.pdf"),
    )  # fmt: skip

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert work.publishing.submission(number).exemption is None


# --- remarks ---------------------------------------------------------------------------


def test_a_remark_is_made_on_words_and_on_the_map_and_settled(stage: Stage, work: Work) -> None:
    number, bo, anna = work.in_review().id, stage.client("bo"), stage.client("anna")
    send(bo, f"{base(number)}/comments", text="Shorter?", field="summary.zh", quote="石头房子")
    send(bo, f"{base(number)}/comments", text="Too far south.", lon="115.8", lat="39.99")

    page = bo.get(f"{base(number)}/review")
    settled = send(anna, f"{base(number)}/comments/1/resolve")

    assert 'href="#read-summary-zh"' in page.text
    assert 'data-map-show="comment-2"' in page.text
    assert settled.status_code == 303
    assert "settled by 安娜" in text_of(anna.get(f"{base(number)}/review"))


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "  "},
        {"text": "x" * 5000},
        {"text": "Here", "lon": "115.8", "lat": "north"},
        {"text": "Here", "lon": "1e9", "lat": "1"},
        {"text": "Here", "lon": "nan", "lat": "1"},
    ],
)
def test_a_remark_that_cannot_be_kept_is_refused(
    stage: Stage, work: Work, fields: dict[str, str]
) -> None:
    number = work.in_review().id

    answer = send(stage.client("bo"), f"{base(number)}/comments", **fields)

    assert answer.status_code == 422
    assert work.publishing.comments(number) == []
    assert fields["text"].strip() in text_of(answer)


def test_a_remark_of_another_draft_is_not_settled_here(stage: Stage, work: Work) -> None:
    one, other = work.in_review().id, work.in_review(TRAIL).id
    work.publishing.comment(stage.person("bo"), one, "Here.")

    answer = send(stage.client("anna"), f"{base(other)}/comments/1/resolve")

    assert answer.status_code == 404


def test_markup_in_a_remark_stays_text(stage: Stage, work: Work) -> None:
    number, bo = work.in_review().id, stage.client("bo")
    send(bo, f"{base(number)}/comments", text="<script>alert(1)</script>", lon="115.8", lat="39.9")

    page = bo.get(f"{base(number)}/review")

    assert "<script>alert" not in page.text


def test_a_stranger_to_the_district_is_refused(stage: Stage, work: Work) -> None:
    number = work.in_review().id

    answer = send(stage.client("yan"), f"{base(number)}/comments", text="Hello.")

    assert answer.status_code == 403


def test_a_draft_that_is_none_is_not_found(stage: Stage) -> None:
    assert stage.client("bo").get("/studio/drafts/99/review").status_code == 404
