"""What waits for one person, from every app: the desk asks here and shows nothing that the person may not open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Registration
from events.states import TO_ANSWER, RegistrationState
from grants.deadlines import in_zone, place_of
from grants.models import Application
from grants.permissions import manages_grants
from grants.queries.agreements import reports_due_for
from grants.queries.assessing import calls_to_assess
from grants.queries.desk_agreements import country_queue, review_queue
from grants.states import IN_ELIGIBILITY
from knowledge.models import CaseStudy, PeerCheck, Resource
from knowledge.permissions import can_start_study, keeps_library
from knowledge.queries.duties import drafts_of_standards, duties_of, reviews_at_the_desk
from knowledge.queries.readers import reported_comments
from knowledge.queries.reports import desk_reports
from knowledge.states import STUDY_WITH_AUTHOR, ReportState, ResourceState
from members.days import today
from members.models import MEMBER_KINDS, MembershipApplication, Organisation
from members.permissions import is_member, organisations_spoken_for
from members.states import RENEWABLE, WITH_APPLICANT, WITH_COORDINATOR
from messaging.justice import appeals_before, reports_before
from messaging.queries import rooms_of
from network.core.models import AuditEntry, Notification

SHOWN = 8
REPORT_UNDER_WAY = [
    ReportState.DRAFTING,
    ReportState.EVIDENCE_REVIEW,
    ReportState.COUNTRY_SIGNOFF,
    ReportState.EMBARGOED,
]


@dataclass(frozen=True)
class Task:
    """Something to do, with the one link that leads to it. `due` is the moment after which it is too late."""

    title: str
    url: str
    text: str = ""
    due: datetime | None = None
    tone: str = "neutral"
    badge: str = ""


@dataclass(frozen=True)
class Queue:
    """Work of a role that lies in a list: how much of it, and where."""

    label: str
    url: str
    count: int


def desk_of(user: Any) -> dict[str, Any]:
    """All sections of the desk of `user`; the number of queries does not grow with what there is."""
    now = timezone.now()
    rooms = [row for row in rooms_of(user) if row.unread or row.is_invitation][:SHOWN] if is_member(user) else []
    tasks, queues = list(tasks_of(user, now)), list(queues_of(user))
    return {
        "tasks": sorted(tasks, key=lambda task: task.due or datetime.max.replace(tzinfo=now.tzinfo)),
        "queues": queues,
        "waiting": len(tasks) + sum(queue.count for queue in queues),
        "rooms": rooms,
        "organisations": list(Organisation.objects.filter(pk__in=user.organisations()).select_related("country")),
        "coming": coming_registrations(user, now),
        "notifications": list(Notification.objects.filter(recipient=user, read_at=None)[:SHOWN]),
        "is_member": is_member(user),
        "may_write_study": can_start_study(user),
        "shows_log": user.has_role("secretariat", "coordinator"),
    }


def tasks_of(user: Any, now: datetime) -> Iterator[Task]:
    yield from membership_tasks(user)
    yield from renewal_tasks(user)
    yield from grant_tasks(user, now)
    yield from report_tasks(user, now)
    yield from assessor_tasks(user)
    yield from knowledge_tasks(user)
    yield from review_tasks(user, now)
    yield from event_tasks(user)


def membership_tasks(user: Any) -> Iterator[Task]:
    for application in user.membership_applications.filter(state__in=WITH_APPLICANT)[:SHOWN]:
        yield Task(
            title=application.name or _("Your membership application"),
            url=reverse("application-status", args=[application.uuid]),
            text=_("The coordinator asks you for more information.")
            if application.state == "needs_info"
            else _("Continue your membership application."),
            tone="warn" if application.state == "needs_info" else "neutral",
            badge=application.get_state_display(),
        )


def renewal_tasks(user: Any) -> Iterator[Task]:
    """Memberships that the person may renew now; one query."""
    spoken_for = organisations_spoken_for(user).filter(kind__in=MEMBER_KINDS).values("pk")
    bodies: Any = Organisation.objects.filter(pk__in=spoken_for).with_effective_state(today())
    for body in bodies.filter(effective__in=RENEWABLE)[:SHOWN]:
        yield Task(
            title=str(body),
            url=reverse("organisation-renew", args=[body.uuid]),
            text=_("Renew the membership; it runs until %(date)s.") % {"date": date_format(body.last_until)},
            tone="warn",
            badge=body.effective_label,
        )


def grant_tasks(user: Any, now: datetime) -> Iterator[Task]:
    drafts = Application.objects.visible_to(user).drafts().filter(call__closes_at__gte=now, call__opens_at__lte=now)
    for application in drafts.select_related("call", "organisation").prefetch_related("call__forms")[:SHOWN]:
        yield Task(
            title=str(application.call.title),
            url=application.get_absolute_url(),
            text=_("Draft of %(organisation)s; closes on %(when)s (%(place)s)")
            % {
                "organisation": application.organisation,
                "when": date_format(in_zone(application.call.closes_at, application.call.time_zone), "DATETIME_FORMAT"),
                "place": place_of(application.call.time_zone),
            },
            due=application.call.closes_at,
            tone="warn" if (application.call.closes_at - now).days < 7 else "neutral",
            badge=application.get_state_display(),
        )


def report_tasks(user: Any, now: datetime) -> Iterator[Task]:
    for item in reports_due_for(user, timezone.localdate(now))[:SHOWN]:
        yield Task(
            title=f"{item.title} · {item.agreement.title}",
            url=item.url,
            text=item.text,
            due=datetime.combine(item.on, time(23, 59), now.tzinfo),
            tone=item.tone,
            badge=item.agreement.number,
        )


def assessor_tasks(user: Any) -> Iterator[Task]:
    """One task per call in which the person still has something to assess."""
    if not user.has_role("assessor"):
        return
    for item in calls_to_assess(user)[:SHOWN]:
        left = len(item.assignments) - item.done
        if left:
            yield Task(
                title=str(item.call.title),
                url=reverse("grants-assess"),
                text=ngettext("%(number)d application to assess.", "%(number)d applications to assess.", left)
                % {"number": left}
                if item.is_declared
                else _("Confirm the declaration first; then the applications open."),
                due=item.due,
                tone="warn" if item.is_late else "neutral",
                badge=_("Assessment"),
            )


def knowledge_tasks(user: Any) -> Iterator[Task]:
    for study in CaseStudy.objects.written_by(user).filter(state__in=STUDY_WITH_AUTHOR)[:SHOWN]:
        yield Task(
            title=study.title or _("Untitled case study"),
            url=reverse("study-write", args=[study.uuid]),
            text=_("The editors ask for changes.") if study.state == "revise" else _("Continue your case study."),
            tone="warn" if study.state == "revise" else "neutral",
            badge=study.get_state_display(),
        )
    for check in PeerCheck.objects.filter(peer=user, answered_at=None).select_related("study")[:SHOWN]:
        yield Task(
            title=check.study.title,
            url=reverse("study-check", args=[check.study.uuid]),
            text=_("A colleague's case study waits for your reading."),
            tone="info",
            badge=_("Peer check"),
        )


def review_tasks(user: Any, now: datetime) -> Iterator[Task]:
    """What peer reviews and chapters of reports wait for from the person."""
    for duty in list(duties_of(user, timezone.localdate(now)))[:SHOWN]:
        late = duty.on is not None and duty.on < timezone.localdate(now)
        yield Task(
            title=duty.title,
            url=duty.url,
            text=duty.text,
            due=datetime.combine(duty.on, time(23, 59), now.tzinfo) if duty.on else None,
            tone="warn" if late else "info",
            badge=duty.badge,
        )


def event_tasks(user: Any) -> Iterator[Task]:
    offers = Registration.objects.filter(person=user, state__in=TO_ANSWER).select_related("pool__event")
    for registration in offers[:SHOWN]:
        event = registration.pool.event
        yield Task(
            title=str(event),
            url=reverse("event-show", args=[event.uuid]),
            text=_("A seat is kept for you. Say whether you take it."),
            due=registration.offer_expires_at,
            tone="warn",
            badge=registration.get_state_display(),
        )


def queues_of(user: Any) -> Iterator[Queue]:
    if user.has_role("coordinator", "secretariat"):
        waiting = MembershipApplication.objects.with_coordinators(user).filter(state__in=WITH_COORDINATOR).count()
        yield Queue(_("Membership applications"), reverse("desk-applications"), waiting)
    if user.has_role("coordinator", "secretariat", "editor"):
        studies = CaseStudy.objects.handled_by(user).awaiting_desk().count()
        yield Queue(_("Case studies"), reverse("study-desk"), studies)
        yield Queue(_("Reported comments"), reverse("comment-desk"), reported_comments(user).count())
    if keeps_library(user):
        unpublished = Resource.objects.visible_to(user).filter(state=ResourceState.DRAFT).count()
        yield Queue(_("Library"), reverse("library-desk"), unpublished)
        yield Queue(_("Standards"), reverse("standard-desk"), drafts_of_standards())
    if user.has_role("coordinator", "secretariat"):
        under_way = desk_reports(user).filter(state__in=REPORT_UNDER_WAY).count()
        yield Queue(_("Shadow reports"), reverse("report-desk"), under_way)
        yield Queue(_("Peer reviews"), reverse("review-desk"), reviews_at_the_desk(user))
    if user.has_role("coordinator"):
        yield Queue(*country_queue(user, today()))
    if manages_grants(user):
        received = Application.objects.received().filter(state__in=IN_ELIGIBILITY).count()
        yield Queue(_("Grant applications to check"), reverse("desk-grants"), received)
        yield Queue(*review_queue())
    if user.has_role("secretariat"):
        reported = reports_before(user).waiting().count() + appeals_before(user).count()
        yield Queue(_("Reported messages"), reverse("moderation"), reported)
    if user.has_role("secretariat", "coordinator"):
        deciding = Registration.objects.filter(
            pool__event__in=user_events(user), state=RegistrationState.PENDING_REVIEW
        ).count()
        yield Queue(_("Registrations to decide"), reverse("events-desk"), deciding)


def user_events(user: Any) -> Any:
    from events.models import Event  # inline: only organisers need it

    return Event.objects.organised_by(user)


def coming_registrations(user: Any, now: datetime) -> list[Registration]:
    """What the person goes to next."""
    mine = Registration.objects.filter(person=user, state=RegistrationState.CONFIRMED, pool__event__ends_at__gte=now)
    return list(mine.select_related("pool__event").order_by("pool__event__starts_at")[:3])


def log_for(user: Any) -> Any:
    """The audit log as far as the person may read it, newest first."""
    return AuditEntry.objects.visible_to(user)


def unread_words(count: int) -> str:
    return ngettext("%(count)s unread message", "%(count)s unread messages", count) % {"count": count}
