"""Assessing: the gate, saving, submitting, reopening, and who sees whose scores when."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from grants.actions.assessments import reopen_assessment, save_assessment, submit_assessment
from grants.actions.assignments import assign_assessor, assign_evenly, release_assessor
from grants.actions.calls import NotReady
from grants.actions.decisions import move_application
from grants.actions.declarations import declare_conflict, declare_for_call, declare_no_conflict
from grants.actions.rankings import close_assessment
from grants.models import Assessment, AssessorDeclaration, Assignment, Call, KeptScores
from grants.permissions import can_read_as_assessor
from grants.scores import Scores, read_typed
from grants.states import AssessmentState
from network.core.errors import DomainError, NotAllowed
from network.core.models import AuditEntry, OutboxMessage
from tests.factories.grants import application_in, assessed, open_call_now, open_for
from tests.factories.members import AffiliationFactory, person_with_role

NEED = "00000000-0000-0000-0000-000000000007"
FULL = Scores({NEED: 4}, {NEED: "They know the street."}, "", "fund")


@pytest.fixture
def application(db):
    return application_in("assessment", open_call_now(avoids_own_country=True))


@pytest.fixture
def second(db):
    return person_with_role("assessor", full_name="Dritan Assessor", email="second@example.org")


def page_of(application):
    return reverse("grants-assess-application", kwargs={"uuid": application.uuid})


# --- the gate -----------------------------------------------------------------------------------------------------


def test_nothing_opens_before_both_declarations(client_for, application, assessor, grants_manager):
    assign_assessor(application, assessor, by=grants_manager)
    browser = client_for(assessor)

    first = browser.get(page_of(application))
    declaration = reverse("grants-assess-declaration", kwargs={"slug": application.call.slug})
    assert first.url == declaration
    browser.post(declaration, {f"promise_{place}": "on" for place in range(4)})
    gate = browser.get(page_of(application)).text
    assert "Before you open it" in gate
    assert "Because nobody else does it." not in gate
    half = browser.post(reverse("grants-assess-declare", kwargs={"uuid": application.uuid}), {"promise_0": "on"})
    assert half.status_code == 422

    browser.post(
        reverse("grants-assess-declare", kwargs={"uuid": application.uuid}),
        {f"promise_{place}": "on" for place in range(3)},
    )

    assert "Because nobody else does it." in browser.get(page_of(application)).text
    kept = AssessorDeclaration.objects.get()
    assert (kept.version, kept.text.count("\n"), kept.language) == ("2026-1", 3, "en")


def test_words_that_change_ask_everybody_again(monkeypatch, application, assessor, grants_manager):
    assignment = open_for(application, assessor, grants_manager)
    monkeypatch.setattr("grants.permissions.CALL_VERSION", "2027-1")

    with pytest.raises(NotAllowed):
        save_assessment(assignment, FULL, version=0, device="a", by=assessor, now=timezone.now())


def test_conflict_shuts_the_application_at_once_and_tells_the_managers(
    client_for, application, assessor, grants_manager
):
    assignment = open_for(application, assessor, grants_manager)
    browser = client_for(assessor)
    assert browser.get(page_of(application)).status_code == 200

    browser.post(reverse("grants-assess-conflict", kwargs={"uuid": application.uuid}), {"reason": "My sister."})

    assert [browser.get(page_of(application)).status_code, browser.post(page_of(application)).status_code] == [404, 404]
    assignment.refresh_from_db()
    assert assignment.conflict_reason == "My sister."
    assert OutboxMessage.objects.filter(recipient=grants_manager).count() == 1
    with pytest.raises(DomainError):
        declare_no_conflict(assignment, by=assessor, now=timezone.now())


# --- writing ------------------------------------------------------------------------------------------------------


def test_draft_saves_itself_and_tells_two_devices_apart(application, assessor, grants_manager):
    assignment = open_for(application, assessor, grants_manager)
    now = timezone.now()
    save_assessment(assignment, FULL, version=0, device="desk", by=assessor, now=now)
    save_assessment(assignment, Scores({NEED: 5}), version=0, device="desk", by=assessor, now=now)

    late = save_assessment(assignment, FULL, version=1, device="phone", by=assessor, now=now)

    saved = Assessment.objects.get()
    assert (saved.version, saved.points, saved.total) == (2, {NEED: 5}, Decimal("10.00"))
    assert (late.kept.content["points"], late.kept.content["recommendation"]) == ({NEED: 4}, "fund")


def test_second_device_without_javascript_overwrites_nothing(client_for, application, assessor, grants_manager):
    """Two pages opened at the same time, each sent by its button: the second is kept beside the first."""
    open_for(application, assessor, grants_manager)
    desk, phone = client_for(assessor), client_for(assessor)
    hidden = [
        dict(re.findall(r'name="(version|device)" value="([^"]*)"', browser.get(page_of(application)).text))
        for browser in (desk, phone)
    ]
    assert hidden[0]["version"] == hidden[1]["version"] == "0"
    assert hidden[0]["device"] != hidden[1]["device"]

    desk.post(page_of(application), {**hidden[0], f"points_{NEED}": "5", f"reason_{NEED}": "Written at the desk."})
    answer = phone.post(
        page_of(application),
        {**hidden[1], f"points_{NEED}": "1", f"reason_{NEED}": "Written on the bus.", "next": "submit"},
        follow=True,
    )

    assert Assessment.objects.get().reasons == {NEED: "Written at the desk."}
    assert Assessment.objects.get().state == AssessmentState.DRAFT
    for text in ("Written at the desk.", "Written on the bus.", "Both versions are here; choose one."):
        assert text in answer.text
    assert "Another version is kept aside" in phone.get(page_of(application)).text

    kept = KeptScores.objects.get()
    where = {"uuid": application.uuid, "kept": kept.uuid}
    phone.post(reverse("grants-assess-kept-use", kwargs=where))
    assert Assessment.objects.get().reasons == {NEED: "Written on the bus."}
    assert Assessment.objects.get().total == Decimal("2.00")
    assert KeptScores.objects.get().content["reasons"] == {NEED: "Written at the desk."}
    phone.post(reverse("grants-assess-kept-discard", kwargs=where))
    assert not KeptScores.objects.exists()


def test_kept_scores_are_their_writers_alone(client_for, application, assessor, second, grants_manager):
    assignment = open_for(application, assessor, grants_manager)
    open_for(application, second, grants_manager)
    kept = KeptScores.objects.create(
        assessment=assignment.assessment,
        content={"points": {}, "reasons": {}, "comment": "", "recommendation": ""},
    )
    address = reverse("grants-assess-kept", kwargs={"uuid": application.uuid, "kept": kept.uuid})

    assert client_for(assessor).get(address).status_code == 200
    assert [client_for(who).get(address).status_code for who in (second, grants_manager)] == [404, 404]
    declare_conflict(assignment, by=assessor, reason="", now=timezone.now())
    assert client_for(assessor).get(address).status_code == 404


def test_text_from_before_the_sign_in_does_not_overwrite_a_newer_draft(client, application, assessor, grants_manager):
    """The version travels with the text that waits behind the sign-in."""
    assignment = open_for(application, assessor, grants_manager)
    client.post(page_of(application), {"version": "0", "device": "old", f"reason_{NEED}": "From yesterday."})
    save_assessment(assignment, FULL, version=0, device="phone", by=assessor, now=timezone.now())
    client.force_login(assessor, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(page_of(application)).text
    hidden = dict(re.findall(r'name="(version|device)" value="([^"]*)"', page))
    assert "From yesterday." in page

    client.post(page_of(application), {**hidden, f"reason_{NEED}": "From yesterday."})

    assert Assessment.objects.get().reasons == FULL.reasons
    assert KeptScores.objects.get().content["reasons"] == {NEED: "From yesterday."}


def test_autosave_answers_with_time_and_version(client_for, application, assessor, grants_manager):
    open_for(application, assessor, grants_manager)
    browser = client_for(assessor)
    data = {f"points_{NEED}": "3", f"reason_{NEED}": "Well", "version": "0", "device": "desk"}

    answer = browser.post(page_of(application), data, headers={"X-Autosave": "1"}).json()
    clash = browser.post(
        page_of(application), {**data, "device": "phone", f"points_{NEED}": "1"}, headers={"X-Autosave": "1"}
    )

    assert answer["version"] == 1
    assert clash.status_code == 409
    assert Assessment.objects.get().points == {NEED: 3}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("5", {NEED: 5}), ("0", {NEED: 0}), ("6", {}), ("-1", {}), ("4.5", {}), ("", {}), ("９", {}), ("9" * 5000, {})],
)
def test_only_points_on_the_scale_are_kept(application, typed, kept):
    definition = application.call.form.definition

    assert read_typed(definition, {f"points_{NEED}": typed}).points == kept


def test_pasted_megabytes_get_a_sentence_and_come_back(client_for, application, assessor, grants_manager):
    open_for(application, assessor, grants_manager)
    browser, long = client_for(assessor), "w " * 1_000_000
    data = {f"reason_{NEED}": long, "recommendation": "fund"}

    shown = browser.post(page_of(application), data)
    told = browser.post(page_of(application), data, headers={"X-Autosave": "1"})

    sentence = "This text has 1,999,999 characters; at most 6,000 can be kept. Please shorten it."
    assert (shown.status_code, told.status_code, told.json()) == (422, 422, {"error": f"Need: {sentence}"})
    assert sentence in shown.text
    assert long.strip() in shown.text
    assert Assessment.objects.get().version == 0


def test_foreign_fields_do_no_harm(client_for, application, assessor, grants_manager):
    open_for(application, assessor, grants_manager)
    data = {f"reason_{NEED}": "Well.", "recommendation": "bribe", "points_other": "5"}

    assert client_for(assessor).post(page_of(application), data).status_code == 302

    kept = Assessment.objects.get()
    assert (kept.reasons, kept.recommendation, kept.points) == ({NEED: "Well."}, "", {})


def test_submitting_needs_points_reason_and_recommendation(client_for, application, assessor, grants_manager):
    assignment = open_for(application, assessor, grants_manager)
    browser = client_for(assessor)

    answer = browser.post(page_of(application), {f"reason_{NEED}": "Good.", "next": "submit"})

    assert answer.status_code == 422
    for sentence in ("Give points.", "Write the reason in a sentence", "Choose what you recommend."):
        assert sentence in answer.text
    assert Assessment.objects.get().reasons == {NEED: "Good."}
    with pytest.raises(NotReady):
        submit_assessment(assignment, by=assessor, now=timezone.now())


def test_submitted_assessment_stands_and_is_in_the_log(application, assessor, grants_manager):
    assessment = assessed(application, assessor, grants_manager, points=3)
    assignment = assessment.assignment

    with pytest.raises(DomainError):
        save_assessment(assignment, FULL, version=9, device="x", by=assessor, now=timezone.now())
    submit_assessment(assignment, by=assessor, now=timezone.now())

    entries = AuditEntry.objects.filter(object_type="grants.assessment").order_by("pk")
    assert [entry.verb for entry in entries] == ["assessment.submitted", "assessment.scored"]
    assert entries[1].after["points"] == {NEED: 3}


def test_reopened_assessment_can_be_changed_until_the_ranking(application, assessor, grants_manager):
    assessment = assessed(application, assessor, grants_manager)
    with pytest.raises(DomainError, match="reason"):
        reopen_assessment(assessment, by=grants_manager, reason=" ")

    reopen_assessment(assessment, by=grants_manager, reason="The reason is about another project.")
    with pytest.raises(DomainError, match="still being written"):
        move_application(application, "ranked", by=grants_manager, reason="Enough.")
    assignment = Assignment.objects.get()
    save_assessment(
        assignment,
        Scores({NEED: 1}, FULL.reasons, "", "reject"),
        version=9,
        device="test",
        by=assessor,
        now=timezone.now(),
    )
    submit_assessment(assignment, by=assessor, now=timezone.now())
    with pytest.raises(DomainError, match="close the assessment on the ranking board"):
        move_application(application, "ranked", by=grants_manager, reason="Enough.")
    Call.objects.update(assessors_needed=1)
    close_assessment(Call.objects.get(), by=grants_manager)

    with pytest.raises(DomainError, match="closed"):
        reopen_assessment(Assessment.objects.get(), by=grants_manager, reason="Too late.")


# --- whose scores -------------------------------------------------------------------------------------------------


def test_others_scores_show_only_after_ones_own(client_for, application, assessor, second, grants_manager):
    assessed(application, second, grants_manager, points=2)
    open_for(application, assessor, grants_manager)
    browser = client_for(assessor)

    before = browser.get(page_of(application)).text
    browser.post(
        page_of(application),
        {f"points_{NEED}": "4", f"reason_{NEED}": "They know it.", "recommendation": "fund", "next": "submit"},
    )
    after = browser.get(page_of(application)).text

    assert "It deserves 2 points." not in before
    assert "It deserves 2 points." in after
    assert "Dritan" not in after


def test_scores_of_released_and_conflicted_do_not_count(application, assessor, second, grants_manager):
    first, other = (assessed(application, person, grants_manager) for person in (assessor, second))
    assert Assessment.objects.counting().count() == 2

    release_assessor(first.assignment, by=grants_manager, reason="Left the network.")
    declare_conflict(other.assignment, by=second, reason="", now=timezone.now())

    assert Assessment.objects.counting().count() == 0
    assert Assessment.objects.filter(state=AssessmentState.SUBMITTED).count() == 2


def test_deleting_the_assessor_keeps_the_score(application, assessor, grants_manager):
    assessed(application, assessor, grants_manager)

    assessor.delete()

    kept = Assignment.objects.get()
    assert (kept.assessor, kept.assessor_name, kept.assessment.state) == (None, "Asja Assessor", "submitted")
    assert AssessorDeclaration.objects.get().assessor_name == "Asja Assessor"
    assert Assessment.objects.counting().count() == 1


# --- assigning ----------------------------------------------------------------------------------------------------


def test_ties_keep_an_assessor_away(application, assessor, grants_manager, stranger):
    AffiliationFactory(
        organisation=application.organisation,
        person=assessor,
        valid_from=timezone.now() - timedelta(days=900),
        until=timezone.now() - timedelta(days=400),
    )
    compatriot = person_with_role("assessor", email="compatriot@example.org")
    AffiliationFactory(person=compatriot, organisation__country=application.country)

    for person, words in (
        (assessor, "belongs, or belonged"),
        (compatriot, "own country"),
        (stranger, "not an assessor"),
    ):
        with pytest.raises(DomainError, match=words):
            assign_assessor(application, person, by=grants_manager)

    assert Assignment.objects.count() == 0


def test_who_runs_calls_assesses_nothing(application, assessor, grants_manager, secretariat):
    """On the desk they see everybody's scores, so they cannot give their own unseen."""
    secretariat.role_grants.create(role="assessor")
    with pytest.raises(DomainError, match="sees too much"):
        assign_assessor(application, type(secretariat).objects.get(pk=secretariat.pk), by=grants_manager)

    assignment = open_for(application, assessor, grants_manager)
    assert can_read_as_assessor(assessor, assignment)
    assessor.role_grants.create(role="grants_manager")
    assert not can_read_as_assessor(type(assessor).objects.get(pk=assessor.pk), assignment)


def test_even_distribution_is_even_and_repeatable(assessor, second, grants_manager):
    call = open_call_now()
    applications = [
        application_in(
            "assessment", call, managers=(grants_manager, person_with_role("secretariat", email=f"s{n}@example.org"))
        )
        for n in range(3)
    ]
    third = person_with_role("assessor", email="third@example.org")
    declare_conflict(
        assign_assessor(applications[0], third, by=grants_manager), by=third, reason="", now=timezone.now()
    )

    assert assign_evenly(call, by=grants_manager) == 6
    assert assign_evenly(call, by=grants_manager) == 0

    standing = Assignment.objects.standing()
    assert sorted(standing.filter(assessor=person).count() for person in (assessor, second, third)) == [2, 2, 2]
    assert not standing.filter(assessor=third, application=applications[0]).exists()
    assert {standing.filter(application=one).count() for one in applications} == {2}
    assert OutboxMessage.objects.filter(recipient=assessor).count() == 1


def test_declaring_for_a_call_that_asks_nothing_is_refused(application, assessor):
    with pytest.raises(NotAllowed):
        declare_for_call(application.call, by=assessor, now=timezone.now())
