"""What every page may show: the places of the programme it is about, and the person's other programmes."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from booklets.permissions import booklet_permissions
from participants.models import Programme
from participants.permissions import programme_permissions


def layout(request: HttpRequest) -> dict[str, Any]:
    """``programme`` is set by ``programme_or_404``; without it the page belongs to no programme."""
    common = {"demonstration": settings.DEMONSTRATION}
    programme = getattr(request, "programme", None)
    if programme is None:
        return common
    return common | {
        "programme": programme,
        "programme_url": reverse("programme_home", args=[programme.slug]),
        "programmes": SimpleLazyObject(lambda: _others(request, programme)),
        "nav": _places(request, programme),
    }


def _others(request: HttpRequest, programme: Programme) -> list[dict[str, str]]:
    others = Programme.objects.visible_to(request.actor).exclude(pk=programme.pk)[:10]  # type: ignore[attr-defined]
    return [{"title": str(p), "url": reverse("programme_home", args=[p.slug])} for p in others]


def _places(request: HttpRequest, programme: Programme) -> list[dict[str, Any]]:
    actor = request.actor  # type: ignore[attr-defined]
    roles = actor.roles_in(programme.pk)
    can, booklet = programme_permissions(actor, programme), booklet_permissions(actor, programme)
    places = [
        ("programme_home", _("Where are we?"), True),
        ("meeting_list", _("Meetings"), True),
        ("practice_list", _("Practices"), True),
        ("reading_list", _("Readings"), roles.group_id is not None),
        ("roster", _("People"), not roles.is_guest),
        ("booklet", _("Booklet"), booklet.see_proof),
        ("programme_edit", _("Settings"), can.edit),
    ]
    here = [_place(request, programme, name, label) for name, label, shown in places if shown]
    return [place for place in here if place]


def _place(request: HttpRequest, programme: Programme, name: str, label: str) -> dict[str, Any] | None:
    try:
        url = reverse(name, args=[programme.slug])
    except NoReverseMatch:
        return None
    exact = name == "programme_home"
    is_current = request.path == url if exact else request.path.startswith(url)
    return {"label": label, "url": url, "is_current": is_current}
