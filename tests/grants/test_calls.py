from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Locale

import grants
from grants.actions.calls import NotReady, open_call, publish_results
from grants.actions.notices import publish_corrigendum
from grants.canonical import canonical, fingerprint
from grants.models import Call, CallPage
from grants.states import CallPhase
from grants.validators import reasons_against
from members.groups import sync_groups
from network.core.errors import DomainError
from network.core.models import AuditEntry
from tests.factories.grants import TOWN, WHERE, WHY, application_in, call_page, index_page, open_call_now
from tests.factories.members import person_with_role

pytestmark = pytest.mark.django_db


def test_opening_freezes_terms_and_form(grants_manager):
    page = call_page(code="F-1")

    call = open_call(page, by=grants_manager)

    assert (call.code, call.envelope, call.closes_at) == ("F-1", Decimal(50000), page.closes_at)
    assert {country.pk for country in call.countries.all()} == {"RS", "BA", "MK", "AL", "ME"}
    assert call.form.sha256 == fingerprint(canonical(call.form.data))
    question = call.form.definition.typed[0]
    assert (question.key, question.kind, question.max_words, dict(question.texts)) == (
        WHY,
        "long",
        50,
        {"en": "Why is it needed?"},
    )
    assert AuditEntry.objects.get(verb="call.opened").actor_name == "Goran Grants"


def test_texts_of_all_translations_are_frozen():
    page = call_page()
    serbian = Locale.objects.get(language_code="sr")
    index_page().copy_for_translation(serbian, copy_parents=True).save_revision().publish()
    copy = page.copy_for_translation(serbian)
    copy.title = "Позив"
    for child in copy.questions:
        if child.id == WHY:
            child.value["label"] = "Зашто?"
        if child.id == WHERE:
            child.value["choices"][0] = "Град"
    copy.save_revision().publish()

    definition = open_call(page, by=None).form.definition

    questions = {question.key: question for question in definition.questions}
    assert dict(questions[WHY].texts) == {"en": "Why is it needed?", "sr": "Зашто?"}
    assert definition.titles["sr"] == "Позив"
    assert "Town" in dict(questions[WHERE].choice(TOWN).texts).values()


def test_call_is_opened_once(grants_manager):
    page = call_page()
    open_call(page, by=grants_manager)

    with pytest.raises(DomainError, match="opened already"):
        open_call(page, by=grants_manager)


def test_unfinished_call_says_all_that_is_missing():
    page = call_page(criteria=[], declarations=[], questions=[], countries=[])

    with pytest.raises(NotReady) as refused:
        open_call(page, by=None)

    assert [problem.split()[0] for problem in refused.value.problems] == ["Choose", "Ask", "Write", "Publish"]
    assert not Call.objects.exists()


def test_unpublished_call_cannot_be_opened():
    page = call_page(publish=False)
    page.unpublish()

    with pytest.raises(NotReady, match="not published"):
        open_call(page, by=None)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"envelope": Decimal(60000)}, "envelope"),
        ({"maximum_grant": Decimal(9000)}, "maximum_grant"),
        ({"indirect_percent": Decimal(8)}, "indirect_percent"),
        ({"code": "OTHER"}, "code"),
        ({"time_zone": "UTC"}, "time_zone"),
        ({"membership_needed": False}, "membership_needed"),
    ],
)
def test_frozen_terms_cannot_be_edited(change, field):
    page = call_page()
    open_call(page, by=None)
    page = CallPage.objects.get(pk=page.pk)
    for name, value in change.items():
        setattr(page, name, value)

    with pytest.raises(ValidationError) as refused:
        page.full_clean()

    assert field in refused.value.message_dict
    assert "can no longer be changed" in str(refused.value.message_dict[field])


def test_text_of_an_open_call_is_edited_for_a_corrigendum_and_stands_until_then(client, grants_manager):
    page = call_page(body="<p>Grants for rooms.</p>")
    call = open_call(page, by=None)
    page = CallPage.objects.get(pk=page.pk)
    page.lead, page.body = "Said more clearly.", "<p>Grants for roofs.</p>"

    page.full_clean()
    page.save_revision().publish()
    before = client.get(page.url).text
    publish_corrigendum(call, "Roofs, not rooms.", by=grants_manager, now=timezone.now(), adopts_form=True)
    after = client.get(page.url).text

    assert [words in before for words in ("more clearly", "for rooms", "for roofs")] == [True, True, False]
    assert [words in after for words in ("for rooms", "for roofs", "Roofs, not rooms.")] == [False, True, True]


