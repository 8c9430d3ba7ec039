"""The ways into an account, through its own pages."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client
from django.urls import reverse

from members.models import User
from tests.factories.members import PASSWORD, person_with_role

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"
NEW = {"full_name": "Ана Пример", "email": "Ana@Example.org", "password1": "dugacka-lozinka-9"}


def link_in(message, what):
    return re.search(rf"https?://[^/]+(/\S*{what}\S*)", message.body).group(1)


def code_now():
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(SECRET, counters[len(counters) // 2]))


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_sign_up_confirm_and_sign_in(commit):
    client = Client()
    with commit():
        response = client.post("/sr/account/signup/", NEW)
    assert response.url == "/sr/account/confirm-email/"
    user = User.objects.get()
    assert (user.email, user.full_name, user.language) == ("ana@example.org", "Ана Пример", "sr")
    letter = mail.outbox[0]
    assert letter.to == ["ana@example.org"]
    assert letter.alternatives
    assert (
        client.post("/sr/account/login/", {"login": "ana@example.org", "password": NEW["password1"]}).url
        == "/sr/account/confirm-email/"
    )

    path = link_in(letter, "confirm-email")
    assert client.get(path).status_code == 200
    client.post(path)
    response = Client().post("/sr/account/login/", {"login": "ANA@example.org", "password": NEW["password1"]})

    assert EmailAddress.objects.get().verified
    assert (response.status_code, response.url) == (302, "/sr/desk/")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"full_name": "x" * 10_000}, "full_name"),
        ({"full_name": ""}, "full_name"),
        ({"email": "ана@"}, "email"),
        ({"email": "a" * 300 + "@example.org"}, "email"),
        ({"password1": "short"}, "password1"),
        ({"password1": "password123"}, "password1"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_sign_up_with_bad_input_says_so_at_the_field(change, field):
    response = Client().post("/en/account/signup/", {**NEW, **change})

    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not User.objects.exists()


def test_sign_up_with_an_address_in_use_tells_only_its_owner(stranger, commit):
    with commit():
        response = Client().post("/en/account/signup/", {**NEW, "email": "STRANGER@example.org"})

    assert response.url == "/en/account/confirm-email/"
    assert User.objects.count() == 1
    assert [message.subject for message in mail.outbox] == ["You have an account already"]


def test_homoglyph_address_is_another_address(stranger, commit):
    with commit():
        Client().post("/en/account/signup/", {**NEW, "email": "strаnger@example.org"})  # a Cyrillic а

    assert User.objects.filter(email="stranger@example.org").count() == 1
    assert all(message.to != ["stranger@example.org"] for message in mail.outbox)


def test_password_reset(stranger, commit):
    with commit():
        Client().post("/en/account/password/reset/", {"email": stranger.email})
    client = Client()
    page = client.get(link_in(mail.outbox[0], "password/reset/key"), follow=True)
    form = page.redirect_chain[-1][0]

    with commit():
        client.post(form, {"password1": "sasvim-nova-lozinka-3", "password2": "sasvim-nova-lozinka-3"})

    stranger.refresh_from_db()
    assert stranger.check_password("sasvim-nova-lozinka-3")
    assert mail.outbox[-1].subject == "The password of your account was changed"


def test_changing_the_address_counts_once_confirmed(coordinator, client_for, commit):
    TOTP.activate(coordinator, SECRET)
    client = client_for(coordinator)
    with commit():
        client.post("/en/account/email/", {"email": "new@example.org", "action_add": ""})
    coordinator.refresh_from_db()
    assert coordinator.email == "coordinator@example.org"

    with commit():
        client.post(link_in(mail.outbox[0], "confirm-email"))

    coordinator.refresh_from_db()
    assert coordinator.email == "new@example.org"


def test_staff_sign_in_with_password_and_code_reach_desk_and_admin(commit):
    from members.groups import ensure_groups, sync_groups

    person = person_with_role("coordinator", "RS")
    ensure_groups()
    sync_groups(person)
    TOTP.activate(person, SECRET)
    client = Client()

    response = client.post("/en/account/login/?next=/admin/", {"login": person.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert response.url.startswith("/en/account/2fa/authenticate/")
    assert client.post(response.url, {"code": "123123"}).status_code == 200
    response = client.post(response.url, {"code": code_now()})

    assert response.url == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert client.get("/en/desk/applications/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_proves_it_for_this_session(coordinator, client_for):
    client = client_for(coordinator, second_factor=False)
    session = client.session
    session["account_authentication_methods"][0]["reauthenticated"] = True
    session["mfa.totp.secret"] = SECRET
    session.save()
    assert client.get("/en/desk/applications/").url == reverse("mfa_index")

    response = client.post("/en/account/2fa/totp/activate/", {"code": code_now()})

    assert response.status_code == 302
    assert Authenticator.objects.filter(user=coordinator).count() == 2
    assert client.get("/en/desk/applications/").status_code == 200
    assert mail.outbox[-1].subject == "An authenticator app was added to your account"


PAGES = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_email_verification_sent",
    "account_inactive",
]
OWN_PAGES = [
    "account-settings",
    "account_logout",
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "usersessions_list",
]


@pytest.mark.parametrize("name", PAGES)
def test_page_for_visitors_is_ours(name):
    page = Client().get(reverse(name)).content.decode()

    assert 'class="sheet"' in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize("name", OWN_PAGES)
def test_page_of_the_account_is_ours(name, stranger, client_for):
    client = client_for(stranger)
    session = client.session
    session["account_authentication_methods"][0]["reauthenticated"] = True
    session.save()

    page = client.get(reverse(name)).content.decode()

    assert page.count("<h1") == 1
    assert "site-header" in page


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_deactivate_totp",
        "mfa_reauthenticate",
    ],
)
def test_page_of_the_second_factor_is_ours(name, coordinator, client_for):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    TOTP.activate(coordinator, SECRET)
    RecoveryCodes.activate(coordinator)

    page = client_for(coordinator).get(reverse(name)).content.decode()

    assert 'class="sheet"' in page
    assert page.count("<h1") == 1


def test_settings_and_notifications_are_kept(stranger, client_for):
    client = client_for(stranger)

    client.post("/en/account/", {"full_name": "Нова", "language": "sr-latn", "time_zone": "Europe/Tirane"})
    client.post("/en/account/notifications/", {"membership_desk": "on"})

    stranger.refresh_from_db()
    assert (stranger.full_name, stranger.language, stranger.time_zone) == ("Нова", "sr-latn", "Europe/Tirane")
    assert stranger.notification_choices.get(kind="membership").email is False
    assert stranger.notification_choices.get(kind="membership_desk").email is True


@pytest.mark.parametrize(
    "change", [{"language": "xx"}, {"time_zone": "Mars/Base"}, {"full_name": "x" * 10_000}], ids=str
)
def test_settings_refuse_nonsense(change, stranger, client_for):
    data = {"full_name": "Nova", "language": "en", "time_zone": "UTC", **change}

    response = client_for(stranger).post("/en/account/", data)

    assert list(response.context["form"].errors) == list(change)
