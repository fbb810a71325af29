"""``build.py user``: accounts and the log on the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from click.testing import CliRunner, Result

from oxymap.commands import people as module
from oxymap.commands.people import user
from oxymap.config import Settings, make_settings
from oxymap.errors import ConflictError, InvalidInputError, NotFoundError
from oxymap.people.models import Grant
from oxymap.people.service import People
from tests.unit.people.sampling import people_engine, people_of
from tests.unit.people.test_audit import drop_triggers

Run = Callable[..., Result]


@pytest.fixture
def people(tmp_path: Path) -> People:
    return people_of(people_engine(tmp_path))


@pytest.fixture
def run(people: People, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(module, "open_people", lambda _: people)
    return lambda *words: CliRunner().invoke(user, list(words))


def test_new_account_is_opened_and_its_password_is_the_last_word(run: Run, people: People) -> None:
    roles = ("--role", "author@yanqing", "--role", "reviewer")
    done = run("add", "nina", "--display", "Nina Li", *roles)

    assert done.exit_code == 0
    first = done.output.split()[-1]
    session = people.sign_in("nina", first, "n", "").session
    assert (session.to_do, session.person.display) == ("password", "Nina Li")
    assert session.person.grants == (Grant("author", "yanqing"), Grant("reviewer"))
    assert people.log.entries(limit=2)[1].actor == "command"


@pytest.mark.parametrize("role", ["boss", "author@haidian", "@yanqing", "", "Author"])
def test_role_that_does_not_exist_is_named(run: Run, people: People, role: str) -> None:
    done = run("add", "nina", "--role", role)

    assert isinstance(done.exception, module.UserCommandError)
    assert repr(role) in str(done.exception)
    assert len(people.people()) == 6


def test_name_that_is_taken_is_refused(run: Run) -> None:
    assert isinstance(run("add", "anna").exception, InvalidInputError)


def test_list_shows_roles_and_states(run: Run, people: People) -> None:
    run("disable", "anna")

    lines = dict(line.split("\t", 1) for line in run("list").output.splitlines())

    assert lines["anna"] == "安娜\tauthor\tclosed"
    assert lines["yan"] == "燕\tauthor@yanqing\t-"
    assert len(lines) == 6


def test_roles_are_replaced(run: Run, people: People) -> None:
    run("grant", "anna", "--role", "publisher@fangshan")

    assert people.by_name("anna").grants == (Grant("publisher", "fangshan"),)


def test_last_administrator_is_not_closed(run: Run, people: People) -> None:
    assert isinstance(run("disable", "root").exception, ConflictError)
    assert not people.by_name("root").disabled


def test_account_is_closed_and_opened_again(run: Run, people: People) -> None:
    assert run("disable", "anna").exit_code == 0
    assert people.by_name("anna").disabled
    assert run("enable", "anna").exit_code == 0
    assert not people.by_name("anna").disabled


def test_new_password_is_the_last_word(run: Run, people: People) -> None:
    done = run("password", "anna")

    assert people.sign_in("anna", done.output.split()[-1], "n", "").session.to_do == "password"


def test_lost_second_factor_is_taken_away_with_the_password(run: Run, people: People) -> None:
    run("password", "anna", "--reset-second")

    actions = [entry.action for entry in people.log.entries()]
    assert actions == ["person.password", "person.second"]


def test_whoever_is_not_there_is_named(run: Run) -> None:
    assert isinstance(run("password", "nobody").exception, NotFoundError)


def test_log_is_shown_newest_first_and_verified(run: Run, people: People) -> None:
    run("disable", "anna")
    run("enable", "anna")

    shown = run("log", "--subject", "person/anna").output.splitlines()
    verified = run("log", "--verify").output

    assert [line.split("\t")[3] for line in shown] == ["person.enable", "person.disable"]
    newest = people.log.newest()
    assert newest is not None
    assert verified == f"The log is whole: 2 entries, the last one {newest[1]}\n"


def test_log_that_somebody_has_changed_fails_the_verification(run: Run, people: People) -> None:
    run("disable", "anna")
    drop_triggers(people)
    with people.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE audit SET actor = 'bo'")

    done = run("log", "--verify")

    assert done.exit_code != 0
    assert "entry 1" in str(done.exception)


@pytest.fixture
def logs() -> Iterator[None]:
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def test_command_opens_the_database_of_the_settings(tmp_path: Path, logs: None) -> None:
    settings: Settings = make_settings({"data": tmp_path / "data"})

    done = CliRunner().invoke(user, ["add", "nina", "--data", str(settings.data)])

    opened = module.open_people(settings.data)
    assert opened.by_name("nina").must_change
    assert opened.sign_in("nina", done.output.split()[-1], "n", "").session.to_do == "password"
