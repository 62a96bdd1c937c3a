"""Everything of a programme that one actor may see, client keys and versions included, one function per floor."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model

from booklets.models import Booklet
from booklets.permissions import booklet_permissions
from common.spreadsheets import write_csv
from encounters.models import Attendance, Attribution, Contribution
from participants.models import Actor, Participation, Programme
from practices.models import (
    Answer,
    Attachment,
    Feeding,
    Production,
    Review,
    ReviewReader,
    Revision,
    StatusChange,
    UsedContribution,
)

FORMAT = 1

# What only the group and the coordination see: the table, the way to its production, and what of it is written.
KITCHEN: dict[str, tuple[type[Model], str, str]] = {
    "feedings": (Feeding, "production", "production_id contribution_id added_at removed_at"),
    "used": (UsedContribution, "revision__production", "revision_id section contribution_id"),
    "reviews": (Review, "production", "pk production_id revision_id opened_at deadline_at closed_at"),
    "readers": (ReviewReader, "review__production", "review_id participation_id asked_at"),
    "answers": (
        Answer,
        "production",
        "production_id revision_id participation_id choice remark section is_recorded given_at superseded_at client_key",
    ),
    "moves": (StatusChange, "production", "production_id old new revision_id reason at"),
    "files": (Attachment, "production", "pk production_id kind name content_type size sha256 added_at client_key"),
}
RUN = "pk number state content_sha256 file_sha256 pages requested_at finished_at client_key"
BOOKLET = "title subtitle publisher printer director legal_deposit colophon approach next_words published_at"


def export(programme: Programme, *, actor: Actor) -> dict[str, Any]:
    """A plain dict, ready for JSON. Raises nothing: what one may not see is simply not there."""
    productions = Production.objects.visible_to(actor).filter(programme=programme).order_by("pk")
    contributions = Contribution.objects.visible_to(actor).filter(meeting__programme=programme).order_by("pk")
    return {
        "format": FORMAT,
        "programme": _fields(
            programme, "slug", "title", "department", "edition", "time_zone", "review_days", "licence"
        ),
        "groups": [_fields(g, "pk", "name", "shape") for g in programme.groups.all()],
        "organisations": [
            _fields(o, "pk", "name", "kind", "territory", "territory_type") for o in programme.organisations.all()
        ],
        "people": list(_people(programme, actor)),
        "prompts": [_fields(p, "key", "label", "moment") for p in programme.prompts.all()],
        "meetings": [
            _fields(m, "pk", "stage", "group_id", "title", "starts_at", "ends_at", "place", "opened_at", "closed_at")
            for m in programme.meetings.in_order()
        ],
        "attendance": list(_attendance(programme, actor)),
        "contributions": [_contribution(c) for c in contributions.select_related("prompt")],
        "productions": [
            _fields(p, "pk", "kind", "group_id", "title", "status", "led_by_id", "client_key") for p in productions
        ],
        "versions": list(_versions(productions, actor)),
        **{name: _kitchen(actor, programme, model, path, names) for name, (model, path, names) in KITCHEN.items()},
        "booklet": _booklet(programme, actor),
    }


def _fields(row: Any, *names: str) -> dict[str, Any]:
    return {("id" if name == "pk" else name): getattr(row, name) for name in names}


def _people(programme: Programme, actor: Actor) -> Iterator[dict[str, Any]]:
    """Names to everyone of the group; addresses to those who organise it only."""
    roles = actor.roles_in(programme.pk)
    for p in Participation.objects.filter(programme=programme).with_names().order_by("pk"):
        if roles.is_coordinator or roles.belongs_to(p.group_id):
            row = _fields(
                p,
                "pk",
                "group_id",
                "organisation_id",
                "function",
                "is_coordinator",
                "is_facilitator",
                "is_guest",
                "joined_on",
                "left_on",
            )
            email = {"contact_email": p.contact_email} if roles.organises(p.group_id) else {}
            yield {**row, "name": p.person.name, **email}


def _attendance(programme: Programme, actor: Actor) -> Iterator[dict[str, Any]]:
    roles = actor.roles_in(programme.pk)
    rows = Attendance.objects.filter(meeting__programme=programme).select_related("meeting").order_by("pk")
    for row in rows:
        if roles.is_coordinator or roles.belongs_to(row.meeting.group_id):
            yield _fields(
                row, "meeting_id", "participation_id", "status", "is_newcomer", "function_then", "organisation_then"
            )


def _contribution(c: Contribution) -> dict[str, Any]:
    """Who typed it is nobody's to know when nobody is named; the words of a deleted one are not exported."""
    row = _fields(c, *["pk", "client_key", "meeting_id", "group_id", "created_at", "deleted_at", "version"])
    if c.deleted_at:
        return {**row, "prompt": c.prompt.key}
    said = _fields(c, *["text", "lifting", "story", "table", "attribution", "attributed_to_id"])
    if c.attribution == Attribution.NONE:
        said["attributed_to_id"] = None
    return {**row, "prompt": c.prompt.key, **said}


