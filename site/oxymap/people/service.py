"""The people of the studio as the rest of it sees them: sign-in, sessions, second factor."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace

from sqlalchemy import Connection

from oxymap import clock
from oxymap.db.engine import reading, writing
from oxymap.errors import InvalidInputError, SignInNeededError
from oxymap.people.accounts import Accounts, forget_second, second_key
from oxymap.people.audit import write_audit
from oxymap.people.models import Person, SecondFactor, Session, SignedIn, ToDo
from oxymap.people.passwords import check_password
from oxymap.people.second import (
    SECRET,
    factor_of,
    new_factor,
    recovery_codes,
    recovery_hash,
    step_of_code,
)
from oxymap.people.store import people as store
from oxymap.people.store import sessions as session_store
from oxymap.people.store.sessions import Kept
from oxymap.people.throttle import account_key
from oxymap.wording import N_, say

ISSUER = "OxyMap"
#: A session's last use is written down at most so often.
NOTED_S = 60
#: So long may somebody look for their authenticator.
SECOND_STEP_S = 600
LONGEST_AGENT = 200
WRONG = N_("Name or password is not right.")
#: What a wrong code says, whatever it was.
WRONG_CODE = N_("This code is not right, or it has been used. Wait for the next one.")


class People(Accounts):
    """Everything about people: `Accounts` for administrators, and what each does for themselves.

    A token is the secret in a browser's cookie. It is known to nobody else: the database keeps
    its SHA-256. Whenever somebody becomes more than they were (sign-in, second step, a password
    of their own) there is a new one, and the old one is worth nothing.
    """

    # --- sign-in ---------------------------------------------------------------------

    def sign_in(self, name: str, password: str, network: str, agent: str) -> SignedIn:
        """Open a session.

        Parameters
        ----------
        network : what `network.network_of` gives.
        agent : what the browser calls itself.

        Raises
        ------
        InvalidInputError : name or password is wrong, or the account is closed; it never says
            which, and takes as long for names that nobody has.
        ThrottledError : too many tries for this name or from this network.
        """
        name = name.strip().lower()
        begun = self.throttle.begin(account_key(name), network)
        nobodys = self.hashing.nobodys
        with reading(self.engine) as connection:
            person_id = store.id_of(connection, name)
            found = None if person_id is None else store.by_id(connection, person_id)
            hashed = (
                nobodys if found is None else store.secrets_of(connection, found.id).password_hash
            )
        right = self.hashing.matches(hashed, password)
        if found is None or found.disabled or not right:
            self._note_failure("session.refused", found, network)
            raise InvalidInputError(say(WRONG), field="password")
        new_hash = self.hashing.hash(password) if self.hashing.is_outdated(hashed) else None
        with writing(self.engine) as connection:
            if store.secrets_of(connection, found.id).password_hash != hashed:
                # An administrator has just given another one.
                raise InvalidInputError(say(WRONG), field="password")
            self.throttle.succeeded(connection, begun)
            self._forget_ended(connection)
            if new_hash is not None:
                store.change(connection, found.id, password_hash=new_hash)
            store.change(connection, found.id, last_seen=clock.seconds())
            write_audit(
                connection, found, "session.sign_in", _subject(found), network=network,
                second_step=found.has_second,
            )  # fmt: skip
            return self._open(
                connection, found.id, network, agent, second_done=not found.has_second
            )

    def second(self, token: str, code: str) -> SignedIn:
        """Complete a sign-in by a code of the authenticator or a recovery code.

        Raises
        ------
        SignInNeededError : the session has ended.
        InvalidInputError : the code is wrong, or was used before.
        ThrottledError : too many wrong codes.
        """
        session = self._needed(token)
        person = session.person
        begun = self.throttle.begin(second_key(person.id), session.network)
        with writing(self.engine) as connection:
            used = _use_code(connection, person.id, code)
            if used is not None:
                self.throttle.succeeded(connection, begun)
                action = "session.second" if used == "totp" else "session.recovery_code"
                write_audit(connection, person, action, _subject(person), network=session.network)
                return self._renew(connection, session, second_done=True)
        self._note_failure("session.second_refused", person, session.network)
        raise InvalidInputError(say(WRONG_CODE), field="code")

    # --- sessions --------------------------------------------------------------------

    def session(self, token: str | None) -> Session | None:
        """Return the session of a cookie, and note its use; None when there is none or it ended."""
        if not token:
            return None
        with reading(self.engine) as connection:
            kept = session_store.by_hash(connection, token_hash(token))
            found = None if kept is None else self._living(connection, kept)
        now = clock.seconds()
        if found is not None and now - found.last_at >= NOTED_S:
            with writing(self.engine) as connection:
                session_store.change(connection, found.id, last_at=now)
                store.change(connection, found.person.id, last_seen=now)
        return found

    def sign_out(self, token: str | None) -> None:
        """End the session of a cookie, if there is one."""
        with writing(self.engine) as connection:
            kept = session_store.by_hash(connection, token_hash(token or ""))
            if kept is None:
                return
            session_store.end(connection, kept.id, kept.person_id)
            person = store.by_id(connection, kept.person_id)
            assert person is not None  # noqa: S101 -- a session's person is never removed
            write_audit(connection, person, "session.sign_out", _subject(person))

    def sign_out_everywhere(self, person: Person) -> int:
        """End all sessions of a person; return how many."""
        with writing(self.engine) as connection:
            ended = session_store.end_all(connection, person.id)
            write_audit(connection, person, "session.end_all", _subject(person), ended=ended)
        return ended

    def sessions(self, person: Person) -> list[Session]:
        """Return a person's sessions that have not ended, the one used last first."""
        with reading(self.engine) as connection:
            kept = session_store.of_person(connection, person.id)
            return [found for one in kept if (found := self._living(connection, one))]

    def end_session(self, person: Person, session_id: int) -> None:
        """End one session of a person; that of somebody else stays as it is."""
        with writing(self.engine) as connection:
            if session_store.end(connection, session_id, person.id):
                write_audit(connection, person, "session.end", _subject(person))

    # --- password --------------------------------------------------------------------

    def change_password(self, token: str, old: str | None, new: str) -> SignedIn:
        """Give a person another password; their other sessions end, this one gets a new token.

        Parameters
        ----------
        old : the present password; None will do for one that has to be changed anyway.

        Raises
        ------
        InvalidInputError : the field ``old`` or ``new`` does not fit.
        ThrottledError : too many wrong tries of the old one.
        """
        session = self._needed(token)
        person = session.person
        if not (old is None and person.must_change):
            self._check_present(person, session.network, old or "", "old")
        check_password(new, person.name, person.display)
        with reading(self.engine) as connection:
            present = store.secrets_of(connection, person.id).password_hash
        if self.hashing.matches(present, new):
            raise InvalidInputError(say(N_("That is the password you have now.")), field="new")
        hashed = self.hashing.hash(new)
        with writing(self.engine) as connection:
            store.change(connection, person.id, password_hash=hashed, must_change=False)
            ended = session_store.end_all(connection, person.id, but=session.id)
            write_audit(connection, person, "account.password", _subject(person), ended=ended)
            return self._renew(connection, session)

    # --- second factor ---------------------------------------------------------------

    def needs_second(self, person: Person) -> bool:
        """Tell whether a person may not go without a second factor (`studio_second_factor`)."""
        match self.settings.studio_second_factor:
            case "all":
                return True
            case "publishers":
                return person.has("publisher") or person.has("administrator")
        return False

    def begin_second(self, person: Person, secret: str | None = None) -> SecondFactor:
        """Return a new key for an authenticator; nothing changes until it is confirmed.

        Parameters
        ----------
        secret : the key that was shown before, to show it again after a wrong code.
        """
        if secret is not None and SECRET.fullmatch(secret):
            return factor_of(secret, ISSUER, person.name)
        return new_factor(ISSUER, person.name)

    def confirm_second(
        self, token: str, secret: str, code: str, password: str | None = None
    ) -> tuple[SignedIn, list[str]]:
        """Set up a second factor; return the session with a new token, and the recovery codes.

        Parameters
        ----------
        secret : what `begin_second` gave.
        code : of the authenticator, made with it.
        password : needed when another second factor is being replaced.

        Raises
        ------
        InvalidInputError : the code is wrong (field ``code``), or the password is.
        ThrottledError : too many tries.
        """
        session = self._needed(token)
        person = session.person
        if person.has_second:
            self._check_present(person, session.network, password or "", "password")
        begun = self.throttle.begin(second_key(person.id), session.network)
        step = None
        if SECRET.fullmatch(secret):
            step = step_of_code(secret, code, clock.seconds(), None)
        if step is None:
            raise InvalidInputError(say(WRONG_CODE), field="code")
        codes = recovery_codes()
        hashes = [recovery_hash(person.id, one) for one in codes]
        with writing(self.engine) as connection:
            self.throttle.succeeded(connection, begun)
            store.change(connection, person.id, totp_secret=secret, totp_step=step, recovery=hashes)
            ended = session_store.end_all(connection, person.id, but=session.id)
            write_audit(connection, person, "account.second", _subject(person), ended=ended)
            return self._renew(connection, session, second_done=True), codes

    def remove_second(self, person: Person, password: str, network: str = "") -> None:
        """Do without a second factor from now on.

        Raises
        ------
        InvalidInputError : the password is wrong, or the person may not go without one.
        ThrottledError : too many wrong tries.
        """
        if self.needs_second(person):
            raise InvalidInputError(
                say(N_("Your role needs a second factor; set up another one in its place.")),
                field="password",
            )
        self._check_present(person, network, password, "password")
        with writing(self.engine) as connection:
            forget_second(connection, person.id)
            write_audit(connection, person, "account.second_removed", _subject(person))

    def recovery_left(self, person: Person) -> int:
        """Return how many recovery codes a person has left."""
        with reading(self.engine) as connection:
            return len(store.secrets_of(connection, person.id).recovery)

    # --- what the verbs share --------------------------------------------------------

    def _needed(self, token: str) -> Session:
        found = self.session(token)
        if found is None:
            raise SignInNeededError("The session has ended.")
        return found

    def _check_present(self, person: Person, network: str, password: str, field: str) -> None:
        with reading(self.engine) as connection:
            hashed = store.secrets_of(connection, person.id).password_hash
        right = self.throttle.guard(
            account_key(person.name), network, lambda: self.hashing.matches(hashed, password)
        )
        if not right:
            self._note_failure("account.refused", person, network)
            raise InvalidInputError(say(N_("This is not your present password.")), field=field)

    def _note_failure(self, action: str, person: Person | None, network: str) -> None:
        # Whoever is not known is not named: the field may have held a password.
        actor = person or "unknown"
        subject = "person/unknown" if person is None else _subject(person)
        with writing(self.engine) as connection:
            write_audit(connection, actor, action, subject, network=network)

    def _open(
        self, connection: Connection, person_id: int, network: str, agent: str, *, second_done: bool
    ) -> SignedIn:
        token, now = secrets.token_urlsafe(32), clock.seconds()
        kept = session_store.add(
            connection, hash=token_hash(token), person_id=person_id,
            csrf=secrets.token_urlsafe(32), created_at=now, last_at=now, second_done=second_done,
            network=network, agent=agent[:LONGEST_AGENT],
        )  # fmt: skip
        return SignedIn(token, self._alive(connection, kept))

    def _renew(self, connection: Connection, session: Session, **changed: object) -> SignedIn:
        """Give a session a new token and a new token for its forms."""
        token = secrets.token_urlsafe(32)
        session_store.change(
            connection, session.id, hash=token_hash(token), csrf=secrets.token_urlsafe(32),
            last_at=clock.seconds(), **changed,
        )  # fmt: skip
        kept = session_store.by_hash(connection, token_hash(token))
        if kept is None:
            # It was ended from elsewhere while the password was looked at.
            raise SignInNeededError("The session has ended.")
        return SignedIn(token, self._alive(connection, kept))

    def _living(self, connection: Connection, kept: Kept) -> Session | None:
        """Return a session unless it has ended by itself or its account is closed."""
        now = clock.seconds()
        longest = self.settings.studio_session_hours * 3600
        if not kept.second_done:
            longest = min(longest, SECOND_STEP_S)
        idle = self.settings.studio_idle_minutes * 60
        if now - kept.created_at >= longest or now - kept.last_at >= idle:
            return None
        found = self._alive(connection, kept)
        return None if found.person.disabled else found

    def _alive(self, connection: Connection, kept: Kept) -> Session:
        person = store.by_id(connection, kept.person_id)
        assert person is not None  # noqa: S101 -- a session's person is never removed
        session = Session(
            kept.id, person, kept.csrf, kept.created_at, kept.last_at, kept.second_done,
            kept.network, kept.agent,
        )  # fmt: skip
        return replace(session, to_do=self._to_do(session))

    def _to_do(self, session: Session) -> ToDo | None:
        if not session.second_done:
            return "second_step"
        if session.person.must_change:
            return "password"
        if self.needs_second(session.person) and not session.person.has_second:
            return "set_up_second"
        return None

    def _forget_ended(self, connection: Connection) -> None:
        now = clock.seconds()
        session_store.forget_ended(
            connection,
            now - self.settings.studio_session_hours * 3600,
            now - self.settings.studio_idle_minutes * 60,
        )


def token_hash(token: str) -> str:
    """Return what is kept of a cookie's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def _use_code(connection: Connection, person_id: int, code: str) -> str | None:
    """Use up a code; return which sort it was, or None when it is wrong."""
    kept = store.secrets_of(connection, person_id)
    if kept.totp_secret is None:
        return None
    step = step_of_code(kept.totp_secret, code, clock.seconds(), kept.totp_step)
    if step is not None:
        store.change(connection, person_id, totp_step=step)
        return "totp"
    hashed = recovery_hash(person_id, code)
    if hashed in kept.recovery:
        left = [one for one in kept.recovery if one != hashed]
        store.change(connection, person_id, recovery=left)
        return "recovery"
    return None


def _subject(person: Person) -> str:
    return f"person/{person.name}"
