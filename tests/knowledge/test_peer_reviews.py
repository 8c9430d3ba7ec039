"""A peer review: every step by whom it belongs to, nobody sees what they may not, nothing public without both sides."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from knowledge import permissions
from knowledge.actions import instruments, ratings, review_outcomes, review_summaries, review_teams
from knowledge.actions import peer_reviews as actions
from knowledge.actions.ratings import Answer
from knowledge.models import FollowUp, InstrumentItem, PeerReview, Rating
from knowledge.queries.peer_reviews import answered, picture, public_picture, readable_ratings
from knowledge.states import REVIEW_DONE, REVIEW_TRANSITIONS, ReviewState
from messaging.models import Room
from network.core.errors import DomainError, NotAllowed, TransitionError
from network.core.models import OutboxMessage
from network.core.search.models import SearchEntry
from network.core.transitions import transition
from tests.factories.knowledge import author_of
from tests.factories.reviews import answers, instrument, review_in, team_of

pytestmark = pytest.mark.django_db

ROLES = ["nobody", "stranger", "member", "representative", "lead", "peer", "offered", "coordinator", "coordinator_ba"]
ROLES += ["secretariat", "editor", "assessor"]
HOST, TEAM, DESK = {"member", "representative"}, {"lead", "peer"}, {"coordinator", "secretariat"}
INSIDE = HOST | TEAM | DESK


@pytest.fixture
def review_at(organisation, coordinator, representative):
    return lambda state: review_in(state, host=organisation, coordinator=coordinator, representative=representative)


@pytest.fixture
def person(request):
    def find(role, review):
        if role == "nobody":
            return AnonymousUser()
        if role in TEAM:
            people = team_of(review)
            return people[role == "peer"] if people else author_of("ME")
        if role == "offered":
            return author_of("AL")
        return request.getfixturevalue(role)

    return find


# --- States ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", ReviewState.values)
def test_review_goes_where_the_table_says_and_nowhere_else(organisation, before):
    review = PeerReview.objects.create(
        host=organisation, country=organisation.country, service="A house", instrument=instrument(), language="en",
        state=before, final_at=timezone.now(),
    )  # fmt: skip

    for to in ReviewState.values:
        with transaction.atomic():
            if to in REVIEW_TRANSITIONS[before]:
                assert transition(review, to, by=None).state == to
            else:
                with pytest.raises(TransitionError):
                    transition(review, to, by=None)
            PeerReview.objects.filter(pk=review.pk).update(state=before)


def test_review_goes_the_whole_way(review_at):
    review = review_at(ReviewState.CLOSED)

    assert (review.state, review.host_comment, review.strengths) == ("closed", "The door is ordered.", "Warm rooms.")
    assert review.instrument.frozen_at is not None
    assert list(review.follow_ups.values_list("months", "text")) == [(6, "It stands."), (12, "It stands.")]


@pytest.mark.parametrize(
    ("state", "act", "allowed"),
    [
        (ReviewState.PROPOSED, lambda r, u: actions.agree_to_review(r, by=u), {"representative"}),
        (ReviewState.AGREED, lambda r, u: review_teams.begin_self_assessment(r, by=u), DESK),
        (ReviewState.SELF_ASSESSMENT, lambda r, u: ratings.rate(r, by=u, answers=answers(r, 3, "")), HOST),
        (ReviewState.DESK, lambda r, u: ratings.rate(r, by=u, answers=answers(r, 3, "")), TEAM),
        (
            ReviewState.DESK,
            lambda r, u: actions.plan_visit(r, by=u, visit_from=date(2026, 5, 1), visit_until=date(2026, 5, 2)),
            DESK | {"lead"},
        ),
        (ReviewState.DRAFT, lambda r, u: ratings.rate(r, by=u, answers=answers(r, 3, "")), {"lead"}),
        (ReviewState.DRAFT, lambda r, u: actions.write_up(r, by=u, strengths="", advice=""), {"lead"}),
        (ReviewState.HOST_COMMENT, lambda r, u: actions.reply_and_finish(r, by=u, comment=""), {"representative"}),
        (
            ReviewState.FINAL,
            lambda r, u: review_outcomes.add_improvement(r, by=u, text="x", owner="y", due_on=date(2027, 1, 1)),
            HOST,
        ),
        (ReviewState.FINAL, lambda r, u: review_summaries.write_summary(r, by=u, summary="x"), {"representative", "lead"}),
        (ReviewState.ACTION_PLAN, lambda r, u: review_outcomes.write_follow_up(r.follow_ups.first(), by=u, text="x"), HOST),
        (ReviewState.VISIT, lambda r, u: actions.cancel_review(r, by=u, reason="x"), DESK | {"representative"}),
    ],
    ids=["agree", "begin", "rate-self", "rate-alone", "visit", "consensus", "write-up", "reply", "improve", "summary",
         "follow-up", "cancel"],
)  # fmt: skip
def test_step_belongs_to_those_in_the_table(review_at, person, state, act, allowed):
    review, done = review_at(state), set()

    for role in ROLES:
        try:
            with transaction.atomic():
                act(PeerReview.objects.get(pk=review.pk), person(role, review))
                done.add(role)
                transaction.set_rollback(True)
        except NotAllowed:
            continue

    assert done == allowed


@pytest.mark.parametrize("state", [ReviewState.PROPOSED, ReviewState.VISIT, ReviewState.CLOSED, ReviewState.CANCELLED])
def test_review_is_seen_by_host_team_and_desk_and_by_nobody_else(review_at, person, state):
    review = review_at(state)
    inside = INSIDE if state in (ReviewState.VISIT, ReviewState.CLOSED) else HOST | DESK

    seen = {role for role in ROLES if permissions.can_see_review(person(role, review), review)}
    listed = {
        role for role in ROLES if PeerReview.objects.visible_to(person(role, review)).filter(pk=review.pk).exists()
    }

    assert seen == listed == inside


# --- The team -------------------------------------------------------------------------------------------------------


def test_peer_comes_from_another_country_and_not_from_the_host(review_at, coordinator, member):
    review = review_at(ReviewState.PROPOSED)

    for wrong in (author_of("RS"), member):
        with pytest.raises(DomainError):
            review_teams.invite_reviewer(review, by=coordinator, person=wrong)


def test_who_has_a_conflict_is_not_in_the_team_and_sees_nothing_more(review_at, coordinator, representative):
    review = review_at(ReviewState.PROPOSED)
    peer = author_of("BA")
    review_teams.invite_reviewer(review, by=coordinator, person=peer, is_lead=True)
    with pytest.raises(DomainError):
        review_teams.declare(review, by=peer, has_conflict=True, declaration=" ")

    review_teams.declare(review, by=peer, has_conflict=True, declaration="We share a donor.")

    place = review.reviewers.get()
    assert (place.standing, place.is_lead) == ("declined", False)
    assert not permissions.can_see_review(peer, review)
    with pytest.raises(IntegrityError), transaction.atomic():
        review.reviewers.update(standing="accepted")


def test_review_begins_with_two_declared_peers_of_whom_one_leads(organisation, coordinator, representative):
    review = review_in(ReviewState.PROPOSED, host=organisation, coordinator=coordinator, representative=representative)
    actions.agree_to_review(review, by=representative)
    first, second = author_of("BA"), author_of("ME")
    review_teams.invite_reviewer(review, by=coordinator, person=first)

    sentences = []
    for after in (
        lambda: review_teams.declare(review, by=first, has_conflict=False, declaration=""),
        lambda: (
            review_teams.invite_reviewer(review, by=coordinator, person=second),
            review_teams.declare(review, by=second, has_conflict=False, declaration=""),
        ),
        lambda: review_teams.invite_reviewer(review, by=coordinator, person=second, is_lead=True),
    ):
        with pytest.raises(DomainError) as refusal:
            review_teams.begin_self_assessment(review, by=coordinator)
        sentences.append(str(refusal.value))
        after()

    assert sentences == [
        "Everybody who was asked must have declared themselves first.",
        "A team has at least two reviewers who declared that they have no conflict.",
        "Say who leads the team.",
    ]
    assert review_teams.begin_self_assessment(review, by=coordinator).state == ReviewState.SELF_ASSESSMENT


def test_call_tells_the_public_its_own_words_and_nothing_of_the_host(
    review_at, client, client_for, coordinator, organisation
):
    review = review_at(ReviewState.AGREED)
    review_teams.call_for_reviewers(
        review, by=coordinator, text="A shelter looks for peers.", until=timezone.localdate()
    )
    offering, compatriot = author_of("AL"), author_of("RS")
    address = f"/en/knowledge/peer-reviews/{review.uuid}/offer/"

    pages = [client.get("/en/knowledge/peer-reviews/").content.decode()]
    pages.append(client_for(offering).get(address).content.decode())
    client_for(offering).post(address, {"motivation": "I ran one."})

    assert all("A shelter looks for peers." in page for page in pages)
    assert all(organisation.name not in page and review.service not in page for page in pages)
    assert review.reviewers.get(person=offering).standing == "offered"
    assert client_for(offering).get(review.get_absolute_url()).status_code == 404
    for wrong in (compatriot, offering):
        with pytest.raises(NotAllowed):
            review_teams.offer_to_review(review, by=wrong, motivation="x")
    review_teams.invite_reviewer(review, by=coordinator, person=offering)
    assert permissions.can_see_review(offering, review)


# --- Rating ---------------------------------------------------------------------------------------------------------


def sources(user, review):
    return sorted({rating.source for rating in readable_ratings(user, review)})


def test_nobody_sees_the_self_assessment_before_it_is_handed_in(review_at, person):
    review = review_at(ReviewState.SELF_ASSESSMENT)
    ratings.rate(review, by=person("member", review), answers=answers(review, 4, "Ours."))

    seen = {role for role in ROLES if sources(person(role, review), review)}

    assert seen == HOST


def test_peers_are_blind_to_each_other_until_their_own_ratings_are_in(review_at):
    review = review_at(ReviewState.VISIT)
    first, second = team_of(review)
    for number, peer in enumerate((first, second)):
        ratings.rate(review, by=peer, answers=answers(review, number, f"By {number}."))
    ratings.hand_in_ratings(review, by=first)

    def peers_seen(user):
        return sorted({one.evidence for one in readable_ratings(user, review) if one.source == "peer"})

    assert (peers_seen(first), peers_seen(second)) == (["By 0."], ["By 1."])
    ratings.hand_in_ratings(review, by=second)
    assert (peers_seen(first), peers_seen(second)) == (["By 0.", "By 1."], ["By 0.", "By 1."])
    with pytest.raises(NotAllowed):
        ratings.rate(review, by=first, answers=answers(review, 4, "Later."))


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (ReviewState.DRAFT, {"host": ["self"], "team": ["consensus", "peer", "self"], "desk": ["self"]}),
        (
            ReviewState.HOST_COMMENT,
            {"host": ["consensus", "self"], "team": ["consensus", "peer", "self"], "desk": ["consensus", "self"]},
        ),
        (
            ReviewState.CLOSED,
            {"host": ["consensus", "self"], "team": ["consensus", "peer", "self"], "desk": ["consensus", "self"]},
        ),
    ],
)
def test_ratings_are_read_by_those_in_the_table(review_at, person, state, expected):
    review = review_at(state)
    if state == ReviewState.DRAFT:
        ratings.rate(review, by=team_of(review)[0], answers=answers(review, 2, "We agreed."))

    found = {"host": "member", "team": "peer", "desk": "coordinator"}
    assert {side: sources(person(role, review), review) for side, role in found.items()} == expected
    assert sources(person("editor", review), review) == []


def test_rating_is_zero_to_four_or_does_not_apply_and_keeps_the_question(review_at, representative):
    review = review_at(ReviewState.SELF_ASSESSMENT)
    item = review.instrument.items.first()

    with pytest.raises(DomainError):
        ratings.rate(review, by=representative, answers=[Answer(item.pk, 5, "")])
    ratings.rate(review, by=representative, answers=[Answer(item.pk, None, "No night shift.")])

    rating = Rating.objects.get()
    assert (rating.value, rating.does_not_apply, rating.question) == (None, True, "The house is open.")
    for wrong in ({"value": 5, "does_not_apply": False}, {"value": 1, "does_not_apply": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Rating.objects.update(**wrong)


def test_incomplete_ratings_are_not_handed_in(review_at, representative):
    review = review_at(ReviewState.SELF_ASSESSMENT)
    ratings.rate(review, by=representative, answers=answers(review, 3, "")[:1])

    with pytest.raises(DomainError, match="1 questions have no rating yet"):
        actions.hand_in_self_assessment(review, by=representative)


def test_picture_sets_the_host_beside_the_peers_and_leaves_out_what_does_not_apply(review_at, representative):
    review = review_at(ReviewState.FINAL)
    Rating.objects.filter(source="self", item__number=1).update(value=None, does_not_apply=True)

    room, public = picture(answered(review, readable_ratings(representative, review))), public_picture(review)

    for chart in (room.bars, room.net, public.bars, public.net):
        assert [[point.value for point in series.points] for series in chart.series] == [[None, 4], [2, 2]]


def test_rating_page_works_without_script(review_at, client_for, representative):
    review = review_at(ReviewState.SELF_ASSESSMENT)
    browser, items = client_for(representative), list(review.instrument.items.all())
    address = f"{review.get_absolute_url()}rate/"
    data = {f"value_{items[0].pk}": "3", f"evidence_{items[0].pk}": "A list.", f"value_{items[1].pk}": "na"}

    open_page = browser.get(address).content.decode()
    browser.post(address, data)
    refused = browser.post(address, {f"evidence_{items[0].pk}": "Only words."}).content.decode()

    assert list(Rating.objects.order_by("item__number").values_list("value", "does_not_apply", "evidence")) == [
        (3, False, "A list."),
        (None, True, ""),
    ]
    assert "Choose a rating for what you wrote here." in refused
    assert open_page.count("(optional)") == len(items), "what shows it; a rating is needed in the end"


# --- The instrument -------------------------------------------------------------------------------------------------


def test_instrument_is_open_until_a_host_agrees_and_then_never_changes(
    organisation, coordinator, representative, editor
):
    review = review_in(ReviewState.PROPOSED, host=organisation, coordinator=coordinator, representative=representative)
    item = review.instrument.items.first()
    instruments.word_question(item, by=editor, questions={"en": "Is the house open?"})

    actions.agree_to_review(review, by=representative)

    with pytest.raises(DomainError):
        instruments.word_question(item, by=editor, questions={"en": "Changed."})
    with pytest.raises(DomainError):
        instruments.drop_question(item, by=editor)
    writes = [
        item.save,
        item.delete,
        InstrumentItem.objects.all().delete,
        lambda: InstrumentItem.objects.update(number=9),
    ]
    for write in writes:
        with pytest.raises(TypeError), transaction.atomic():
            write()
    assert [one.question.text for one in review.instrument.items.all()] == ["Is the house open?", "There is staff."]


# --- What the public may read ---------------------------------------------------------------------------------------


def published(review, representative):
    lead = team_of(review)[0]
    review_summaries.write_summary(review, by=representative, summary="The xylophone house is warm.")
    for side in (representative, lead):
        review_summaries.consent_to_summary(review, by=side, summary="The xylophone house is warm.")
    return PeerReview.objects.get(pk=review.pk)


@pytest.mark.parametrize("state", sorted(REVIEW_DONE))
def test_summary_is_public_only_when_both_sides_agreed_to_exactly_it(review_at, client, representative, state):
    review = review_at(state)
    lead, address = team_of(review)[0], review.get_summary_url()
    review_summaries.write_summary(review, by=representative, summary="Warm.")
    statuses = [client.get(address).status_code]
    review_summaries.consent_to_summary(review, by=representative, summary="Warm.")
    statuses.append(client.get(address).status_code)
    with pytest.raises(DomainError):
        review_summaries.consent_to_summary(review, by=lead, summary="Cold.")
    review_summaries.consent_to_summary(review, by=lead, summary="Warm.")
    statuses.append(client.get(address).status_code)
    review_summaries.write_summary(review, by=lead, summary="Warm, mostly.")
    statuses.append(client.get(address).status_code)

    assert statuses == [404, 404, 200, 404]


def test_consent_taken_back_hides_the_summary_at_once(
    review_at, client, representative, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        review = published(review_at(ReviewState.CLOSED), representative)
    found = SearchEntry.objects.filter(kind="peer_review").count()
    with django_capture_on_commit_callbacks(execute=True):
        review_summaries.take_back_consent(review, by=representative)

    assert found == 1
    assert SearchEntry.objects.filter(kind="peer_review").count() == 0
    assert client.get(review.get_summary_url()).status_code == 404
    assert "xylophone" not in client.get("/en/knowledge/peer-reviews/").content.decode()


def test_published_summary_tells_nothing_of_single_ratings_and_texts(review_at, client, representative):
    review = published(review_at(ReviewState.CLOSED), representative)

    page = client.get(review.get_summary_url()).content.decode()

    assert "The xylophone house is warm." in page
    private = ["We think so.", "We agreed.", "Seen by", "Warm rooms.", "A second door.", "The door is ordered."]
    assert [words for words in private if words in page] == []


PUBLIC_PLACES = [
    "/en/knowledge/", "/en/knowledge/feed.atom", "/en/knowledge/peer-reviews/", "/en/knowledge/standards/",
    "/en/knowledge/peer-reviews/feed.atom", "/en/knowledge/peer-reviews/feed/rs.rss",
    "/oai?verb=ListRecords&metadataPrefix=oai_dc", "/sitemap.xml", "/en/search/?q=shelter", "/api/search/?q=shelter&lang=en",
]  # fmt: skip


@pytest.mark.parametrize("state", [ReviewState.PROPOSED, ReviewState.DRAFT, ReviewState.CLOSED, ReviewState.CANCELLED])
def test_private_review_is_nowhere_in_public(review_at, client, django_capture_on_commit_callbacks, state):
    with django_capture_on_commit_callbacks(execute=True):
        review = review_at(state)

    texts = {place: client.get(place).content.decode() for place in PUBLIC_PLACES}

    assert [place for place, text in texts.items() if "night shelter" in text or str(review.uuid) in text] == []
    assert [client.get(f"{review.get_summary_url()}{tail}").status_code for tail in ("", "cite.bib")] == [404, 404]
    assert Client().get(review.get_absolute_url()).status_code == 302


@pytest.mark.parametrize("who", ["stranger", "coordinator_ba", "editor", "assessor"])
def test_room_does_not_exist_for_others(request, review_at, client_for, who):
    from knowledge.views.review_steps import STEPS

    review = review_at(ReviewState.VISIT)
    browser, address = client_for(request.getfixturevalue(who)), review.get_absolute_url()

    assert [browser.get(address).status_code, browser.get(f"{address}rate/").status_code] == [404, 404]
    assert {verb: browser.post(f"{address}{verb}/").status_code for verb in STEPS} == dict.fromkeys(STEPS, 404)


@pytest.mark.parametrize("state", ReviewState.values)
def test_room_opens_in_every_state_for_everybody_inside(review_at, person, client_for, state):
    review = review_at(state)
    inside = INSIDE if review.reviewers.exists() else HOST | DESK

    statuses = {role: client_for(person(role, review)).get(review.get_absolute_url()).status_code for role in inside}

    assert statuses == dict.fromkeys(inside, 200)


def test_step_by_the_wrong_person_says_why_and_changes_nothing(review_at, client_for, member):
    review = review_at(ReviewState.PROPOSED)

    page = client_for(member).post(f"{review.get_absolute_url()}agree/", follow=True).content.decode()

    assert "A representative of the host agrees to the review." in page
    assert PeerReview.objects.get(pk=review.pk).state == ReviewState.PROPOSED


def test_improvement_is_ticked_off_by_the_host_and_only_within_its_review(review_at, client_for, member):
    review = review_at(ReviewState.FINAL)
    review_outcomes.add_improvement(review, by=member, text="A door", owner="Manager", due_on=date(2026, 12, 1))
    browser, address = client_for(member), f"{review.get_absolute_url()}improvements/done/"

    browser.post(address, {"improvement": "999999", "done_on": "2026-06-01"})
    before = list(review.actions.values_list("done_on", flat=True))
    browser.post(address, {"improvement": review.actions.get().pk, "done_on": "2026-06-01"})

    assert before == [None]
    assert review.actions.get().done_on == date(2026, 6, 1)


# --- Looking back ---------------------------------------------------------------------------------------------------


def test_host_is_asked_once_after_six_and_once_after_twelve_months(review_at, representative):
    review = review_at(ReviewState.ACTION_PLAN)
    due = list(FollowUp.objects.values_list("months", "due_on"))
    OutboxMessage.objects.all().delete()
    today = timezone.localdate()

    asked = [review_outcomes.remind_of_follow_ups(today + timedelta(days=days)) for days in (0, 190, 190, 370)]

    assert [months for months, _day in due] == [6, 12]
    assert due[1][1] == review_outcomes.months_after(today, 12)
    assert asked == [0, 1, 0, 1]
    assert OutboxMessage.objects.filter(recipient=representative).count() == 2
    assert review.follow_ups.filter(reminded_at=None).count() == 0


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2026, 10, 31), 6, date(2027, 4, 30)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day, months, after):
    assert review_outcomes.months_after(day, months) == after


@pytest.mark.parametrize("times", [1, 3])
def test_lists_cost_the_same_for_one_review_as_for_three(
    review_at, client, client_for, coordinator, representative, django_assert_num_queries, times
):
    for _review in range(times):
        published(review_at(ReviewState.FINAL), representative)
    client.get("/en/knowledge/peer-reviews/")

    with django_assert_num_queries(2):
        client.get("/en/knowledge/peer-reviews/")


def test_room_of_the_team_is_linked_for_those_in_it_only(
    review_at, person, client_for, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        review = review_at(ReviewState.VISIT)
    address = Room.objects.get(key=review.room_key).get_absolute_url()

    linked = {
        role: address in client_for(person(role, review)).get(review.get_absolute_url()).content.decode()
        for role in INSIDE
    }

    assert linked == {role: role in {"lead", "peer", "coordinator"} for role in INSIDE}


def test_side_that_agreed_is_offered_to_take_that_back_and_the_other_to_agree(review_at, client_for, representative):
    review = review_at(ReviewState.CLOSED)
    lead = team_of(review)[0]
    review_summaries.write_summary(review, by=lead, summary="A warm house.")
    review_summaries.consent_to_summary(review, by=representative, summary="A warm house.")

    pages = [client_for(by).get(review.get_absolute_url()).content.decode() for by in (representative, lead)]

    assert [("/consent/" in page, "/take-back/" in page) for page in pages] == [(False, True), (True, False)]
    assert ["next-title" in page for page in pages] == [False, False], "a closed review has no next step"


@pytest.mark.parametrize(("language", "labels"), [("en", 0), ("mk", 1)])
def test_summary_in_another_language_than_the_reader_s_is_labelled(review_at, client, representative, language, labels):
    review = published(review_at(ReviewState.CLOSED), representative)
    address = review.get_summary_url().replace("/en/", f"/{language}/", 1)

    pages = [client.get(one).content.decode() for one in (address, f"/{language}/knowledge/peer-reviews/")]

    assert [page.count('class="lang-label"') for page in pages] == [labels, labels]
