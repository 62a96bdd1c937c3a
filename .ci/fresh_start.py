"""What a newcomer does: a clean copy of the commit, `./dev run`, a look around, a booklet, and the lights out.

The copy gets an environment of its own, from the base lock alone (the prod lock when DATABASE_URL is set).
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMME = "val-d-oriane-2018-2019"
READY_SECONDS = 300
AGAIN_SECONDS = 15


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Fresh start was stopped."))
    with tempfile.TemporaryDirectory(prefix="fresh-") as folder:
        copy, site = copy_of_the_commit(Path(folder)), f"http://127.0.0.1:{free_port()}"
        os.environ |= {"PORT": site.rsplit(":", 1)[1], "DATA_DIR": f"{folder}/data"}
        first = start_and_stop(copy, site, READY_SECONDS, look_around)
        again = start_and_stop(copy, site, AGAIN_SECONDS, lambda *_: None)
        print(f"Ready in {first:.1f} s on a fresh copy, in {again:.1f} s the second time.")


def copy_of_the_commit(folder: Path) -> Path:
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True)
    copy = folder / "copy"
    copy.mkdir()
    subprocess.run(["tar", "-x", "-C", str(copy)], input=archive.stdout, check=True)
    return copy


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def start_and_stop(copy: Path, site: str, limit: float, then: Callable[[Path, str], None]) -> float:
    """Seconds until /readyz said yes. Afterwards nothing may be left running."""
    began = time.monotonic()
    running = subprocess.Popen(["./dev", "run"], cwd=copy, start_new_session=True)
    try:
        wait_for(f"{site}/readyz", running, limit)
        seconds = time.monotonic() - began
        then(copy, site)
    finally:
        running.send_signal(signal.SIGTERM)
        code = running.wait(30)
    expect(code == 0, f"./dev run ended with {code} on SIGTERM")
    expect(not still_running(copy), f"left running: {still_running(copy)}")
    return seconds


def wait_for(address: str, running: subprocess.Popen, limit: float) -> None:
    deadline, last = time.monotonic() + limit, "no answer"
    while time.monotonic() < deadline:
        expect(running.poll() is None, "./dev run ended by itself")
        code, last = fetch(address)
        if code == 200:
            print(f"/readyz: {last}")
            return
        time.sleep(0.2)
    sys.exit(f"Not ready after {limit:.0f} s: {last}")


def fetch(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode(errors="replace")
    except OSError as error:
        return 0, str(error)


def look_around(copy: Path, site: str) -> None:
    # A closed page leads to the sign-in page, which offers the people of the demonstration.
    for path, words in {"/": "Trois Rencontres", f"/p/{PROGRAMME}/": "coordination@demo.example"}.items():
        code, page = fetch(site + path)
        expect(code == 200 and words in page, f"{path} answered {code} without “{words}”")
    for asset in ("bootstrap/css/bootstrap.min.css", "fonts/SourceSansPro-Regular.woff2"):
        code, _ = fetch(f"{site}/static/{asset}")
        expect(code == 200, f"{asset} answered {code}")
    print_a_booklet(copy)


def print_a_booklet(copy: Path) -> None:
    booklet = copy / "booklet.pdf"
    command = [".venv/bin/python", "manage.py", "booklet", PROGRAMME, "--format", "a4", "--output", str(booklet)]
    subprocess.run(command, cwd=copy, check=True)
    facts = dict(line.split(":", 1) for line in tool("pdfinfo", booklet).splitlines() if ":" in line)
    fonts = [line.split() for line in tool("pdffonts", booklet).splitlines()[2:]]
    expect(facts.get("Tagged", "").strip() == "yes", "the booklet is not tagged")
    expect(int(facts["Pages"]) >= 12, f"the booklet has {facts['Pages']} pages")
    expect(bool(fonts) and all(row[-5] == "yes" for row in fonts), "a font is not embedded")
    expect("Oriane" in tool("pdftotext", booklet, "-"), "the booklet does not say where it comes from")
    print(f"The booklet has {int(facts['Pages'])} tagged pages and {len(fonts)} embedded fonts.")


def tool(name: str, *arguments: object) -> str:
    command = [name, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def still_running(copy: Path) -> list[str]:
    """Processes that run from the copy, read from /proc."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:
            continue
        if str(copy) in command and int(process.name) != os.getpid():
            found.append(command)
    return found


def expect(truth: bool, otherwise: str) -> None:
    if not truth:
        sys.exit(f"Fresh start failed: {otherwise}.")


if __name__ == "__main__":
    main()
