"""Keeps drafts of studies and reports out of the lists, the search and the choosers of the admin."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from knowledge.queries.closed_pages import pages_closed_to


class OpenPagePermissionPolicy(PagePermissionPolicy):
    """Wagtail's own rules over the tree, without the pages whose newest text is closed to the person."""

    def explorable_instances(self, user: Any) -> QuerySet[Page]:
        found = super().explorable_instances(user)
        return found if user.is_superuser else found.exclude(pk__in=pages_closed_to(user))


register_permission_policy(Page, OpenPagePermissionPolicy(Page))


@hooks.register("construct_page_chooser_queryset")
def choose_open_pages_only(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    return pages if request.user.is_superuser else pages.exclude(pk__in=pages_closed_to(request.user))
