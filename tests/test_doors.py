"""Every address of the platform carries a decision about who may come in.

Views of ours wear one of the decorators of `network.core.permissions`. Addresses of libraries are named in a table with
the reason why they need none of ours; an entry that no address needs any more is an error too.
"""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from members.roles import Role
from network.core.permissions import Door

OURS = ("network.", "members.", "messaging.", "knowledge.", "grants.", "events.")

# The module that a library's view comes from → who decides there, and why that is enough.
THEIRS = {
    "wagtail.admin": "the admin asks for the permission access_admin, SecondFactorMiddleware for a second factor",
    "wagtail.contrib.redirects": "inside the admin, as above",
    "wagtail.documents.views.serve": "documents of public pages; view restrictions of their collection hold",
    "wagtail.documents": "inside the admin, as above",
    "wagtail.images": "inside the admin, as above",
    "wagtail.sites": "inside the admin, as above",
    "wagtail.snippets": "inside the admin, as above",
    "wagtail.users": "inside the admin, as above",
    "wagtail.views": "pages of the tree are public unless a view restriction says otherwise",
    "wagtail_localize": "inside the admin, as above",
    "allauth.account": "signing up, in and out must be open; the other steps ask for a session themselves",
    "allauth.mfa": "asks for a session and for fresh proof itself",
    "allauth.usersessions": "asks for a session itself",
    "django.views.i18n": "the admin's own strings for its scripts",
    "django.views.generic.base": "the admin's sample of a 404 page, inside the admin",
    "django.contrib.auth.views": "Wagtail's own sign-in stands behind ours and is never reached; see below",
}


def every_view():
    """(address, view) for each pattern, however deep."""

    def walk(patterns, prefix):
        for pattern in patterns:
            address = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, address)
            elif isinstance(pattern, URLPattern):
                yield address, pattern.callback

    yield from walk(get_resolver().url_patterns, "/")


def module_of(view):
    """Where the view was written, whatever it is wrapped into."""
    view = getattr(view, "view_class", None) or getattr(view, "__wrapped__", view)
    return getattr(view, "__module__", "") + "."


def is_ours(view):
    return module_of(view).startswith(OURS)


@pytest.fixture(scope="module")
def views():
    return list(every_view())


def test_every_view_of_ours_carries_a_decision(views):
    undecided = [
        f"{address} → {module_of(view)}{getattr(view, '__name__', view)}"
        for address, view in views
        if is_ours(view) and not isinstance(getattr(view, "door", None), Door)
    ]

    assert undecided == []


def test_every_view_of_others_is_known_with_a_reason(views):
    unknown = [
        f"{address} → {module_of(view)}"
        for address, view in views
        if not is_ours(view) and not module_of(view).startswith(tuple(f"{name}." for name in THEIRS))
        if not hasattr(view, "door")
    ]

    assert unknown == []


def test_table_of_others_names_nobody_who_is_gone(views):
    modules = {module_of(view) for _address, view in views}

    assert [name for name in THEIRS if not any(module.startswith(f"{name}.") for module in modules)] == []


def test_desks_name_roles_that_exist(views):
    known = {str(role) for role in Role}
    named = {role for _address, view in views for role in getattr(getattr(view, "door", None), "roles", ())}

    assert named - known == set()


def test_admin_views_stand_under_the_admin(views):
    """Only there does the second factor of SecondFactorMiddleware guard them."""
    inside = tuple(f"{name}." for name, reason in THEIRS.items() if "inside the admin" in reason)
    outside = [
        address
        for address, view in views
        if module_of(view).startswith(inside)
        and not module_of(view).startswith("wagtail.documents.views.serve")
        and not address.startswith("/admin/")
    ]

    assert outside == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/admin/login/", "/en/_util/login/", "/sr-latn/_util/login/"])
def test_sign_in_forms_that_know_no_second_factor_are_out_of_reach(address, client):
    answers = [client.get(address), client.post(address, {"username": "a", "password": "b"})]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert all("/account/login/" in answer["Location"] for answer in answers)


@pytest.mark.django_db
def test_closed_doors_send_a_stranger_away(views, client):
    """Tried, not only read: each address without parameters whose door is not open to everybody."""
    opened = []
    for address, view in views:
        door = getattr(view, "door", None)
        if door is None or door.kind not in ("signed_in", "desk") or "<" in address or "(" in address:
            continue
        response = client.get(address)
        sent_to_sign_in = response.status_code == 302 and "/account/login/" in response["Location"]
        if not sent_to_sign_in and response.status_code not in (403, 404, 405):
            opened.append((address, response.status_code))

    assert opened == []


@pytest.mark.django_db
def test_desks_do_not_exist_for_people_without_their_role(views, client_for, stranger):
    browser = client_for(stranger)
    seen = {}
    for address, view in views:
        door = getattr(view, "door", None)
        if door is not None and door.kind == "desk" and "<" not in address and "(" not in address:
            seen[address] = browser.get(address).status_code

    assert {address: status for address, status in seen.items() if status not in (404, 405)} == {}
