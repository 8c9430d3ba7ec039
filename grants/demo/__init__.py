"""The grants' part of the demo network: an open, an announced and a decided call, with applications in many states."""

import hashlib
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.utils import timezone, translation

from grants import money
from grants.actions.calls import open_call, publish_results
from grants.actions.decisions import Word, check_eligibility
from grants.actions.drafts import attach_file, save_part, start_application
from grants.actions.notices import answer_question, ask_question
from grants.actions.submissions import keep_receipt, submit_application
from grants.models import Application, Call, CallPage, EligibilityCheck, GrantsIndexPage
from grants.models.applications import PartName
from members.days import days_from, today
from members.models import Organisation
from network.core.models import OutboxMessage

from . import agreements, auditing, committee, rooms
from .assessed import APPLICATIONS, HELPERS, PLAN, SCORES, TALK, Assessed, assess
from .calls import (
    CALLS,
    CRITERIA,
    DECLARATIONS,
    DOCUMENTS,
    ELIGIBILITY,
    INSTALMENTS,
    INTRODUCTION,
    QUESTIONS,
    PlannedCall,
    in_language,
    key,
)
from .dates import date_log
from .projects import CLOSED, OPEN, SAFE, Project

BRUSSELS = ZoneInfo("Europe/Brussels")
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def fill(world: Any) -> None:
    """Idempotent: a call that is there already is left as it is, with its applications."""
    english, serbian = indexes(world)
    manager = world.users["grants_manager"]
    for plan in [*CALLS, PLAN]:
        if CallPage.objects.filter(slug=plan.slug).exists():
            continue
        page = write_call(plan, world, english, serbian)
        if not plan.opened:
            continue
        call = open_call(page, by=manager)
        back_date(call, "opened_at", at(plan.opens - 3))
        if plan is PLAN:
            for number, item in enumerate(APPLICATIONS):
                assess(apply_for(call, item.project, world, number), item, world)
            rooms.talk_while_assessing(call, world)
            continue
        if plan.assessment.get("is_practice"):
            continue
        if plan.opens < 0 < plan.closes:
            talk_about(call, manager)
        for number, project in enumerate(CLOSED if plan.closes < 0 else OPEN):
            apply_for(call, project, world, number)
        if plan.closes < 0:
            committee.decide(call, world)
            rooms.talk_once_decided(call, world, call.closes_at + timedelta(days=committee.MET_AFTER))
            publish_results(call, by=manager, now=at(plan.closes + 62))
            agreements.fill(call, world)
            auditing.fill(call, world)
    OutboxMessage.objects.filter(sent_at=None, given_up_at=None).update(sent_at=timezone.now())  # nobody is written to


def talk_about(call: Call, manager: Any) -> None:
    """Two answered questions and one that waits."""
    for place, (question, answer) in enumerate(TALK):
        with translation.override("en"):
            asked = ask_question(call, question, by=None, now=call.opens_at + timedelta(days=3 + place))
            if answer:
                answer_question(asked, answer, by=manager, now=call.opens_at + timedelta(days=5 + place))


def indexes(world: Any) -> tuple[GrantsIndexPage, GrantsIndexPage]:
    pages = []
    for language, title in (("en", "Small grants"), ("sr", "Мали грантови")):
        page = GrantsIndexPage.objects.filter(locale=world.locale(language)).first()
        if page is None:
            page = GrantsIndexPage(
                title=title, slug="grants", locale=world.locale(language), introduction=getattr(INTRODUCTION, language)
            )
            if pages:
                page.translation_key = pages[0].translation_key
            world.home(language).add_child(instance=page)
        pages.append(page)
    return pages[0], pages[1]


def write_call(plan: PlannedCall, world: Any, english: GrantsIndexPage, serbian: GrantsIndexPage) -> CallPage:
    """The page of a call in both languages, published."""
    first: CallPage | None = None
    opens, closes = days_from(today(), plan.opens), days_from(today(), plan.closes)
    for language, index in (("en", english), ("sr", serbian)):
        page = CallPage(
            locale=world.locale(language),
            title=getattr(plan.title, language),
            slug=plan.slug,
            lead=getattr(plan.lead, language),
            body=getattr(plan.body, language),
            code=plan.code,
            opens_on=opens,
            opens_hour=time(9),
            closes_on=closes,
            closes_hour=time(17),
            envelope=plan.envelope,
            minimum_grant=plan.smallest,
            maximum_grant=plan.largest,
            cofinancing_percent=plan.cofinancing,
            maximum_months=plan.months,
            kinds=["cso", "service_provider"],
            questions=in_language(QUESTIONS, language),
            documents=in_language(DOCUMENTS, language),
            declarations=in_language(DECLARATIONS, language),
            eligibility=in_language(ELIGIBILITY, language),
            criteria=in_language(CRITERIA, language),
            instalments=in_language(INSTALMENTS, language),
            quotas=[
                {"type": "quota", "id": key(f"quota-{country}"), "value": {"country": country, "most": most}}
                for country, most in plan.quotas
            ],
            **plan.assessment,
        )
        if first:
            page.translation_key = first.translation_key
        GrantsIndexPage.objects.get(pk=index.pk).add_child(instance=page)
        page.countries.set([world.countries[code] for code in plan.countries.split()])
        page.save_revision().publish()
        first = first or page
    return first  # type: ignore[return-value]


