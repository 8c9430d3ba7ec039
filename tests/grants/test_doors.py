"""Every address × everybody: who gets in, who is sent to sign in, for whom nothing is there."""

import pytest
from django.urls import reverse

from grants.models import Application
from tests.factories.grants import application_in, open_call_now
from tests.factories.members import AffiliationFactory

CAST = (
    "anonymous", "stranger", "member", "editor_of", "representative",
    "coordinator", "editor", "assessor", "grants_manager", "secretariat",
)  # fmt: skip
OURS = ("member", "editor_of", "representative")
WRITERS = ("editor_of", "representative")
MANAGERS = ("grants_manager", "secretariat")


def table(default: int, **special: int) -> dict[str, int]:
    """Statuses by person; `ours`, `writers` and `managers` stand for their members."""
    groups = {"ours": OURS, "writers": WRITERS, "managers": MANAGERS}
    found = {"anonymous": 302} | {name: default for name in CAST if name != "anonymous"}
    for key, status in special.items():
        found |= dict.fromkeys(groups.get(key, (key,)), status)
    return found


APPLICATION = {
    ("draft", "get", "grants-application"): table(404, ours=200),
    ("draft", "get", "grants-application-project"): table(404, ours=403, writers=200),
    ("draft", "get", "grants-application-budget"): table(404, ours=403, writers=200),
    ("draft", "get", "grants-application-documents"): table(404, ours=403, writers=200),
    ("draft", "get", "grants-application-partners"): table(404, ours=403, writers=200),
    ("draft", "get", "grants-assess-application"): table(404),
    ("draft", "get", "grants-assess-conflict"): table(404),
    ("draft", "get", "grants-application-preview"): table(404, ours=403, writers=200),
    ("draft", "get", "grants-application-withdraw"): table(404, ours=403, representative=200),
    ("draft", "post", "grants-application-submit"): table(404, ours=403, representative=422),
    ("draft", "get", "grants-application-submit"): table(405),
    ("draft", "get", "desk-grants-application"): table(404),
    ("submitted", "get", "grants-application"): table(404, ours=200, managers=200),
    ("submitted", "get", "grants-application-project"): table(404, ours=403, managers=403),
    ("submitted", "post", "grants-application-project"): table(404, ours=403, managers=403),
    ("submitted", "get", "grants-application-budget"): table(404, ours=403, managers=403),
    ("submitted", "get", "grants-application-documents"): table(404, ours=403, managers=403),
    ("submitted", "get", "grants-application-partners"): table(404, ours=403, managers=403),
    ("submitted", "get", "grants-assess-application"): table(404),
    ("submitted", "post", "grants-assess-application"): table(404),
    ("submitted", "post", "grants-assess-declare"): table(404),
    ("submitted", "get", "grants-assess-conflict"): table(404),
    ("submitted", "get", "grants-application-preview"): table(404, ours=403, managers=403),
    ("submitted", "get", "grants-application-withdraw"): table(404, ours=403, managers=403, representative=200),
    ("submitted", "get", "grants-application-receipt"): table(404, ours=302, managers=302),
    ("submitted", "get", "desk-grants-application"): table(404, managers=200),
    ("submitted", "post", "desk-grants-eligibility"): table(404, managers=422),
    ("submitted", "post", "desk-grants-move"): table(404, managers=422),
    ("submitted", "post", "desk-grants-award"): table(404, managers=403),
    ("submitted", "post", "desk-grants-assign"): table(404, managers=422),
    ("submitted", "get", "desk-grants-award"): table(404, managers=405),
}
PLACES = {
    "grants-mine": table(200),
    "grants-awards": table(200, anonymous=200),
    "grants-awards-csv": table(200, anonymous=200),
    "grants-360giving": table(200, anonymous=200),
    "grants-check": table(200, anonymous=200),
    "grants-apply": table(200),
    "grants-ask": table(200, anonymous=200),
    "grants-blank-form": table(200, anonymous=200),
    "grants-assess": table(404, assessor=200),
    "grants-assess-declaration": table(404),
    "desk-grants": table(404, managers=200),
    "desk-grants-call": table(404, managers=200),
    "desk-grants-open": table(404, managers=405),
    "desk-grants-publish": table(404, managers=405),
    "desk-grants-assessors": table(404, managers=200),
    "desk-grants-assign-evenly": table(404, managers=405),
    "desk-grants-remind": table(404, managers=405),
    "desk-grants-ranking": table(404, managers=200),
    "desk-grants-close-assessment": table(404, managers=405),
    "desk-grants-promote": table(404, managers=405),
    "desk-grants-agreement": table(404, managers=200),
    "desk-grants-notices": table(404, managers=200),
    "desk-grants-correct": table(404, managers=405),
}

BY_SLUG = {"grants-check", "grants-apply", "grants-ask", "grants-blank-form", "grants-assess-declaration"}


@pytest.fixture
def editor_of(organisation):
    return AffiliationFactory(organisation=organisation, role="editor").person


@pytest.fixture
def browsers(request, client, client_for):
    people = [name for name in CAST if name != "anonymous"]
    return {"anonymous": client} | {name: client_for(request.getfixturevalue(name)) for name in people}


@pytest.mark.parametrize("state", ["draft", "submitted"])
def test_pages_of_an_application(browsers, organisation, state):
    application = application_in(state, open_call_now(), organisation)
    rows = {key[1:]: expected for key, expected in APPLICATION.items() if key[0] == state}

    for (method, name), expected in rows.items():
        address = reverse(name, kwargs={"uuid": application.uuid})
        found = {who: getattr(browser, method)(address).status_code for who, browser in browsers.items()}
        assert found == expected, (method, name)

    assert Application.objects.get().state == state


def test_pages_of_calls(browsers):
    call = open_call_now()

    for name, expected in PLACES.items():
        kwargs = {"slug": call.slug} if name in BY_SLUG else {}
        kwargs = {"key": call.translation_key} if name.startswith("desk-grants-") else kwargs
        address = reverse(name, kwargs=kwargs)
        assert {who: browser.get(address).status_code for who, browser in browsers.items()} == expected, name


def test_anonymous_is_sent_to_sign_in_and_back(client, organisation):
    application = application_in("draft", open_call_now(), organisation)

    answer = client.get(application.get_absolute_url())

    assert answer.url == f"/en/account/login/?next={application.get_absolute_url()}"


def test_manager_without_second_factor_stays_outside(client_for, grants_manager):
    answer = client_for(grants_manager, second_factor=False).get(reverse("desk-grants"))

    assert answer.status_code == 302
    assert "/account/2fa/" in answer.url or "mfa" in answer.url


@pytest.mark.parametrize("garbage", ["?page=x", "?page=999", "?state=x&country=%00", "?state=%27%3B--", "?page=-1"])
def test_garbage_in_the_address_is_a_clean_page(client_for, secretariat, garbage):
    call = open_call_now()

    answer = client_for(secretariat).get(reverse("desk-grants-call", kwargs={"key": call.translation_key}) + garbage)

    assert answer.status_code == 200


@pytest.mark.parametrize("garbage", ["?year=abcd", "?year=20266", "?country=%00&year=-1", "?page=zzz", "?year=9999"])
def test_garbage_on_the_awards_is_a_clean_page(client, db, garbage):
    assert client.get(reverse("grants-awards") + garbage).status_code == 200
