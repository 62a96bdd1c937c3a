"""What is frozen: the day where the programme lives, nobody's unvalidated words, a sheet read again marked as such."""

import uuid
from datetime import UTC, datetime

import time_machine

from booklets.documents.content import single_sheet_content
from booklets.services.running import frozen_content
from participants.models import Organisation
from practices.models import Production
from practices.services.review import contest_form_correction
from practices.services.writing import write_sections
from tests.booklets.shelf import Shelf, make_approved_practice, put_in_booklet, told
from tests.factories import make_meeting, make_practice

EVENING_IN_MARTINIQUE = datetime(2019, 1, 18, 23, 30, tzinfo=UTC)


def test_dates_are_those_of_the_programme(shelf: Shelf) -> None:
    shelf.programme.time_zone = "America/Martinique"
    shelf.programme.save(update_fields=["time_zone"])
    make_meeting(shelf.centres, starts_at=EVENING_IN_MARTINIQUE)
    put_in_booklet(shelf, make_approved_practice(shelf.centres))

    with time_machine.travel(EVENING_IN_MARTINIQUE, tick=False):
        content = frozen_content(shelf.booklet)

    assert [meeting["date"] for meeting in content["meetings"]] == ["2019-01-18"]
    assert content["run"]["made_on"] == "2019-01-18"


def test_an_organisation_of_unvalidated_words_is_not_thanked(shelf: Shelf) -> None:
    names = ("Le Fil", "Le Tisonnier")
    draft, settled = (
        Organisation.objects.create(programme=shelf.programme, name=name, sort_name=name.lower()) for name in names
    )
    make_practice(shelf.schools, sections=told("Une démarche", **_acting(draft)))
    put_in_booklet(shelf, make_approved_practice(shelf.centres, **_acting(settled)))

    thanked = frozen_content(shelf.booklet)["thanks"]["organisations"]

    assert "Le Tisonnier" in thanked
    assert "Le Fil" not in thanked


def _acting(organisation: Organisation) -> dict[str, object]:
    acting = {"id": organisation.pk, "name": organisation.name, "role": "acting"}
    return {"who": {"organisations": [acting], "place": "Pontélan"}}


def test_a_sheet_whose_correction_is_contested_is_a_working_document_again(shelf: Shelf) -> None:
    practice = Production.objects.get(pk=make_approved_practice(shelf.centres).pk)
    write_sections(
        practice,
        {"summary": "Un café, le vendredi."},
        by=shelf.facilitator.person,
        seen=practice.head_id,
        client_key=uuid.uuid4(),
        is_form_correction=True,
    )
    assert single_sheet_content(practice, sees_inside=True)["is_draft"] is False

    contest_form_correction(practice, by=shelf.participant.person, seen=practice.head_id)

    assert single_sheet_content(practice, sees_inside=True)["is_draft"] is True
