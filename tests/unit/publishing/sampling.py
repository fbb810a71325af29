"""Publishing over the sample project, with the small studio's people, and drafts for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from oxymap.config import Settings
from oxymap.people.models import Grant, Person
from oxymap.publishing.documents import feature_document, feature_of, join_page, split_page
from oxymap.publishing.models import Document, Finding, Ref, Submission
from oxymap.publishing.opening import open_publishing
from oxymap.publishing.service import Publishing
from tests.factories import feature, line, sample_project

ANNA = Person(1, "anna", "安娜", (Grant("author"),))
BO = Person(2, "bo", "博", (Grant("reviewer"),))
PIA = Person(3, "pia", "皮亚", (Grant("publisher"),))
ROOT = Person(4, "root", "管理员", (Grant("administrator"),))
YAN = Person(5, "yan", "燕", (Grant("author", "yanqing"),))
ALL = Person(6, "all", "全", (Grant("author"), Grant("reviewer"), Grant("publisher")))

TRAIL = Ref("feature", "trails", "brook-path")
VILLAGE = Ref("feature", "villages", "stone-village")
ROUTE = Ref("page", "routes", "village-day")
NEW = Ref("feature", "trails", "new-path")


@dataclass
class Studio:
    """Publishing, and short ways through it."""

    publishing: Publishing
    settings: Settings

    def again(self) -> Publishing:
        """Another process on the same database."""
        return open_publishing(self.settings)

    def draft(self, ref: Ref = TRAIL, actor: Person = ANNA) -> Submission:
        return self.publishing.begin(actor, ref)

    def write(self, submission: Submission, document: Document, actor: Person = ANNA) -> Submission:
        head = self.publishing.submission(submission.id).head
        return self.publishing.save(actor, submission.id, head, document).submission

    def approved(self, document: Document) -> Submission:
        """A draft of a document, handed in and approved."""
        submission = self.publishing.begin(ANNA, document.ref, document=document)
        self.publishing.submit(ANNA, submission.id)
        return self.publishing.approve(BO, submission.id)

    def publish(self, document: Document, **times: int | None) -> Submission:
        return self.publishing.publish(PIA, self.approved(document).id, **times)

    def document(self, ref: Ref = TRAIL, **properties: object) -> Document:
        """The shown document with other properties."""
        found = self.publishing.published(ref)
        assert found is not None
        value = feature_of(found)
        value["properties"] |= properties
        return feature_document(ref, value)


def studio(folder: Path, monkeypatch: pytest.MonkeyPatch | None = None) -> Studio:
    """A studio whose checks say nothing, unless a test sets what they say."""
    settings = sample_project(folder)
    if monkeypatch is not None:
        say_findings(monkeypatch)
    return Studio(open_publishing(settings), settings)


def say_findings(monkeypatch: pytest.MonkeyPatch, *findings: Finding) -> None:
    """Let the checks say this; they have tests of their own."""
    monkeypatch.setattr("oxymap.publishing.library.check_document", lambda *_: list(findings))


def new_trail(**properties: object) -> Document:
    found = feature(
        NEW.id, "trails", geometry=line((115.80, 39.99)), line="recorded",
        name={"zh": "新步道", "en": "New Path"}, **properties,
    )  # fmt: skip
    return feature_document(NEW, found)


def retitled(document: Document, lang: str, title: str) -> Document:
    """A page with another title in one language."""
    front, body = split_page(document.texts[lang])
    return Document(
        document.ref, {**document.texts, lang: join_page({**front, "title": title}, body)}
    )