def at(day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime.combine(days_from(today(), day), time(hour, minute), BRUSSELS)


def apply_for(call: Call, project: Project, world: Any, number: int) -> Application:
    """Write, and where the project says so submit and decide, the way people do; then date it back."""
    organisation = Organisation.objects.get(pk=world.organisations[project.organisation].pk)  # as the registry left it
    person = representative(organisation)
    written = call.opens_at + timedelta(days=4 + number, hours=number)
    application = start_application(call, organisation, by=person, now=written)
    write(application, project, by=person, now=written)
    application.started_at = written
    application.save(update_fields=["started_at"])
    date_log(application, written)
    if project.to == "draft":
        return application
    handed_in = min(call.closes_at - timedelta(minutes=7 * number + 3), timezone.now() - timedelta(hours=5 + number))
    submit_application(
        application, declared=[key(name) for name in ("true", "conflict", "double")], by=person, now=handed_in
    )
    application.refresh_from_db()
    date_log(application, handed_in)
    keep_receipt(application, language=person.language if person else "en")
    decide(application, project, world, handed_in)
    application.refresh_from_db()
    return application


def write(application: Application, project: Project, *, by: Any, now: datetime) -> None:
    answers = {
        "why": project.why,
        "group": key(f"group-{project.group}"),
        "people": f"{project.people}.00",
        "what": project.what,
        "after": project.after,
        "helpers": HELPERS.get(project.organisation, []),
        "safety": SAFE["sr" if application.country_id == "RS" else "en"] if project.after else "",
    }
    content = {
        "title": project.title,
        "summary": project.summary,
        "months": project.months,
        "answers": {key(name): value for name, value in answers.items()},
    }
    save_part(application, PartName.PROJECT, content, version=0, device="", by=by, now=now)
    save_part(
        application,
        PartName.BUDGET,
        {"lines": [line(*row) for row in project.lines]},
        version=0,
        device="",
        by=by,
        now=now,
    )
    if project.after or project.title.startswith("Правни"):
        names = ("statute", "extract") if project.after else ("statute",)
        for name in names:
            unique = hashlib.sha256(f"{project.title}{name}".encode()).hexdigest().encode()
            file = SimpleUploadedFile(f"{name}.pdf", PDF + b"%" + unique + b"\n", content_type="application/pdf")
            attach_file(application, key(name), file, by=by, now=min(now, application.call.closes_at))
    application.refresh_from_db()


def line(heading: str, description: str, unit: str, quantity: str, rate: str, requested: str) -> dict[str, str]:
    numbers = {"quantity": quantity, "rate": rate, "requested": requested}
    read = {name: str(money.parse_number(text, "sr")) if text else "" for name, text in numbers.items()}
    return {"heading": heading, "description": description, "unit": unit, **read}


def decide(application: Application, project: Project, world: Any, handed_in: datetime) -> None:
    one, two = world.users["grants_manager"], world.users["secretariat"]
    if project.to == "submitted":
        return
    eligible = project.to != "ineligible"
    for checker in (one,) if project.to == "eligibility" else (one, two):
        reason = "" if eligible else project.reason
        check_eligibility(application, words_about(application, reason), by=checker)
    checked = min(handed_in + timedelta(days=6), timezone.now() - timedelta(hours=1))
    QuerySet(EligibilityCheck).filter(application=application).update(checked_at=checked)
    date_log(application, checked)
    if project.organisation in SCORES and project in CLOSED:
        assess(application, Assessed(project, SCORES[project.organisation]), world)
        date_log(application, application.call.closes_at + timedelta(days=14))


def words_about(application: Application, reason: str) -> dict[str, Word]:
    """Every line of the checklist holds; with a reason, the purpose of the call is not met."""
    lines = application.form.definition.eligibility
    return {line.key: Word(not (reason and line.key == key("purpose")), reason) for line in lines}


def representative(organisation: Organisation) -> Any:
    found = organisation.affiliations.current(timezone.now()).speaking().select_related("person").first()
    return found.person if found else None


def back_date(call: Call, field: str, moment: datetime) -> None:
    setattr(call, field, moment)
    call.save(update_fields=[field])
