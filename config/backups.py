"""Backing everything up while serving, and putting it back: the database first, then every file it speaks of.

Files are written before the row that names them and never rewritten, so a copy of the files taken after a
snapshot of the database holds at least all that the snapshot names.
"""

import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.db import connection, connections

DATABASE_NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
MEDIA = "media/"


class BackupError(Exception):
    """The message says what to do, in a sentence."""


def back_up(target: Path) -> None:
    """One tar file, complete or absent: it takes its name only once it is whole and on disk."""
    partial = target.with_name(f".{target.name}.partial")
    partial.unlink(missing_ok=True)
    partial.touch(0o600)  # people's words and addresses: for nobody else on the machine
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder, tarfile.open(partial, "w:gz") as tar:
            tar.add(_dump(Path(folder)), DATABASE_NAMES[connection.vendor])
            for name in _names(default_storage):
                _add(tar, name)
        _flush_to_disk(partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _dump(folder: Path) -> Path:
    dump = folder / DATABASE_NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        _copy_sqlite(Path(connection.settings_dict["NAME"]), dump)
    else:
        _run(["pg_dump", "--format=custom", "--no-owner", f"--file={dump}"])
    return dump


def _copy_sqlite(source: Path, target: Path) -> None:
    """The online backup of SQLite: a consistent copy, whoever writes meanwhile."""
    with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as live, sqlite3.connect(target) as copy:
        live.backup(copy)
    copy.close()
    live.close()


def _names(storage: Storage, folder: str = "") -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{name}" for name in files)
    for name in folders:
        yield from _names(storage, f"{folder}{name}/")


def _add(tar: tarfile.TarFile, name: str) -> None:
    """A file erased since it was listed is simply not there any more."""
    try:
        with default_storage.open(name) as file:
            info = tarfile.TarInfo(MEDIA + name)
            info.size = file.size
            tar.addfile(info, file)
    except FileNotFoundError:
        return


def _flush_to_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def restore(source: Path, *, replace: bool = False) -> None:
    """Put a backup back. Refuses to replace what stands unless told to; nothing is touched before it is read whole."""
    if not replace and _holds_something():
        raise BackupError("There is data here already: say --replace to put the backup in its place.")
    with tempfile.TemporaryDirectory() as folder:
        unpacked = Path(folder)
        _unpack(source, unpacked)
        dump = unpacked / DATABASE_NAMES[connection.vendor]
        if not dump.exists():
            raise BackupError(f"This backup does not come from {connection.vendor}: use the same kind of database.")
        _check(dump)
        _put_files_back(unpacked / MEDIA)
        _put_database_back(dump)


def _holds_something() -> bool:
    if "participants_person" not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM participants_person")
        return bool(cursor.fetchone()[0])


def _unpack(source: Path, folder: Path) -> None:
    try:
        with tarfile.open(source, "r:gz") as tar:
            for member in tar:
                _take(tar, member, folder)
    except (OSError, tarfile.TarError, EOFError) as error:
        raise BackupError(f"{source} cannot be read as a backup: {error}.") from error


def _take(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """Only plain files below the folder: the extraction filters of tarfile came after Debian 12's Python."""
    target = (folder / member.name).resolve()
    content = tar.extractfile(member) if member.isreg() and target.is_relative_to(folder.resolve()) else None
    if content is None:
        raise BackupError(f"This is no backup of ours: it holds “{member.name}”.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        shutil.copyfileobj(content, file)


def _check(dump: Path) -> None:
    if connection.vendor != "sqlite":
        return
    with sqlite3.connect(dump) as database:
        verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        raise BackupError(f"The database in this backup is damaged: {verdict}.")


def _put_files_back(folder: Path) -> None:
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        if default_storage.exists(name):
            default_storage.delete(name)
        default_storage.save(name, ContentFile(path.read_bytes()))


def _put_database_back(dump: Path) -> None:
    if connection.vendor == "sqlite":
        _swap_sqlite(dump, Path(connection.settings_dict["NAME"]))
    else:
        _run(
            [
                "pg_restore",
                "--clean",
                "--if-exists",
                "--no-owner",
                "--single-transaction",
                f"--dbname={_postgresql_environment()['PGDATABASE']}",
                str(dump),
            ]
        )


def _swap_sqlite(dump: Path, live: Path) -> None:
    """Through SQLite itself, so that a server still running sees one state or the other."""
    connections.close_all()
    live.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(dump) as copy, sqlite3.connect(live, timeout=60) as target:
        copy.backup(target)
    copy.close()
    target.close()


def _postgresql_environment() -> dict[str, str]:
    """Where the database is, for PostgreSQL's own programs: never on a command line that others can read."""
    names = {"dbname": "PGDATABASE", "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
    given = connection.get_connection_params()
    return {name: str(given[key]) for key, name in names.items() if given.get(key)}


def _run(command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        raise BackupError(f"{command[0]} is missing: install PostgreSQL’s client programs (postgresql-client).")
    done = subprocess.run(command, env=os.environ | _postgresql_environment(), capture_output=True, check=False)
    if done.returncode:
        raise BackupError(f"{command[0]} failed: {done.stderr.decode(errors='replace').strip()[-500:]}")
