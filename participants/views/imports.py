"""Importing a roster: choose a file, read what it would do, confirm."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from common.spreadsheets import SpreadsheetError, read_table, write_xlsx
from participants import services
from participants.finding import programme_or_404
from participants.forms import ImportForm
from participants.models import PeerGroup, Programme

from .roster import organised_group

ONE_DAY = 86_400
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXAMPLE_HEADINGS = [
    "Nom",
    "Prénom",
    "Courriel",
    "Groupe",
    "Structure",
    "Type de structure",
    "Territoire",
    "Fonction",
    "Rôle",
]


@require_http_methods(["GET", "HEAD", "POST"])
def roster_import(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_or_404(request, slug)
    only_group = organised_group(request, programme)
    form = ImportForm(request.POST or None, request.FILES or None, programme=programme, only_group=only_group)

    if form.is_valid():
        try:
            return _preview(
                request, programme, read_table(form.cleaned_data["file"]), form.cleaned_data.get("default_group")
            )
        except (SpreadsheetError, services.FileError) as error:
            form.add_error("file", str(error))
    return render(request, "participants/roster_import.html", {"form": form, "headings": EXAMPLE_HEADINGS})


def _preview(
    request: HttpRequest, programme: Programme, table: list[list[str]], default_group: PeerGroup | None
) -> HttpResponse:
    """Nothing is written: what was read travels in the page, signed for this person and this programme."""
    plan = services.plan_import(programme, table, frame=_frame(request, programme, default_group))
    parcel = signing.dumps(
        {"table": table, "group": default_group.pk if default_group else None},
        salt=_salt(request, programme),
        compress=True,
    )
    return render(request, "participants/roster_import_preview.html", {"plan": plan, "parcel": parcel})


@require_POST
def roster_import_confirm(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_or_404(request, slug)
    organised_group(request, programme)
    try:
        parcel = signing.loads(request.POST.get("parcel", ""), salt=_salt(request, programme), max_age=ONE_DAY)
    except signing.BadSignature:
        messages.warning(request, _("This preview is no longer valid: choose your file again."))
        return redirect("roster_import", slug)
    plan = services.import_people(
        programme, parcel["table"], frame=_frame(request, programme, _group(programme, parcel))
    )
    messages.success(request, _say(plan))
    return redirect("roster", slug)


def _frame(request: HttpRequest, programme: Programme, default_group: PeerGroup | None) -> services.Frame:
    only_group = organised_group(request, programme)
    return services.Frame(by=request.user, only_group=only_group, default_group=default_group)  # type: ignore[arg-type]


def _group(programme: Programme, parcel: dict[str, Any]) -> PeerGroup | None:
    return programme.groups.filter(pk=parcel["group"]).first() if parcel["group"] else None


def _salt(request: HttpRequest, programme: Programme) -> str:
    return f"roster-import.{programme.pk}.{request.user.pk}"


def _say(plan: services.Plan) -> str:
    count = len(plan.accepted)
    said = ngettext("%(count)d person is on the roster.", "%(count)d people are on the roster.", count) % {
        "count": count
    }
    refused = len(plan.refused)
    if not refused:
        return said
    aside = ngettext("%(count)d line was left aside.", "%(count)d lines were left aside.", refused) % {"count": refused}
    return f"{said} {aside}"


def roster_example(request: HttpRequest, slug: str) -> HttpResponse:
    """An empty file with the right headings and this programme's groups."""
    programme = programme_or_404(request, slug)
    organised_group(request, programme)
    rows = [EXAMPLE_HEADINGS] + [["", "", "", group.name, "", "", "", "", ""] for group in programme.groups.all()]
    response = HttpResponse(write_xlsx(rows, title=_("People")), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="personnes.xlsx"'
    return response
