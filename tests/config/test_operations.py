"""What operators lean on: health, backup and restore, export, seed, the periodic work."""

import csv
import io
import json
import tarfile
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from booklets.tasks import make_file
from common.background import beat, reap_lost_tasks
from common.models import Heartbeat
from config import ticking
from config.backups import BackupError, back_up, restore
from encounters.models import Contribution
from participants.models import Person, Programme
from practices.models import Production
from tests.factories import make_contribution, make_group, make_meeting, make_participation, make_person


@pytest.mark.django_db
def test_alive_and_ready(client: Client) -> None:
    beat()

    assert client.get("/healthz").content == b"ok"
    answer = client.get("/readyz")
    assert (answer.status_code, set(answer.json().values())) == (200, {"ok"})


@pytest.mark.django_db
def test_not_ready_without_a_worker(client: Client) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert "worker" in answer.json()["worker"]


@pytest.mark.django_db
def test_not_ready_when_the_worker_has_fallen_silent(client: Client) -> None:
    Heartbeat.objects.create(name="worker", at=timezone.now() - timedelta(minutes=3))

    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_a_task_put_off_waits_from_its_hour_on(client: Client) -> None:
    now = timezone.now()
    make_file.using(run_after=now + timedelta(minutes=15)).enqueue(0)

    with time_machine.travel(now + timedelta(minutes=16), tick=False):
        beat()
        just_due = client.get("/readyz").status_code
    with time_machine.travel(now + timedelta(minutes=26), tick=False):
        beat()
        forgotten = client.get("/readyz").status_code

    assert (just_due, forgotten) == (200, 503)


def lost_task(minutes: int, tries: int) -> DBTaskResult:
    make_file.enqueue(0)
    task = DBTaskResult.objects.latest("enqueued_at")
    DBTaskResult.objects.filter(pk=task.pk).update(
        status="RUNNING", started_at=timezone.now() - timedelta(minutes=minutes), worker_ids=["w"] * tries
    )
    return task


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "tries", "after"), [(11, 1, "READY"), (11, 3, "FAILED"), (9, 1, "RUNNING")])
def test_a_lost_task_is_given_back_three_times_at_most(minutes: int, tries: int, after: str) -> None:
    task = lost_task(minutes, tries)

    reap_lost_tasks()

    task.refresh_from_db()
    assert task.status == after


