"""One section of a sheet: read, written in place, refused or disputed without losing a word."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.http import Request, as_number, posted_key, require
from encounters.models import Contribution
from participants.models import PickListItem

from ..finding import production_or_404
from ..forms import SectionForm, section_form
from ..models import (
    HANDED_ON,
    AttachmentKind,
    Production,
    ProductionStatus,
    SectionError,
    build_section,
    paragraphs_of,
    rule_of,
    section_labels,
)
from ..permissions import ProductionPermissions, production_permissions
from ..services.attachments import keep_file
from ..services.moves import TransitionError
from ..services.writing import EditConflictError, write_sections
from .production import missing_labels

KINDS = {"pictures": AttachmentKind.PICTURE, "tools": AttachmentKind.TOOL, "video": AttachmentKind.STILL}


@require_safe
def section_detail(request: Request, slug: str, pk: int, section: str) -> HttpResponse:
    production = _find(request, slug, pk, section)
    if not request.htmx:
        return redirect(_place(production, section))
    require(production_permissions(request.actor, production).see_inside)
    return render(request, "practices/_section.html", _read_context(request, production, section))


@require_http_methods(["GET", "HEAD", "POST"])
def section_edit(request: Request, slug: str, pk: int, section: str) -> HttpResponse:
    production = _find(request, slug, pk, section)
    can = production_permissions(request.actor, production)
    require(can.edit)

    if request.method == "POST":
        return _save(request, production, section, can)
    value = production.sections.get(section)
    form = section_form(production, section, value=value)
    used = _inserted(request, production, section, request.GET.get("insert", ""))
    if used:
        form = section_form(production, section, value=form.with_words_of(used))
    return _form_page(request, production, section, form, used=[used.pk] if used else [], seen=production.head_id)


def _find(request: Request, slug: str, pk: int, section: str) -> Production:
    production = production_or_404(request, slug, pk)
    if section not in section_labels(production.kind):
        raise Http404
    return production


def _save(request: Request, production: Production, section: str, can: ProductionPermissions) -> HttpResponse:
    form = section_form(production, section, request.POST, request.FILES, value=production.sections.get(section))
    refused = _keep_uploads(request, form)
    used, seen = _used(request, production), _posted_number(request, "seen")
    if "insert" in request.POST:
        return _insert(request, production, section, form, used, seen, refused)
    if not form.is_valid():
        return _form_page(request, production, section, form, used=used, seen=seen, status=422)
    try:
        write_sections(
            production,
            {section: form.as_section()},
            by=request.user,
            seen=seen,
            client_key=posted_key(request),
            used={section: list(_feeding(request, production).filter(pk__in=used))},
            is_form_correction=can.correct_form and request.POST.get("is_form_correction") == "on",
        )
    except EditConflictError as conflict:
        return _dispute(request, production, section, form, used, conflict)
    except (SectionError, TransitionError) as error:
        form.add_error(None, str(error))
        return _form_page(request, production, section, form, used=used, seen=seen, status=422)
    return _after_save(request, production, section)


def _keep_uploads(request: Request, form: SectionForm) -> list[str]:
    kind, key = KINDS.get(form.section.key, AttachmentKind.TOOL), posted_key(request)
    return form.keep_uploads(
        lambda file, name: keep_file(form.production, file, kind=kind, name=name, by=request.user, client_key=key)
    )


def _insert(
    request: Request,
    production: Production,
    section: str,
    form: SectionForm,
    used: list[int],
    seen: int | None,
    refused: list[str],
) -> HttpResponse:
    """The form again, with everything typed and one contribution's words more; nothing is saved yet."""
    for sentence in refused:
        messages.warning(request, sentence)
    contribution = _inserted(request, production, section, request.POST["insert"])
    value = form.with_words_of(contribution) if contribution else form.typed()
    more = [contribution.pk] if contribution else []
    fresh = section_form(production, section, value=value)
    return _form_page(request, production, section, fresh, used=[*used, *more], seen=seen)


def _dispute(
    request: Request,
    production: Production,
    section: str,
    form: SectionForm,
    used: list[int],
    conflict: EditConflictError,
) -> HttpResponse:
    """Both texts side by side; saving again is then a choice, made knowing the other's words."""
    current = Production.objects.select_related("head__author").get(pk=production.pk)
    labels = PickListItem.objects.filter(programme=production.programme_id).labels()
    theirs, mine = current.sections.get(section), form.as_section()
    dispute = {
        "theirs": paragraphs_of(theirs, key=section, labels=labels),
        "mine": paragraphs_of(mine, key=section, labels=labels),
        "head": current.head,
    }
    return _form_page(request, production, section, form, used=used, seen=current.head_id, status=409, dispute=dispute)


def _form_page(
    request: Request,
    production: Production,
    section: str,
    form: SectionForm,
    *,
    used: list[int],
    seen: int | None,
    status: int = 200,
    dispute: dict[str, Any] | None = None,
) -> HttpResponse:
    """A swapped fragment answers 200, or htmx would drop what the person typed."""
    can = production_permissions(request.actor, production)
    settled = production.status in HANDED_ON
    context = {
        "production": production,
        "can": can,
        "section": build_section(production, section, labels={}),
        "form": form,
        "used": sorted(set(used)),
        "seen": seen,
        "client_key": uuid.uuid4(),
        "dispute": dispute,
        "may_correct_form": can.correct_form and (settled or production.status == ProductionStatus.IN_REVIEW),
        "reopens": settled,
        "is_form_correction": request.POST.get("is_form_correction") == "on",
        "is_swapped": bool(request.htmx),
    }
    template = "practices/_section_form.html" if request.htmx else "practices/section_form.html"
    return render(request, template, context, status=200 if request.htmx else status)


def _after_save(request: Request, production: Production, section: str) -> HttpResponse:
    fresh = production_or_404(request, production.programme.slug, production.pk)
    number = fresh.head.number if fresh.head else 0
    messages.success(request, _("Saved: this is now version %(number)d.") % {"number": number})
    if not request.htmx:
        return redirect(_place(fresh, section))
    return render(request, "practices/_section_saved.html", _read_context(request, fresh, section))


def _read_context(request: Request, production: Production, section: str) -> dict[str, Any]:
    labels = PickListItem.objects.filter(programme=production.programme_id).labels()
    return {
        "production": production,
        "can": production_permissions(request.actor, production),
        "revision": production.head,
        "section": build_section(production, section, labels=labels),
        "missing": missing_labels(production),
        "rule": rule_of(production),
        "is_swapped": True,
    }


def _place(production: Production, section: str) -> str:
    return f"{reverse('production_detail', args=[production.programme.slug, production.pk])}#{section}"


def _feeding(request: Request, production: Production) -> Any:
    """The words that may be taken up here: those grouped into the practice, or all the group's for a synthesis."""
    words = (
        Contribution.objects.visible_within(production.programme, request.actor).standing().of_group(production.group)
    )
    if production.is_practice:
        words = words.filter(pk__in=production.feedings.standing().values("contribution"))
    return words


def _inserted(request: Request, production: Production, section: str, pk: str) -> Contribution | None:
    number = _number(pk)
    return _feeding(request, production).filter(pk=number).first() if number else None


def _used(request: Request, production: Production) -> list[int]:
    return [number for number in map(_number, request.POST.getlist("used")[:100]) if number]


def _posted_number(request: Request, name: str) -> int | None:
    return _number(request.POST.get(name, ""))


def _number(text: str) -> int | None:
    return as_number(text)
