"""Finding a meeting or a contribution with what this person may do there; 404 for what they may not know about."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from common.http import Request
from participants.finding import programme_or_404
from participants.models import Participation

from ..models import Contribution, Meeting
from ..permissions import (
    ContributionPermissions,
    MeetingPermissions,
    contribution_permissions,
    meeting_permissions,
)


def find_meeting(request: Request, slug: str, pk: int) -> tuple[Meeting, MeetingPermissions]:
    """Its name, date and place are known to the groups; a guest knows of the day only."""
    programme = programme_or_404(request, slug)
    meetings = Meeting.objects.visible_to(request.actor).select_related("group").filter(programme=programme)
    meeting = get_object_or_404(meetings, pk=pk)
    meeting.programme = programme
    return meeting, meeting_permissions(request.actor, meeting)


def find_inside(request: Request, slug: str, pk: int) -> tuple[Meeting, MeetingPermissions]:
    """What happens inside a group's meeting is unknown to the others; inside everyone's, to nobody."""
    meeting, can = find_meeting(request, slug, pk)
    if not (can.see_words or meeting.is_departmental):
        raise Http404
    return meeting, can


def find_contribution(request: Request, slug: str, pk: int) -> tuple[Contribution, ContributionPermissions]:
    """What was set aside exists only for those who could bring it back."""
    programme = programme_or_404(request, slug)
    here = Contribution.objects.visible_within(programme, request.actor)
    contribution = get_object_or_404(here.with_names().select_related("meeting__group"), pk=pk)
    contribution.meeting.programme = programme
    can = contribution_permissions(request.actor, contribution)
    if contribution.deleted_at and not can.delete:
        raise Http404
    return contribution, can


def roster_of(meeting: Meeting) -> list[Participation]:
    """Whose words may be reported: the group, or on the day everyone who takes part."""
    people = Participation.objects.current().filter(programme=meeting.programme_id)
    if meeting.group:
        people = people.roster_of(meeting.group)
    return list(people.select_related("person").in_reading_order())
