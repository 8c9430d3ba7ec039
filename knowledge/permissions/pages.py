"""Who meets the pages of studies and reports in the Wagtail admin: only those who may read their newest text.

Groups of the admin hold rights over the whole tree. What is being written is nobody's but its writers' and its desk's
all the same, above all while it is under embargo.
"""

from typing import Any

from wagtail.models import PagePermissionTester

from .case_studies import can_see_draft
from .reports import can_see_report


def may_open_page(user: Any, page: Any) -> bool:
    """Twin of `knowledge.queries.closed_pages.pages_closed_to`: a page of a study or report holds its newest draft as well."""
    if hasattr(page, "report"):
        return can_see_report(user, page.report)
    return page.study.is_in_force or can_see_draft(user, page.study)


class TextPermissionTester(PagePermissionTester):
    """What Wagtail allows on such a page: nothing to those who may not read its newest text."""

    def __init__(self, user: Any, page: Any) -> None:
        super().__init__(user, page)
        self.is_open = user.is_active and (user.is_superuser or may_open_page(user, page))
        if not self.is_open:
            self.permissions: set[str] = set()

    def can_edit(self) -> bool:
        return self.is_open and super().can_edit()

    def can_view_revisions(self) -> bool:
        return self.is_open and super().can_view_revisions()
