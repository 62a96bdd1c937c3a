"""Setting a programme up, and its next edition."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.http import posted_key, require
from participants import services
from participants.finding import programme_or_404
from participants.forms import CopyForm, GroupForm, ProgrammeForm, SettingsForm
from participants.models import PeerGroup, PickList, Programme
from participants.permissions import may_create_programme, programme_permissions

USUAL_GROUPS = ["Centres sociaux", "Établissements scolaires"]


@require_http_methods(["GET", "HEAD", "POST"])
def programme_create(request: HttpRequest) -> HttpResponse:
    require(may_create_programme(request.actor))  # type: ignore[attr-defined]
    form = ProgrammeForm(request.POST or None, initial={"groups": USUAL_GROUPS})

    if form.is_valid():
        programme = services.create_programme(by=request.user, client_key=posted_key(request), **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("The programme is ready. Now, who takes part?"))
        return redirect("roster", programme.slug)
    return render(request, "participants/programme_create.html", {"form": form, "client_key": posted_key(request)})


@require_http_methods(["GET", "HEAD", "POST"])
def programme_edit(request: HttpRequest, slug: str) -> HttpResponse:
    programme = _find(request, slug)
    form = SettingsForm(request.POST or None, instance=programme)

    if form.is_valid():
        services.edit_programme(programme, by=request.user, values=form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("Kept."))
        return redirect("programme_edit", slug)
    context = {
        "form": form,
        "groups": programme.groups.all(),
        "lists": PickList.choices,
        "programme": _find(request, slug),
    }
    return render(request, "participants/programme_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_copy(request: HttpRequest, slug: str) -> HttpResponse:
    source = _find(request, slug)
    form = CopyForm(request.POST or None, programme=source, initial=_as_last_year(source))

    if form.is_valid():
        programme = services.copy_programme(
            source,
            by=request.user,  # type: ignore[arg-type]
            client_key=posted_key(request),
            **form.cleaned_data,
        )
        messages.success(
            request, _("The next edition is ready, with its groups, its organisations and the people you ticked.")
        )
        return redirect("roster", programme.slug)
    return render(request, "participants/programme_copy.html", {"form": form, "client_key": posted_key(request)})


def _as_last_year(source: Programme) -> dict[str, object]:
    here = source.participations.current().filter(is_guest=False)
    return {"title": source.title, "people": list(here.values_list("pk", flat=True))}


@require_http_methods(["GET", "HEAD", "POST"])
def group_create(request: HttpRequest, slug: str) -> HttpResponse:
    programme = _find(request, slug)
    if programme.groups.count() >= services.MOST_GROUPS:
        messages.warning(request, _("Four groups at most: each has its own sign."))
        return redirect("programme_edit", slug)
    form = GroupForm(request.POST or None, programme=programme)

    if form.is_valid():
        services.add_group(programme, **form.cleaned_data)
        return redirect("programme_edit", slug)
    return render(request, "participants/group_form.html", {"form": form, "group": None})


@require_http_methods(["GET", "HEAD", "POST"])
def group_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    programme = _find(request, slug)
    group = get_object_or_404(PeerGroup, programme=programme, pk=pk)
    form = GroupForm(request.POST or None, programme=programme, instance=group)

    if form.is_valid():
        services.edit_group(group, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("programme_edit", slug)
    return render(request, "participants/group_form.html", {"form": form, "group": group})


@require_POST
def group_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    programme = _find(request, slug)
    group = get_object_or_404(PeerGroup, programme=programme, pk=pk)

    try:
        services.remove_group(group)
    except services.GroupInUseError:
        messages.warning(request, _("This group already holds people, meetings or words: it stays."))
    return redirect("programme_edit", slug)


def _find(request: HttpRequest, slug: str) -> Programme:
    programme = programme_or_404(request, slug)
    require(programme_permissions(request.actor, programme).edit)  # type: ignore[attr-defined]
    return programme
