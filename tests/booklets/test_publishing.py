"""Publishing: only what was printed, in the words that were agreed to; and taking back at once."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from booklets.models import Booklet, PublicEntry
from booklets.services import publishing
from booklets.services.publishing import CannotPublishError, publish_run
from practices.models import Production, ProductionStatus
from practices.services.moves import move_production
from practices.services.writing import write_sections
from tests.booklets.shelf import Shelf, make_approved_practice, make_done_run, make_run, put_in_booklet, signed_in, told
from tests.factories import make_validated_practice

SLUG = "val-d-oriane"


@pytest.fixture
def practice(shelf: Shelf) -> Production:
    practice = make_approved_practice(shelf.centres)
    put_in_booklet(shelf, practice)
    return practice


def status(practice: Production) -> str:
    return Production.objects.values_list("status", flat=True).get(pk=practice.pk)


def assert_nothing_public(shelf: Shelf, practice: Production, stays: str) -> None:
    assert status(practice) == stays
    assert PublicEntry.objects.count() == 0
    assert Booklet.objects.get(pk=shelf.booklet.pk).published_run is None


def test_publishing_a_printed_run_opens_its_practices(shelf: Shelf, practice: Production) -> None:
    run = make_done_run(shelf)

    publish_run(run, by=shelf.coordinator.person)

    entry = PublicEntry.objects.get()
    assert status(practice) == ProductionStatus.PUBLISHED
    assert (entry.production_id, entry.revision_id, entry.run_id) == (
        practice.pk,
        practice.validated_revision_id,
        run.pk,
    )
    assert (entry.title, entry.object, entry.edition) == ("Le café du vendredi", "parents_cafe", "2018–2019")


@pytest.mark.parametrize("is_proof", [True, False])
def test_a_proof_or_a_run_without_its_file_is_not_published(shelf: Shelf, practice: Production, is_proof: bool) -> None:
    run = make_done_run(shelf, is_proof=True) if is_proof else make_run(shelf)

    with pytest.raises(CannotPublishError, match="tirage numéroté"):
        publish_run(run, by=shelf.coordinator.person)

    assert_nothing_public(shelf, practice, ProductionStatus.APPROVED)


def test_a_practice_not_approved_for_print_holds_the_run_back(shelf: Shelf, practice: Production) -> None:
    validated = Production.objects.get(pk=make_validated_practice(shelf.schools, sections=told("Sans bon à tirer")).pk)
    put_in_booklet(shelf, practice, validated)
    run = make_done_run(shelf)

    answer = signed_in(shelf.coordinator).post(reverse("run_publish", args=[SLUG, run.pk]), follow=True)

    assert "Sans bon à tirer" in answer.content.decode()
    assert_nothing_public(shelf, practice, ProductionStatus.APPROVED)


def test_words_corrected_since_the_run_ask_for_a_new_run(shelf: Shelf, practice: Production) -> None:
    run = make_done_run(shelf)
    write_sections(
        practice,
        {"title": "Le café du Vendredi"},
        by=shelf.coordinator.person,
        seen=practice.head_id,
        client_key=uuid.uuid4(),
        is_form_correction=True,
    )

    with pytest.raises(CannotPublishError, match="nouveau tirage"):
        publish_run(run, by=shelf.coordinator.person)

    assert_nothing_public(shelf, practice, ProductionStatus.APPROVED)


def test_a_new_run_takes_the_place_of_the_one_before(shelf: Shelf, practice: Production) -> None:
    publish_run(make_done_run(shelf), by=shelf.coordinator.person)
    other = make_approved_practice(shelf.schools, "Une autre")
    put_in_booklet(shelf, other)
    second = make_done_run(shelf)

    publish_run(second, by=shelf.coordinator.person)

    assert list(PublicEntry.objects.values_list("production", "run")) == [(other.pk, second.pk)]


def test_closing_the_public_pages_keeps_the_run(shelf: Shelf, practice: Production, client: Client) -> None:
    run = make_done_run(shelf)
    publish_run(run, by=shelf.coordinator.person)

    signed_in(shelf.coordinator).post(reverse("booklet_unpublish", args=[SLUG]))

    public = reverse("public_practice", args=[SLUG, practice.pk])
    assert client.get(public).status_code == 404
    assert signed_in(shelf.coordinator).get(reverse("run_file", args=[SLUG, run.pk])).status_code == 200


def test_the_same_run_may_be_published_again(shelf: Shelf, practice: Production) -> None:
    run = make_done_run(shelf)
    publish_run(run, by=shelf.coordinator.person)
    publishing.unpublish(shelf.booklet)

    publish_run(run, by=shelf.coordinator.person)

    assert PublicEntry.objects.count() == 1


def test_the_coordination_is_told_of_a_withdrawal(shelf: Shelf, practice: Production) -> None:
    publish_run(make_done_run(shelf), by=shelf.coordinator.person)
    practice.refresh_from_db()
    withdraw(practice)

    page = signed_in(shelf.coordinator).get(reverse("booklet", args=[SLUG])).content.decode()

    assert "a été retirée par son groupe" in page


def withdraw(practice: Production) -> None:
    move_production(practice, ProductionStatus.WITHDRAWN, by=None, seen=practice.head_id, withdrawn_at=timezone.now())
