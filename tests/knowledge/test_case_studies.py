"""A study on its way from the author to the reader: who moves it, what is refused, who is told."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from wagtail.models import Locale

from knowledge.actions import case_studies as actions
from knowledge.actions import study_checks, study_decisions, study_translations
from knowledge.choices import Criterion
from knowledge.models import CaseStudy, CaseStudyPage
from knowledge.states import StudyState
from network.core import audit
from network.core.errors import DomainError, NotAllowed, TransitionError
from network.core.models import Notification, OutboxMessage
from tests.factories.knowledge import TEXTS, author_of, draft_study, study_in


def test_study_begun_twice_with_one_key_is_one(member, organisation):
    key = uuid4()

    for _click in range(2):
        actions.start_study(by=member, key=key, title="A practice", language="en", organisation=organisation)

    assert list(CaseStudy.objects.values_list("uuid", "title", "state")) == [(key, "A practice", "draft")]
    assert CaseStudyPage.objects.count() == 1


@pytest.mark.parametrize("language", ["mk", "sq", "cnr"])
def test_first_study_in_a_language_needs_nothing_prepared(coordinator, language):
    Locale.objects.filter(language_code=language).delete()

    study = study_in(StudyState.PUBLISHED, language=language)

    assert study.pages.get(live=True).language == language


def test_key_of_somebody_else_opens_nothing(member, organisation):
    other = draft_study()

    with pytest.raises(NotAllowed):
        actions.start_study(by=member, key=other.uuid, title="Mine", language="en", organisation=organisation)


def test_stranger_begins_nothing(stranger, organisation):
    with pytest.raises(NotAllowed):
        actions.start_study(by=stranger, key=uuid4(), title="Mine", language="en", organisation=organisation)


def test_draft_saved_over_a_newer_one_is_refused_and_loses_nothing(db):
    study = draft_study(complete=False)
    by, opened = study.author, study.version
    actions.save_draft(study, by=by, version=opened, title="First", texts={**TEXTS, "problem": "from the office"})

    with pytest.raises(actions.Conflict):
        actions.save_draft(study, by=by, version=opened, title="Second", texts={**TEXTS, "problem": "from home"})

    draft = actions.draft_of(CaseStudy.objects.get(pk=study.pk))
    assert (draft.title, draft.problem) == ("First", "from the office")


def test_autosaves_of_one_sitting_leave_one_revision(db):
    study = draft_study(complete=False)

    for word in ("one", "two", "three"):
        study = actions.save_draft(study, by=study.author, version=study.version, title=word, texts={})

    assert actions.source_page(study).revisions.count() == 1
    assert actions.draft_of(study).title == "three"


def test_incomplete_study_is_not_submitted_and_says_what_is_missing(db):
    study = draft_study(complete=False)

    with pytest.raises(DomainError, match=r"what did not work.*Choose at least one theme.*recognised"):
        actions.submit_study(study, by=study.author)

    assert CaseStudy.objects.get(pk=study.pk).state == StudyState.DRAFT


def test_submitting_tells_the_coordinator_of_the_country_only(coordinator, coordinator_ba):
    study = draft_study()

    actions.submit_study(study, by=study.author)

    told = Notification.objects.filter(kind="knowledge").values_list("recipient__email", "title")
    assert list(told) == [(coordinator.email, "For you to read: A guardian within a day")]
    assert OutboxMessage.objects.get(kind="knowledge").text.count(str(study.uuid)) == 1


def test_submitting_twice_is_refused_and_tells_once(coordinator):
    study = draft_study()
    actions.submit_study(study, by=study.author)

    with pytest.raises((NotAllowed, TransitionError)):
        actions.submit_study(study, by=study.author)

    assert Notification.objects.filter(kind="knowledge").count() == 1


def test_author_who_is_also_coordinator_does_not_decide_on_the_own_study(coordinator):
    from tests.factories.members import AffiliationFactory, OrganisationFactory

    AffiliationFactory(person=coordinator, organisation=OrganisationFactory())
    study = draft_study(coordinator)
    actions.submit_study(study, by=coordinator)

    with pytest.raises(NotAllowed):
        study_decisions.screen_study(study, by=coordinator, criteria=Criterion.values)


def test_returning_needs_a_reason_and_sends_it_to_the_author(coordinator):
    study = study_in(StudyState.SUBMITTED)

    with pytest.raises(DomainError):
        study_decisions.return_study(study, by=coordinator, reason="  ")
    study_decisions.return_study(study, by=coordinator, reason="Say what it cost.")

    letter = OutboxMessage.objects.get(recipient=study.author)
    assert (study.state, "Say what it cost." in letter.text) == (StudyState.REVISE, True)
    assert audit.history(study).first().reason == "Say what it cost."


def test_publishing_shows_the_draft_dates_it_and_tells_the_author(coordinator):
    study = study_in(StudyState.PEER_CHECKED)

    study_decisions.publish_study(study, by=coordinator)

    study = CaseStudy.objects.get(pk=study.pk)
    page = CaseStudyPage.objects.get(study=study)
    assert (study.state, study.is_public, study.slug) == ("published", True, "a-guardian-within-a-day")
    assert (page.live, page.problem) == (True, TEXTS["problem"])
    assert study.recheck_on == (study.published_at + study_decisions.RECHECK_AFTER).date()
    assert OutboxMessage.objects.filter(recipient=study.author, subject__startswith="Published").count() == 1
    verbs = list(audit.history(study).values_list("verb", flat=True))
    assert verbs == [
        f"casestudy.{verb}"
        for verb in (
            "published", "peer_checked", "peer_answered", "peer_asked", "screened", "submitted", "started",
        )
    ]  # fmt: skip


def test_two_studies_of_one_title_get_two_addresses(coordinator):
    slugs = {study_in(StudyState.PUBLISHED).slug for _study in range(2)}

    assert slugs == {"a-guardian-within-a-day", "a-guardian-within-a-day-2"}


@pytest.mark.parametrize(
    ("title", "slug"), [("Mine", "mine-study"), ("Чување деце", "cuvanje-dece"), ("???", "case-study")]
)
def test_address_is_readable_and_never_one_of_ours(db, title, slug):
    assert study_decisions.free_slug(title, "sr") == slug


def test_next_version_stays_unseen_until_it_is_published(coordinator):
    study = study_in(StudyState.PUBLISHED)
    first_published = study.published_at
    actions.update_study(study, by=study.author)
    texts = {**TEXTS, "problem": "A new sentence.", "change_note": "The problem is told anew."}
    actions.save_draft(study, by=study.author, version=study.version, title="New title", texts=texts)

    before = CaseStudyPage.objects.get(study=study)
    actions.submit_study(study, by=study.author)
    study_decisions.screen_study(study, by=coordinator, criteria=Criterion.values)
    study_decisions.publish_study(study, by=coordinator)
    after = CaseStudyPage.objects.get(study=study)

    assert (before.live, before.title, before.problem) == (True, "A guardian within a day", TEXTS["problem"])
    assert (after.title, after.problem) == ("New title", "A new sentence.")
    study = CaseStudy.objects.get(pk=study.pk)
    assert (study.slug, study.published_at) == ("a-guardian-within-a-day", first_published)
    assert study.changed_at > first_published
    assert [change["note"] for change in study.changes] == ["The problem is told anew."]
    assert after.change_note == ""


def test_facts_of_a_public_study_are_not_changed_by_its_author(db):
    study = study_in(StudyState.PUBLISHED)
    actions.update_study(study, by=study.author)

    actions.save_draft(
        study, by=study.author, version=study.version, title="T", texts=TEXTS, facts={"evidence_level": "good_practice"}
    )

    assert CaseStudy.objects.get(pk=study.pk).evidence_level == "promising"


def test_archived_study_is_gone_for_readers_and_can_be_taken_up_again(coordinator):
    study = study_in(StudyState.PUBLISHED)

    study_decisions.archive_study(study, by=coordinator, reason="Outdated.")
    hidden = CaseStudyPage.objects.get(study=study).live, CaseStudy.objects.public().count()
    actions.restore_study(study, by=study.author)

    assert hidden == (False, 0)
    assert study.state == StudyState.DRAFT


def test_confirming_is_for_studies_whose_recheck_is_due(coordinator):
    screened = study_in(StudyState.SCREENED)
    due = study_in(StudyState.RECHECK_DUE)

    with pytest.raises(DomainError):
        study_decisions.confirm_study(screened, by=coordinator)
    study_decisions.confirm_study(due, by=coordinator)

    assert due.state == StudyState.PUBLISHED
    assert CaseStudy.objects.get(pk=screened.pk).is_public is False
    assert due.recheck_on > timezone.localdate() + timedelta(days=700)


def test_peer_is_a_member_of_another_country_without_a_part_in_the_study(coordinator):
    study = study_in(StudyState.SCREENED)

    for wrong in (study.author, author_of("RS")):
        with pytest.raises(DomainError):
            study_checks.ask_peer(study, by=coordinator, peer=wrong)
    check = study_checks.ask_peer(study, by=coordinator, peer=author_of("ME"))
    with pytest.raises(DomainError):
        study_checks.ask_peer(study, by=coordinator, peer=author_of("AL"))

    assert (check.organisation.country_id, check.verdict) == ("ME", "")


@pytest.mark.parametrize(
    ("verdict", "state"), [("convincing", "peer_checked"), ("with_remarks", "peer_checked"), ("not_yet", "screened")]
)
def test_answer_of_the_peer_moves_the_study_unless_it_is_not_ready(coordinator, verdict, state):
    study = study_in(StudyState.SCREENED)
    check = study_checks.ask_peer(study, by=coordinator, peer=author_of("ME"))

    study_checks.answer_peer_check(check, by=check.peer, verdict=verdict, comment="")

    assert CaseStudy.objects.get(pk=study.pk).state == state
    with pytest.raises(NotAllowed):
        study_checks.answer_peer_check(check, by=check.peer, verdict="not_yet", comment="")


def test_translation_of_a_public_study_is_public_at_once_and_of_a_draft_is_not(editor):
    public, draft = study_in(StudyState.PUBLISHED), draft_study()

    pages = [
        study_translations.add_translation(one, by=editor, language="sr", title="Старатељ", texts={})
        for one in (public, draft)
    ]

    assert [CaseStudyPage.objects.get(pk=page.pk).live for page in pages] == [True, False]
    assert CaseStudyPage.objects.filter(study=public).values("translation_key").distinct().count() == 1
