"""Keeping the files of a production: written once, never rewritten, found again under the same key."""

import uuid

from django.core.files.base import ContentFile
from django.db import transaction

from common.uploads import CleanFile
from participants.models import Person

from ..models import Attachment, Production


@transaction.atomic
def keep_file(
    production: Production, file: CleanFile, *, kind: str, name: str, by: Person, client_key: uuid.UUID
) -> Attachment:
    """The same bytes sent again under the same key give the same attachment."""
    digest = file.sha256
    key = uuid.uuid5(client_key, f"{production.pk} {kind} {digest}")
    if kept := Attachment.objects.filter(client_key=key, production=production).first():
        return kept
    return Attachment.objects.create(
        production=production,
        kind=kind,
        file=ContentFile(file.content, name=f"file.{file.extension}"),
        name=name[:120],
        content_type=file.content_type,
        size=len(file.content),
        width=file.width,
        height=file.height,
        sha256=digest,
        added_by=by,
        client_key=key,
    )
