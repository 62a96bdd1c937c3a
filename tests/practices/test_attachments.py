"""Files of a sheet: kept clean, kept once, shown only to those who may read what shows them."""

import io
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from practices.models import Attachment, Production, ProductionStatus
from tests.factories import make_meeting, make_participation, make_practice
from tests.practices.test_sheet import group_beside, sheet
from tests.practices.writers import client_of, make_guest, make_team

pytestmark = pytest.mark.django_db

ALT = "Une table devant une grille."


def picture(colour: str = "teal") -> SimpleUploadedFile:
    exif = Image.Exif()
    exif[0x010E] = "SECRET-PLACE"
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(buffer, "JPEG", exif=exif)
    return SimpleUploadedFile("IMG 42 <script>.jpg", buffer.getvalue(), "text/html")


def send(client: Client, practice: Production, section: str, *, key: str = "", **typed: Any) -> Any:
    practice.refresh_from_db()
    base = {"seen": practice.head_id, "client_key": key or str(uuid.uuid4())}
    return client.post(sheet(practice, section), {**base, **typed})


def files(practice: Production) -> str:
    return f"{sheet(practice)}fichiers/"


def test_a_picture_is_kept_clean_with_its_words() -> None:
    team = make_team()
    practice, client = make_practice(team.group), client_of(team.facilitator)

    answer = send(client, practice, "pictures", **{"0-file": picture(), "0-alt": ALT, "0-credit": "Ana"})

    kept = Attachment.objects.get()
    practice.refresh_from_db()
    assert answer.status_code == 302
    assert practice.sections["pictures"] == [{"picture": kept.pk, "caption": "", "alt": ALT, "credit": "Ana"}]
    assert (kept.content_type, kept.width, kept.height) == ("image/jpeg", 64, 48)
    with kept.file.open() as file:
        assert b"SECRET-PLACE" not in file.read()
    assert "script" not in kept.file.name
    assert f'alt="{ALT}"' in client.get(sheet(practice)).content.decode()


def test_a_picture_without_words_is_asked_for_them_and_not_sent_again() -> None:
    team = make_team()
    practice, client = make_practice(team.group), client_of(team.facilitator)

    refused = send(client, practice, "pictures", **{"0-file": picture(), "0-caption": "La table"})

    kept = Attachment.objects.get()
    html = refused.content.decode()
    assert refused.status_code == 422
    assert f'name="0-kept" value="{kept.pk}"' in html and 'value="La table"' in html
    assert practice.revisions.count() == 1
    send(client, practice, "pictures", **{"0-kept": kept.pk, "0-alt": ALT})
    practice.refresh_from_db()
    assert practice.sections["pictures"][0]["picture"] == kept.pk


def test_the_same_post_twice_keeps_one_file() -> None:
    team, key = make_team(), str(uuid.uuid4())
    practice, client = make_practice(team.group), client_of(team.facilitator)

    for _ in range(2):
        send(client, practice, "pictures", key=key, **{"0-file": picture(), "0-alt": ALT})

    assert (Attachment.objects.count(), practice.revisions.count()) == (1, 2)


def test_a_picture_is_replaced_and_taken_away() -> None:
    team = make_team()
    practice, client = make_practice(team.group), client_of(team.facilitator)
    send(client, practice, "pictures", **{"0-file": picture(), "0-alt": ALT})
    first = Attachment.objects.get()

    send(client, practice, "pictures", **{"0-kept": first.pk, "0-file": picture("red"), "0-alt": ALT})
    practice.refresh_from_db()
    second = Attachment.objects.exclude(pk=first.pk).get()
    assert practice.sections["pictures"][0]["picture"] == second.pk
    send(client, practice, "pictures", **{"0-kept": second.pk, "0-remove": "on", "0-alt": ALT})

    practice.refresh_from_db()
    assert practice.sections["pictures"] == []
    assert Attachment.objects.count() == 2


