"""A load of made-up rows, deterministic and in bulk: for benchmarks and for trying a machine out."""

import random
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

from django.db import models, transaction

from common.text import sort_key
from encounters.models import Contribution, Meeting, Stage
from encounters.services.meetings import ensure_meetings
from participants.models import Organisation, Participation, PeerGroup, Person, Programme
from participants.services.programmes import create_programme
from practices.models import Feeding, Production, ProductionStatus, Revision, Support

START = datetime(2018, 5, 17, 9, tzinfo=UTC)
BATCH = 1_000
OBJECTS = ("clas", "cm2_6e", "parents_cafe", "culture", "orientation", "school_climate")
PLACES = ("Valombrée", "Corvières", "Pontélan", "Rochemeure", "Haut-Plateau")
WORDS = (
    "On se retrouve le même jour, au même endroit, sans ordre du jour. "
    "Une personne de chaque côté porte la démarche et connaît l’autre par son prénom. "
    "Les parents invitent d’autres parents, par deux, et rien n’est demandé à l’entrée. "
)

Row = TypeVar("Row", bound=models.Model)


def seed(*, programmes: int, practices: int, people: int, contributions: int, random_seed: int = 1) -> None:
    """Totals, shared equally among the programmes; run again it adds as much once more."""
    chance = random.Random(random_seed)  # noqa: S311 - made-up rows, the same each time
    for number in range(1, programmes + 1):
        with transaction.atomic():
            _seed_programme(
                number,
                chance,
                practices=_share(practices, programmes, number),
                people=_share(people, programmes, number),
                contributions=_share(contributions, programmes, number),
            )


def _share(total: int, parts: int, number: int) -> int:
    return total // parts + (1 if number <= total % parts else 0)


def _seed_programme(number: int, chance: random.Random, *, practices: int, people: int, contributions: int) -> None:
    owner = _owner(number)
    programme = create_programme(
        by=owner,
        title=f"Programme {number}",
        department=f"Département {number}",
        edition="2018–2019",
        groups=("Centres sociaux", "Établissements scolaires"),
    )
    ensure_meetings(programme, by=owner)
    programme.meetings.update(opened_at=START, closed_at=START + timedelta(days=1), starts_at=START)
    groups = list(programme.groups.all())
    organisations = _organisations(programme, 10)
    _people(programme, groups, organisations, people)
    made = _practices(programme, groups, organisations, owner, chance, practices)
    _contributions(programme, made, chance, contributions)


def _owner(number: int) -> Person:
    return Person.objects.create_user(
        email=f"coordination{number}-{uuid.uuid4().hex[:8]}@seed.example", name=f"Coordination {number}"
    )


def _organisations(programme: Programme, count: int) -> list[Organisation]:
    names = [f"Structure {n}" for n in range(1, count + 1)]
    rows = (Organisation(programme=programme, name=n, sort_name=sort_key(n), territory=PLACES[0]) for n in names)
    return Organisation.objects.bulk_create(rows)


def _people(programme: Programme, groups: list[PeerGroup], organisations: list[Organisation], count: int) -> None:
    names = (f"Personne {n:06d}" for n in range(count))
    persons = Person.objects.bulk_create(
        [
            Person(name=name, sort_name=sort_key(name), password="!")  # noqa: S106 - nobody signs in with it
            for name in names
        ],
        batch_size=BATCH,
    )
    Participation.objects.bulk_create(
        [
            Participation(
                programme=programme,
                person=person,
                group=groups[n % len(groups)],
                organisation=organisations[n % len(organisations)],
                function="professeure des écoles",
                is_facilitator=n < len(groups),
            )
            for n, person in enumerate(persons)
        ],
        batch_size=BATCH,
    )


def _practices(
    programme: Programme,
    groups: list[PeerGroup],
    organisations: list[Organisation],
    owner: Person,
    chance: random.Random,
    count: int,
) -> list[Production]:
    """Nine in ten validated and approved, the tenth to complete; each with one version."""
    rows = [_production(programme, groups[n % len(groups)], owner, n) for n in range(count)]
    productions = Production.objects.bulk_create(rows, batch_size=BATCH)
    revisions = Revision.objects.bulk_create(
        [
            Revision(
                production=p,
                number=1,
                author=owner,
                sections=_sections(p.title, organisations, chance),
                changed_sections=["title"],
            )
            for p in productions
        ],
        batch_size=BATCH,
    )
    for n, (production, revision) in enumerate(zip(productions, revisions, strict=True)):
        production.head = revision
        if n % 10:
            production.status, production.support = ProductionStatus.APPROVED, Support.PAPER
            production.validated_revision, production.validated_at = revision, START
    fields = ["head", "status", "support", "validated_revision", "validated_at"]
    Production.objects.bulk_update(productions, fields, batch_size=BATCH)
    return productions


def _production(programme: Programme, group: PeerGroup, owner: Person, n: int) -> Production:
    title = f"Pratique {n:06d}, {PLACES[n % len(PLACES)]}"
    return Production(
        programme=programme,
        group=group,
        kind="practice",
        title=title,
        sort_title=sort_key(title),
        status=ProductionStatus.TO_COMPLETE,
        created_by=owner,
    )


def _sections(title: str, organisations: list[Organisation], chance: random.Random) -> dict[str, Any]:
    organisation = chance.choice(organisations)
    return {
        "title": title,
        "summary": WORDS[:180],
        "who": {
            "organisations": [{"id": organisation.pk, "name": organisation.name, "role": "acting"}],
            "place": chance.choice(PLACES),
            "territory_type": "urban",
            "audience": "parents",
            "since": "2016",
        },
        "link": {"object": chance.choice(OBJECTS), "form": "regular", "frequency": "weekly", "quality": WORDS[:120]},
        "origin": (WORDS * 3)[:560],
        "steps": [{"text": WORDS[:160], "who": "les deux équipes"} for _ in range(4)],
        "means": [WORDS[:80]] * 3,
        "enablers": [WORDS[:110]] * 3,
        "levers": [WORDS[:110]] * 4,
        "brakes": [{"brake": WORDS[:90], "answer": WORDS[:120], "is_lifted": True}] * 2,
        "effects": [{"audience": "parents", "text": WORDS[:120]}] * 2,
        "advice": [WORDS[:100]],
        "quotes": [{"text": WORDS[:100], "function": "parent"}],
        "contact": {"organisation": organisation.name, "function": "accueil", "email": "accueil@seed.example"},
    }


def _contributions(programme: Programme, productions: list[Production], chance: random.Random, count: int) -> None:
    """Two in three feed a practice of their group; the others stay in the pile."""
    meetings = list(Meeting.objects.filter(programme=programme, stage=Stage.SPRING))
    prompts = list(programme.prompts.for_peers())
    by_group: dict[int, list[Production]] = {
        m.group_id: [p for p in productions if p.group_id == m.group_id] for m in meetings if m.group_id
    }
    rows = (
        Contribution(
            meeting=meetings[n % len(meetings)],
            group_id=meetings[n % len(meetings)].group_id,
            prompt=prompts[n % len(prompts)],
            text=f"{WORDS[: 60 + n % 90].strip()} ({n})",
        )
        for n in range(count)
    )
    for batch in _batches(rows):
        made = Contribution.objects.bulk_create(batch)
        feedings = [
            Feeding(production=chance.choice(there), contribution=contribution)
            for n, contribution in enumerate(made)
            if n % 3 and (there := by_group.get(contribution.group_id or 0))
        ]
        Feeding.objects.bulk_create(feedings)


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
