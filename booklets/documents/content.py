"""Frozen content: everything a booklet prints, gathered into one plain dict (its shape: docs/architecture.md)."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from booklets.models import Booklet, ShortAddress, TargetKind
from common.text import sort_key
from encounters.models import AttendanceStatus
from participants.models import Organisation, Participation, PickList, Programme
from practices.models import HANDED_ON, Attachment, Production

FORMAT = 1
SHEET_LISTS = ("steps", "means", "enablers", "levers", "brakes", "advice", "quotes", "open_questions")
EFFECT_LABELS = {
    "fr": {"children": "enfants et jeunes", "parents": "parents", "teams": "équipes", "territory": "territoire"},
    "en": {"children": "children and young people", "parents": "parents", "teams": "teams", "territory": "territory"},
}

Label = Callable[[str, str], str]
Addresses = Mapping[tuple[int, str, str], ShortAddress]
Files = Mapping[int, Attachment]


def target_digest(url: str, attachment: int | None) -> str:
    """What tells the tools of one practice apart: where they lead."""
    return hashlib.sha256((url or f"file:{attachment}").encode()).hexdigest()


def labels_of(programme: Programme) -> Label:
    """The programme's own words for the keys of its lists; a key without words says itself."""
    labels = programme.pick_list_items.all().labels()
    return lambda name, key: labels.get((name, key), key) if key else ""


def words_of(production: Production) -> Mapping[str, Any]:
    """The validated words; those of the head while the group has not validated any."""
    revision = production.validated_revision or production.head
    return revision.sections if revision else {}


def object_of(production: Production) -> str:
    """The key of the object under which a practice stands in the booklet."""
    return (words_of(production).get("link") or {}).get("object", "") or "other"


def sheet_content(
    production: Production, *, number: int, label: Label, files: Files, addresses: Addresses, is_draft: bool
) -> dict[str, Any]:
    sections = production.sections if is_draft else words_of(production)
    revision = production.head if is_draft else production.validated_revision or production.head
    who, link = sections.get("who") or {}, sections.get("link") or {}
    language = production.programme.language
    return {
        "number": number,
        "id": production.pk,
        "group": str(production.group_id),
        "title": sections.get("title", ""),
        "summary": sections.get("summary", ""),
        "pictures": list(_pictures(sections.get("pictures"), files)),
        "organisations": [o["name"] for o in who.get("organisations", []) if o.get("role") == "acting"],
        "place": who.get("place", ""),
        "territory_type": label(PickList.TERRITORY_TYPE, who.get("territory_type", "")),
        "audience": who.get("audience", ""),
        "since": who.get("since", ""),
        "link": {
            **{key: label(key, link.get(key, "")) for key in ("object", "form", "frequency")},
            "quality": link.get("quality", ""),
        },
        "origin": sections.get("origin", ""),
        **{key: sections.get(key) or [] for key in SHEET_LISTS},
        "effects": [
            {"audience": EFFECT_LABELS[language].get(e["audience"], ""), "text": e["text"]}
            for e in sections.get("effects") or []
        ],
        "other_views": [],
        "tools": [_tool(production, tool, addresses) for tool in sections.get("tools") or []],
        "contact": sections.get("contact") or {},
        "video": _video(production, sections.get("video"), files, addresses),
        "status_label": str(production.get_status_display()),
        "version": revision.number if revision else 0,
        "is_draft": is_draft,
    }


def _pictures(pictures: Iterable[Mapping[str, Any]] | None, files: Files) -> Iterable[dict[str, Any]]:
    for picture in pictures or []:
        if attachment := files.get(picture.get("picture") or 0):
            yield {
                "file": attachment.file.name,
                **{key: picture.get(key, "") for key in ("caption", "alt", "credit")},
                "width": attachment.width,
                "height": attachment.height,
            }


def _tool(production: Production, tool: Mapping[str, Any], addresses: Addresses) -> dict[str, Any]:
    address = addresses.get((production.pk, TargetKind.TOOL, target_digest(tool["url"], tool["file"])))
    return {"label": tool["label"], "kind": tool["kind"], "url": tool["url"], "short_url": short_url(address)}


