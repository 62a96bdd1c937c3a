"""Links and slips: who has theirs, sending, printing, revoking."""

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from common.http import require
from common.pdf import PdfError
from participants import services
from participants.finding import programme_or_404
from participants.forms import ChosenPeopleForm
from participants.models import AccessKind, Participation, ParticipationQuerySet
from participants.permissions import participation_permissions

from .roster import organised_group


def access_list(request: HttpRequest, slug: str) -> HttpResponse:
    mail, live = Q(accesses__kind=AccessKind.MAIL), Q(accesses__revoked_at__isnull=True)
    people = _organised(request, slug).annotate(
        link_sent_at=Max("accesses__created_at", filter=mail & live),
        slips=Count("accesses", filter=Q(accesses__kind=AccessKind.SLIP) & live),
        came_at=Max("accesses__last_used_at"),
    )
    people = people.order_by("group__position", "person__sort_name", "pk")
    return render(request, "participants/access_list.html", {"people": list(people)})


@require_POST
def access_send(request: HttpRequest, slug: str) -> HttpResponse:
    chosen = _chosen(request, slug)
    if chosen:
        sent = services.send_links(chosen, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _say_sent(sent))
        _say_unreachable(request, [place for place in chosen if not place.address])
    return redirect("access_list", slug)


def _say_sent(count: int) -> str:
    return ngettext("%(count)d link is on its way.", "%(count)d links are on their way.", count) % {"count": count}


def _say_unreachable(request: HttpRequest, places: list[Participation]) -> None:
    if places:
        names = ", ".join(place.person.name for place in places)
        messages.warning(request, _("No address for %(names)s: print their slip.") % {"names": names})


@require_POST
def slips_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Minted where the sheet is made: nothing but the paper keeps the codes."""
    chosen = _chosen(request, slug)
    if not chosen:
        return redirect("access_list", slug)
    try:
        sheet = services.print_slips(chosen, by=request.user)  # type: ignore[arg-type]
    except PdfError as error:
        messages.error(
            request, _("The sheet could not be made, the former slips still work. %(reason)s") % {"reason": error}
        )
        return redirect("access_list", slug)
    response = HttpResponse(sheet, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="billets.pdf"'
    return response


@require_POST
def access_revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    programme = programme_or_404(request, slug)
    actor = request.actor  # type: ignore[attr-defined]
    visible = Participation.objects.visible_to(actor, programme).with_names()
    place = get_object_or_404(visible, pk=pk)
    require(participation_permissions(actor, place).make_access)

    services.revoke_accesses(place)
    messages.success(
        request, _("The links and the slip of %(name)s no longer open anything.") % {"name": place.person.name}
    )
    return redirect("access_list", slug)


def _chosen(request: HttpRequest, slug: str) -> list[Participation]:
    form = ChosenPeopleForm(request.POST, among=_organised(request, slug).in_reading_order())
    if form.is_valid():
        return list(form.cleaned_data["people"])
    messages.warning(request, _("Tick at least one person."))
    return []


def _organised(request: HttpRequest, slug: str) -> ParticipationQuerySet:
    programme = programme_or_404(request, slug)
    organised_group(request, programme)
    here = Participation.objects.organised_by(request.actor, programme)  # type: ignore[attr-defined]
    return here.with_names().select_related("programme")
