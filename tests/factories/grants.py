"""Calls and applications for tests: an open call that asks little, and applications ready to be submitted."""

import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.models import Page, Site

from grants.actions.assessments import save_assessment, submit_assessment
from grants.actions.assignments import assign_assessor
from grants.actions.calls import open_call
from grants.actions.decisions import Word, award_application, check_eligibility, move_application
from grants.actions.declarations import declare_for_call, declare_no_conflict
from grants.actions.drafts import attach_file, save_part, start_application
from grants.actions.submissions import submit_application
from grants.models import Application, Assessment, Call, CallPage, GrantsIndexPage
from grants.scores import Scores
from grants.states import ApplicationState
from network.core.models import Country
from tests.factories.members import OrganisationFactory, person_with_role

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
WHY, HOW_MANY, WHERE, STATUTE, TRUE = (str(uuid.UUID(int=number)) for number in range(1, 6))
TOWN, VILLAGE = (str(uuid.UUID(int=number)) for number in (11, 12))


def pdf(name: str = "statute.pdf", more: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF + more, content_type="application/pdf")


def index_page() -> GrantsIndexPage:
    found = GrantsIndexPage.objects.first()
    if found:
        return found
    site = Site.objects.filter(is_default_site=True).first()
    home = Page.objects.get(pk=site.root_page_id)
    return home.add_child(instance=GrantsIndexPage(title="Grants", slug="grants", locale=home.locale))


def call_page(*, code: str = "", closes_at: datetime | None = None, publish: bool = True, **fields: Any) -> CallPage:
    """A published call that opened a week ago and closes in a month at 17:00 in Brussels, not opened yet."""
    parent = index_page()
    now = timezone.now()
    code = code or f"TEST-{CallPage.objects.count() + 1:02d}"
    closes = (closes_at or (now + timedelta(days=30)).replace(hour=15, minute=0, second=0)).astimezone(
        ZoneInfo("Europe/Brussels")
    )
    opens = fields.pop("opens_at", now - timedelta(days=7)).astimezone(ZoneInfo("Europe/Brussels"))
    countries = fields.pop("countries", ["RS", "BA", "MK", "AL", "ME"])
    page = CallPage(
        **{
            "title": f"Call Example {code}",
            "slug": code.lower(),
            "lead": "Small grants for local work.",
            "code": code,
            "opens_on": opens.date(),
            "opens_hour": opens.time().replace(microsecond=0, tzinfo=None),
            "closes_on": closes.date(),
            "closes_hour": closes.time().replace(microsecond=0, tzinfo=None),
            "envelope": Decimal(50000),
            "minimum_grant": Decimal(1000),
            "maximum_grant": Decimal(10000),
            "kinds": ["cso", "service_provider"],
            "locale": parent.locale,
            "questions": [
                {"type": "heading", "id": str(uuid.UUID(int=9)), "value": {"label": "The need", "help": ""}},
                {
                    "type": "long",
                    "id": WHY,
                    "value": {"label": "Why is it needed?", "help": "", "required": True, "max_words": 50},
                },
                {
                    "type": "number",
                    "id": HOW_MANY,
                    "value": {
                        "label": "How many people?",
                        "help": "",
                        "required": True,
                        "minimum": "1",
                        "maximum": "5000",
                    },
                },
                {
                    "type": "choice",
                    "id": WHERE,
                    "value": {
                        "label": "Where?",
                        "help": "",
                        "required": False,
                        "choices": [
                            {"type": "item", "id": TOWN, "value": "Town"},
                            {"type": "item", "id": VILLAGE, "value": "Village"},
                        ],
                    },
                },
            ],
            "documents": [
                {"type": "document", "id": STATUTE, "value": {"label": "Statute", "help": "", "required": True}}
            ],
            "declarations": [{"type": "declaration", "id": TRUE, "value": {"text": "Everything stated is true."}}],
            "criteria": [
                {
                    "type": "criterion",
                    "id": str(uuid.UUID(int=7)),
                    "value": {
                        "section": "Relevance",
                        "name": "Need",
                        "text": "",
                        "maximum": 5,
                        "weight": "2",
                        "section_minimum": None,
                    },
                }
            ],
            **fields,
        }
    )
    parent.add_child(instance=page)
    page.countries.set(Country.objects.filter(pk__in=countries))
    page.save()
    if publish:
        page.save_revision().publish()
    return CallPage.objects.get(pk=page.pk)


def open_call_now(**fields: Any) -> Call:
    """An opened call; `closes_at` moves its deadline."""
    return open_call(call_page(**fields), by=None)


