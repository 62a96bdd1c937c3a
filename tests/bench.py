"""./dev bench: what pages and booklets cost, as ratios against a plain page of the same stack in the same run.

Absolute seconds depend on the machine and are printed for information only. ``--smoke`` runs it small: the number of
queries must still not depend on the number of rows, but no ratio is judged.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MOST_AGAINST_PLAIN = 2.5
MOST_GROWTH = 1.35
Measures = dict[str, dict[str, float]]


def run(module: str, *arguments: object) -> Any:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(f"{module} failed.")
    return json.loads(done.stdout.strip().splitlines()[-1])


def page_faults(small: Measures, large: Measures, *, judge_ratios: bool) -> list[str]:
    """Prints a row a page; returns what is beyond the promises."""
    print(f"{'page':<12}{'CPU':>8}{'CPU':>8}{'growth':>8}{'KB':>8}{'KB':>8}{'growth':>8}{'SQL':>6}{'SQL':>6}")
    faults = []
    for name in small:
        cpu = [m[name]["cpu"] / m["plain"]["cpu"] for m in (small, large)]
        size = [m[name]["bytes"] / 1000 for m in (small, large)]
        queries = [int(m[name]["queries"]) for m in (small, large)]
        grown, swollen = cpu[1] / cpu[0], size[1] / size[0]
        print(
            f"{name:<12}{cpu[0]:>7.2f}x{cpu[1]:>7.2f}x{grown:>8.2f}{size[0]:>8.1f}{size[1]:>8.1f}{swollen:>8.2f}"
            f"{queries[0]:>6}{queries[1]:>6}"
        )
        faults += _judge(name, cpu, grown, swollen, queries, judge_ratios=judge_ratios)
    return faults


def _judge(
    name: str, cpu: list[float], grown: float, swollen: float, queries: list[int], *, judge_ratios: bool
) -> list[str]:
    faults = [f"{name}: {queries[0]} queries, then {queries[1]}"] if queries[0] != queries[1] else []
    if judge_ratios and max(cpu) > MOST_AGAINST_PLAIN:
        faults.append(f"{name}: {max(cpu):.2f} times the plain page, {MOST_AGAINST_PLAIN} at most")
    if judge_ratios and max(grown, swollen) > MOST_GROWTH:
        faults.append(f"{name}: grows {max(grown, swollen):.2f} times, {MOST_GROWTH} at most")
    return faults


def booklet_rows(sizes: tuple[int, int]) -> None:
    measured = {size: run("tests.bench_booklet", size) for size in (1, *sizes)}
    base = measured[1]
    print("\nbooklet       CPU against one practice, per practice added, peak MiB, MB")
    for size in sizes:
        m = measured[size]
        each = (m["cpu"] - base["cpu"]) / (size - 1) / base["cpu"]
        print(
            f"{size:>4} practices {m['cpu'] / base['cpu']:>8.1f}x {each:>8.3f}x {m['mib']:>8.0f} {m['bytes'] / 1e6:>6.1f}"
            f"   ({m['cpu']:.1f} s of CPU here)"
        )


def main(*, smoke: bool) -> int:
    sizes, repeats, booklets = ((50, 150), 3, (2, 4)) if smoke else ((50, 2_000), 25, (12, 200))
    small, large = (run("tests.bench_pages", size, repeats) for size in sizes)
    print(f"{sizes[0]} and {sizes[1]} practices; CPU against a plain page of the same run")
    faults = page_faults(small, large, judge_ratios=not smoke)
    plain = large["plain"]["cpu"] * 1000
    print(f"(the plain page: {plain:.1f} ms of CPU on this machine)")
    booklet_rows(booklets)
    print()
    for fault in faults:
        print(f"BEYOND: {fault}")
    print("PASS" if not faults else "FAIL")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(smoke="--smoke" in sys.argv[1:]))