def _versions(productions: Iterable[Production], actor: Actor) -> Iterator[dict[str, Any]]:
    """All versions inside one's group; for the others, only the words that were validated."""
    inside = {p.pk for p in productions if _is_inside(p, actor)}
    validated = {p.validated_revision_id for p in productions if p.pk not in inside}
    rows = Revision.objects.filter(production__in=[p.pk for p in productions]).order_by("pk")
    for revision in rows:
        if revision.production_id in inside or revision.pk in validated:
            yield _fields(
                revision,
                "pk",
                "production_id",
                "number",
                "sections",
                "changed_sections",
                "meeting_id",
                "is_form_correction",
                "created_at",
                "client_key",
            )


def _is_inside(production: Production, actor: Actor) -> bool:
    roles = actor.roles_in(production.programme_id)
    return roles.is_coordinator or roles.belongs_to(production.group_id)


def _kitchen(actor: Actor, programme: Programme, model: type[Model], path: str, names: str) -> list[dict[str, Any]]:
    roles = actor.roles_in(programme.pk)
    rows = model._default_manager.filter(**{f"{path}__programme": programme})
    if not roles.is_coordinator:
        rows = rows.filter(**{f"{path}__group": roles.group_id}) if roles.group_id else rows.none()
    return [_fields(row, *names.split()) for row in rows.order_by("pk")]


def _booklet(programme: Programme, actor: Actor) -> dict[str, Any] | None:
    """What the coordination composed and printed; the words of a run are those of the versions it names."""
    booklet = Booklet.objects.filter(programme=programme).first()
    if booklet is None or not booklet_permissions(actor, programme).compose:
        return None
    return {
        **_fields(booklet, *BOOKLET.split()),
        "forewords": list(booklet.forewords.values("title", "text", "signature", "function")),
        "glossary": list(booklet.glossary.values("acronym", "meaning")),
        "practices": list(booklet.items.values_list("production_id", flat=True)),
        "runs": [{**_fields(run, *RUN.split()), "content": run.content} for run in booklet.runs.order_by("pk")],
    }


def contributions_as_csv(exported: dict[str, Any]) -> bytes:
    """One line per contribution that stands, for a spreadsheet in French."""
    meetings = {m["id"]: m["title"] for m in exported["meetings"]}
    groups = {g["id"]: g["name"] for g in exported["groups"]}
    prompts = {p["key"]: p["label"] for p in exported["prompts"]}
    head = [
        "identifiant",
        "rencontre",
        "groupe",
        "question",
        "texte",
        "ce qui aiderait",
        "démarche",
        "table",
        "noté le",
    ]
    rows = [
        (
            c["id"],
            meetings[c["meeting_id"]],
            groups.get(c["group_id"], ""),
            prompts[c["prompt"]],
            c["text"],
            c["lifting"],
            c["story"],
            c["table"],
            c["created_at"].isoformat(),
        )
        for c in exported["contributions"]
        if not c["deleted_at"]
    ]
    return write_csv([head, *rows])
