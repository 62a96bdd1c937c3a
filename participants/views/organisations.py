"""The organisations of a programme, and the words of its lists."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.http import require
from participants import services
from participants.finding import programme_or_404
from participants.forms import OrganisationForm, PickListForm
from participants.models import PickList, Programme
from participants.permissions import programme_permissions


def organisation_list(request: HttpRequest, slug: str) -> HttpResponse:
    programme = _find(request, slug)
    still_here = Q(participations__left_on__isnull=True)
    organisations = list(programme.organisations.annotate(people=Count("participations", filter=still_here)))
    labels = {
        key: label
        for (name, key), label in programme.pick_list_items.all().labels().items()
        if name == PickList.TERRITORY_TYPE
    }
    for organisation in organisations:
        organisation.territory_label = labels.get(organisation.territory_type, "")  # type: ignore[attr-defined]
    return render(request, "participants/organisation_list.html", {"organisations": organisations})


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_create(request: HttpRequest, slug: str) -> HttpResponse:
    programme = _find(request, slug)
    form = OrganisationForm(request.POST or None, programme=programme)

    if form.is_valid():
        services.add_organisation(programme, **form.cleaned_data)
        return redirect("organisation_list", slug)
    return render(request, "participants/organisation_form.html", {"form": form, "organisation": None})


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    programme = _find(request, slug)
    organisation = get_object_or_404(programme.organisations, pk=pk)
    form = OrganisationForm(request.POST or None, programme=programme, instance=organisation)

    if form.is_valid():
        services.edit_organisation(organisation, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("organisation_list", slug)
    return render(request, "participants/organisation_form.html", {"form": form, "organisation": organisation})


@require_http_methods(["GET", "HEAD", "POST"])
def pick_list_edit(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    programme = _find(request, slug)
    if key not in PickList.values:
        raise Http404
    form = PickListForm(request.POST or None, items=list(programme.pick_list_items.filter(list=key)))

    if form.is_valid():
        services.rename_lists(
            programme, key, labels=form.labels, offered=form.offered, added=form.cleaned_data["added"]
        )
        messages.success(request, _("Kept."))
        return redirect("pick_list_edit", slug, key)
    return render(request, "participants/pick_list_edit.html", {"form": form, "label": PickList(key).label})


def _find(request: HttpRequest, slug: str) -> Programme:
    programme = programme_or_404(request, slug)
    require(programme_permissions(request.actor, programme).edit)  # type: ignore[attr-defined]
    return programme
