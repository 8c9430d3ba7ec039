"""When what readers see of the collections changed last, for sitemaps."""

from datetime import datetime

from django.db.models.functions import Coalesce

from knowledge.models import CaseStudy, Recommendation, Resource, ShadowReport


def last_changes() -> dict[str, datetime]:
    """By the name under which the search knows each thing; four queries, however much there is."""
    corrected = ShadowReport.objects.readable().annotate(changed_at=Coalesce("corrected_at", "published_at"))
    found = {}
    for things in (CaseStudy.objects.public(), corrected, Recommendation.objects.public(), Resource.objects.public()):
        label = things.model._meta.label_lower
        for pk, changed in things.order_by().values_list("pk", "changed_at"):
            if changed:
                found[f"{label}:{pk}"] = changed
    return found