def _video(
    production: Production, video: Mapping[str, Any] | None, files: Files, addresses: Addresses
) -> dict[str, Any] | None:
    if not video or not video.get("url"):
        return None
    still = files.get(video.get("still") or 0)
    address = addresses.get((production.pk, TargetKind.VIDEO, target_digest(video["url"], None)))
    return {
        "short_url": short_url(address),
        "url": video["url"],
        "still": still.file.name if still else None,
        "caption": video.get("caption", ""),
        "stands_for_sheet": bool(video.get("stands_for_sheet")),
    }


def short_url(address: ShortAddress | None) -> str:
    return f"{settings.SITE_URL}/v/{address.code}/" if address else ""


def files_of(productions: Iterable[Production]) -> dict[int, Attachment]:
    return {a.pk: a for a in Attachment.objects.filter(production__in=[p.pk for p in productions])}


def booklet_content(
    booklet: Booklet, *, number: int | None, practices: list[Production], addresses: Addresses
) -> dict[str, Any]:
    """One dict holds all; made once for a run, so that the file can be made again from the very same words."""
    programme = booklet.programme
    label, files = labels_of(programme), files_of(practices)
    parts = _parts(practices, label, files, addresses)
    sheets = [sheet for part in parts for sheet in part["practices"]]
    syntheses = list(programme.productions.syntheses().handed_on().select_related("validated_revision", "group"))
    return {
        "format": FORMAT,
        "language": programme.language,
        "kind": "booklet",
        "run": {"number": number, "made_on": _today(programme).isoformat()},
        "programme": _programme(programme),
        "cover": _cover(booklet),
        "colophon": _colophon(booklet),
        "forewords": list(booklet.forewords.exclude(text="").values("title", "text", "signature", "function")),
        "groups": _groups(programme),
        "meetings": _meetings(programme),
        "approach": booklet.approach,
        "syntheses": _syntheses(programme, syntheses),
        "parts": parts,
        "toolbox": _toolbox(sheets),
        "quotes": _gathered(sheets, syntheses, "quotes"),
        "open_questions": _gathered(sheets, syntheses, "open_questions"),
        "glossary": list(booklet.glossary.values("acronym", "meaning")),
        "contacts": [{**s["contact"], "number": s["number"]} for s in sheets if s["contact"].get("organisation")],
        "thanks": _thanks(programme),
        "next": booklet.next_words,
    }


def _today(programme: Programme) -> date:
    return timezone.localdate(timezone=ZoneInfo(programme.time_zone))


def _programme(programme: Programme) -> dict[str, Any]:
    licence = programme.licence
    code = licence.removeprefix("cc-")
    return {
        "slug": programme.slug,
        "title": programme.title,
        "department": programme.department,
        "edition": programme.edition,
        "site": settings.SITE_URL,
        "licence": {
            "label": str(programme.get_licence_display()),
            "url": f"https://creativecommons.org/licenses/{code}/4.0/deed.{programme.language}",
        },
    }


def _cover(booklet: Booklet) -> dict[str, Any]:
    return {
        "title": booklet.title,
        "subtitle": booklet.subtitle,
        "picture": booklet.cover.name if booklet.cover else None,
        "logos": [{"file": logo.file.name, "alt": logo.alt} for logo in booklet.logos.all()],
    }


def _colophon(booklet: Booklet) -> dict[str, Any]:
    fields = ("publisher", "printer", "director", "legal_deposit")
    return {**{name: getattr(booklet, name) for name in fields}, "text": booklet.colophon}


def _groups(programme: Programme) -> list[dict[str, Any]]:
    roster = Count("participations", filter=Q(participations__is_guest=False, participations__left_on__isnull=True))
    groups = programme.groups.annotate(people=roster)
    return [{"key": str(g.pk), "name": g.name, "shape": g.shape, "people": g.people} for g in groups]


