"""A booklet of so many practices laid out once: CPU seconds and peak memory, as JSON. Run by ``tests/bench.py``."""

import json
import os
import resource
import sys
import tempfile
import time

FOLDER = tempfile.TemporaryDirectory(prefix="trois-rencontres-bench-")
os.environ |= {"MODE": "development", "DATA_DIR": FOLDER.name, "DJANGO_SETTINGS_MODULE": "config.settings"}

import django

django.setup()

from booklets.documents import booklet_pdf
from tests.booklets.sample import sample_booklet


def main(practices: int) -> None:
    content = sample_booklet(practices)
    began = time.process_time()
    pdf = booklet_pdf(content)
    cpu = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu": cpu, "mib": peak, "bytes": len(pdf)}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
