"""The eligibility checklist is data of the call: proposed by its rules, decided by two people, with reasons."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.urls import reverse

from grants.actions.decisions import Word, check_eligibility
from grants.actions.notices import publish_corrigendum
from grants.eligibility import READ, Facts, Rule, propose
from grants.models import Application, EligibilityCheck
from grants.queries.eligibility import checklist
from members.models import Organisation
from network.core.errors import DomainError
from tests.factories.grants import call_page, draft, open_call_now, submitted, words_about
from tests.factories.members import person_with_role

D = Decimal
OWN = [
    {"type": "rule", "id": "00000000-0000-0000-0000-000000000101", "value": {"rule": "country"}},
    {"type": "manual", "id": "00000000-0000-0000-0000-000000000102", "value": {"text": "It is in a town", "help": ""}},
]


def facts(**fields):
    terms = {
        "kinds": ["cso"], "membership_needed": True, "minimum_age_years": 2, "minimum_grant": D(1000),
        "maximum_grant": D(5000), "cofinancing_percent": D(10), "indirect_percent": D(7), "maximum_months": 12,
        "currency": "EUR", **fields.pop("terms", {}),
    }  # fmt: skip
    budget = {"cost": "5000", "requested": "4500", "cofinanced": "500", "indirect": "300", **fields.pop("budget", {})}
    organisation = {"kind": "cso", "is_listed": True, "founded_year": 2020, **fields.pop("organisation", {})}
    values = {
        "terms": SimpleNamespace(**terms),
        "country_names": {"RS": "Serbia"},
        "country_name": "Serbia",
        "organisation": Organisation(**organisation),
        "record": {
            "organisation": {"country": fields.pop("country", "RS")},
            "budget": budget,
            "project": {"months": fields.pop("months", "12")},
            "documents": [{"key": "statute"}],
        },
        "year": 2022,
        "applications": 1,
        "required_documents": {"statute": "Statute"},
    }
    return Facts(**{**values, **fields})


@pytest.mark.parametrize(
    ("rule", "changed", "finding"),
    [
        ("country", {"country": "ME"}, "Registered in Serbia; the call is open to Serbia."),
        ("kind", {"organisation": {"kind": "authority"}}, "It is: "),
        ("membership", {"organisation": {"is_listed": False}}, "Not a member of the network"),
        ("age", {"year": 2021}, "Founded in 2020, 1 years before it applied; the call asks for 2."),
        ("age", {"organisation": {"founded_year": None}}, "no year of foundation"),
        ("once", {"applications": 2}, "2 applications"),
        ("size", {"budget": {"requested": "5000.01"}}, "€5,000.01 requested; possible are €1,000 to €5,000."),
        ("size", {"budget": {"requested": "999.99"}}, "€999.99 requested"),
        ("cofinancing", {"budget": {"cofinanced": "499.99"}}, "€499.99 of €5,000, which is 10 %; the call asks for 10 %."),
        ("indirect", {"budget": {"indirect": "329"}}, "€329 on direct costs of €4,671; at most 7 % are possible."),
        ("duration", {"months": "13"}, "13 months; at most 12 are possible."),
        ("documents", {"required_documents": {"statute": "Statute", "extract": "Extract"}}, "Missing: Extract."),
    ],
)  # fmt: skip
def test_each_rule_proposes_a_verdict_with_its_finding(rule, changed, finding):
    keeps, breaks = propose(rule, facts()), propose(rule, facts(**changed))

    assert (keeps.holds, breaks.holds) == (True, False)
    assert finding in breaks.finding


def test_every_rule_has_its_function():
    assert all(propose(rule, facts()).finding for rule in Rule)


@pytest.mark.django_db
def test_a_call_without_a_list_of_its_own_freezes_the_usual_one():
    definition = open_call_now().form.definition

    assert [line.key for line in definition.eligibility] == [*Rule.values, *READ]
    assert all(str(line.label) for line in definition.eligibility)


@pytest.mark.django_db
def test_an_editor_writes_the_list_and_opening_freezes_it():
    application = submitted(open_call_now(eligibility=OWN))

    lines = [(str(line.label), proposed and proposed.holds) for line, proposed in checklist(application)]

    assert lines == [
        ("The applicant is registered in one of the countries of the call", True),
        ("It is in a town", None),
    ]


@pytest.mark.django_db
def test_the_list_stands_once_somebody_has_submitted(grants_manager):
    page = call_page()
    from grants.actions.calls import open_call

    call = open_call(page, by=None)
    submitted(call)
    page.eligibility = OWN
    page.save_revision().publish()

    with pytest.raises(DomainError, match="can no longer be changed"):
        publish_corrigendum(call, "Another list.", by=grants_manager, now=call.opens_at, adopts_form=True)


@pytest.mark.django_db
def test_every_line_needs_a_word_and_every_no_a_reason(grants_manager):
    application = submitted(open_call_now(eligibility=OWN))
    rule, manual = (line.key for line, _proposed in checklist(application))

    for words, sentence in (
        ({}, "Say of every line"),
        ({rule: Word(True)}, "It is in a town"),
        ({rule: Word(True), manual: Word(False)}, "Write the reason of this line: “It is in a town”"),
        ({rule: Word(False), manual: Word(True)}, "Write the reason of this line: “The applicant"),
    ):
        with pytest.raises(DomainError, match=sentence):
            check_eligibility(application, words, by=grants_manager)
    assert not EligibilityCheck.objects.exists()

    check = check_eligibility(
        application, {rule: Word(False, "Moved last week."), manual: Word(True)}, by=grants_manager, remark="Sorry."
    )
    assert (check.is_eligible, check.points[rule]["proposed"], check.points[manual]["proposed"]) == (False, True, None)
    label = "The applicant is registered in one of the countries of the call"
    assert check.reason == f"{label}: Moved last week.\nSorry."


@pytest.mark.django_db
def test_a_word_against_the_rules_is_kept_with_its_reason(grants_manager):
    application = submitted(open_call_now(eligibility=OWN))
    Organisation.objects.filter(pk=application.organisation_id).update(kind="authority")
    application.call.countries.clear()
    application = Application.objects.for_list().get(pk=application.pk)
    rule, manual = (line.key for line, _proposed in checklist(application))

    with pytest.raises(DomainError, match="reason"):
        check_eligibility(application, {rule: Word(True), manual: Word(True)}, by=grants_manager)
    check = check_eligibility(
        application, {rule: Word(True, "The committee widened the call."), manual: Word(True)}, by=grants_manager
    )

    assert check.points[rule] == {
        "holds": True,
        "proposed": False,
        "reason": "The committee widened the call.",
        "finding": "Registered in Serbia; the call is open to .",
    }


@pytest.mark.django_db
def test_the_second_does_not_see_the_first_ones_word_before_giving_their_own(client_for, grants_manager, secretariat):
    application = submitted(open_call_now(eligibility=OWN))
    check_eligibility(application, words_about(application, "It is a village."), by=grants_manager)
    address = reverse("desk-grants-application", kwargs={"uuid": application.uuid})

    before = client_for(secretariat).get(address).text
    check_eligibility(application, words_about(application), by=secretariat)
    after = client_for(secretariat).get(address).text

    assert (
        '<span translate="no">It is a village.</span>' in before,
        '<span translate="no">It is a village.</span>' in after,
    ) == (False, True)
    assert "Somebody has checked it already" in before


@pytest.mark.django_db
def test_desk_proposes_the_verdicts_and_shows_every_problem_where_it_is(client_for, secretariat):
    application = submitted(open_call_now(eligibility=OWN))
    page = reverse("desk-grants-application", kwargs={"uuid": application.uuid})
    address = reverse("desk-grants-eligibility", kwargs={"uuid": application.uuid})
    rule, manual = (line.key for line, _proposed in checklist(application))
    browser = client_for(secretariat)

    form = browser.get(page).context["eligibility_form"]
    assert (form[f"line_{rule}"].initial, form[f"line_{manual}"].initial) == ("yes", None)
    answer = browser.post(address, {f"line_{rule}": "no", f"why_{rule}": ""})
    assert answer.status_code == 422
    assert "Write the reason; the applicant or an auditor will read it." in answer.text
    assert "Say whether this holds." in answer.text

    browser.post(address, {f"line_{rule}": "yes", f"line_{manual}": "yes"})
    assert EligibilityCheck.objects.get().is_eligible is True


@pytest.mark.django_db
def test_proposals_take_two_queries(django_assert_num_queries):
    application = submitted(open_call_now())
    draft(application.call)
    found = Application.objects.for_list().select_related("submission").get(pk=application.pk)

    with django_assert_num_queries(2):
        checklist(found)


@pytest.mark.django_db
def test_a_third_decides_between_two(grants_manager, secretariat):
    application = submitted(open_call_now())
    check_eligibility(application, words_about(application), by=grants_manager)
    check_eligibility(application, words_about(application, "No."), by=secretariat)
    check_eligibility(application, words_about(application), by=person_with_role("grants_manager"))

    application.refresh_from_db()
    assert application.state == "assessment"