PROJECT = {
    "title": "Home again",
    "summary": "We help returnees find work.",
    "months": "6",
    "answers": {WHY: "Because nobody else does it.", HOW_MANY: "40.00", WHERE: TOWN},
}
LINES = [
    {
        "heading": "human_resources",
        "description": "Counsellor",
        "unit": "month",
        "quantity": "6.00",
        "rate": "800.00",
        "requested": "",
    },
    {"heading": "indirect", "description": "Office", "unit": "", "quantity": "1.00", "rate": "336.00", "requested": ""},
]
REQUESTED = Decimal("5136.00")


def draft(call: Call, organisation: Any = None, *, by: Any = None, ready: bool = True) -> Application:
    """A draft; `ready` for one that lacks nothing but the declarations."""
    organisation = organisation or OrganisationFactory()
    now = call.opens_at + timedelta(minutes=1)
    application = start_application(call, organisation, by=by, now=now)
    if ready:
        save_part(application, "project", PROJECT, version=0, device="test", by=by, now=now)
        save_part(application, "budget", {"lines": LINES}, version=0, device="test", by=by, now=now)
        attach_file(application, STATUTE, pdf(), by=by, now=now)
        application.refresh_from_db()
    return application


def submitted(call: Call, organisation: Any = None, *, by: Any = None, now: datetime | None = None) -> Application:
    application = draft(call, organisation, by=by)
    moment = now or min(call.closes_at, max(timezone.now(), call.opens_at + timedelta(minutes=2)))
    submit_application(application, declared=[TRUE], by=by, now=moment, language="en")
    application.refresh_from_db()
    return application


def open_for(application: Application, assessor: Any, manager: Any) -> Any:
    """The assignment of an assessor who has declared for the call and for the application."""
    assignment = assign_assessor(application, assessor, by=manager)
    now = timezone.now()
    declare_for_call(application.call, by=assessor, now=now)
    return declare_no_conflict(assignment, by=assessor, now=now)


def assessed(
    application: Application, assessor: Any, manager: Any, *, points: int = 4, advice: str = "fund"
) -> Assessment:
    """A submitted assessment that gives every criterion `points` and a reason."""
    assignment = open_for(application, assessor, manager)
    criteria = application.call.form.definition.criteria
    scores = Scores(
        points={one.key: points for one in criteria},
        reasons={one.key: f"It deserves {points} points." for one in criteria},
        recommendation=advice,
    )
    save_assessment(assignment, scores, version=0, device="test", by=assessor, now=timezone.now())
    return submit_assessment(assignment, by=assessor, now=timezone.now())


def words_about(application: Application, reason: str = "") -> dict[str, Word]:
    """A checker's words: every line of the checklist holds; with a reason, the last one does not."""
    lines = application.form.definition.eligibility
    return {line.key: Word(not (reason and line is lines[-1]), reason) for line in lines}


WAY = [
    ApplicationState.RANKED,
    ApplicationState.PROVISIONALLY_SELECTED,
    ApplicationState.DOCUMENT_CHECK,
]


def application_in(
    state: str, call: Call, organisation: Any = None, *, managers: tuple[Any, Any] | None = None
) -> Application:
    """An application that came to `state` the way every application does."""
    from grants.actions.submissions import withdraw_application

    if state == ApplicationState.DRAFT:
        return draft(call, organisation)
    application = submitted(call, organisation)
    if state == ApplicationState.SUBMITTED:
        return application
    if state == ApplicationState.WITHDRAWN:
        return withdraw_application(application, by=None)
    one, two = managers or (person_with_role("grants_manager"), person_with_role("secretariat"))
    eligible = state != ApplicationState.INELIGIBLE
    for checker in (one, two):
        if state != ApplicationState.ELIGIBILITY or checker is one:
            check_eligibility(application, words_about(application, "" if eligible else "Too young."), by=checker)
    if state in (ApplicationState.ELIGIBILITY, ApplicationState.INELIGIBLE, ApplicationState.ASSESSMENT):
        return application
    for step in way_to(state):
        move_application(application, step, by=one, reason="As ranked.")
    if state == ApplicationState.AWARDED:
        award_application(application, amount=application.requested, by=one, reason="Best plan.")
    application.refresh_from_db()
    return application


def way_to(state: str) -> list[str]:
    if state in (ApplicationState.RESERVE, ApplicationState.REJECTED):
        return [ApplicationState.RANKED, state]
    if state == ApplicationState.DECLINED:
        return [*WAY, state]
    if state == ApplicationState.AWARDED:
        return list(WAY)
    return WAY[: WAY.index(state) + 1]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type]
