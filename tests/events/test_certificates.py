"""Certificates: issued once, checked by anybody, true for ever."""

import io
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from events import actions
from events.codes import ALPHABET, LENGTH, PRIME, check_character, new_code, read_code, readable
from events.models import Certificate
from events.papers import certificate_pdf
from network.core.errors import DomainError
from tests.factories.events import CertificateFactory, RegistrationFactory, SeatPoolFactory, in_days, page_for


@given(st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH), st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(body: str, place: int, other: str) -> None:
    code = body + check_character(body)
    wrong = code[:place] + other + code[place + 1 :]

    assert read_code(readable(code)) == code
    if (ALPHABET.index(other) - ALPHABET.index(body[place])) % PRIME:
        assert read_code(wrong) is None


def test_codes_are_read_however_they_are_typed() -> None:
    body = "0123456789ABC"
    code = body + check_character(body)

    assert read_code(f" {code[:4].lower()} - {code[4:]}".replace("0", "o").replace("1", "l")) == code
    assert len({new_code() for _ in range(1000)}) == 1000


@pytest.mark.parametrize("text", ["", "x", "ABCD-EFGH", "?" * 14, "Ђ" * 14, "0" * 1000, "\x00" * 14])
def test_nonsense_is_no_code(text: str) -> None:
    assert read_code(text) is None


@pytest.mark.django_db
class TestIssuing:
    @pytest.fixture
    def registration(self, member: Any) -> Any:
        pool = SeatPoolFactory(event__name="Academy", event__starts_at=in_days(-2), opens_at=in_days(-9))
        return RegistrationFactory(pool=pool, person=member, state="attended")

    def test_issuing_twice_gives_one_certificate(self, registration: Any, coordinator: Any) -> None:
        first, second = (actions.issue_certificate(registration, by=coordinator) for _ in range(2))

        assert first == second
        assert (first.person_name, first.event_title, first.place, first.kind) == (
            "Mila Member",
            "Academy",
            "Serbia",
            "Training",
        )
        with pytest.raises(IntegrityError, match=r"one_valid_certificate|UNIQUE"), transaction.atomic():
            CertificateFactory(registration=registration)

    @pytest.mark.parametrize("state", ["confirmed", "no_show", "waitlisted", "cancelled"])
    def test_only_who_attended_gets_one(self, state: str, coordinator: Any) -> None:
        with pytest.raises(DomainError, match="Only people who attended"):
            actions.issue_certificate(RegistrationFactory(state=state), by=coordinator)

    def test_issuing_for_all_goes_on_where_it_stopped(
        self, registration: Any, client_for: Any, coordinator: Any
    ) -> None:
        RegistrationFactory(pool=registration.pool, state="attended")
        RegistrationFactory(pool=registration.pool, state="no_show")
        browser, url = client_for(coordinator), reverse("certificates-issue", args=[registration.event.uuid])

        assert b"2 certificates were issued" in browser.post(url, follow=True).content
        assert b"has a certificate already" in browser.post(url, follow=True).content
        assert Certificate.objects.count() == 2

    def test_certificate_stays_true_after_everything_changed(
        self, registration: Any, coordinator: Any, client: Client
    ) -> None:
        certificate = actions.issue_certificate(registration, by=coordinator)
        registration.person.full_name = "Another Name"
        registration.person.save()
        registration.event.pages.update(title="Another title")

        html = client.get(certificate.get_absolute_url()).content.decode()
        assert "Mila Member" in html
        assert "Academy" in html

        registration.person.delete()
        assert client.get(certificate.get_absolute_url()).status_code == 200

    def test_revoked_certificate_says_so(self, registration: Any, coordinator: Any, client: Client) -> None:
        certificate = actions.issue_certificate(registration, by=coordinator)
        actions.revoke_certificate(certificate, by=coordinator, reason="Wrong person")

        html = client.get(certificate.get_absolute_url()).content.decode()
        assert "Revoked" in html
        assert "No longer valid since" in html

    def test_pdf_reads_back_in_the_letters_of_the_region(self, registration: Any) -> None:
        page_for(registration.event, "sr", title="Академија")
        certificate = CertificateFactory(
            registration=registration,
            language="sr-latn",
            person_name="Đorđe Žećković",
            event_title="Ђачка академија: ѓ ќ љ њ џ",
            minutes=390,
            hosts=["Qendra për fëmijë"],
        )

        text = PdfReader(io.BytesIO(certificate_pdf(certificate))).pages[0].extract_text()

        for words in ("Đorđe Žećković", "Đačka akademija", certificate.readable_code, "Qendra për fëmijë"):
            assert words in text
        assert certificate_pdf(certificate) == certificate_pdf(certificate)

    def test_pdf_is_for_its_person_and_organisers(
        self, registration: Any, client_for: Any, member: Any, stranger: Any, coordinator: Any, coordinator_ba: Any
    ) -> None:
        certificate = CertificateFactory(registration=registration)
        url = reverse("certificate-pdf", args=[certificate.readable_code])

        statuses = [
            client_for(person).get(url).status_code for person in (member, coordinator, stranger, coordinator_ba)
        ]
        assert statuses == [200, 200, 404, 404]
        assert Client().get(url).status_code == 302


@pytest.mark.django_db
def test_typed_code_leads_to_its_page_or_says_it_is_unknown(client: Client) -> None:
    certificate = CertificateFactory()

    found = client.get("/en/verify/", {"code": certificate.code.lower()}, follow=True)
    assert "Ana Primer" in found.content.decode()
    assert b"no certificate with this code" in client.get("/en/verify/", {"code": "garbage"}).content
    unknown = client.get(reverse("certificate-verify", args=[readable(new_code())]))
    assert (unknown.status_code, b"no certificate with this code" in unknown.content) == (404, True)


@pytest.mark.django_db
def test_trying_out_codes_is_slowed_down(client: Client) -> None:
    statuses = [client.get(f"/en/verify/{readable(new_code())}/").status_code for _ in range(22)]

    assert statuses == [404] * 20 + [429] * 2
