"""The start-up: production says in a sentence what it lacks, and logs keep no secret."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.logs import mask_secrets, without_secrets

ROOT = Path(__file__).resolve().parent.parent
COMPLETE = {
    "MODE": "production",
    "SECRET_KEY": "a-key-for-tests-" * 4,
    "SITE_URL": "https://rencontres.example.fr",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.fr:587",
}


CHECK = ("check", "--deploy", "--fail-level", "WARNING")


def start(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "manage.py"), *(arguments or CHECK)]
    clean = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder), "STATIC_ROOT": str(folder / "static")}
    return subprocess.run(command, env=clean | variables, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_complete_production_passes_the_deployment_checks(tmp_path: Path) -> None:
    answer = start(tmp_path, **COMPLETE)

    assert (answer.returncode, answer.stderr.count("WARNING")) == (0, 0), answer.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "SITE_URL", "EMAIL_URL"])
def test_production_refuses_to_start_without(name: str, tmp_path: Path) -> None:
    answer = start(tmp_path, **{**COMPLETE, name: ""})

    assert answer.returncode == 1
    assert answer.stderr.startswith(f"Trois Rencontres cannot start. {name} is missing: set it to ")
    assert len(answer.stderr.splitlines()) == 1


def test_production_gathers_its_static_files_under_dated_names(tmp_path: Path) -> None:
    answer = start(tmp_path, "collectstatic", "--no-input", "--verbosity", "0", **COMPLETE)

    assert answer.returncode == 0, answer.stderr
    assert len(list((tmp_path / "static" / "bootstrap" / "css").glob("bootstrap.min.*.css.gz"))) == 1


def test_production_is_ready_to_serve_after_one_command(tmp_path: Path) -> None:
    answer = start(tmp_path, "prepare", **COMPLETE)

    assert answer.returncode == 0, answer.stderr
    assert (tmp_path / "static" / "staticfiles.json").exists()
    assert (tmp_path / "trois-rencontres.sqlite3").exists()


def test_error_reports_keep_no_secret_and_no_variable(tmp_path: Path) -> None:
    token = "aB3dE5gH7jK9mN1pQ3sT5u"
    event = {"request": {"url": f"https://x.fr/l/{token}/", "headers": [("Referer", f"/l/{token}/")]}, "level": 40}

    answer = start(
        tmp_path,
        "shell",
        "-v0",
        "-c",
        "import sentry_sdk; o = sentry_sdk.get_client().options;"
        "print(o['include_local_variables'], o['before_send'].__name__, o['before_send_transaction'].__name__)",
        **COMPLETE,
        SENTRY_DSN="https://key@errors.example/1",
    )

    assert token not in str(without_secrets(event))
    assert without_secrets(event)["level"] == 40
    assert answer.stdout.split() == ["False", "without_secrets", "without_secrets"], answer.stderr


def test_the_key_made_outside_production_is_kept_and_private(tmp_path: Path) -> None:
    start(tmp_path, MODE="development")
    first = (tmp_path / "secret_key").read_text()
    start(tmp_path, MODE="development")

    assert (tmp_path / "secret_key").read_text() == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Not Found: /l/Zk3v0qT8hY2m-XbLr5sWdA/", "Not Found: /l/…/"),
        ('"POST /a?t=Zk3v0qT8hY2m-XbLr5sWdA HTTP/1.1"', '"POST /a?t=… HTTP/1.1"'),
        ("Not Found: /programmes/val-d-oriane-2018-2019/", "Not Found: /programmes/val-d-oriane-2018-2019/"),
    ],
)
def test_logs_mask_what_opens_a_door(written: str, kept: str) -> None:
    assert mask_secrets(written) == kept
