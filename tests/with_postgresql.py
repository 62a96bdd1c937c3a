"""Runs a command on a PostgreSQL of its own, started for it and thrown away: ``python with_postgresql.py COMMAND…``."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

OPTIONS = "-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c max_connections=60"


def main(command: list[str]) -> int:
    if not command:
        sys.exit(__doc__)
    with postgresql() as url:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """The address of a fresh cluster, which listens on a socket in its own folder and nowhere else."""
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    try:
        _as_its_user("initdb", "--pgdata", folder / "data", "--username=app", "-A", "trust", "-E", "UTF8", "--no-sync")
        log = ("-l", folder / "log")
        _as_its_user("pg_ctl", "-D", folder / "data", "-w", *log, "-o", OPTIONS.format(folder=folder), "start")
        yield f"postgres://app@/postgres?host={folder}"
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            _as_its_user("pg_ctl", "-D", folder / "data", "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _as_its_user(program: str, *arguments: object) -> None:
    """PostgreSQL refuses to run as root."""
    become = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    command = [*become, str(_newest(program)), *map(str, arguments)]
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL)


def _newest(program: str) -> Path:
    """Debian keeps each version in its own folder, off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: int(path.parts[4]))
    elsewhere = shutil.which(program)
    if not found and elsewhere is None:
        sys.exit("PostgreSQL is not installed: apt install postgresql")
    return found[-1] if found else Path(str(elsewhere))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