def test_form_stands_even_when_the_page_is_changed():
    page = call_page()
    call = open_call(page, by=None)
    page.questions = []
    page.save_revision().publish()

    assert len(CallPage.objects.get(pk=page.pk).definition.typed) == 3
    assert call.form.definition.typed


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"closes_on": None, "slug": "awards"}, "slug"),
        ({"minimum_grant": Decimal(20000)}, "maximum_grant"),
        ({"maximum_grant": Decimal(90000)}, "envelope"),
    ],
)
def test_terms_that_contradict_each_other(change, field):
    page = call_page()
    for name, value in change.items():
        setattr(page, name, value)

    with pytest.raises(ValidationError) as refused:
        page.clean()

    assert field in refused.value.message_dict


def test_code_is_used_once():
    call_page(code="TWIN")
    other = call_page(code="OTHER")
    other.code = "twin"

    with pytest.raises(ValidationError, match="already"):
        other.clean()


def test_phase_follows_the_clock():
    call = open_call_now()
    second = timedelta(seconds=1)
    moments = [call.opens_at - second, call.opens_at, call.closes_at, call.closes_at + second]

    assert [call.phase(now) for now in moments] == [
        CallPhase.UPCOMING,
        CallPhase.OPEN,
        CallPhase.OPEN,
        CallPhase.CLOSED,
    ]
    call.results_published_at = call.closes_at
    assert call.phase(call.closes_at + second) == CallPhase.DECIDED


def test_call_that_nobody_opened_waits_though_its_day_has_come():
    assert call_page().phase(timezone.now()) == CallPhase.UPCOMING


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        ({}, 0),
        ({"country": "HR"}, 1),
        ({"kind": "media"}, 1),
        ({"is_member": False}, 1),
        ({"founded_year": 2025}, 1),
        ({"founded_year": None}, 1),
        ({"country": "HR", "kind": "donor", "is_member": False, "founded_year": None}, 4),
    ],
)
def test_conditions(facts, reasons):
    call = open_call_now(minimum_age_years=2)
    fitting = {"country": "RS", "kind": "cso", "is_member": True, "founded_year": 2020, "today_year": 2026}

    assert len(reasons_against(call, **{**fitting, **facts})) == reasons


def test_results_are_published_once_everything_is_decided(grants_manager):
    call = open_call_now()
    for state in ("rejected", "reserve", "withdrawn"):
        application_in(state, call)
    Call.objects.filter(pk=call.pk).update(closes_at=timezone.now() - timedelta(hours=1))

    first = publish_results(call, by=grants_manager)
    again = publish_results(call, by=grants_manager)

    assert first.results_published_at == again.results_published_at
    assert AuditEntry.objects.filter(verb="call.results_published").count() == 1


def test_results_wait_for_the_last_decision(grants_manager):
    call = open_call_now()
    application_in("assessment", call)

    with pytest.raises(DomainError, match="still open"):
        publish_results(call, by=grants_manager)
    with pytest.raises(DomainError, match="1 applications still wait"):
        publish_results(call, by=grants_manager, now=call.closes_at + timedelta(days=1))


def test_public_page_shows_the_deadline_on_the_clock_of_the_call(client):
    page = call_page()
    open_call(page, by=None)

    text = client.get("/en/grants/" + page.slug + "/").text

    assert f"{page.closes_hour:%H:%M}" in text
    assert "(Brussels)" in text
    assert "How applications are assessed" in text
    assert reverse("grants-apply", kwargs={"slug": page.slug}) in text


def test_closed_call_offers_no_way_in(client):
    page = call_page()
    call = open_call(page, by=None)
    Call.objects.filter(pk=call.pk).update(closes_at=timezone.now() - timedelta(seconds=1))

    assert reverse("grants-apply", kwargs={"slug": page.slug}) not in client.get("/en/grants/" + page.slug + "/").text


def test_manager_writes_calls_below_the_index_and_nowhere_else(client_for):
    index = index_page()
    manager = person_with_role("grants_manager")
    rights = GroupPagePermission.objects.filter(group__name="Grants managers").values_list(
        "page", "permission__codename"
    )
    assert set(rights) == {(index.pk, name) for name in ("add_page", "change_page", "publish_page")}

    sync_groups(manager)
    browser = client_for(manager)
    add = reverse("wagtailadmin_pages:add", args=("grants", "callpage", index.pk))
    answer = browser.get(add)
    assert answer.status_code == 200
    assert "Kinds of organisations that may apply" in answer.text
    home = index.get_parent()
    elsewhere = reverse("wagtailadmin_pages:add", args=("site", "newsindexpage", home.pk))
    assert browser.get(elsewhere).status_code in (302, 403)


def test_migrations_hold_no_blocks():
    for file in Path(grants.__file__).parent.glob("migrations/0*.py"):
        assert "wagtail.blocks" not in file.read_text()
