"""A call with 1,000 applications, three assessments each by twelve criteria: ranking and the manager's pages.

    python benchmarks/grants.py [--applications 1000] [--runs 15]

Fills a database of its own (SQLite, or a new one beside the one that DATABASE_URL names) and asks, in this process and
by Django's test client: a bare view without middleware, the ranking alone, and the pages. Figures are medians of CPU
time, which moves far less than wall time on a shared machine, with the number of queries. Aim: list < 25 ms, one
application < 12 ms.
"""

import argparse
import os
import sys
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
CRITERIA, READERS = 12, 3


def fill(number: int):
    """The call, a manager and one application that was really submitted; the others are written in bulk."""
    from django.utils import timezone

    from grants.models import Application, Assessment, Assignment
    from grants.scores import total_of
    from tests.factories.grants import application_in, open_call_now
    from tests.factories.members import OrganisationFactory, person_with_role

    criteria = [
        {
            "type": "criterion",
            "id": str(uuid.UUID(int=1000 + place)),
            "value": {
                "section": f"Section {place // 4}",
                "name": f"Criterion {place}",
                "text": "",
                "maximum": 5,
                "weight": "1.5",
                "section_minimum": None,
            },
        }
        for place in range(CRITERIA)
    ]
    call = open_call_now(criteria=criteria, envelope=Decimal(900000), assessors_needed=2, largest_gap=Decimal(30))
    managers = person_with_role("grants_manager"), person_with_role("secretariat")
    readers = [person_with_role("assessor", full_name=f"Reader {place}") for place in range(READERS)]
    one = application_in("assessment", call, managers=managers)
    now = timezone.now()
    applications = Application.objects.bulk_create(
        Application(
            call=call,
            form=call.form,
            organisation=organisation,
            country_id=organisation.country_id,
            state="assessment",
            title=f"Project {place}",
            requested=Decimal(2000 + place),
            cost=Decimal(2500 + place),
            number=f"{call.code}-{place:04d}",
            submitted_at=now - timedelta(minutes=place),
        )
        for place, organisation in enumerate((OrganisationFactory() for _ in range(number - 1)), start=2)
    )
    definition = call.form.definition
    assignments = Assignment.objects.bulk_create(
        Assignment(application=application, assessor=reader, assessor_name=str(reader), declared_at=now)
        for application in [one, *applications]
        for reader in readers
    )
    grades = [
        {item.key: (place * 7 + turn) % 6 for turn, item in enumerate(definition.criteria)} for place in range(97)
    ]
    reasons = {item.key: "The plan names steps, people and dates. " * 4 for item in definition.criteria}
    Assessment.objects.bulk_create(
        Assessment(
            assignment=assignment,
            state="submitted",
            points=grades[place % 97],
            reasons=reasons,
            recommendation="fund",
            total=total_of(definition, grades[place % 97]),
            version=1,
            submitted_at=now,
        )
        for place, assignment in enumerate(assignments)
    )
    return call, managers[0], one


def measure(name: str, act: Callable[[], object], runs: int) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    act()
    with CaptureQueriesContext(connection) as captured:
        act()
    queries = len(captured)  # now: the next request empties the log
    cpu, wall = [], []
    for _run in range(runs):
        start, clock = time.process_time(), time.perf_counter()
        act()
        cpu.append(time.process_time() - start)
        wall.append(time.perf_counter() - clock)
    print(f"{name:<44}{median(cpu) * 1000:9.1f} ms CPU {median(wall) * 1000:9.1f} ms {queries:4d} queries")


def uninstrumented() -> None:
    """Take out what the test environment hangs into every template: production renders without it."""
    from django.template import Template
    from django.test.utils import _TestState

    Template._render = _TestState.saved_data.template_render


def signed_in(user):
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "at": time.time(), "type": "totp", "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def bare_client() -> Callable[[], object]:
    """A view that answers a line, behind no middleware: what Django itself costs."""
    from django.http import HttpResponse
    from django.test import Client, override_settings
    from django.urls import clear_url_caches, path

    import network.urls

    network.urls.urlpatterns[:0] = [path("bare/", lambda request: HttpResponse("<p>Nothing to do."))]
    clear_url_caches()
    client = Client()
    with override_settings(MIDDLEWARE=[]):
        client.handler.load_middleware()

    def ask() -> object:
        answer = client.get("/bare/")
        assert answer.status_code == 200
        return answer

    return ask


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--applications", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=15)
    chosen = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings.test")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment
    from django.urls import reverse

    from tests import databases

    setup_test_environment()
    uninstrumented()
    call_command("compile_catalogues", verbosity=0)
    databases.open_copy()
    try:
        from tests.conftest import plant_wagtail_tree

        plant_wagtail_tree()
        call, manager, one = fill(chosen.applications)
        from grants.queries.ranking import entries_of, ranking_of, rules_of
        from grants.ranking import rank

        client = signed_in(manager)
        entries, rules = entries_of(call), rules_of(call)

        def page(name: str, **kwargs: object) -> Callable[[], object]:
            address = reverse(name, kwargs=kwargs)

            def ask() -> object:
                answer = client.get(address)
                assert answer.status_code == 200, (address, answer.status_code)
                return answer

            return ask

        key = call.translation_key
        print(f"{connection.vendor}: {chosen.applications} applications × {READERS} assessments × {CRITERIA} criteria")
        measure("bare view", bare_client(), chosen.runs)
        measure("ranking, the pure function", lambda: rank(entries, rules), chosen.runs)
        measure("ranking, read and computed", lambda: ranking_of(call), chosen.runs)
        measure("list of applications", page("desk-grants-call", key=key), chosen.runs)
        measure("one application", page("desk-grants-application", uuid=one.uuid), chosen.runs)
        measure("ranking board", page("desk-grants-ranking", key=key), chosen.runs)
        measure("assessors, with the even plan", page("desk-grants-assessors", key=key), chosen.runs)
        measure("agreement of assessors", page("desk-grants-agreement", key=key), chosen.runs)
    finally:
        databases.close_copy()
        teardown_test_environment()


if __name__ == "__main__":
    main()
