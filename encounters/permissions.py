"""Who may open, capture, attend and correct."""

from dataclasses import dataclass

from participants.models import Actor

from .models import Contribution, Meeting


@dataclass(frozen=True)
class MeetingPermissions:
    see: bool
    edit: bool
    open: bool
    close: bool
    take_attendance: bool
    see_people: bool  # who was there
    see_words: bool
    capture: bool
    attribute: bool  # say who spoke, report on behalf of somebody


@dataclass(frozen=True)
class ContributionPermissions:
    see: bool
    edit: bool
    delete: bool


def meeting_permissions(actor: Actor, meeting: Meeting) -> MeetingPermissions:
    """A facilitator also captures after the meeting has closed; a participant only while it is open.

    The departmental meeting is opened once, by a coordinator; its debate notes are everyone's, guests included,
    once it has opened.
    """
    roles = actor.roles_in(meeting.programme_id)
    facilitates = roles.facilitates(meeting.group_id)
    if meeting.is_departmental:
        organises = facilitates = roles.is_coordinator
        member = roles.takes_part
        sees_words = roles.is_coordinator or (member and meeting.opened_at is not None)
        sees_people = sees_words and not roles.is_guest
        may_open = roles.is_coordinator and meeting.opened_at is None
    else:
        organises, member = roles.organises(meeting.group_id), roles.belongs_to(meeting.group_id)
        sees_words = sees_people = member or roles.is_coordinator
        may_open = organises and not meeting.is_open
    return MeetingPermissions(
        see=roles.takes_part,
        edit=roles.is_coordinator,
        open=may_open,
        close=organises and meeting.is_open,
        take_attendance=organises,
        see_people=sees_people,
        see_words=sees_words,
        capture=(facilitates and meeting.opened_at is not None) or (member and meeting.is_open),
        attribute=organises,
    )


def contribution_permissions(
    actor: Actor, contribution: Contribution, can: MeetingPermissions | None = None
) -> ContributionPermissions:
    """Facilitators and coordination always; whoever typed it, while the meeting is open.

    ``can``: what the actor may at this meeting, when it is known already.
    """
    meeting = contribution.meeting
    can = can or meeting_permissions(actor, meeting)
    own = actor.person is not None and contribution.typed_by_id == actor.person.pk
    may_edit = can.take_attendance or (own and can.see_words and meeting.is_open)
    return ContributionPermissions(see=can.see_words, edit=may_edit, delete=may_edit)
