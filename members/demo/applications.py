"""One application to join in every state, so that the desk and the applicants' pages have something to show."""

from datetime import timedelta
from typing import Any, NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from members import actions
from members.checklist import WITH_DOCUMENT
from members.models import Kind, MembershipApplication, ServiceType, TargetGroup, Theme, User, WorkLanguage
from members.states import Verdict
from network.core.models import Municipality

from .accounts import account


class Case(NamedTuple):
    key: str
    applicant: str
    language: str
    name: str
    country: str
    town: str
    number: str
    summary: str
    days_ago: int


CASES = (
    Case(
        "draft",
        "Tara Primer",
        "sr-latn",
        "Пример кухиња солидарности",
        "RS",
        "sid",
        "28300001",
        "Кувамо за људе на путу и за суседе, свакога дана.",
        2,
    ),
    Case(
        "submitted",
        "Vesna Primer",
        "sr",
        "Примерова радионица",
        "RS",
        "pirot",
        "28300002",
        "Радионица у којој повратници уче занат и продају оно што направе.",
        9,
    ),
    Case(
        "needs_info",
        "Haris Primjer",
        "bs",
        "Udruženje Primjer Korak",
        "BA",
        "cazin",
        "RU-3003/19",
        "Pratimo djecu bez pratnje od prvog dana do punoljetstva.",
        16,
    ),
    Case(
        "under_verification",
        "Сања Пример",
        "sr",
        "Центар за заштиту Пример",
        "RS",
        "nis",
        "28300004",
        "Правна и психосоцијална помоћ људима без докумената.",
        21,
    ),
    Case(
        "approved",
        "Marija Primjer",
        "cnr",
        "Primjer most",
        "ME",
        "pljevlja",
        "4005",
        "Učimo crnogorski s ljudima koji su tek stigli.",
        60,
    ),
    Case(
        "rejected",
        "Иво Пример",
        "mk",
        "Пример туристичка агенција",
        "MK",
        "ohrid",
        "6006/2018",
        "Организираме патувања.",
        75,
    ),
    Case(
        "withdrawn",
        "Zana Shembull",
        "sq",
        "Shoqata Shembull e Korçës",
        "AL",
        "korce",
        "7007",
        "Mbështesim gratë në fshatra.",
        40,
    ),
    Case(
        "lapsed",
        "Ilir Shembull",
        "sq",
        "Fondacioni Shembull i Detit",
        "AL",
        "durres",
        "8008",
        "Ndihmojmë peshkatarët që shpëtojnë njerëz.",
        130,
    ),
)

WITH_LICENCES = ("draft", "submitted")
CLAIMS = {
    "legal-aid": {"state": "none"},
    "psychosocial-support": {
        "state": "licensed",
        "number": "022-05-11/26",
        "authority": "Ministry (example)",
        "valid_until": "2030-12-31",
    },
}

PAGE = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 62>>stream
BT /F1 24 Tf 72 740 Td (Example document, invented) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


def fill_applications(world: Any) -> None:
    for case in CASES:
        applicant = applicant_of(case, world)
        if not MembershipApplication.objects.filter(applicant=applicant).exists():
            bring_to_state(draft(case, applicant, world), case, world)
        world.users[f"applicant_{case.key}"] = applicant
    draft_author = world.users["applicant_draft"]
    world.introduce("applicant", draft_author, "applicant with a draft of an application to join")


def applicant_of(case: Case, world: Any) -> User:
    return account(f"applicant.{case.key.replace('_', '.')}@example.org", case.applicant, case.language, world)


def draft(case: Case, applicant: User, world: Any) -> MembershipApplication:
    country = world.countries[case.country]
    application = actions.start_application(
        by=applicant,
        kind=Kind.CSO,
        name=case.name,
        country=country,
        municipality=Municipality.objects.get(slug=case.town),
        register_name="Register (example)",
        register_number=case.number,
    )
    actions.save_application(
        application,
        by=applicant,
        summaries={country.languages[0]: case.summary},
        themes=Theme.objects.filter(slug__in=["integration", "legal-aid"]),
        target_groups=TargetGroup.objects.filter(slug__in=["refugees", "returnees"]),
        services=ServiceType.objects.filter(slug__in=["psychosocial-support", "legal-aid"]),
        work_languages=WorkLanguage.objects.filter(slug__in=["en", country.languages[0]]),
        applicant_title="director (example)",
        email=f"info.{case.number.lower().replace('/', '-')}@example.org",
        consents_to_listing=True,
    )
    if case.key in WITH_LICENCES:
        actions.save_application(application, by=applicant, kind=Kind.SERVICE_PROVIDER, licence_claims=CLAIMS)
    if case.key != "draft":
        for item in WITH_DOCUMENT:
            document = SimpleUploadedFile(f"{item.key}-example.pdf", PAGE, "application/pdf")
            actions.attach_document(application, document, purpose=item.purpose, by=applicant)
    application.refresh_from_db()
    return application


def bring_to_state(application: MembershipApplication, case: Case, world: Any) -> None:
    """Walk the same way that a real application walks."""
    applicant, coordinator = application.applicant, world.users[f"coordinator_{case.country.lower()}"]
    if case.key == "draft":
        return
    if case.key == "lapsed":
        actions.lapse_application(application)
        return
    actions.submit_application(application, by=applicant)
    if case.key == "withdrawn":
        actions.withdraw_application(application, by=applicant, reason="We join forces with another association.")
    elif case.key == "needs_info":
        actions.ask_for_information(
            application, question="Izvod je stariji od šest mjeseci. Molimo novi.", by=coordinator
        )
    elif case.key != "submitted":
        actions.start_verification(application, by=coordinator)
        lines = list(application.checklist.all())
        for line in lines if case.key == "approved" else lines[:2]:
            actions.check_line(line, verdict=Verdict.PASSED, by=coordinator)
        if case.key == "approved":
            actions.approve_application(application, by=coordinator)
        elif case.key == "rejected":
            reason = "Организацијата работи за добивка, а мрежата прима само непрофитни организации."
            actions.reject_application(application, reason=reason, by=coordinator)
    handed_in = timezone.now() - timedelta(days=case.days_ago)
    MembershipApplication.objects.filter(pk=application.pk).update(submitted_at=handed_in, created_at=handed_in)
