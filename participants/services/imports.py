"""Carrying out a roster's import: the plan is made again, then written."""

from collections.abc import Sequence

from django.db import transaction

from common.text import sort_key
from participants.models import Organisation, Participation, Programme

from .identity import name_person, new_person
from .import_plan import Frame, Plan, PlannedLine, organisation_changes, plan_import
from .people import follow_address
from .roster_file import Line


@transaction.atomic
def import_people(programme: Programme, table: Sequence[Sequence[str]], *, frame: Frame) -> Plan:
    """The plan, made again and carried out: what changed since the preview is taken into account."""
    Programme.objects.select_for_update().get(pk=programme.pk)  # one import at a time
    plan = plan_import(programme, table, frame=frame)
    organisations = {o.sort_name: o for o in programme.organisations.all()}
    for planned in plan.written:
        organisation = _organisation(programme, planned.line, organisations, frame)
        _write(programme, planned, organisation)
    return plan


def _organisation(
    programme: Programme, line: Line, known: dict[str, Organisation], frame: Frame
) -> Organisation | None:
    """Made when new; the coordination's file also completes those that exist."""
    if not line.organisation:
        return None
    organisation = known.get(sort_key(line.organisation))
    if organisation is None:
        organisation = Organisation.objects.create(
            programme=programme, name=line.organisation, sort_name=sort_key(line.organisation)
        )
        known[organisation.sort_name] = organisation
    elif frame.only_group:
        return organisation
    changes = organisation_changes(programme, organisation, line)
    if changes:
        for name, value in changes.items():
            setattr(organisation, name, value)
        organisation.save(update_fields=list(changes))
    return organisation


def _write(programme: Programme, planned: PlannedLine, organisation: Organisation | None) -> None:
    if planned.participation is None:
        _join(programme, planned, organisation)
        return
    place, changes = planned.participation, dict(planned.changes)
    if "organisation" in changes:
        changes["organisation"] = organisation
    if name := changes.pop("name", None):
        name_person(place.person, name=str(name))
    if "contact_email" in changes and not planned.is_shared_address and planned.may_follow:
        follow_address(place, email=str(changes["contact_email"]))
    for field_name, value in changes.items():
        setattr(place, field_name, value)
    if changes:
        place.save(update_fields=list(changes))


def _join(programme: Programme, planned: PlannedLine, organisation: Organisation | None) -> None:
    line = planned.line
    own_address = "" if planned.is_shared_address else line.email
    person = planned.person or new_person(name=line.name, email=own_address)
    Participation.objects.create(
        programme=programme,
        person=person,
        group=planned.group,
        organisation=organisation,
        function=line.function,
        contact_email=line.email,
        is_coordinator=planned.role == "coordinator",
        is_facilitator=planned.role == "facilitator",
        is_guest=planned.role == "guest",
    )
