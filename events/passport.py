"""Certificates of events in the learning passport of whoever holds them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from events.models import Certificate
from knowledge.passport import Record, register


def certificates_of(user: Any) -> list[Record]:
    mine = Certificate.objects.issued().filter(registration__person=user)
    return [
        Record(
            title=one.event_title,
            kind=one.kind or _("Certificate"),
            at=one.issued_at,
            url=one.get_absolute_url(),
            detail=one.place,
            paper_url=reverse("certificate-pdf", kwargs={"code": one.readable_code}),
            lang=one.language,
        )
        for one in mine
    ]


register(certificates_of)
