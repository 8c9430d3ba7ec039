"""The cast that every test knows, and the ground that every database test stands on.

stranger          has an account and belongs to nothing
member            works at a listed CSO in Serbia
representative    speaks for that same CSO
coordinator       of Serbia (`coordinator_ba`: of Bosnia and Herzegovina)
secretariat, grants_manager, editor, assessor
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command, get_commands
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

# A busy machine is no mistake: nothing here fails because it took long.
hypothesis_settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("patient")

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


# --- The ground ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def catalogues() -> None:
    """Compiled translations, as `make test` makes them, also when pytest is called by hand."""
    if "compile_catalogues" in get_commands():
        call_command("compile_catalogues", verbosity=0)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """pytest-django's own would migrate in each worker of each run."""
    # Inline: pytest reads this file before the apps are ready.
    from django.test import TransactionTestCase

    from tests import databases, ground

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: ground.restore())
        with django_db_blocker.unblock():
            databases.open_copy()
        yield
        with django_db_blocker.unblock():
            databases.close_copy()


@pytest.fixture(autouse=True)
def wagtail_tree(request: pytest.FixtureRequest) -> None:
    """Root page, site and locales for every database test: a transactional test before it may have flushed them."""
    uses_database = request.node.get_closest_marker("django_db") or DATABASE_FIXTURES & set(request.fixturenames)
    if uses_database:
        request.getfixturevalue("_django_db_helper")
        plant_wagtail_tree()


def plant_wagtail_tree() -> None:
    from wagtail.models import (
        Collection,
        Locale,
        Page,
        Site,
    )  # inline: pytest reads this file before the apps are ready

    known = set(Locale.objects.values_list("language_code", flat=True))
    missing = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES if code not in known]
    for code in missing:
        Locale.objects.create(language_code=code)
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    if Page.objects.exists():
        return
    locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    root = Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    home = root.add_child(instance=Page(title="Welcome", slug="home", locale=locale))
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """Rate limits and used codes of one test are none of the next one's business."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def english() -> None:
    """A request leaves its language behind in the thread, where the next test would find it."""
    from django.utils import translation

    translation.activate(settings.LANGUAGE_CODE)


# --- The cast -----------------------------------------------------------------------------------------------------


@pytest.fixture
def stranger(db: None) -> Any:
    from tests.factories.members import UserFactory

    return UserFactory(full_name="Stana Stranger", email="stranger@example.org")


@pytest.fixture
def organisation(db: None) -> Any:
    """A listed CSO in Belgrade to which `member` and `representative` belong."""
    from tests.factories.members import OrganisationFactory

    return OrganisationFactory(name="Primer centar")


@pytest.fixture
def member(organisation: Any) -> Any:
    from tests.factories.members import AffiliationFactory

    return AffiliationFactory(
        organisation=organisation, role="member", person__full_name="Mila Member", person__email="member@example.org"
    ).person


@pytest.fixture
def representative(organisation: Any) -> Any:
    from tests.factories.members import AffiliationFactory

    return AffiliationFactory(
        organisation=organisation,
        role="representative",
        person__full_name="Rade Representative",
        person__email="representative@example.org",
    ).person


@pytest.fixture
def coordinator(db: None) -> Any:
    from tests.factories.members import person_with_role

    return person_with_role("coordinator", "RS", full_name="Koviljka Coordinator", email="coordinator@example.org")


@pytest.fixture
def coordinator_ba(db: None) -> Any:
    from tests.factories.members import person_with_role

    return person_with_role("coordinator", "BA", full_name="Kemal Coordinator", email="coordinator.ba@example.org")


@pytest.fixture
def secretariat(db: None) -> Any:
    from tests.factories.members import person_with_role

    return person_with_role("secretariat", full_name="Senka Secretariat", email="secretariat@example.org")


@pytest.fixture
def grants_manager(db: None) -> Any:
    from tests.factories.members import person_with_role

    return person_with_role("grants_manager", full_name="Goran Grants", email="grants@example.org")


@pytest.fixture
def editor(db: None) -> Any:
    from tests.factories.members import person_with_role

    return person_with_role("editor", full_name="Edita Editor", email="editor@example.org")


@pytest.fixture
def assessor(db: None) -> Any:
    from tests.factories.members import person_with_role

    return person_with_role("assessor", full_name="Asja Assessor", email="assessor@example.org")


@pytest.fixture
def client_for(db: None) -> Callable[..., Client]:
    """`client_for(user)`: a browser signed in as `user`, with the second factor proved where the role demands one.

    `second_factor=False` gives the browser of somebody who got in with a password only.
    """

    def sign_in(user: Any, *, second_factor: bool | None = None) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        proofs = [{"method": "password", "at": time.time(), "email": user.email}]
        if user.needs_second_factor if second_factor is None else second_factor:
            proofs.append({"method": "mfa", "at": time.time(), "type": "totp", "reauthenticated": True})
        session = client.session
        session["account_authentication_methods"] = proofs
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
        return client

    return sign_in
