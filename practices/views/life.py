"""Validating, laying out, approving for print, withdrawing and bringing back."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.http import Request, require

from ..finding import production_or_404
from ..forms.review import FormaliseForm, WithdrawForm
from ..permissions import production_permissions
from ..services.life import (
    approve_production,
    formalise_production,
    restore_production,
    validate_production,
    withdraw_production,
)
from .acting import back_to_sheet, posted_version, unless_moved


@require_POST
def validate(request: Request, slug: str, pk: int) -> HttpResponse:
    production = production_or_404(request, slug, pk)
    require(production_permissions(request.actor, production).validate)

    with unless_moved(request, _("Validated: the group consents to these words.")):
        validate_production(production, by=request.user, seen=posted_version(request))
    return back_to_sheet(production)


@require_POST
def formalise(request: Request, slug: str, pk: int) -> HttpResponse:
    production = production_or_404(request, slug, pk)
    require(production_permissions(request.actor, production).formalise)

    form = FormaliseForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Please choose: on paper, on video, or both."))
        return back_to_sheet(production)
    with unless_moved(request, _("It has its form. The page remains to be approved for print.")):
        support = form.cleaned_data["support"]
        formalise_production(production, support=support, by=request.user, seen=posted_version(request))
    return back_to_sheet(production)


@require_POST
def approve(request: Request, slug: str, pk: int) -> HttpResponse:
    production = production_or_404(request, slug, pk)
    require(production_permissions(request.actor, production).approve)

    with unless_moved(request, _("It is good for print.")):
        approve_production(production, by=request.user, seen=posted_version(request))
    return back_to_sheet(production)


@require_POST
def withdraw(request: Request, slug: str, pk: int) -> HttpResponse:
    production = production_or_404(request, slug, pk)
    require(production_permissions(request.actor, production).withdraw)

    form = WithdrawForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else request.POST.get("reason", "")
    with unless_moved(request, _("Withdrawn. You can bring it back yourself.")):
        withdraw_production(production, by=request.user, reason=reason)
    return back_to_sheet(production)


@require_POST
def restore_withdrawn(request: Request, slug: str, pk: int) -> HttpResponse:
    production = production_or_404(request, slug, pk)
    require(production_permissions(request.actor, production).restore)

    with unless_moved(request, _("It is back where it was.")):
        restore_production(production, by=request.user)
    return back_to_sheet(production)
