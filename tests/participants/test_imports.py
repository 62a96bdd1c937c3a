"""Importing a roster: what is recognised, refused, written once, and never changed."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from common.spreadsheets import SpreadsheetError, read_table, write_csv, write_xlsx
from participants.models import Organisation, Participation, Person
from participants.services import FileError, Frame, Outcome, import_people, leave_programme, plan_import
from tests.factories import make_group, make_participation, make_person, make_programme

HEADINGS = ["NOM", "Prenom", "Mél", "groupe", "Structure", "Type de structure", "Territoire", "Fonction", "Role"]
ROWS = [
    [
        "Le Bris",
        "Énora",
        "enora@exemple.fr",
        "centres sociaux",
        "CS L’Étoupe",
        "Centre social",
        "Valombrée",
        "directrice",
        "animation",
    ],
    ["Œuvrard", "Noé", "", "ECOLES", "Collège des Hautes-Bordes", "collège", "Corvières", "CPE", ""],
]


def frame(house, **fields) -> Frame:
    return Frame(by=house.coordinator.person, **fields)


def everything() -> tuple[list, list, list]:
    return (
        list(Participation.objects.order_by("pk").values()),
        list(Person.objects.order_by("pk").values()),
        list(Organisation.objects.values()),
    )


def csv_bytes(separator: str, encoding: str) -> bytes:
    return "\r\n".join(separator.join(row) for row in [HEADINGS, *ROWS]).encode(encoding, errors="replace")


def ods_bytes(rows: list[list[str]]) -> bytes:
    cells = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in row)
        + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    table = f'<table:table table:name="P">{cells}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = f"<office:document-content {spaces}>{body}</office:document-content>"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr("content.xml", content)
    return written.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        csv_bytes(";", "utf-8-sig"),
        csv_bytes(",", "utf-8"),
        csv_bytes("\t", "utf-16"),
        csv_bytes(";", "cp1252"),
        write_xlsx([HEADINGS, *ROWS]),
        ods_bytes([HEADINGS, *ROWS]),
    ],
    ids=["utf8-bom", "comma", "utf16-tab", "cp1252", "xlsx", "ods"],
)
def test_every_usual_file_gives_the_same_people(house, content):
    import_people(house.programme, read_table(io.BytesIO(content)), frame=frame(house))

    enora = Participation.objects.get(person__email="enora@exemple.fr")
    noe = Participation.objects.get(person__name="Noé Œuvrard")
    assert (enora.person.name, enora.group, enora.is_facilitator) == ("Énora Le Bris", house.centres, True)
    assert (enora.organisation.kind, enora.organisation.territory) == ("social_centre", "Valombrée")
    assert (noe.group, noe.person.email, noe.contact_email, noe.function) == (house.schools, None, "", "CPE")


def test_planning_writes_nothing(house):
    before = everything()

    plan = plan_import(house.programme, [HEADINGS, *ROWS], frame=frame(house))

    assert [line.outcome for line in plan.lines] == [Outcome.NEW, Outcome.NEW]
    assert everything() == before


def test_importing_again_updates_and_never_doubles(house):
    import_people(house.programme, [HEADINGS, *ROWS], frame=frame(house))
    once = everything()

    again = import_people(house.programme, [HEADINGS, *ROWS], frame=frame(house))
    assert [line.outcome for line in again.lines] == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert everything() == once

    changed = [HEADINGS, [*ROWS[0][:7], "coordinatrice enfance", ""], [*ROWS[1][:2], "noe@exemple.fr", *ROWS[1][3:]]]
    import_people(house.programme, changed, frame=frame(house))
    enora = Participation.objects.get(person__email="enora@exemple.fr")
    assert (enora.function, enora.is_facilitator) == ("coordinatrice enfance", True)
    assert Participation.objects.get(person__name="Noé Œuvrard").person.email == "noe@exemple.fr"
    assert Participation.objects.count() == len(once[0])


def test_each_bad_row_says_why_and_the_others_are_written(house):
    table = [
        ["Nom complet", "E-mail", "Groupe", "Rôle"],
        ["", "a@exemple.fr", "Écoles", ""],
        ["Ana Petit", "pas-une-adresse", "Écoles", ""],
        ["Bo Grand", "", "Familles", ""],
        ["Cléo Roux", "", "Écoles", "cheffe"],
        ["Dina Noir", "", "", ""],
        ["Élie Bleu", "elie@exemple.fr", "Écoles", ""],
        ["Elie BLEU", "elie@exemple.fr", "Écoles", ""],
        ["x" * 121, "", "Écoles", ""],
    ]

    plan = import_people(house.programme, table, frame=frame(house))

    assert [line.line.number for line in plan.refused] == [2, 3, 4, 5, 6, 8, 9]
    assert all(line.sentences for line in plan.refused)
    assert list(Participation.objects.filter(pk__gt=house.guest.pk).values_list("person__name", flat=True)) == [
        "Élie Bleu"
    ]


def test_a_shared_mailbox_makes_two_people_who_sign_in_with_none_of_it(house):
    table = [
        ["Nom complet", "Courriel", "Groupe"],
        ["Ana Petit", "ecole@exemple.fr", "Écoles"],
        ["Bo Grand", "ecole@exemple.fr", "Écoles"],
    ]

    for _round in range(2):
        import_people(house.programme, table, frame=frame(house))

    people = Participation.objects.filter(contact_email="ecole@exemple.fr").order_by("pk")
    assert [(p.person.name, p.person.email) for p in people] == [("Ana Petit", None), ("Bo Grand", None)]


def test_somebody_else_at_a_known_address_is_somebody_else(house):
    make_participation(
        house.schools, person=make_person("Ana Petit", email="ecole@exemple.fr"), contact_email="ecole@exemple.fr"
    )

    for _round in range(2):
        import_people(
            house.programme,
            [["Nom complet", "Courriel", "Groupe"], ["Bo Grand", "ecole@exemple.fr", "Écoles"]],
            frame=frame(house),
        )

    names = (
        Participation.objects.filter(contact_email="ecole@exemple.fr")
        .order_by("pk")
        .values_list("person__name", flat=True)
    )
    assert list(names) == ["Ana Petit", "Bo Grand"]


def test_a_corrected_name_follows_here_but_not_for_somebody_of_another_programme(house):
    import_people(house.programme, [HEADINGS, *ROWS], frame=frame(house))
    elsewhere = make_person("Élodie Martin", email="elodie@exemple.fr")
    make_participation(make_group(make_programme()), person=elsewhere)
    table = [
        ["Nom complet", "Courriel", "Groupe"],
        ["Énora Le Bris-Kerdal", "enora@exemple.fr", "Centres sociaux"],
        ["Elodie Martin-Durand", "elodie@exemple.fr", "Écoles"],
    ]

    for _round in range(2):
        import_people(house.programme, table, frame=frame(house))

    assert Person.objects.get(email="enora@exemple.fr").name == "Énora Le Bris-Kerdal"
    elsewhere.refresh_from_db()
    assert (elsewhere.name, elsewhere.email) == ("Élodie Martin", "elodie@exemple.fr")
    assert Participation.objects.filter(programme=house.programme, person=elsewhere).count() == 1


def test_import_gives_no_consent_no_role_to_oneself_and_brings_nobody_back(house):
    import_people(house.programme, [HEADINGS, *ROWS], frame=frame(house))
    leave_programme(house.participant, by=house.coordinator.person)
    second = make_participation(house.centres, name="Rose Chef", is_coordinator=True)
    table = [
        ["Nom complet", "Courriel", "Groupe", "Rôle"],
        ["Samia Benali", "partage@exemple.fr", "Centres sociaux", ""],
        ["Rose Chef", second.person.email, "Centres sociaux", "animation"],
    ]

    plan = import_people(house.programme, table, frame=Frame(by=second.person))

    assert [line.outcome for line in plan.lines] == [Outcome.REFUSED, Outcome.REFUSED]
    assert not Participation.objects.get(pk=house.participant.pk).is_current
    assert not Participation.objects.get(pk=second.pk).is_facilitator
    assert not Participation.objects.exclude(may_be_named=None).exists()


def test_facilitator_imports_into_their_own_group_without_roles(house):
    table = [
        ["Nom complet", "Groupe", "Rôle"],
        ["Ana Petit", "", ""],
        ["Bo Grand", "Écoles", ""],
        ["Cléo Roux", "", "coordination"],
        ["Paul Œillet", "", ""],
    ]

    plan = import_people(house.programme, table, frame=Frame(by=house.facilitator.person, only_group=house.centres))

    assert [line.outcome for line in plan.lines] == [Outcome.NEW, Outcome.REFUSED, Outcome.REFUSED, Outcome.REFUSED]
    assert Participation.objects.get(person__name="Ana Petit").group == house.centres


@pytest.mark.parametrize("table", [[["Bonjour"]], [["Nom", "Groupe"]], [["a", "b"], ["c", "d"]]])
def test_a_file_without_headings_or_people_is_refused(house, table):
    with pytest.raises(FileError):
        plan_import(house.programme, table, frame=frame(house))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\x00\x01\x02;\x00", b"\xd0\xcf\x11\xe0 broken"])
def test_a_file_that_is_no_table_is_refused(content):
    with pytest.raises(SpreadsheetError):
        read_table(io.BytesIO(content))


def test_no_cell_we_write_is_a_formula():
    rows = [["=1+1", "+33", "-x", "@y", "bon"]]

    assert read_table(io.BytesIO(write_csv(rows))) == [["'=1+1", "'+33", "'-x", "'@y", "bon"]]
    assert read_table(io.BytesIO(write_xlsx(rows))) == [["=1+1", "+33", "-x", "@y", "bon"]]


# The screen and the command


def test_screen_previews_then_writes_once_confirmed(house, client_of):
    client = client_of(house.coordinator)
    before = everything()
    upload = SimpleUploadedFile("p.csv", csv_bytes(";", "cp1252"))

    preview = client.post(house.url("personnes/importer/"), {"file": upload})
    assert preview.status_code == 200 and everything() == before

    for _round in range(2):
        client.post(house.url("personnes/importer/confirmer/"), {"parcel": preview.context["parcel"]})
    assert Participation.objects.count() == len(before[0]) + 2


def test_a_preview_is_no_use_to_somebody_else_nor_when_altered(house, client_of):
    preview = client_of(house.coordinator).post(
        house.url("personnes/importer/"), {"file": SimpleUploadedFile("p.csv", csv_bytes(";", "utf-8"))}
    )
    before = everything()
    parcel = preview.context["parcel"]

    client_of(house.facilitator).post(house.url("personnes/importer/confirmer/"), {"parcel": parcel})
    client_of(house.coordinator).post(house.url("personnes/importer/confirmer/"), {"parcel": parcel[:-2] + "xx"})
    assert (
        client_of(house.participant).post(house.url("personnes/importer/confirmer/"), {"parcel": parcel}).status_code
        == 403
    )
    assert everything()[0] == before[0]


def test_bad_file_is_a_sentence_beside_the_field(house, client_of):
    response = client_of(house.coordinator).post(
        house.url("personnes/importer/"), {"file": SimpleUploadedFile("p.xlsx", b"PK\x03\x04x")}
    )

    assert response.status_code == 200
    assert response.context["form"].errors["file"]


def test_command_imports_and_dry_run_does_not(house, tmp_path, capsys):
    path = tmp_path / "p.csv"
    path.write_bytes(csv_bytes(";", "utf-8"))
    before = everything()

    call_command("import_people", house.programme.slug, str(path), "--dry-run")
    assert everything() == before
    call_command("import_people", house.programme.slug, str(path))
    assert Participation.objects.count() == len(before[0]) + 2
    assert "2 new" in capsys.readouterr().out