def test_a_tool_is_a_file_a_link_or_on_request() -> None:
    team = make_team()
    practice, client = make_practice(team.group), client_of(team.facilitator)
    pdf = SimpleUploadedFile("La fiche.pdf", b"%PDF-1.7 rien")

    send(
        client,
        practice,
        "tools",
        **{"0-label": "La fiche", "0-url": "https://exemple.fr", "0-file": pdf, "1-label": "Le jeu"},
    )

    practice.refresh_from_db()
    kept = Attachment.objects.get()
    assert practice.sections["tools"] == [
        {"label": "La fiche", "kind": "file", "url": "", "file": kept.pk},
        {"label": "Le jeu", "kind": "request", "url": "", "file": None},
    ]
    answer = client.get(f"{files(practice)}{kept.pk}/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 rien"


HOSTILE = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "page": b"<html><script>alert(1)</script>",
    "program": b"MZ\x90\0",
    "cut picture": picture().read()[:150],
    "empty": b"\0",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("section", ["pictures", "tools", "video"])
def test_hostile_files_are_refused_in_a_sentence_and_not_kept(content: bytes, section: str) -> None:
    team = make_team()
    practice, client = make_practice(team.group), client_of(team.facilitator)
    prefix = "" if section == "video" else "0-"
    file = SimpleUploadedFile("photo.jpg", content, "image/jpeg")

    answer = send(
        client,
        practice,
        section,
        **{f"{prefix}file": file, "0-label": "Un outil", "caption": "Mots gardés", "0-caption": "Mots gardés"},
    )

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "fichier" in html and ("Mots gardés" in html or "Un outil" in html)
    assert (Attachment.objects.count(), practice.revisions.count()) == (0, 1)


def test_a_file_of_another_sheet_cannot_be_borrowed() -> None:
    team, theirs = make_team(), make_team()
    their_practice = make_practice(theirs.group)
    send(client_of(theirs.facilitator), their_practice, "pictures", **{"0-file": picture(), "0-alt": ALT})
    stolen = Attachment.objects.get()
    practice, client = make_practice(team.group), client_of(team.facilitator)

    refused = send(client, practice, "pictures", **{"0-kept": stolen.pk, "0-alt": ALT})

    assert refused.status_code == 422
    assert stolen.name not in refused.content.decode()
    assert practice.revisions.count() == 1
    assert client.get(f"{files(practice)}{stolen.pk}/").status_code == 404
    assert client.get(f"{files(their_practice)}{stolen.pk}/").status_code == 404


def test_outside_the_group_only_files_of_the_validated_words_are_given() -> None:
    team = make_team()
    practice, client = make_practice(team.group), client_of(team.facilitator)
    send(client, practice, "pictures", **{"0-file": picture(), "0-alt": ALT})
    earlier = Attachment.objects.get()
    send(client, practice, "pictures", **{"0-file": picture("red"), "0-alt": ALT})
    shown = Attachment.objects.exclude(pk=earlier.pk).get()
    readers = [client_of(make_participation(group_beside(team.group))), client_of(make_guest(team.group))]

    def given(reader: Client) -> list[int]:
        return [reader.get(f"{files(practice)}{a.pk}/").status_code for a in (earlier, shown)]

    assert [given(reader) for reader in readers] == [[404, 404], [404, 404]]
    make_meeting(programme=team.group.programme)
    practice.refresh_from_db()
    Production.objects.filter(pk=practice.pk).update(
        status=ProductionStatus.VALIDATED, validated_at=timezone.now(), validated_revision=practice.head
    )
    assert [given(reader) for reader in readers] == [[404, 200], [404, 200]]
    assert given(client) == given(client_of(team.member)) == [200, 200]
    assert Client().get(f"{files(practice)}{shown.pk}/").status_code == 302
    Production.objects.filter(pk=practice.pk).update(status=ProductionStatus.IN_REVIEW)
    assert [given(reader) for reader in readers] == [[404, 404], [404, 404]]


def test_inserting_words_while_a_file_is_chosen_keeps_the_file() -> None:
    team = make_team()
    practice, client = make_practice(team.group), client_of(team.facilitator)
    pdf = SimpleUploadedFile("La fiche.pdf", b"%PDF-1.7 rien")

    answer = send(client, practice, "tools", insert="0", **{"0-label": "La fiche", "0-file": pdf})

    kept = Attachment.objects.get()
    assert answer.status_code == 200
    assert f'name="0-kept" value="{kept.pk}"' in answer.content.decode()
