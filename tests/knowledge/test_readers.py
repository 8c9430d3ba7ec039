"""What readers add to a study: bookmarks, comments with moderation, adaptations, and a room with the author."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser

from knowledge import permissions
from knowledge.actions import case_studies, study_decisions
from knowledge.actions import readers as actions
from knowledge.models import Adaptation, Bookmark, CaseStudy, Comment
from knowledge.states import ADAPTATION_TRANSITIONS, COMMENT_TRANSITIONS, AdaptationState, CommentState, StudyState
from members.models import AffiliationRole
from network.core.errors import DomainError, NotAllowed, TransitionError
from network.core.models import OutboxMessage
from network.core.transitions import transition
from tests.factories.knowledge import study_in
from tests.factories.members import AffiliationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def study(organisation):
    author = AffiliationFactory(organisation=organisation, person__full_name="Aca Author").person
    return study_in(StudyState.PUBLISHED, author)


@pytest.fixture
def speaker(db):
    """A representative of a listed organisation in Montenegro."""
    from tests.factories.members import OrganisationFactory

    home = OrganisationFactory(country_code="ME", name="Primjer dom")
    return AffiliationFactory(organisation=home, role=AffiliationRole.REPRESENTATIVE).person


def commented(study, by, text="How many guardians are on duty?"):
    return actions.comment_on_study(study, by=by, key=uuid4(), text=text, language="en")


def adapted(study, by):
    home = by.organisations().get()
    return actions.propose_adaptation(study, by=by, organisation=home, text="By phone only.", language="en", since=2024)


ROLES = ["nobody", "stranger", "member", "author", "speaker", "coordinator", "coordinator_ba", "editor", "secretariat"]
DESK = {"coordinator", "editor", "secretariat"}
MEMBERS = {"member", "author", "speaker", "coordinator", "coordinator_ba", "secretariat"}

TABLE = {
    "can_comment": MEMBERS,
    "can_ask_author": MEMBERS - {"author"},
    "can_take_back_comment": {"member"},
    "can_report_comment": set(ROLES) - {"nobody", "member"},
    "can_moderate_comment": DESK,
    "can_answer_adaptation": DESK | {"author"},
    "can_take_back_adaptation": {"speaker"},
}


@pytest.mark.parametrize("rule", TABLE)
def test_readers_may_do_what_the_table_says(request, study, member, speaker, rule):
    comment, adaptation = commented(study, member), adapted(study, speaker)
    thing = comment if "comment" in rule and rule != "can_comment" else adaptation if "adaptation" in rule else study

    def person(role):
        if role == "nobody":
            return AnonymousUser()
        return study.author if role == "author" else request.getfixturevalue(role)

    assert {role for role in ROLES if getattr(permissions, rule)(person(role), thing)} == TABLE[rule]


@pytest.mark.parametrize("state", [one for one in StudyState if one not in ("published", "recheck_due")])
def test_nothing_can_be_said_under_a_study_that_is_not_public(member, speaker, state):
    study = study_in(state)

    with pytest.raises(NotAllowed):
        commented(study, member)
    with pytest.raises(NotAllowed):
        adapted(study, speaker)
    assert not permissions.can_ask_author(member, study)


COMMENT_PAIRS = [(before, to) for before in CommentState.values for to in CommentState.values]
ADAPTATION_PAIRS = [(before, to) for before in AdaptationState.values for to in AdaptationState.values]


@pytest.mark.parametrize(("before", "to"), COMMENT_PAIRS)
def test_comment_goes_where_the_table_says(study, member, before, to):
    comment = commented(study, member)
    Comment.objects.update(state=before)

    if to in COMMENT_TRANSITIONS[before]:
        assert transition(comment, to, by=None).state == to
    else:
        with pytest.raises(TransitionError):
            transition(comment, to, by=None)


@pytest.mark.parametrize(("before", "to"), ADAPTATION_PAIRS)
def test_adaptation_goes_where_the_table_says(study, speaker, before, to):
    adaptation = adapted(study, speaker)
    Adaptation.objects.update(state=before)

    if to in ADAPTATION_TRANSITIONS[before]:
        assert transition(adaptation, to, by=None).state == to
    else:
        with pytest.raises(TransitionError):
            transition(adaptation, to, by=None)


def test_comment_sent_twice_is_one_and_tells_the_author(client, study, member):
    key = uuid4()

    for _click in range(2):
        actions.comment_on_study(study, by=member, key=key, text="<b>Bravo</b>", language="en")

    page = client.get(study.get_absolute_url()).content.decode()
    assert page.count("&lt;b&gt;Bravo&lt;/b&gt;") == 1
    assert OutboxMessage.objects.filter(recipient=study.author, subject__startswith="A comment on").count() == 1


def test_reported_comment_is_looked_at_by_the_desk_and_hidden_with_a_reason(
    client, client_for, study, member, speaker, coordinator
):
    comment = commented(study, member, text="Call me under 060 000")
    reader, desk = client_for(speaker), client_for(coordinator)

    reader.post(f"/en/knowledge/case-studies/comments/{comment.uuid}/report/", {"reason": "A private number."})
    waiting = desk.get("/en/desk/case-studies/comments/").content.decode()
    desk.post(f"/en/desk/case-studies/comments/{comment.uuid}/hide/", {"reason": "Nobody’s number here."})

    page = client.get(study.get_absolute_url()).content.decode()
    assert "060 000" in waiting
    assert "060 000" not in page
    assert "Hidden by a moderator" in page
    assert "Nobody’s number here." in OutboxMessage.objects.get(recipient=member).text


def test_comment_taken_back_is_gone_for_good(client, client_for, study, member):
    comment = commented(study, member, text="xylophone")

    client_for(member).post(f"/en/knowledge/case-studies/comments/{comment.uuid}/take-back/")

    assert "xylophone" not in client.get(study.get_absolute_url()).content.decode()
    assert "xylophone" not in Comment.objects.get().text


def test_too_long_comment_is_refused_beside_the_field_and_kept(client_for, study, member):
    page = client_for(member).post(f"{study.get_absolute_url()}comment/", {"key": uuid4(), "text": "x" * 2001})

    assert list(page.context["comment_form"].errors) == ["text"]
    assert "x" * 2001 in page.content.decode()


def test_adaptation_is_seen_by_all_once_the_author_confirms_it(client, client_for, study, speaker):
    home = speaker.organisations().get()
    form = {"organisation": home.slug, "text": "By phone only.", "since": 2024}

    client_for(speaker).post(f"{study.get_absolute_url()}adapt/", form)
    adaptation = Adaptation.objects.get()
    before = client.get(study.get_absolute_url()).content.decode()
    client_for(study.author).post(f"/en/knowledge/case-studies/adopted/{adaptation.uuid}/confirm/")
    after = client.get(study.get_absolute_url()).content.decode()

    assert ("By phone only." in before, "By phone only." in after, "Primjer dom" in after) == (False, True, True)
    assert OutboxMessage.objects.filter(recipient=speaker, subject__startswith="Confirmed").count() == 1


def test_organisation_says_once_that_it_took_a_practice_over(study, speaker):
    adaptation = adapted(study, speaker)

    with pytest.raises(DomainError, match="already"):
        adapted(study, speaker)
    actions.take_back_adaptation(adaptation, by=speaker)
    adapted(study, speaker)

    assert list(Adaptation.objects.values_list("state", flat=True)) == ["proposed"]


def test_own_organisation_and_strangers_adapt_nothing(study, representative, member, stranger):
    for person in (representative, member, stranger):
        assert not any(permissions.can_adapt_study(person, study, one) for one in person.organisations())
    assert not permissions.can_adapt_study(AnonymousUser(), study, study.organisation)


def test_list_of_visible_adaptations_holds_unanswered_ones_for_the_two_sides_only(study, speaker, member, coordinator):
    adapted(study, speaker)
    seen = [who for who in (speaker, study.author, member, coordinator) if Adaptation.objects.visible_to(who).exists()]

    assert seen == [speaker, study.author]
    assert not Adaptation.objects.visible_to(AnonymousUser()).exists()


def test_bookmarks_are_found_again_and_forgotten(client_for, study, member):
    browser = client_for(member)
    address = study.get_absolute_url()

    for _click in range(2):
        browser.post(f"{address}bookmark/")
    marked = browser.get("/en/knowledge/case-studies/bookmarks/").content.decode()
    browser.post(f"{address}bookmark/forget/")

    assert study.title in marked
    assert not Bookmark.objects.exists()


def test_bookmark_of_a_study_that_was_withdrawn_shows_nothing_of_it(client_for, study, member, coordinator):
    actions.bookmark_study(study, by=member)
    study_decisions.archive_study(study, by=coordinator, reason="Outdated.")

    assert study.title not in client_for(member).get("/en/knowledge/case-studies/bookmarks/").content.decode()


def test_member_writes_to_the_author_in_a_room(client_for, study, member, stranger):
    answer = client_for(member).post(f"{study.get_absolute_url()}ask/")

    assert (answer.status_code, "/rooms/" in answer.url) == (302, True)
    assert client_for(stranger).post(f"{study.get_absolute_url()}ask/").status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_page_costs_the_same_for_one_comment_as_for_three(client, django_assert_num_queries, study, member, rows):
    for number in range(rows):
        commented(study, member, text=f"Question {number}")
        adapted(study, representative_of("ME"))
    Adaptation.objects.update(state="confirmed")
    client.get(study.get_absolute_url())

    with django_assert_num_queries(READING):
        client.get(study.get_absolute_url())


READING = 10


def representative_of(code):
    from tests.factories.members import OrganisationFactory

    return AffiliationFactory(
        organisation=OrganisationFactory(country_code=code), role=AffiliationRole.REPRESENTATIVE
    ).person


def test_withdrawn_study_keeps_its_address_and_says_why(client, study, coordinator):
    address, title = study.get_absolute_url(), study.title
    study_decisions.archive_study(study, by=coordinator, reason="The service was closed.")

    page = client.get(address)

    words = page.content.decode()
    assert (page.status_code, title in words, "The service was closed." in words) == (410, True, True)
    assert "Children waited for weeks." not in words


def test_words_written_after_a_withdrawal_are_not_shown_at_the_old_address(client, study, coordinator):
    study_decisions.archive_study(study, by=coordinator, reason="The service was closed.")
    case_studies.restore_study(study, by=study.author)
    study = CaseStudy.objects.get()
    case_studies.save_draft(study, by=study.author, version=study.version, title="xylophone", texts={})

    assert "xylophone" not in client.get(study.get_absolute_url()).content.decode()


def test_everything_of_a_study_without_author_still_opens(client, study):
    CaseStudy.objects.update(author=None)

    assert client.get(study.get_absolute_url()).status_code == 200
