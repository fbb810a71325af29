"""Slow down those who guess: by account, and by the network that they come from.

A try is written down before the password is looked at and taken back when it was right,
so that a hundred tries at the same moment count as a hundred.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from sqlalchemy import Connection, Engine

from oxymap import clock
from oxymap.db.engine import reading, writing
from oxymap.errors import ThrottledError
from oxymap.people.store import attempts as store
from oxymap.wording import N_, say

log = structlog.get_logger()
#: So many tries in a row are free for an account; each further one doubles the wait.
FREE_TRIES = 5
FIRST_WAIT_S = 30
LONGEST_WAIT_S = 900
ACCOUNT_SPAN_S = 86_400
#: From one network, over all accounts: whoever tries one password on many of them.
NETWORK_TRIES = 30
NETWORK_SPAN_S = 900


@dataclass(frozen=True)
class Try:
    """A try that was let through; its rows are taken back when it succeeds."""

    account: str
    ids: tuple[int, ...]


@dataclass(frozen=True)
class Throttle:
    """Counts failed tries in the database, so for all processes together."""

    engine: Engine

    def begin(self, account: str, network: str) -> Try:
        """Write down a try, before it is looked at.

        Parameters
        ----------
        account : a key of `account_key`, or another that begins with an area and a colon.
        network : what `network.network_of` gives.

        Raises
        ------
        ThrottledError : it has to wait; nothing is written down then.
        """
        now = clock.seconds()
        by_network = f"network:{network}"
        with writing(self.engine) as connection:
            store.forget(connection, now - ACCOUNT_SPAN_S)
            self._let(account_wait(connection, account, now), account, network)
            self._let(network_wait(connection, by_network, now), account, network)
            return Try(account, tuple(store.add(connection, (account, by_network), now)))

    def check(self, account: str, network: str) -> None:
        """Raise ThrottledError when a try would have to wait; nothing is written down."""
        now = clock.seconds()
        with reading(self.engine) as connection:
            self._let(account_wait(connection, account, now), account, network)
            self._let(network_wait(connection, f"network:{network}", now), account, network)

    def succeeded(self, connection: Connection, done: Try) -> None:
        """Take back a try that was right, and forget the account's failed ones."""
        store.remove(connection, done.ids)
        store.clear(connection, done.account)

    def guard(self, account: str, network: str, look: Callable[[], bool]) -> bool:
        """Return what a look at a secret says; a wrong one counts.

        Raises
        ------
        ThrottledError : nobody looks now; wait.
        """
        begun = self.begin(account, network)
        right = look()
        if right:
            with writing(self.engine) as connection:
                self.succeeded(connection, begun)
        return right

    @staticmethod
    def _let(wait_s: int, account: str, network: str) -> None:
        if wait_s > 0:
            log.warning("people.throttled", account=account, network=network, wait_s=wait_s)
            minutes = -(-wait_s // 60)
            message = (
                say(N_("Too many tries. Please wait %(count)s seconds."), count=wait_s)
                if minutes <= 1
                else say(N_("Too many tries. Please wait %(count)s minutes."), count=minutes)
            )
            raise ThrottledError(message, wait_s)


def account_wait(connection: Connection, key: str, now: int) -> int:
    """Return how many seconds an account has to wait: 30, 60, 120 … after the fifth try."""
    tries = store.times(connection, key, now - ACCOUNT_SPAN_S)
    if len(tries) < FREE_TRIES:
        return 0
    # More doublings would only make a huge number.
    doubled = min(len(tries) - FREE_TRIES, 10)
    return tries[-1] + min(FIRST_WAIT_S << doubled, LONGEST_WAIT_S) - now


def network_wait(connection: Connection, key: str, now: int) -> int:
    """Return how many seconds a network has to wait."""
    tries = store.times(connection, key, now - NETWORK_SPAN_S)
    return 0 if len(tries) < NETWORK_TRIES else tries[-NETWORK_TRIES] + NETWORK_SPAN_S - now


def account_key(name: str) -> str:
    """Return the key of the account that a name means, whether there is one or not.

    It is a hash: people type passwords into the field for the name.
    """
    return "account:" + hashlib.sha256(name.encode()).hexdigest()[:32]
