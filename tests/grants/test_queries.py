"""Lists take the same number of queries however long they are; the numbers stand here."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from grants.models import Call
from tests.factories.grants import application_in, call_page, draft, open_call_now, submitted
from tests.factories.members import person_with_role


@pytest.fixture
def managers(db):
    return person_with_role("grants_manager"), person_with_role("secretariat")


@pytest.mark.parametrize("number", [1, 3])
def test_index_of_calls(django_assert_num_queries, db, number):
    for _ in range(number):
        open_call_now()
        call_page()
    client = Client()
    client.get("/en/grants/")

    with django_assert_num_queries(6):
        assert client.get("/en/grants/").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_page_of_a_call(django_assert_num_queries, number, managers):
    call = open_call_now()
    for _ in range(number):
        application_in("awarded", call, managers=managers)
    Call.objects.update(results_published_at=timezone.now())
    client = Client()
    client.get(f"/en/grants/{call.slug}/")

    with django_assert_num_queries(9):
        assert client.get(f"/en/grants/{call.slug}/").text.count("Home again") == number


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_calls_on_the_desk(django_assert_num_queries, client_for, managers, number):
    for _ in range(number):
        submitted(open_call_now())
        call_page()
    browser = client_for(managers[0])

    with django_assert_num_queries(7):
        assert browser.get(reverse("desk-grants")).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_applications_on_the_desk(django_assert_num_queries, client_for, managers, number):
    call = open_call_now()
    for _ in range(number):
        submitted(call)
        draft(call, ready=False)
    browser = client_for(managers[0])

    with django_assert_num_queries(12):
        page = browser.get(reverse("desk-grants-call", kwargs={"key": call.translation_key})).text

    assert page.count("Home again") == number


@pytest.mark.parametrize("number", [1, 3])
def test_own_applications(django_assert_num_queries, client_for, representative, organisation, number):
    for _ in range(number):
        draft(open_call_now(), organisation)
    browser = client_for(representative)

    with django_assert_num_queries(6):
        assert browser.get(reverse("grants-mine")).text.count("Home again") == number


@pytest.mark.parametrize("number", [1, 3])
def test_public_awards(django_assert_num_queries, managers, number):
    call = open_call_now()
    for _ in range(number):
        application_in("awarded", call, managers=managers)
    Call.objects.update(results_published_at=timezone.now())
    client = Client()

    with django_assert_num_queries(9):
        assert client.get(reverse("grants-awards")).text.count("Home again") == number
    with django_assert_num_queries(2):
        assert len(client.get("/grants/360giving.json").json()["grants"]) == number
