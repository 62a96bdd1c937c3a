"""Who may group, write, read, answer, validate."""

from dataclasses import dataclass

from participants.models import Actor, PeerGroup

from .models import HANDED_ON, Production, ProductionStatus


@dataclass(frozen=True)
class ProductionPermissions:
    see: bool
    see_inside: bool  # versions, feeding contributions, answers: the group's own kitchen
    edit: bool
    lead: bool  # say who leads it
    send_to_review: bool
    return_to_complete: bool
    answer: bool
    record_answers: bool
    validate: bool
    formalise: bool
    approve: bool
    correct_form: bool
    contest_form: bool
    withdraw: bool
    restore: bool


@dataclass(frozen=True)
class GroupWorkPermissions:
    group_contributions: bool
    create_practice: bool
    see_productions: bool


def group_work_permissions(actor: Actor, group: PeerGroup) -> GroupWorkPermissions:
    """The pile and the making of practices belong to those who facilitate the group."""
    roles = actor.roles_in(group.programme_id)
    facilitates = roles.facilitates(group.pk)
    return GroupWorkPermissions(
        group_contributions=facilitates,
        create_practice=facilitates,
        see_productions=roles.belongs_to(group.pk) or roles.is_coordinator,
    )


def production_permissions(actor: Actor, production: Production) -> ProductionPermissions:
    """Facilitators edit, send to review and validate; the coordination sees and edits; who leads it edits.

    What the status forbids (``NEXT_STATUSES``) is false here too, so that no button leads to a refusal.
    """
    roles = actor.roles_in(production.programme_id)
    organises = roles.organises(production.group_id)
    member = roles.belongs_to(production.group_id)
    leads = member and roles.participation is not None and production.led_by_id == roles.participation.pk
    inside = member or roles.is_coordinator
    status = production.status
    standing = status != ProductionStatus.WITHDRAWN
    reading = status == ProductionStatus.IN_REVIEW
    facilitates = roles.facilitates(production.group_id)
    return ProductionPermissions(
        see=inside or status in HANDED_ON,
        see_inside=inside,
        edit=(organises or leads) and standing,
        lead=organises and standing,
        send_to_review=facilitates and status == ProductionStatus.TO_COMPLETE,
        return_to_complete=facilitates and reading,
        answer=member and reading,
        record_answers=organises and reading,
        validate=facilitates and reading,
        formalise=organises and status == ProductionStatus.VALIDATED,
        approve=(organises or leads) and status == ProductionStatus.FORMALISED,
        correct_form=organises and standing and (reading or status in HANDED_ON),
        contest_form=inside and standing,
        withdraw=(organises or leads) and standing,
        restore=status == ProductionStatus.WITHDRAWN
        and actor.person is not None
        and production.withdrawn_by_id == actor.person.pk
        and (organises or leads),
    )