@pytest.mark.django_db
def test_a_chore_that_fails_does_not_keep_the_others_from_being_done(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks() -> None:
        raise RuntimeError

    monkeypatch.setattr(ticking, "CHORES", [breaks, reap_lost_tasks])

    assert ticking.tick() == {"breaks": "failed", "reap_lost_tasks": 0}


@pytest.mark.django_db
def test_seed_loads_what_was_asked() -> None:
    call_command("seed", programmes=2, practices=7, people=5, contributions=30)

    assert Programme.objects.count() == 2
    assert Production.objects.count() == 7
    assert Contribution.objects.count() == 30


@pytest.mark.django_db
def test_export_holds_client_keys_and_versions(tmp_path: Path) -> None:
    call_command("demo", stage="autumn")

    call_command("export", "val-d-oriane-2018-2019", output=tmp_path / "all.json")

    exported = json.loads((tmp_path / "all.json").read_text())
    assert {len(c["client_key"]) for c in exported["contributions"]} == {36}
    assert len(exported["contributions"]) == 130
    assert {v["number"] for v in exported["versions"]} == {1, 2}
    assert "typed_by" not in json.dumps(exported)


@pytest.mark.django_db
def test_export_holds_the_whole_thread_for_the_coordination(tmp_path: Path) -> None:
    call_command("demo", stage="departmental")

    call_command("export", "val-d-oriane-2018-2019", output=tmp_path / "all.json")

    exported = json.loads((tmp_path / "all.json").read_text())
    empty = [
        name for name in ("reviews", "readers", "answers", "moves", "files", "feedings", "used") if not exported[name]
    ]
    assert empty == []
    assert len(exported["booklet"]["practices"]) == 10


@pytest.mark.django_db
def test_export_keeps_nothing_of_a_contribution_taken_back(tmp_path: Path) -> None:
    group = make_group()
    make_participation(programme=group.programme, is_coordinator=True)
    make_contribution(make_meeting(group), text="repris", story="une histoire", deleted_at=timezone.now())

    call_command("export", group.programme.slug, output=tmp_path / "all.json")

    text = (tmp_path / "all.json").read_text()
    assert "repris" not in text and "une histoire" not in text


@pytest.mark.django_db
def test_export_as_a_participant_holds_nothing_of_the_other_group(tmp_path: Path) -> None:
    call_command("demo", stage="autumn")
    other = Contribution.objects.filter(group__name="Établissements scolaires").first()
    assert other is not None

    call_command(
        "export", "val-d-oriane-2018-2019", "--as", "participante.centres@demo.example", output=tmp_path / "mine.json"
    )

    text = (tmp_path / "mine.json").read_text()
    assert other.text not in text
    assert "contact_email" not in text
    assert {p["group_id"] for p in json.loads(text)["productions"]} != {other.group_id}
    assert json.loads(text)["booklet"] is None


@pytest.mark.django_db
def test_the_csv_runs_no_formula(tmp_path: Path) -> None:
    group = make_group()
    make_participation(programme=group.programme, is_coordinator=True)
    make_contribution(make_meeting(group), text="=HYPERLINK(1)")

    call_command("export", group.programme.slug, format="csv", output=tmp_path / "words.csv")

    text = (tmp_path / "words.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [row[4] for row in rows[1:]] == ["'=HYPERLINK(1)"]


@pytest.mark.django_db
def test_export_of_an_unknown_programme_says_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no programme"):
        call_command("export", "nulle-part", output=tmp_path / "x.json")


@pytest.mark.django_db(transaction=True)
def test_a_backup_brings_rows_and_files_back(tmp_path: Path) -> None:
    person = make_person("Odile Ferrand")
    name = default_storage.save("tests/keepsake.txt", ContentFile(b"a picture"))
    back_up(tmp_path / "all.tar.gz")
    assert (tmp_path / "all.tar.gz").stat().st_mode & 0o777 == 0o600
    Person.objects.all().delete()
    default_storage.delete(name)

    restore(tmp_path / "all.tar.gz")

    assert Person.objects.get().name == person.name
    with default_storage.open(name) as file:
        assert file.read() == b"a picture"


@pytest.mark.django_db(transaction=True)
def test_restoring_over_data_asks_first(tmp_path: Path) -> None:
    make_person("Avant")
    back_up(tmp_path / "all.tar.gz")
    make_person("Après")

    with pytest.raises(BackupError, match="--replace"):
        restore(tmp_path / "all.tar.gz")

    assert Person.objects.count() == 2
    restore(tmp_path / "all.tar.gz", replace=True)
    assert [p.name for p in Person.objects.all()] == ["Avant"]


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_no_backup_changes_nothing(tmp_path: Path) -> None:
    make_person("Toujours là")
    (tmp_path / "bad.tar.gz").write_bytes(b"not a tar file")

    with pytest.raises(BackupError, match="cannot be read"):
        restore(tmp_path / "bad.tar.gz", replace=True)

    assert Person.objects.get().name == "Toujours là"


@pytest.mark.django_db(transaction=True)
def test_a_backup_that_climbs_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as tar:
        member = tarfile.TarInfo("../outside.txt")
        member.size = 4
        tar.addfile(member, io.BytesIO(b"evil"))

    with pytest.raises(BackupError, match="no backup of ours"):
        restore(tmp_path / "evil.tar.gz", replace=True)

    assert not (tmp_path / "outside.txt").exists()
