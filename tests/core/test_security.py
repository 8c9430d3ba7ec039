"""What every answer forbids, and the exceptions that the admin gets and nobody else."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from network.core.middleware.security import AdminPolicyMiddleware

STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}
RELAXED = {
    **STRICT,
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "frame-src": "'self'",
    "frame-ancestors": "'self'",
}


def policy(response):
    pairs = (part.strip().partition(" ") for part in response.headers["Content-Security-Policy"].split(";"))
    return {name: sources for name, _space, sources in pairs}


@pytest.mark.django_db
def test_pages_forbid_everything_from_elsewhere(client):
    response = client.get("/en/account/login/")

    assert policy(response) == STRICT
    assert {
        name: response.headers[name] for name in ("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy")
    } == {
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }


@pytest.mark.django_db
def test_missing_pages_are_as_strict(client):
    assert policy(client.get("/en/nothing/here/")) == STRICT


@pytest.mark.django_db
def test_admin_may_run_its_own_inline_script_and_nothing_from_elsewhere(client_for, django_user_model):
    boss = django_user_model.objects.create_superuser(email="boss@example.org", full_name="Boss")

    response = client_for(boss, second_factor=True).get("/admin/")

    assert response.status_code == 200
    assert policy(response) == RELAXED
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("path", ["/administrator/", "/en/admin/", "/en/?next=/admin/", "/"])
def test_only_the_admin_is_relaxed(path):
    response = AdminPolicyMiddleware(lambda request: HttpResponse())(RequestFactory().get(path))

    assert not hasattr(response, "_csp_replace")


def test_preview_keeps_the_policy_of_the_page_and_may_be_framed_by_the_editor():
    """A preview is made by a whole inner request, whose answer has its policy already."""

    def preview(request):
        strict = "; ".join(f"{name} {sources}" for name, sources in STRICT.items())
        return HttpResponse(headers={"Content-Security-Policy": strict, "X-Frame-Options": "DENY"})

    response = AdminPolicyMiddleware(preview)(RequestFactory().get("/admin/pages/1/edit/preview/"))

    assert policy(response) == {**STRICT, "frame-ancestors": "'self'"}
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.django_db
def test_form_that_cannot_be_trusted_gets_a_page_that_says_what_to_do():
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/en/account/login/", {"login": "a", "password": "b"})

    assert response.status_code == 403
    assert "Use the back button of your browser" in response.content.decode()
