"""Certificates on paper."""

import io

import segno
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from network.core.pdf import typeset

from .clocks import hours_text
from .models import Certificate


def certificate_pdf(certificate: Certificate) -> bytes:
    """The certificate as a PDF in its own language; the same certificate gives the same bytes."""
    with override(certificate.language):
        url = settings.SITE_URL + certificate.get_absolute_url()
        data = {
            "title": f"{certificate.event_title} — {certificate.person_name}",
            "heading": _("Certificate of attendance"),
            "kind": certificate.kind,
            "says": _("The network certifies that"),
            "person_name": certificate.person_name,
            "took_part": _("took part in"),
            "event_title": certificate.event_title,
            "facts": facts(certificate),
            "code": certificate.readable_code,
            "check_label": _("Whoever reads this can check it under this code:"),
            "check_url": url,
            "qr": qr(url),
            "qr_label": _("QR code that leads to the page on which this certificate can be checked"),
        }
        return typeset("events/certificate.typ", data, language=certificate.language, at=certificate.issued_at)


def facts(certificate: Certificate) -> list[tuple[str, str]]:
    days = date_format(certificate.starts_on, "DATE_FORMAT")
    if certificate.ends_on != certificate.starts_on:
        days = f"{days} – {date_format(certificate.ends_on, 'DATE_FORMAT')}"
    rows = [(_("When"), days), (_("Where"), certificate.place)]
    if certificate.minutes:
        rows.append((_("Extent"), hours_text(certificate.minutes)))
    if certificate.hosts:
        rows.append((_("Held by"), ", ".join(certificate.hosts)))
    if certificate.accreditation_number:
        rows.append((_("Accreditation"), certificate.accreditation_number))
    return [*rows, (_("Issued"), date_format(certificate.issued_at, "DATE_FORMAT"))]


def qr(url: str) -> str:
    """The address as an SVG picture."""
    picture = io.BytesIO()
    segno.make(url, error="m").save(picture, kind="svg", border=0, dark="#2a2350", xmldecl=False, svgns=True)
    return picture.getvalue().decode()
