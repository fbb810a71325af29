"""A small studio with work at every stage, and short words for what persons do in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from oxymap.publishing.documents import feature_document, feature_of
from oxymap.publishing.models import Ref, Submission
from oxymap.publishing.service import Publishing
from tests.app.reading import visible_text
from tests.app.studio_stage import Stage, csrf, make_stage

VILLAGE = Ref("feature", "villages", "stone-village")
MILL = Ref("feature", "villages", "mill-village")
TRAIL = Ref("feature", "trails", "brook-path")
SUMMARY = {"zh": "山坡上的一个老村，石头房子。", "en": "An old village of stone houses."}
Change = Callable[[dict[str, object]], object]


def retold(properties: dict[str, object]) -> None:
    """The change that drafts make unless a test names another."""
    properties["summary"] = SUMMARY


def quick_stage(folder: Path, base: Path) -> Stage:
    """A stage that shares what is composed and compiled once with the others of a run."""
    cache = base / "studio-cache"
    cache.mkdir(exist_ok=True)
    (folder / "data").mkdir()
    (folder / "data" / "cache").symlink_to(cache)
    return make_stage(folder)


@dataclass(frozen=True)
class Work:
    """The publishing service, used by the stage's persons."""

    stage: Stage

    @property
    def publishing(self) -> Publishing:
        return self.stage.desk.publishing

    def draft(self, ref: Ref = VILLAGE, who: str = "anna", change: Change = retold) -> Submission:
        publishing, person = self.publishing, self.stage.person(who)
        begun = publishing.begin(person, ref)
        feature = feature_of(publishing.head(begun.id).document)
        change(feature["properties"])
        document = feature_document(ref, feature)
        return publishing.save(person, begun.id, begun.head, document).submission

    def in_review(self, ref: Ref = VILLAGE, change: Change = retold) -> Submission:
        number = self.draft(ref, change=change).id
        return self.publishing.submit(self.stage.person("anna"), number, "请看")

    def approved(self, ref: Ref = VILLAGE, change: Change = retold) -> Submission:
        number = self.in_review(ref, change).id
        return self.publishing.approve(self.stage.person("bo"), number)

    def published(self, ref: Ref = VILLAGE, until: int | None = None) -> Submission:
        number = self.approved(ref).id
        return self.publishing.publish(self.stage.person("pia"), number, until=until)


def send(client: FlaskClient, path: str, **fields: object) -> TestResponse:
    """Send a form as the page would, with the session's token."""
    return client.post(path, data={"csrf": csrf(client), **fields})


def text_of(response: TestResponse) -> str:
    return visible_text(html.document_fromstring(response.text))


def actions(response: TestResponse) -> set[str]:
    """Where the page's forms and buttons lead."""
    document = html.document_fromstring(response.text)
    return set(document.xpath("//main//form[@method='post']/@action | //main//@formaction"))
