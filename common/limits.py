"""How often something may be tried: counts kept in the shared cache, by name, for a window of time."""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def address_of(request: HttpRequest) -> str:
    """The client's address, believed from a header only when a trusted proxy is declared."""
    return get_adapter().get_client_ip(request)


def is_spent(name: str, key: str, *, allowed: int, seconds: int) -> bool:
    """Whether this key has used up what it is allowed in the present window."""
    return int(cache.get(_cache_key(name, key, seconds), 0)) >= allowed


def count_one(name: str, key: str, *, seconds: int) -> None:
    cache_key = _cache_key(name, key, seconds)
    cache.set(cache_key, int(cache.get(cache_key, 0)) + 1, timeout=seconds)


def _cache_key(name: str, key: str, seconds: int) -> str:
    """Hashed, so that no address or e-mail rests in the cache."""
    digest = salted_hmac("trois-rencontres.limits", key, algorithm="sha256").hexdigest()[:32]
    return f"limit:{name}:{digest}:{seconds}:{int(time.time() // seconds)}"
