"""Oneself: the information notice, what one agreed to, what is known, being forgotten."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from participants import services
from participants.finding import programme_or_404
from participants.forms import MyPageForm
from participants.models import Participation

from .entering import in_language


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest) -> HttpResponse:
    """Shown once after coming in, then to whoever wants to read it again, signed in or not."""
    person = request.actor.person  # type: ignore[attr-defined]
    if request.method == "POST" and person is not None:
        services.see_notice(person)
        return HttpResponseRedirect(_safe_next(request))  # an address, never the name of a view
    asks = person is not None and person.notice_seen_at is None
    return render(request, "participants/notice.html", {"asks": asks, "next": _safe_next(request)})


def _safe_next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else reverse("home")


def _find_own(request: HttpRequest, slug: str) -> Participation:
    programme = programme_or_404(request, slug)
    own = request.actor.participations().with_names().select_related("programme")  # type: ignore[attr-defined]
    return get_object_or_404(own, programme=programme)


@require_http_methods(["GET", "HEAD", "POST"])
def my_page(request: HttpRequest, slug: str) -> HttpResponse:
    participation = _find_own(request, slug)
    form = MyPageForm(request.POST or None, participation=participation, may_rename=_may_rename(request, participation))

    if form.is_valid():
        _keep(participation, form.cleaned_data)
        messages.success(request, _("Kept."))
        return in_language(redirect("my_page", slug), form.cleaned_data["language"])
    context = {"participation": participation, "form": form, "is_strong": request.actor.is_strong}  # type: ignore[attr-defined]
    return render(request, "participants/my_page.html", context)


def _may_rename(request: HttpRequest, participation: Participation) -> bool:
    """A slip found in the street does not rename somebody in their other programmes."""
    is_strong = request.actor.is_strong  # type: ignore[attr-defined]
    return bool(is_strong) or not services.is_known_elsewhere(participation.person, participation.programme)


def _keep(participation: Participation, values: dict[str, str]) -> None:
    if values["may_be_named"]:
        services.answer_naming(participation, agrees=values["may_be_named"] == "yes")
    if values["contact_email"].lower() != participation.contact_email:
        services.choose_contact(participation, email=values["contact_email"])
    if values["name"] != participation.person.name:
        services.correct_own_name(participation.person, name=values["name"])
    if values["language"] != participation.person.language:
        services.choose_language(participation.person, language=values["language"])


def my_data(request: HttpRequest, slug: str) -> HttpResponse:
    participation = _find_own(request, slug)
    if not request.actor.is_strong and _is_elsewhere(participation):  # type: ignore[attr-defined]
        content = services.my_data(participation.person, only=participation)
    else:
        content = services.my_data(participation.person)
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return response


def _is_elsewhere(participation: Participation) -> bool:
    return Participation.objects.filter(person=participation.person_id).exclude(pk=participation.pk).exists()


@require_POST
def my_erasure(request: HttpRequest, slug: str) -> HttpResponse:
    participation = _find_own(request, slug)
    if participation.erasure_asked_at is not None:
        raise Http404
    services.ask_erasure(participation)
    messages.success(request, _("The coordination has been told. It has one month to answer you."))
    return redirect("my_page", slug)
