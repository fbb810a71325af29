"""What administrators can do with accounts, and nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from oxymap.errors import (
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    ThrottledError,
)
from oxymap.people.models import COMMAND, Grant, Person
from oxymap.people.service import People
from tests.unit.people.sampling import PASSWORD

VERBS: dict[str, Callable[[People, Person, int], object]] = {
    "add": lambda people, actor, _: people.add(actor, "new", "New", ()),
    "set_grants": lambda people, actor, who: people.set_grants(
        actor, who, [Grant("administrator")]
    ),
    "rename": lambda people, actor, who: people.rename(actor, who, "Other"),
    "disable": lambda people, actor, who: people.disable(actor, who),
    "enable": lambda people, actor, who: people.enable(actor, who),
    "reset_password": lambda people, actor, who: people.reset_password(actor, who),
    "reset_second": lambda people, actor, who: people.reset_second(actor, who),
}


def actions(people: People) -> list[str]:
    return [entry.action for entry in people.log.entries()]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("name", ["anna", "bo", "pia", "stan", "yan"])
def test_only_administrators_may(people: People, verb: str, name: str) -> None:
    bo = people.by_name("root")

    with pytest.raises(ForbiddenError):
        VERBS[verb](people, people.by_name(name), bo.id)

    assert people.person(bo.id) == bo
    assert actions(people) == []


@pytest.mark.parametrize("verb", VERBS)
def test_each_act_is_written_down_with_who_did_it(people: People, verb: str) -> None:
    VERBS[verb](people, people.by_name("root"), people.by_name("anna").id)

    (entry,) = people.log.entries()
    assert entry.actor == "root"
    assert entry.subject == ("person/new" if verb == "add" else "person/anna")


def test_new_person_signs_in_with_the_first_password_and_has_to_change_it(people: People) -> None:
    person, first = people.add(COMMAND, " Nina ", "  Ni   na ", [Grant("author", "yanqing")])

    session = people.sign_in("nina", first, "n", "").session
    assert (person.name, person.display) == ("nina", "Ni na")
    assert session.to_do == "password"
    assert session.person.grants == (Grant("author", "yanqing"),)
    assert first not in "".join(entry.detail for entry in people.log.entries())


@pytest.mark.parametrize(
    "name", ["", "a", "Ann a", "1anna", "an/na", "安娜", "a" * 33, "command", "unknown", "a\nb"]
)
def test_name_that_cannot_be_used_is_refused(people: People, name: str) -> None:
    with pytest.raises(InvalidInputError) as raised:
        people.add(COMMAND, name, "Somebody", ())

    assert raised.value.field == "name"


def test_name_belongs_to_one_person_for_ever(people: People) -> None:
    people.disable(COMMAND, people.by_name("anna").id)

    with pytest.raises(InvalidInputError, match="already"):
        people.add(COMMAND, "ANNA", "Another", ())


@pytest.mark.parametrize("display", ["", "  ", "x" * 61, "an\x00na", "\u202eanna"])
def test_shown_name_that_cannot_be_used_is_refused(people: People, display: str) -> None:
    with pytest.raises(InvalidInputError) as raised:
        people.rename(COMMAND, people.by_name("anna").id, display)

    assert raised.value.field == "display"


def test_everybody_may_change_how_they_themselves_are_called(people: People) -> None:
    anna = people.by_name("anna")

    assert people.rename(anna, anna.id, "Anna Li").display == "Anna Li"


def test_role_everywhere_covers_that_of_a_district(people: People) -> None:
    anna = people.by_name("anna")

    changed = people.set_grants(
        COMMAND,
        anna.id,
        [Grant("reviewer", "yanqing"), Grant("reviewer"), Grant("author", "fangshan")],
    )

    assert changed.grants == (Grant("author", "fangshan"), Grant("reviewer"))
    assert people.person(anna.id).has("reviewer", ["mentougou"])
    assert not people.person(anna.id).has("author", ["fangshan", "yanqing"])


@pytest.mark.parametrize(
    "grant",
    [Grant("boss"), Grant("author", "haidian"), Grant("administrator", "yanqing")],  # type: ignore[arg-type]
)
def test_role_that_does_not_exist_is_refused(people: People, grant: Grant) -> None:
    anna = people.by_name("anna")

    with pytest.raises(InvalidInputError):
        people.set_grants(COMMAND, anna.id, [grant])

    assert people.person(anna.id) == anna


@pytest.mark.parametrize("verb", ["disable", "set_grants"])
def test_last_administrator_stays_one(people: People, verb: str) -> None:
    root = people.by_name("root")

    with pytest.raises(ConflictError):
        if verb == "disable":
            people.disable(root, root.id)
        else:
            people.set_grants(root, root.id, [Grant("author")])

    assert people.person(root.id) == root


def test_administrator_may_go_when_there_is_another(people: People) -> None:
    root, bo = people.by_name("root"), people.by_name("bo")
    people.set_grants(root, bo.id, [Grant("administrator")])

    assert people.disable(people.person(bo.id), root.id).disabled
    with pytest.raises(ConflictError):
        people.disable(COMMAND, bo.id)


def test_closed_account_is_signed_out_and_cannot_sign_in(people: People) -> None:
    token = people.sign_in("anna", PASSWORD, "n", "").token
    anna = people.by_name("anna")

    people.disable(COMMAND, anna.id)

    assert people.session(token) is None
    with pytest.raises(InvalidInputError):
        people.sign_in("anna", PASSWORD, "n", "")
    people.enable(COMMAND, anna.id)
    assert people.session(token) is None
    assert people.sign_in("anna", PASSWORD, "n", "").session.person.id == anna.id


def test_new_first_password_ends_sessions_and_waiting(people: People) -> None:
    token = people.sign_in("anna", PASSWORD, "n", "").token
    for _ in range(5):
        with pytest.raises(InvalidInputError):
            people.sign_in("anna", "wrong", "n", "")
    with pytest.raises(ThrottledError):
        people.sign_in("anna", PASSWORD, "n", "")

    first = people.reset_password(COMMAND, people.by_name("anna").id)

    assert people.session(token) is None
    assert people.sign_in("anna", first, "n", "").session.to_do == "password"


def test_whoever_is_not_there_is_not_found(people: People) -> None:
    with pytest.raises(NotFoundError):
        people.person(99)
    with pytest.raises(NotFoundError):
        people.by_name("nobody")
    with pytest.raises(NotFoundError):
        people.disable(COMMAND, 99)
    assert actions(people) == []
