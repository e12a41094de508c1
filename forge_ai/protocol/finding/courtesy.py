"""Rate limits of the discovery, which make a flood cheap: open queries, and how often anybody is answered.

Does not know sockets or clocks: every call says what time it is, in steady seconds.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from forge_ai.limits import (
    ANSWERS_PER_SECOND,
    ANSWERS_PER_SECOND_TO_ONE,
    ASKERS_REMEMBERED,
    OPEN_QUERIES,
)

QUERY_SECONDS: Final = 3.0  # an answer that comes later is an answer to nothing


@dataclass(frozen=True, slots=True)
class _Open:
    host: str
    port: int
    leg: str
    until: float


class OpenQueries:
    """The nonces that are waiting for answers. Only these count as a round trip."""

    def __init__(self) -> None:
        self._open: OrderedDict[bytes, _Open] = OrderedDict()

    def add(self, nonce: bytes, at: float, host: str = "", port: int = 0, leg: str = "udp") -> None:
        """A query was sent, to one host or (without a host) to everybody. ``leg`` is what led to it."""
        self._forget_old(at)
        if len(self._open) >= OPEN_QUERIES:
            self._open.popitem(last=False)
        self._open[nonce] = _Open(host, port, leg, at + QUERY_SECONDS)

    def leg(self, nonce: bytes, host: str, at: float) -> str:
        """What led to the query that an answer with this nonce, from this host, belongs to; nothing if none of ours."""
        query = self._open.get(nonce)
        is_ours = query is not None and at < query.until and query.host in {"", host}
        return query.leg if query is not None and is_ours else ""

    def is_asking(self, host: str, port: int, at: float) -> bool:
        """Whether a query of ours is under way to this one already."""
        self._forget_old(at)
        return any((query.host, query.port) == (host, port) for query in self._open.values())

    def _forget_old(self, at: float) -> None:
        while self._open and next(iter(self._open.values())).until <= at:
            self._open.popitem(last=False)


class _Bucket:
    """Permits that refill with time, up to those of one second."""

    __slots__ = ("_at", "_permits", "_rate")

    def __init__(self, rate: float, at: float) -> None:
        self._rate = rate
        self._permits = rate
        self._at = at

    def take(self, at: float) -> bool:
        self._permits = min(self._rate, self._permits + (at - self._at) * self._rate)
        self._at = at
        if self._permits < 1:
            return False
        self._permits -= 1
        return True


class Courtesy:
    """Rate limits for answers: says whether a packet from ``host`` is answered."""

    def __init__(self, at: float) -> None:
        self._all = _Bucket(ANSWERS_PER_SECOND, at)
        self._each: OrderedDict[str, _Bucket] = OrderedDict()
        self._answered: OrderedDict[tuple[bytes, str], None] = OrderedDict()

    def allows(self, host: str, at: float) -> bool:
        """Whether a packet may be sent to this host: it, and all together, are below their limits for this second."""
        bucket = self._each.pop(host, None) or _Bucket(ANSWERS_PER_SECOND_TO_ONE, at)
        self._each[host] = bucket
        if len(self._each) > ASKERS_REMEMBERED:
            self._each.popitem(last=False)
        return bucket.take(at) and self._all.take(at)

    def is_repeated(self, nonce: bytes, host: str) -> bool:
        """Whether this query came before: the same one arrives by broadcast and by multicast."""
        if (nonce, host) in self._answered:
            return True
        self._answered[nonce, host] = None
        if len(self._answered) > ASKERS_REMEMBERED:
            self._answered.popitem(last=False)
        return False
