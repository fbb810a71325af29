"""Two browsers write at one page, in any order: no word of either is lost."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

from oxymap.people.models import COMMAND, Grant
from oxymap.publishing.models import Ref
from tests.app.studio_stage import Stage, csrf, make_stage

#: Interleavings in every run; 200 by hand (INTERLEAVINGS=200).
ROUNDS = int(os.environ.get("INTERLEAVINGS", "12"))
SAVES = 5
ROUTE = Ref("page", "routes", "village-day")
TEXTS = ("summary.zh", "summary.en", "body.zh", "body.en")
Form = dict[str, list[str]]


@dataclass
class Browser:
    """Somebody with the form open, as they loaded it last."""

    client: FlaskClient
    name: str
    url: str
    form: Form

    def load(self, url: str | None = None) -> None:
        answer = self.client.get(url or self.url)
        assert answer.status_code == 200
        self.form = form_of(answer.get_data(as_text=True))

    def add(self, chance: random.Random, word: str) -> None:
        """Write a word at a random place of a random text, as it stands in this browser."""
        name = chance.choice([name for name in TEXTS if name in self.form])
        words = self.form[name][0].replace("\r\n", "\n").split(" ")
        words.insert(chance.randrange(len(words) + 1), f"{word}.")
        self.form[name] = [" ".join(words)]

    def save(self) -> None:
        """Press the button; when both have changed a sentence, take the joined text as it is."""
        answer = self.client.post(self.url, data={**self.form, "do": "save"})
        while "/merge" in (answer.headers.get("Location") or ""):
            where = answer.headers["Location"]
            shown = self.client.get(where).get_data(as_text=True)
            answer = self.client.post(where, data=form_of(shown))
        assert answer.status_code == 303, answer.get_data(as_text=True)[:2000]


def form_of(page: str) -> Form:
    """What a browser would send of the page's main form, without its buttons."""
    forms = html.fromstring(page).xpath("//main//form[.//*[@name='base']]")
    assert forms, "the page has no form to save"
    found: Form = {}
    for name, value in forms[0].form_values():
        found.setdefault(name, []).append(value)
    return found


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    made = make_stage(tmp_path_factory.mktemp("editors"))
    yan = made.person("yan")
    made.people.set_grants(COMMAND, yan.id, [Grant("author")])
    return made


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_no_word_is_lost_in_a_random_interleaving(stage: Stage, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 -- a test's dice
    publishing = stage.desk.publishing
    submission = publishing.begin(stage.person("anna"), ROUTE)
    url = f"/studio/drafts/{submission.id}"
    browsers = [Browser(stage.client(name), name, url, {}) for name in ("anna", "yan")]
    for browser in browsers:
        browser.load()

    written = []
    for number in range(SAVES):
        browser = chance.choice(browsers)
        if chance.random() < 0.4:
            browser.load()
        word = f"{browser.name}{seed}x{number}"
        browser.add(chance, word)
        browser.save()
        written.append(word)
        # A page that was saved shows what is there now, also what the other has written.
        browser.load()

    text = "".join(publishing.head(submission.id).document.texts.values())
    assert [word for word in written if word not in text] == []
    publishing.discard(stage.person("anna"), submission.id)


def test_token_of_another_browser_saves_nothing(stage: Stage, tmp_path: Path) -> None:
    publishing = stage.desk.publishing
    submission = publishing.begin(stage.person("anna"), ROUTE)
    url = f"/studio/drafts/{submission.id}"
    anna, yan = (Browser(stage.client(name), name, url, {}) for name in ("anna", "yan"))
    anna.load()
    anna.form["csrf"] = [csrf(yan.client)]
    anna.add(random.Random(1), "stolen")  # noqa: S311 -- a test's dice

    answer = anna.client.post(url, data={**anna.form, "do": "save"})

    assert answer.status_code in {400, 403}
    assert publishing.head(submission.id).id == submission.head
    publishing.discard(stage.person("anna"), submission.id)
