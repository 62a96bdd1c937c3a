"""Answering for oneself, one sheet or a lot; noting an answer for somebody; the round of the table."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from common.http import Request, posted_key, require
from encounters.models import Meeting, Stage
from participants.finding import group_or_404, programme_or_404
from participants.models import Participation, PeerGroup

from ..finding import production_or_404
from ..forms.review import AnswerForm, LotForm, RecordForm
from ..models import Production, ProductionStatus, RuleState, next_to_read, rule_of, rules_of, sheets_to_read
from ..permissions import production_permissions
from ..services.answers import AnswerRefusedError, give_answer, give_answers, record_answer, record_round
from ..services.moves import TransitionError
from ..services.rounds import StaleWordsError
from .acting import back_to_sheet, number_in, posted_versions, unless_moved
from .review import answer_context, reading_page


@require_POST
def answer(request: Request, slug: str, pk: int) -> HttpResponse:
    production = production_or_404(request, slug, pk)
    can = production_permissions(request.actor, production)
    require(can.answer or (can.see_inside and production.status != ProductionStatus.IN_REVIEW))

    form = AnswerForm(request.POST, production=production)
    if not form.is_valid():
        return reading_page(request, production, form=form, status=422)
    try:
        _give(request, production, form.cleaned_data)
    except StaleWordsError as refusal:
        messages.warning(request, str(refusal))
        return reading_page(request, production_or_404(request, slug, pk), form=form, status=409)
    except (TransitionError, AnswerRefusedError) as refusal:
        messages.warning(request, str(refusal))
        return back_to_sheet(production)
    words = _("Thank you, your answer is kept for “%(sheet)s”. You can change it until the sheet is validated.")
    messages.success(request, words % {"sheet": production})
    return _to_the_next(request, production)


def _to_the_next(request: Request, production: Production) -> HttpResponse:
    """From one sheet to the next that awaits this person, then to the list."""
    reader = request.actor.roles_in(production.programme_id).participation
    following = next_to_read(sheets_to_read(reader))
    if following is None:
        return redirect("reading_list", production.programme.slug)
    return redirect("reading", production.programme.slug, following.production.pk)


def _give(request: Request, production: Production, answer: dict[str, Any]) -> None:
    reader = request.actor.roles_in(production.programme_id).participation
    give_answer(
        production,
        participation=reader,
        choice=answer["choice"],
        remark=answer["remark"],
        section=answer["section"],
        seen=answer["seen"],
        client_key=posted_key(request),
    )


@require_POST
def answer_lot(request: Request, slug: str) -> HttpResponse:
    """One answer for the sheets ticked, to the version that was seen of each."""
    programme = programme_or_404(request, slug)
    roles = request.actor.roles_in(programme.pk)
    require(roles.belongs_to(roles.group_id))

    form = LotForm(request.POST)
    own = Production.objects.visible_to(request.actor).filter(programme=programme, group=roles.group_id)
    seen = posted_versions(request, own)
    if not form.is_valid() or not seen:
        messages.warning(request, _("Tick the sheets you answer about, then choose an answer."))
        return redirect("reading_list", slug)
    choice, key = form.cleaned_data["choice"], posted_key(request)
    refused = give_answers(seen, participation=roles.participation, choice=choice, client_key=key)
    _say_kept(request, len(seen) - len(refused))
    for production, sentence in refused:
        messages.warning(request, f"{production} : {sentence}")
    return redirect("reading_list", slug)


def _say_kept(request: Request, count: int) -> None:
    if count:
        words = ngettext("Thank you, your answer is kept.", "Thank you, your %(count)d answers are kept.", count)
        messages.success(request, words % {"count": count})


@require_http_methods(["GET", "HEAD", "POST"])
def answers_record(request: Request, slug: str, pk: int) -> HttpResponse:
    """Everybody of the group and what they say; what was said by telephone or on paper is noted here."""
    production = production_or_404(request, slug, pk)
    can = production_permissions(request.actor, production)
    require(can.record_answers)

    form = RecordForm(request.POST, production=production) if request.method == "POST" else None
    if form is not None and form.is_valid():
        return _record(request, production, form.cleaned_data)
    typed = number_in(request.POST.get("participation", ""))
    context = {
        "production": production,
        "can": can,
        "rule": rule_of(production),
        "typed_for": typed,
        "client_key": uuid.uuid4(),
        **answer_context(production, form),
    }
    return render(request, "practices/review/answers_record.html", context, status=422 if form else 200)


def _record(request: Request, production: Production, noted: dict[str, Any]) -> HttpResponse:
    person: Participation = noted["participation"]
    try:
        record_answer(
            production,
            participation=person,
            choice=noted["choice"],
            remark=noted["remark"],
            by=request.user,
            seen=noted["seen"],
            client_key=posted_key(request),
        )
    except (TransitionError, AnswerRefusedError) as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Noted for %(name)s, who will be told.") % {"name": person.person.name})
    return redirect("answers_record", production.programme.slug, production.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def round_table(request: Request, slug: str, group: int) -> HttpResponse:
    """*Tour de table*: “d'accord” for those present in one act; the exceptions are then noted one by one."""
    peers = group_or_404(request, slug, group)
    require(request.actor.roles_in(peers.programme_id).organises(peers.pk))

    being_read = Production.objects.of_group(peers).filter(status=ProductionStatus.IN_REVIEW)
    if request.method == "POST":
        return _record_round(request, slug, peers, posted_versions(request, being_read))
    productions = list(being_read.select_related("head", "programme", "group").in_order())
    meeting = last_autumn_meeting(peers)
    chosen = number_in(request.GET.get("sheet", ""))
    context = {
        "group": peers,
        "meeting": meeting,
        "sheets": [(p, rule, chosen in (None, p.pk)) for p, rule in _with_rules(productions)],
        "people": _people(peers, meeting),
        "client_key": uuid.uuid4(),
    }
    return render(request, "practices/review/round_table.html", context)


def _record_round(request: Request, slug: str, peers: PeerGroup, seen: dict[Production, int]) -> HttpResponse:
    ticked = [number for number in map(number_in, request.POST.getlist("present")) if number]
    present = list(Participation.objects.roster_of(peers).filter(pk__in=ticked))
    if not seen or not present:
        messages.warning(request, _("Tick at least one sheet and one person."))
    else:
        with unless_moved(request, _("Noted. The others are asked; now note the exceptions, if there are any.")):
            record_round(seen, present=present, by=request.user, client_key=posted_key(request))
    return redirect("round_table", slug, peers.pk)


def last_autumn_meeting(peers: PeerGroup) -> Meeting | None:
    """The one under way, or else the last one held."""
    held = Meeting.objects.filter(group=peers, stage=Stage.AUTUMN, opened_at__isnull=False)
    return held.order_by("-opened_at").first()


def _with_rules(productions: list[Production]) -> list[tuple[Production, RuleState]]:
    rules = rules_of(productions)
    return [(production, rules[production.pk]) for production in productions]


def _people(peers: PeerGroup, meeting: Meeting | None) -> list[tuple[Participation, bool]]:
    there = set(meeting.attendances.present().values_list("participation", flat=True)) if meeting else set()
    roster = Participation.objects.roster_of(peers).with_names().in_reading_order()
    return [(person, person.pk in there) for person in roster]
