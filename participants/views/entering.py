"""Coming in: by a link, a slip, a typed code, or (those who organise) by the door with a lock."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.limits import address_of, count_one, is_spent
from common.text import clean_text
from participants.forms import CodeForm, LinkRequestForm
from participants.middleware import ACCESS_KEY, STRENGTH_KEY
from participants.models import AccessKind, Participation, Person, PersonalAccess, Strength
from participants.services import EntryRefusedError, open_access, request_links

FIVE_MINUTES, DAY = 300, 86_400
WRONG_CODES_IN_FIVE_MINUTES = 400  # a whole room is one address
WRONG_CODES_A_DAY = 2000
REQUESTS_IN_FIVE_MINUTES = 400
REQUESTS_FOR_ONE_MAILBOX = 3
REMEMBERED_FOR = timedelta(days=30)
DEMO_DOMAIN = "@demo.example"
DEMO_NAMES = [
    "coordination",
    "animation.centres",
    "animation.ecoles",
    "participante.centres",
    "participant.ecoles",
    "invitee",
]


@login_not_required
def sign_in(request: HttpRequest) -> HttpResponse:
    forms = {"code_form": CodeForm(auto_id="code_%s"), "link_form": LinkRequestForm(auto_id="link_%s")}
    context = forms | {"demo_people": _demo_people(), "next": request.GET.get("next", "")}
    return render(request, "participants/sign_in.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def link_request(request: HttpRequest) -> HttpResponse:
    """The same answer whether or not somebody is reached at this address."""
    form = LinkRequestForm(request.POST or None)
    if not form.is_valid():
        return render(request, "participants/link_request.html", {"form": form})
    _ask_for_links(request, form.cleaned_data["email"].lower())
    messages.success(
        request, _("If this address is known to us, a link is on its way: look at your mail in a few minutes.")
    )
    return redirect("sign_in")


def _ask_for_links(request: HttpRequest, email: str) -> None:
    address = address_of(request)
    room_is_spent = is_spent("link-request", address, allowed=REQUESTS_IN_FIVE_MINUTES, seconds=FIVE_MINUTES)
    mailbox_is_spent = is_spent("link-mailbox", email, allowed=REQUESTS_FOR_ONE_MAILBOX, seconds=FIVE_MINUTES)
    count_one("link-request", address, seconds=FIVE_MINUTES)
    count_one("link-mailbox", email, seconds=FIVE_MINUTES)
    if not (room_is_spent or mailbox_is_spent):
        request_links(email)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def slip_code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if not form.is_valid():
        return render(request, "participants/slip_code.html", {"form": form})
    if _has_failed_too_often(request):
        form.add_error(
            "code", _("Too many codes were wrong from here. Wait five minutes, or use the QR code of your slip.")
        )
        return render(request, "participants/slip_code.html", {"form": form}, status=429)
    access = PersonalAccess.objects.by_code(form.cleaned_data["code"])
    if access is None:
        _count_failure(request)
        form.add_error("code", _("This code opens nothing: check each letter, or ask for a new slip."))
        return render(request, "participants/slip_code.html", {"form": form})
    return _enter(request, access)


def _has_failed_too_often(request: HttpRequest) -> bool:
    address = address_of(request)
    now = is_spent("wrong-code", address, allowed=WRONG_CODES_IN_FIVE_MINUTES, seconds=FIVE_MINUTES)
    return now or is_spent("wrong-code", address, allowed=WRONG_CODES_A_DAY, seconds=DAY)


def _count_failure(request: HttpRequest) -> None:
    address = address_of(request)
    count_one("wrong-code", address, seconds=FIVE_MINUTES)
    count_one("wrong-code", address, seconds=DAY)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def link_open(request: HttpRequest, token: str) -> HttpResponse:
    """Mail scanners follow links: looking at the page changes nothing, only its button does."""
    access = PersonalAccess.objects.select_related("person", "participation__programme").by_token(token)
    if access is None:
        return render(request, "participants/link_dead.html", status=404)
    if request.method == "POST":
        return _enter(request, access)
    return render(request, "participants/link_open.html", {"access": access})


def _enter(request: HttpRequest, access: PersonalAccess) -> HttpResponse:
    try:
        open_access(access)
    except EntryRefusedError:
        return render(request, "participants/link_dead.html", status=404)
    if not _is_already_stronger(request, access):
        _open_session(request, access)
    return _welcome(access, request.GET.get("next", ""))


def _is_already_stronger(request: HttpRequest, access: PersonalAccess) -> bool:
    actor = request.actor  # type: ignore[attr-defined]
    return bool(actor.is_strong and actor.person == access.person)


def _open_session(request: HttpRequest, access: PersonalAccess) -> None:
    """A new session key each time. A link or a slip gives no right to organise, and its own programme only."""
    request.session.pop(STRENGTH_KEY, None)
    request.session.pop(ACCESS_KEY, None)
    login(request, access.person)
    if access.kind != AccessKind.OPERATOR:
        request.session[STRENGTH_KEY] = Strength.LINK.value
        request.session[ACCESS_KEY] = access.pk
    if request.POST.get("remember"):
        request.session.set_expiry(REMEMBERED_FOR)


def _welcome(access: PersonalAccess, place: str) -> HttpResponse:
    """To the place in the programme the link was made for, or its home; the notice first; the token leaves the address bar."""
    programme = access.participation.programme if access.participation else None
    url = reverse("programme_home", args=[programme.slug]) if programme else reverse("home")
    if place.startswith(url) and url_has_allowed_host_and_scheme(place, allowed_hosts=None):
        url = place
    if access.person.notice_seen_at is None:
        url = f"{reverse('notice')}?{urlencode({'next': url})}"
    return in_language(redirect(url), access.person.language)


def in_language(response: HttpResponse, language: str) -> HttpResponse:
    """The pages that follow speak the language somebody chose."""
    if language:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            path=settings.LANGUAGE_COOKIE_PATH,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )
    return response


# The demonstration


@login_not_required
@require_POST
def demonstration_enter(request: HttpRequest) -> HttpResponse:
    """In demonstration mode only: come in as one of its invented people, with all their rights."""
    email = clean_text(request.POST.get("email", ""))
    person = Person.objects.filter(email=email, is_active=True).first()
    if not settings.DEMONSTRATION or person is None or not email.endswith(DEMO_DOMAIN):
        raise Http404
    request.session.pop(STRENGTH_KEY, None)
    request.session.pop(ACCESS_KEY, None)
    login(request, person)
    return redirect("home")


def _demo_people() -> list[dict[str, str]]:
    if not settings.DEMONSTRATION:
        return []
    shown = [f"{name}{DEMO_DOMAIN}" for name in DEMO_NAMES]
    places = Participation.objects.current().with_names().filter(person__email__in=shown)
    people = {
        place.person_id: place for place in sorted(places, key=lambda place: shown.index(place.person.email or ""))
    }
    return [
        {
            "name": place.person.name,
            "email": place.person.email or "",
            "role": _demo_role(place),
            "group": str(place.group or ""),
        }
        for place in people.values()
    ]


def _demo_role(place: Participation) -> str:
    if place.is_coordinator:
        return _("coordinates the programme")
    if place.is_facilitator:
        return _("facilitates the group")
    return _("guest of the departmental meeting") if place.is_guest else _("takes part")
