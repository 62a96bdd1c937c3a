"""Every address of ours, and what stands behind its numbers."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, get_resolver, reverse

from booklets.services import composing
from tests.test_house import addresses

from .world import TOKEN, World

# Of others: allauth's pages and the administration ask for themselves who comes.
OF_OTHERS = ("account_", "mfa_", "admin:", "socialaccount_")


def our_addresses() -> dict[str, URLPattern]:
    found = dict(addresses(get_resolver()))
    return {name: pattern for name, pattern in found.items() if not name.startswith(OF_OTHERS)}


def url_of(world: World, name: str, **numbers: Any) -> str:
    """The slug of the programme is filled in where the address has one."""
    if "slug" in our_addresses()[name].pattern.converters:
        numbers.setdefault("slug", world.programme.slug)
    return reverse(name, kwargs=numbers)


Numbers = dict[str, Any]
TARGETS: dict[str, Callable[[World], Numbers]] = {
    "-": lambda w: {},
    "group": lambda w: {"pk": w.own.group.pk},
    "own_group": lambda w: {"group": w.own.group.pk},
    "organisation": lambda w: {"pk": w.partner_organisation.pk},
    "list": lambda w: {"key": "object"},
    "member": lambda w: {"pk": w.own.member.pk},
    "guest": lambda w: {"pk": w.people["guest"].pk},  # type: ignore[union-attr]
    "live_link": lambda w: {"token": f"{TOKEN}-facilitator_by_link"},
    "dead_link": lambda w: {"token": "mort"},
    "spring": lambda w: {"pk": w.own.spring.pk},
    "past": lambda w: {"pk": w.own.past.pk},
    "autumn": lambda w: {"pk": w.own.autumn.pk},
    "day": lambda w: {"pk": w.day.pk},
    "contribution": lambda w: {"pk": w.own.contribution.pk},
    "deleted": lambda w: {"pk": w.own.deleted.pk},
    "note": lambda w: {"pk": w.note.pk},
    "draft": lambda w: {"pk": w.own.draft.pk},
    "reading": lambda w: {"pk": w.own.reading.pk},
    "validated": lambda w: {"pk": w.own.validated.pk},
    "formalised": lambda w: {"pk": w.own.formalised.pk},
    "withdrawn": lambda w: {"pk": w.own.withdrawn.pk},
    "published": lambda w: {"pk": w.own.published.pk},
    "synthesis": lambda w: {"pk": w.own.synthesis.pk},
    "draft.v1": lambda w: {"pk": w.own.draft.pk, "number": 1},
    "validated.v1": lambda w: {"pk": w.own.validated.pk, "number": 1},
    "draft.steps": lambda w: {"pk": w.own.draft.pk, "section": "steps"},
    "validated.steps": lambda w: {"pk": w.own.validated.pk, "section": "steps"},
    "validated.picture": lambda w: {"pk": w.own.validated.pk, "file": w.own.picture.pk},
    "validated.former": lambda w: {"pk": w.own.validated.pk, "file": w.own.old_picture.pk},
    "published.picture": lambda w: {"pk": w.own.published.pk, "attachment": w.own.public_picture.pk},
    "item": lambda w: {"pk": w.booklet.items.get(production=w.own.validated).pk},
    "logo": lambda w: {"pk": w.logo.pk},
    "run": lambda w: {"pk": w.run.pk},
    "code": lambda w: {"code": w.code},
}

# What is posted, so that whoever may do it really does it.
POSTED: dict[str, Callable[[World], Numbers]] = {
    "set_language": lambda w: {"language": "fr"},
    "demonstration_enter": lambda w: {"email": "coordination@demo.example"},
    "my_erasure": lambda w: {},
    "participation_roles": lambda w: {"is_facilitator": "on"},
    "roster_import_confirm": lambda w: {"parcel": "faux"},
    "access_send": lambda w: {"people": [w.own.member.pk]},
    "contribution_add": lambda w: {"works-text": "Une parole de plus."},
    "contribution_delete": lambda w: {"version": 1},
    "feed": lambda w: {"contribution": [w.own.contribution.pk], "title": "Un nouveau récit"},
    "unfeed": lambda w: {"feeding": [w.own.draft.feedings.get().pk]},
    "review_start": lambda w: {"seen": w.own.draft.head_id},
    "review_return": lambda w: {"seen": w.own.reading.head_id},
    "answer": lambda w: {"seen": w.own.reading.head_id, "choice": "agree"},
    "form_contest": lambda w: {"seen": w.own.reading.head_id},
    "validate": lambda w: {"seen": w.own.reading.head_id},
    "formalise": lambda w: {"seen": w.own.validated.head_id, "support": "paper"},
    "approve": lambda w: {"seen": w.own.formalised.head_id},
    "production_lead": lambda w: {"led_by": w.own.member.pk},
    "booklet_item_shift": lambda w: {"to": "up"},
    "run_create": lambda w: {"kind": "proof"},
}


def posted_to(world: World, name: str) -> Numbers:
    return POSTED.get(name, lambda _world: {})(world)


def close_the_library(world: World) -> None:
    from booklets.services.publishing import unpublish

    unpublish(composing.ensure_booklet(world.programme))
