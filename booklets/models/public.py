"""What anyone may read: the practices of a published run, as long as they are not withdrawn."""

from django.db.models import F, QuerySet

from practices.models import Production, ProductionStatus


def public_practices() -> QuerySet[Production]:
    """A withdrawn or reopened practice leaves this at once."""
    published = Production.objects.filter(
        kind="practice", status=ProductionStatus.PUBLISHED, programme__booklet__published_at__isnull=False
    )
    return published.filter(booklet_items__booklet__programme=F("programme"))
