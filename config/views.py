"""The pages that cross floors: where we are, and whether the installation is well."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from encounters.views.timeline import timeline_of
from participants.finding import programme_or_404
from participants.models import Programme
from participants.permissions import may_create_programme

from .health import report
from .home import next_acts


@login_not_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Straight to the programme when there is only one; to the sign-in page for whoever is not signed in."""
    if not request.user.is_authenticated:
        return redirect("sign_in")
    programmes = list(Programme.objects.visible_to(request.actor)[:50])  # type: ignore[attr-defined]
    may_create = may_create_programme(request.actor)  # type: ignore[attr-defined]
    if len(programmes) == 1 and not may_create:
        return redirect("programme_home", programmes[0].slug)
    return render(request, "config/home.html", {"mine": programmes, "may_create": may_create})


@require_GET
def programme_home(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_or_404(request, slug)
    acts = next_acts(request.actor, programme)  # type: ignore[attr-defined]
    stages = timeline_of(programme, actor=request.actor)  # type: ignore[attr-defined]
    context = {"acts": acts, "stages": stages, "roles": request.actor.roles_in(programme.pk)}  # type: ignore[attr-defined]
    return render(request, "config/programme_home.html", context)


@login_not_required
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "config/accessibility.html")


@login_not_required
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_GET
def readyz(request: HttpRequest) -> HttpResponse:
    """503 with a sentence per check that fails; no detail of errors, for anyone may ask."""
    answers = report()
    is_ready = all(answer == "ok" for answer in answers.values())
    return JsonResponse(answers, status=200 if is_ready else 503)
