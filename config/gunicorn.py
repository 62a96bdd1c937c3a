"""How the web server runs: ``gunicorn -c config/gunicorn.py config.wsgi``, one process, threads."""

import os
from pathlib import Path

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_PROCESSES", "1"))
threads = int(os.environ.get("WEB_THREADS", "8"))
keepalive = 30
timeout = 60
graceful_timeout = 10
control_socket_disable = True
loglevel = "warning"
# The heartbeat is a file: on a disk that hangs, the worker would be taken for dead.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
