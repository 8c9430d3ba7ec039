"""Which pages of studies and reports stay closed to a person in the Wagtail admin."""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page

from knowledge.models import CaseStudy, CaseStudyPage, ShadowReport, ShadowReportPage
from knowledge.states import STUDY_IN_FORCE


def pages_closed_to(user: Any) -> QuerySet[Any]:
    """The keys of pages whose newest text the person may not read; twin of `knowledge.permissions.pages.may_open_page`."""
    open_reports = ShadowReport.objects.visible_to(user).values("pk")
    in_force = CaseStudy.objects.filter(is_public=True, state__in=STUDY_IN_FORCE).values("pk")
    own = CaseStudy.objects.with_drafts_for(user).values("pk")
    studies = CaseStudyPage.objects.exclude(study__in=in_force).exclude(study__in=own).values("pk")
    reports = ShadowReportPage.objects.exclude(report__in=open_reports).values("pk")
    closed = Page.objects.filter(Q(pk__in=studies) | Q(pk__in=reports))
    return closed.order_by().values_list("pk", flat=True)
