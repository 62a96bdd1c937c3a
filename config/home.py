"""*Where are we?*: the next useful act of one person in one programme, then the others, then the timeline."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from encounters.models import Contribution, Meeting
from participants.models import Actor, Participation, Programme, Roles
from practices.models import Feeding, Production, ProductionStatus
from practices.models.reading_list import sheets_to_read


@dataclass(frozen=True)
class NextAct:
    sentence: str
    verb: str
    url: str


def next_acts(actor: Actor, programme: Programme) -> list[NextAct]:
    """The most useful first; never empty acts, never a count of nothing."""
    roles = actor.roles_in(programme.pk)
    meetings = list(
        programme.meetings.visible_to(actor).select_related("group").order_by(F("starts_at").asc(nulls_last=True), "pk")
    )
    acts = [*_capture(roles, programme, meetings), *_readings(roles, programme)]
    acts += _facilitation(roles, programme) if roles.facilitates(roles.group_id) else []
    acts += _coordination(roles, programme, meetings) if roles.is_coordinator else []
    return acts or _the_day(roles, programme, meetings)


def _act(programme: Programme, sentence: str, verb: str, name: str, *args: Any) -> NextAct:
    return NextAct(sentence, verb, reverse(name, args=[programme.slug, *args]))


def _capture(roles: Roles, programme: Programme, meetings: list[Meeting]) -> list[NextAct]:
    """A meeting that is open now comes before everything else."""
    mine = [m for m in meetings if m.is_open and (m.is_departmental or roles.belongs_to(m.group_id))]
    return [
        _act(
            programme,
            _("The meeting is open: what is said can be written down."),
            _("Write down what is said"),
            "capture",
            m.pk,
        )
        for m in mine
    ]


def _readings(roles: Roles, programme: Programme) -> list[NextAct]:
    if roles.group_id is None or roles.is_guest or roles.participation is None:
        return []
    count = sum(sheet.is_waiting for sheet in sheets_to_read(roles.participation))
    if not count:
        return []
    sentence = ngettext("%(count)d sheet is waiting for you.", "%(count)d sheets are waiting for you.", count)
    return [_act(programme, sentence % {"count": count}, _("Read and answer"), "reading_list")]


def _facilitation(roles: Roles, programme: Programme) -> list[NextAct]:
    group = roles.group_id
    pile = Contribution.objects.standing().filter(group=group)
    loose = pile.filter(~Exists(Feeding.objects.standing().filter(contribution=OuterRef("pk")))).count()
    productions = Production.objects.standing().filter(group=group, kind="practice")
    to_complete = productions.filter(status__in=[ProductionStatus.GATHERED, ProductionStatus.TO_COMPLETE]).count()
    in_review = productions.filter(status=ProductionStatus.IN_REVIEW).count()
    acts = []
    if loose:
        sentence = ngettext("%(count)d contribution to group.", "%(count)d contributions to group.", loose)
        acts.append(_act(programme, sentence % {"count": loose}, _("Group"), "pile", group))
    if to_complete:
        sentence = ngettext("%(count)d practice to complete.", "%(count)d practices to complete.", to_complete)
        acts.append(_act(programme, sentence % {"count": to_complete}, _("Complete"), "practice_list"))
    if in_review:
        sentence = ngettext("%(count)d practice is being read.", "%(count)d practices are being read.", in_review)
        acts.append(_act(programme, sentence % {"count": in_review}, _("See where the readings are"), "practice_list"))
    return acts


def _coordination(roles: Roles, programme: Programme, meetings: list[Meeting]) -> list[NextAct]:
    acts = []
    if not Participation.objects.current().filter(programme=programme, is_coordinator=False).exists():
        acts.append(_act(programme, _("Nobody is on the roster yet."), _("Bring in the people"), "roster_import"))
    if not meetings:
        acts.append(_act(programme, _("The meetings have no dates yet."), _("Prepare the meetings"), "meeting_list"))
    productions = Production.objects.standing().filter(programme=programme, kind="practice")
    waiting = productions.filter(status=ProductionStatus.IN_REVIEW).count()
    if waiting:
        sentence = ngettext(
            "%(count)d practice awaits an agreement.", "%(count)d practices await an agreement.", waiting
        )
        acts.append(_act(programme, sentence % {"count": waiting}, _("See what is still to gather"), "practice_list"))
    ready = productions.filter(Q(status=ProductionStatus.VALIDATED) | Q(status=ProductionStatus.APPROVED)).count()
    if ready:
        sentence = ngettext(
            "%(count)d practice is ready for the booklet.", "%(count)d practices are ready for the booklet.", ready
        )
        acts.append(_act(programme, sentence % {"count": ready}, _("Compose the booklet"), "booklet"))
    if undated := sum(m.starts_at is None and m.opened_at is None for m in meetings):
        sentence = ngettext("%(count)d meeting has no date yet.", "%(count)d meetings have no date yet.", undated)
        acts.append(_act(programme, sentence % {"count": undated}, _("Choose the dates"), "meeting_list"))
    return acts


def _the_day(roles: Roles, programme: Programme, meetings: list[Meeting]) -> list[NextAct]:
    """Nothing is asked of this person: the next meeting is what they would like to know."""
    coming = [m for m in meetings if m.closed_at is None and _is_theirs(roles, m)]
    if not coming:
        return []
    return [
        _act(
            programme, _("Nothing is waiting for you today."), _("See the next meeting"), "meeting_detail", coming[0].pk
        )
    ]


def _is_theirs(roles: Roles, meeting: Meeting) -> bool:
    return roles.is_coordinator or meeting.is_departmental or roles.belongs_to(meeting.group_id)
