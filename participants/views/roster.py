"""The roster: who takes part, group by group; adding, changing, roles, leaving."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.http import require
from participants import services
from participants.finding import programme_or_404
from participants.forms import ParticipationForm, RolesForm
from participants.models import Participation, PeerGroup, Programme
from participants.permissions import (
    ParticipationPermissions,
    group_permissions,
    participation_permissions,
    programme_permissions,
)


def roster(request: HttpRequest, slug: str) -> HttpResponse:
    """Names and functions of one's own group, names of the other groups; addresses for those who organise."""
    programme = programme_or_404(request, slug)
    roles = request.actor.roles_in(programme.pk)  # type: ignore[attr-defined]
    if roles.is_guest:
        raise Http404
    can = programme_permissions(request.actor, programme)  # type: ignore[attr-defined]
    context = _sections(request, programme) | {
        "can": can,
        "may_organise": roles.organises(roles.group_id),
        "is_own_group": roles.group_id,
        "needs_strength": _could_organise(request, programme),
    }
    return render(request, "participants/roster.html", context)


def _could_organise(request: HttpRequest, programme: Programme) -> bool:
    """Came by a link though they organise: the page says how to come in with their rights."""
    participation = request.actor.roles_in(programme.pk).participation  # type: ignore[attr-defined]
    has_role = participation.is_coordinator or participation.is_facilitator
    return bool(has_role and not request.actor.is_strong)  # type: ignore[attr-defined]


def _sections(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    places = list(Participation.objects.visible_to(actor, programme).with_names().in_reading_order())
    groups = []
    for group in programme.groups.all():
        can = group_permissions(actor, group)
        people = [place for place in places if place.group_id == group.pk] if can.see_words else []
        groups.append({"group": group, "can": can, "people": people})
    return {
        "groups": groups,
        "coordination": [place for place in places if place.is_coordinator and place.group_id is None],
        "guests": [place for place in places if place.is_guest],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def participation_create(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_or_404(request, slug)
    only_group = organised_group(request, programme)
    form = ParticipationForm(
        request.POST or None, programme=programme, only_group=only_group, initial=_wished_group(request)
    )

    if form.is_valid():
        try:
            added = services.add_person(programme, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except services.RosterError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(name)s is on the roster.") % {"name": added.person.name})
            return redirect("roster", slug)
    return render(request, "participants/participation_create.html", {"form": form})


def _wished_group(request: HttpRequest) -> dict[str, str]:
    return {"group": request.GET.get("groupe", "")}


def organised_group(request: HttpRequest, programme: Programme) -> PeerGroup | None:
    """None for the coordination, who keeps every roster; a facilitator's own group; 403 for the others."""
    roles = request.actor.roles_in(programme.pk)  # type: ignore[attr-defined]
    require(roles.organises(roles.group_id))
    return None if roles.is_coordinator else programme.groups.get(pk=roles.group_id)


@require_http_methods(["GET", "HEAD", "POST"])
def participation_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    place, can = _find(request, slug, pk)
    require(can.edit)
    form = _edit_form(request, place)

    if form.is_valid() and _edit(request, place, form):
        messages.success(request, _("Kept."))
        return redirect("roster", slug)
    roles = RolesForm(initial={"is_coordinator": place.is_coordinator, "is_facilitator": place.is_facilitator})
    context = {"form": form, "roles_form": roles, "place": place, "can": can, "may_erase": _may_erase(request, place)}
    return render(request, "participants/participation_edit.html", context)


def _edit_form(request: HttpRequest, place: Participation) -> ParticipationForm:
    initial = {
        "name": place.person.name,
        "email": place.address,
        "group": place.group_id,
        "organisation": place.organisation_id,
        "function": place.function,
    }
    return ParticipationForm(
        request.POST or None,
        programme=place.programme,
        only_group=organised_group(request, place.programme),
        needs_group=not (place.is_coordinator or place.is_guest),
        is_new=False,
        is_name_kept=not _may_touch_identity(request, place),
        initial=initial,
    )


def _may_touch_identity(request: HttpRequest, place: Participation) -> bool:
    return services.may_touch_identity(place, by=request.user, is_coordinator=_coordinates(request, place.programme))  # type: ignore[arg-type]


def _coordinates(request: HttpRequest, programme: Programme) -> bool:
    return bool(request.actor.roles_in(programme.pk).is_coordinator)  # type: ignore[attr-defined]


def _edit(request: HttpRequest, place: Participation, form: ParticipationForm) -> bool:
    values = {key: value for key, value in form.cleaned_data.items() if key != "is_guest"}
    if place.is_guest:
        values["group"] = None
    try:
        services.edit_participation(
            place,
            by=request.user,  # type: ignore[arg-type]
            is_coordinator=_coordinates(request, place.programme),
            **values,
        )
    except services.RosterError as error:
        form.add_error(None, str(error))
        return False
    return True


@require_POST
def participation_roles(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    place, can = _find(request, slug, pk)
    require(can.change_roles and not place.is_guest)
    form = RolesForm(request.POST)

    if form.is_valid():
        _say(request, lambda: services.change_roles(place, by=request.user, **form.cleaned_data))  # type: ignore[arg-type]
    return redirect("participation_edit", slug, pk)


@require_POST
def participation_leave(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    place, can = _find(request, slug, pk)
    require(can.edit and (_coordinates(request, place.programme) or not place.is_coordinator))

    left = _say(request, lambda: services.leave_programme(place, by=request.user))  # type: ignore[arg-type]
    if not left:
        return redirect("participation_edit", slug, pk)
    return redirect(
        "home" if place.person_id == request.user.pk else "roster",
        *([] if place.person_id == request.user.pk else [slug]),
    )


@require_POST
def participation_erase(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """At the person's request, written down on the roster; what another programme knows is not ours to erase."""
    place, _can = _find(request, slug, pk)
    require(_may_erase(request, place))

    erased = _say(request, lambda: services.erase_person(place, by=request.user))  # type: ignore[arg-type]
    return redirect("roster", slug) if erased else redirect("participation_edit", slug, pk)


def _may_erase(request: HttpRequest, place: Participation) -> bool:
    is_asked = place.erasure_asked_at is not None and place.person_id != request.user.pk
    return is_asked and _coordinates(request, place.programme)


def _say(request: HttpRequest, act: Any) -> bool:
    """Does it, or says why the roster stays as it is."""
    try:
        act()
    except services.RosterError as error:
        messages.warning(request, str(error))
        return False
    messages.success(request, _("Done."))
    return True


def _find(request: HttpRequest, slug: str, pk: int) -> tuple[Participation, ParticipationPermissions]:
    programme = programme_or_404(request, slug)
    actor = request.actor  # type: ignore[attr-defined]
    if actor.roles_in(programme.pk).is_guest:
        raise Http404
    visible = Participation.objects.visible_to(actor, programme).with_names().select_related("programme")
    place = get_object_or_404(visible, pk=pk)
    return place, participation_permissions(actor, place)
