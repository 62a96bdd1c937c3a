"""The one place that knows which library runs tasks after the answer (Django's own from 6.0 on)."""

from django_tasks import task

__all__ = ["task"]