def _meetings(programme: Programme) -> list[dict[str, Any]]:
    present = Count("attendances", filter=Q(attendances__status=AttendanceStatus.PRESENT))
    return [
        {
            "stage": meeting.stage,
            "group": str(meeting.group_id) if meeting.group_id else None,
            "title": str(meeting),
            "date": meeting.local_start.date().isoformat() if meeting.local_start else "",
            "place": meeting.place,
            "present": meeting.present,  # type: ignore[attr-defined]
        }
        for meeting in programme.meetings.annotate(present=present).in_order()
    ]


def _syntheses(programme: Programme, syntheses: list[Production]) -> dict[str, Any]:
    """Prompts in the order they were asked, each with what every group kept."""
    prompts = programme.prompts.for_peers()
    return {
        "prompts": [
            {
                "key": prompt.key,
                "label": prompt.label,
                "columns": [
                    {"group": str(s.group_id), "sentences": words_of(s).get(prompt.key) or []} for s in syntheses
                ],
            }
            for prompt in prompts
            if any(words_of(s).get(prompt.key) for s in syntheses)
        ]
    }


def _parts(practices: list[Production], label: Label, files: Files, addresses: Addresses) -> list[dict[str, Any]]:
    """By object, in the order chosen: an object comes where its first practice was put."""
    by_object: dict[str, list[Production]] = defaultdict(list)
    for practice in practices:
        by_object[object_of(practice)].append(practice)
    numbers, parts = count(1), []
    for key, members in by_object.items():
        sheets = [
            sheet_content(p, number=next(numbers), label=label, files=files, addresses=addresses, is_draft=False)
            for p in members
        ]
        parts.append({"key": key, "label": label(PickList.OBJECT, key), "practices": sheets})
    return parts


def _toolbox(sheets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    tools = [
        {**_owner(s), "label": t["label"], "url": t["short_url"] or t["url"], "kind": t["kind"]}
        for s in sheets
        for t in s["tools"]
        if t["kind"] != "request"
    ]
    videos = [
        {**_owner(s), "label": s["video"]["caption"] or s["title"], "url": s["video"]["short_url"], "kind": "video"}
        for s in sheets
        if s["video"]
    ]
    return tools + videos


def _owner(sheet: Mapping[str, Any]) -> dict[str, Any]:
    return {"practice": sheet["title"], "number": sheet["number"]}


def _gathered(sheets: list[dict[str, Any]], syntheses: list[Production], key: str) -> list[dict[str, Any]]:
    """Words heard or questions, of the practices then of the groups; a question is a bare sentence."""

    def item(value: Any, number: int | None, group: str | None) -> dict[str, Any]:
        words = value if isinstance(value, dict) else {"text": value}
        return {**words, "number": number, "group": group}

    told = [item(value, s["number"], s["group"]) for s in sheets for value in s[key]]
    kept = [item(value, None, str(s.group_id)) for s in syntheses for value in words_of(s).get(key) or []]
    return told + kept


def _thanks(programme: Programme) -> dict[str, Any]:
    """Organisations by default, those of words not validated yet left out; people only where they agreed themselves."""
    acting = Q(cited_in__role="acting", cited_in__production__status__in=HANDED_ON)
    involved = Q(participations__isnull=False) | acting
    organisations = Organisation.objects.filter(involved, programme=programme).distinct()
    return {
        "organisations": sorted({o.name for o in organisations}, key=sort_key),
        "people": [{"name": p.person.name, "function": p.function} for p in thanked_people(programme)],
    }


def thanked_people(programme: Programme) -> Iterable[Participation]:
    return Participation.objects.filter(programme=programme, may_be_named=True).with_names().in_reading_order()


def single_sheet_content(production: Production, *, sees_inside: bool) -> dict[str, Any]:
    """One sheet at any stage, a working document until validated; only those inside see words not validated yet."""
    is_settled = production.status in HANDED_ON and production.validated_revision_id == production.head_id
    return sheet_content(
        production,
        number=0,
        label=labels_of(production.programme),
        files=files_of([production]),
        addresses=addresses_of(production),
        is_draft=sees_inside and not is_settled,
    )


def addresses_of(production: Production) -> Addresses:
    return {(a.production_id, a.kind, a.digest): a for a in production.short_addresses.all()}
