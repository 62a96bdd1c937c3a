"""Who may do what in a programme: one frozen value per noun, guarding the view and drawing the button."""

from dataclasses import dataclass

from .models import Actor, Participation, PeerGroup, Programme


@dataclass(frozen=True)
class ProgrammePermissions:
    see: bool
    edit: bool  # settings, groups, meetings, organisations, lists
    see_emails: bool
    manage_roster: bool  # everybody's
    export: bool


@dataclass(frozen=True)
class GroupPermissions:
    see_words: bool  # the raw words of the group
    edit_roster: bool
    print_slips: bool
    see_emails: bool


@dataclass(frozen=True)
class ParticipationPermissions:
    see: bool
    edit: bool
    make_access: bool  # send a link, print a slip, revoke them
    change_roles: bool
    give_consent: bool  # to be named: the person alone


def may_create_programme(actor: Actor) -> bool:
    """Whom the operator made a coordinator, signed in strongly."""
    return (
        actor.is_strong
        and actor.person is not None
        and (actor.person.may_create_programmes or actor.person.is_superuser)
    )


def programme_permissions(actor: Actor, programme: Programme) -> ProgrammePermissions:
    """Everyone who takes part sees it; the coordination does the rest."""
    roles = actor.roles_in(programme.pk)
    return ProgrammePermissions(
        see=roles.takes_part,
        edit=roles.is_coordinator,
        see_emails=roles.is_coordinator,
        manage_roster=roles.is_coordinator,
        export=roles.is_coordinator,
    )


def group_permissions(actor: Actor, group: PeerGroup) -> GroupPermissions:
    """Its people see its words; its facilitators, and the coordination, keep its roster and print its slips."""
    roles = actor.roles_in(group.programme_id)
    organises = roles.organises(group.pk)
    return GroupPermissions(
        see_words=roles.belongs_to(group.pk) or roles.is_coordinator,
        edit_roster=organises,
        print_slips=organises,
        see_emails=organises,
    )


def participation_permissions(actor: Actor, participation: Participation) -> ParticipationPermissions:
    """Facilitators act on their own group's people; roles are changed by the coordination, never one's own."""
    roles = actor.roles_in(participation.programme_id)
    own = actor.person is not None and actor.person.pk == participation.person_id
    organises = roles.organises(participation.group_id)
    return ParticipationPermissions(
        see=own or organises or roles.belongs_to(participation.group_id) or roles.is_coordinator,
        edit=organises,
        make_access=organises,
        change_roles=roles.is_coordinator and not own,
        give_consent=own,
    )
