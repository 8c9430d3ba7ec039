"""What came after the awards: agreements in every state, with instalments, reports and receipts."""

import io
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.utils import timezone
from PIL import Image, ImageDraw

from grants.actions import agreements, endings, payments, reports
from grants.models import Agreement, Award, Call, Report
from members.days import days_from, today
from members.demo.accounts import account
from members.models import Affiliation
from network.core.models import AuditEntry

BEGINS = -215
"""On which day the first project begins, counted from today."""

GRANTEES = {
    "RS": ("Злата Пример", "sr"),
    "BA": ("Emir Primjer", "bs"),
    "MK": ("Teuta Shembull", "sq"),
    "AL": ("Besa Shembull", "sq"),
    "ME": ("Vuk Primjer", "cnr"),
}
"""Who speaks for a grantee that has nobody yet, by country, and in which language the person reads."""

RATES = {"EUR": "1", "RSD": "117.1825", "BAM": "1.95583", "MKD": "61.495", "ALL": "97.85"}

TEXTS = {
    "RS": {
        "done": "Снимили смо шест емисија са једанаест младих из Лесковца. Четири су емитоване суботом у подне, две чекају термин "
        "у новембру. Радионице смо држали у омладинском клубу, сваког другог четвртка.",
        "results": "Радио је сам понудио још један термин. У школи „Петар Тасић“ прва емисија је пуштена на часу одељењског "
        "старешине у осам одељења.",
        "changes": "Монтажа је трајала дуже него што смо мислили, па је део новца за опрему прешао на монтажу.",
    },
    "EN": {
        "done": "We held the meetings we planned, one a fortnight, in turn in both parts of the town. Two were moved indoors "
        "because of rain. A list of participants is kept in our office.",
        "results": "More than four hundred people came, a third of them for the first time. The municipality asked us to go on.",
        "changes": "Printing cost less than planned; transport cost more.",
    },
}

Spent = tuple[Any, ...]
"""Heading, what it was for, the day of the project, amount and currency; “own” for what the grantee paid itself."""

SPENDING: dict[str, list[Spent]] = {
    "RS": [
        ("human_resources", "Водитељ радионица, април", 30, "49216.65", "RSD"),
        ("human_resources", "Водитељ радионица, мај", 60, "49216.65", "RSD"),
        ("human_resources", "Водитељ радионица, јун", 90, "49216.65", "RSD"),
        ("human_resources", "Водитељ радионица, јул", 120, "49216.65", "RSD"),
        ("equipment", "Снимач и микрофони", 12, "58900.00", "RSD"),
        ("other", "Монтажа прве две емисије", 70, "14000.00", "RSD"),
        ("other", "Монтажа и емитовање, емисије 3–6", 130, "21000.00", "RSD"),
        ("indirect", "Књиговодство", 150, "21000.00", "RSD"),
        ("other", "Емитовање, део који плаћа удружење", 140, "42185.70", "RSD", "own"),
    ],
    "BA": [
        ("human_resources", "Koordinatorica, prva dva mjeseca", 62, "1760.25", "BAM"),
        ("human_resources", "Koordinatorica, treći i četvrti mjesec", 115, "1760.25", "BAM"),
        ("travel", "Gorivo i autobuske karte", 80, "402.10", "BAM"),
        ("other", "Štampa priručnika, prvi dio", 100, "1640.00", "BAM"),
        ("indirect", "Ured", 110, "310.00", "BAM"),
        ("human_resources", "Koordinatorica, vlastito učešće", 116, "684.54", "BAM", "own"),
    ],
    "MK": [
        ("human_resources", "Fotografe, dy muaj", 55, "49196.00", "MKD"),
        ("equipment", "Panele", 50, "49000.00", "MKD"),
        ("local_office", "Zyra, dy muaj", 40, "11000.00", "MKD"),
    ],
    "AL": [
        ("human_resources", "Regjisori, tre muaj", 85, "141000.00", "ALL"),
        ("equipment", "Mikrofon dhe dritë", 30, "46800.00", "ALL"),
        ("travel", "Udhëtime në Himarë", 70, "9700.00", "ALL"),
        ("local_office", "Salla, pjesa jonë", 60, "39140.00", "ALL", "own"),
    ],
    "ME": [
        ("other", "Namirnice za prva tri ručka", 60, "412.35", "EUR"),
        ("local_office", "Sala, mart", 50, "150", "EUR"),
    ],
}

AT_THE_END: list[Spent] = [
    ("human_resources", "Fotografe, dy muaj", 140, "49196.00", "MKD"),
    ("human_resources", "Fotografe, muaji i pestë, nga mjetet tona", 148, "24598.00", "MKD", "own"),
    ("local_office", "Zyra, tre muaj", 130, "16600.00", "MKD"),
    ("indirect", "Shpenzime të tërthorta", 120, "9000.00", "MKD"),
]


def fill(call: Call, world: Any) -> None:
    """One agreement per award of a decided call, each in another state. Called once, when the call is made."""
    manager = world.users["grants_manager"]
    introduce_grantees(call, world)
    for place, award in enumerate(Award.objects.filter(call=call).for_list().order_by("pk")):
        begins = days_from(today(), BEGINS + 5 * place)
        agreement = agreements.prepare_agreement(award, starts_on=begins, by=manager)
        sign(agreement, begins, manager)
        carry_on(agreement, begins, manager)


def introduce_grantees(call: Call, world: Any) -> None:
    """Whoever has a grant has somebody who speaks for it, whom a newcomer can sign in as."""
    for award in Award.objects.filter(call=call).for_list():
        organisation = award.organisation
        if organisation.affiliations.current(timezone.now()).speaking().exists():
            continue
        name, language = GRANTEES[organisation.country_id]
        code = organisation.country_id.lower()
        person = account(f"grantee.{code}@example.org", name, language, world)
        Affiliation.objects.create(
            person=person, organisation=organisation, role="representative", valid_from=noon(days_from(today(), -400))
        )
        world.introduce(f"grantee_{code}", person, f"grantee: {award.title} ({organisation.name})")


def sign(agreement: Agreement, begins: date, manager: Any) -> None:
    speaker = speaker_of(agreement)
    agreements.sign_agreement(
        agreement,
        signed_on=begins - timedelta(days=8),
        for_grantee=str(speaker or agreement.organisation),
        for_network=str(manager),
        by=manager,
    )
    date_log(agreement, begins - timedelta(days=8))
    pay_released(agreement, begins + timedelta(days=3), manager)


def pay_released(agreement: Agreement, on: date, manager: Any) -> None:
    for item in agreement.instalments.filter(state="released"):
        payments.pay_instalment(item, paid_on=on, reference=f"{agreement.number}/{item.position}", by=manager)
    date_log(agreement, on)


def carry_on(agreement: Agreement, begins: date, manager: Any) -> None:
    """What became of each, by country: under review, in the middle, closed, asked back, terminated."""
    first = agreement.reports.first()
    if first is None or speaker_of(agreement) is None:
        return
    match agreement.country_id:
        case "RS":
            hand_in(first, begins, days_from(today(), -4))
        case "BA":
            hand_in(first, begins, begins + timedelta(days=135))
            approve(first, manager, begins + timedelta(days=150))
            spend(
                agreement.reports.get(is_final=True), begins, [("travel", "Prijevoz, šesti mjesec", 170, "210", "BAM")]
            )
        case "MK":
            hand_in(first, begins, begins + timedelta(days=80))
            approve(first, manager, begins + timedelta(days=92))
            pay_released(agreement, begins + timedelta(days=97), manager)
            final = agreement.reports.get(is_final=True)
            hand_in(final, begins, begins + timedelta(days=170), AT_THE_END)
            approve(final, manager, begins + timedelta(days=185))
            settle(agreement, manager)
        case "AL":
            hand_in(first, begins, begins + timedelta(days=130))
            line = first.expenditures.filter(heading="equipment").get()
            reports.review_expenditure(
                line, accepted=Decimal(0), reason="The photo shows no date and no seller.", by=manager
            )
            reports.ask_clarification(
                first, question="Please send a readable receipt for line 2. Why a second microphone?", by=manager
            )
            date_log(agreement, begins + timedelta(days=140))
        case "ME":
            endings.terminate_agreement(
                agreement,
                on=begins + timedelta(days=90),
                reason="The organisation lost its rooms and cannot go on with the lunches.",
                by=manager,
            )
            hand_in(first, begins, begins + timedelta(days=120))
            reports.reject_report(
                first, reason="Both receipts are older than the project. Please report what it really cost.", by=manager
            )
            QuerySet(Report).filter(pk=first.pk).update(decided_at=noon(begins + timedelta(days=128)))
            date_log(agreement, begins + timedelta(days=128))


def hand_in(report: Report, begins: date, on: date, lines: list[Spent] | None = None) -> None:
    """Write and hand in a report as somebody of the organisation does."""
    agreement, by = report.agreement, speaker_of(report.agreement)
    spend(report, begins, lines or SPENDING[agreement.country_id])
    texts = TEXTS["RS" if agreement.country_id == "RS" else "EN"]
    reports.save_narrative(report, texts, version=report.version, by=by)
    reports.submit_report(report, by=by)
    QuerySet(Report).filter(pk=report.pk).update(submitted_at=noon(on))
    date_log(agreement, on)


def spend(report: Report, begins: date, lines: list[Spent]) -> None:
    by = speaker_of(report.agreement)
    for number, (heading, what, day, amount, currency, *own) in enumerate(lines, start=1):
        spent_on = min(max(begins + timedelta(days=day), report.agreement.starts_on), report.ends_on)
        reports.write_expenditure(
            report,
            by=by,
            heading=heading,
            spent_on=spent_on,
            description=what,
            paid_amount=Decimal(amount),
            currency=currency,
            rate=Decimal(RATES[currency]),
            paid_from="own" if own else "grant",
            document_number=f"{spent_on:%y}-{number:03d}",
            document=photo(what, amount, currency, spent_on),
        )


def approve(report: Report, manager: Any, on: date) -> None:
    reports.accept_remaining(report, by=manager)
    reports.approve_report(report, by=manager, note="")
    QuerySet(Report).filter(pk=report.pk).update(decided_at=noon(on))
    date_log(report.agreement, on)


def settle(agreement: Agreement, manager: Any) -> None:
    """Pay the balance, or take back what was too much, and close."""
    on = today() - timedelta(days=9)
    account = payments.account_of(agreement)
    if account.to_pay:
        payments.pay_balance(agreement, paid_on=on, reference=f"{agreement.number}/B", by=manager)
    elif account.to_recover:
        payments.record_recovery(
            agreement, amount=account.to_recover, paid_on=on, reference=f"{agreement.number}/R", by=manager
        )
    endings.close_agreement(agreement, on=on, retain_until=endings.years_later(on, endings.RETENTION_YEARS), by=manager)
    date_log(agreement, on)


def photo(what: str, amount: str, currency: str, day: date) -> SimpleUploadedFile:
    """An invented receipt, as a phone would photograph it."""
    image = Image.new("RGB", (480, 640), "#8a8378")
    draw = ImageDraw.Draw(image)
    draw.polygon([(80, 40), (410, 55), (400, 610), (70, 595)], fill="#f7f5ee")
    for row, text in enumerate(["PRIMER D.O.O.", f"{day:%d.%m.%Y}", "", "1 x", f"{amount} {currency}", "", "HVALA"]):
        draw.text((110, 90 + 60 * row), text, fill="#26231f", font_size=30)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=70)
    return SimpleUploadedFile(f"receipt-{day:%Y-%m-%d}.jpg", buffer.getvalue(), content_type="image/jpeg")


def speaker_of(agreement: Agreement) -> Any:
    found = agreement.organisation.affiliations.current(timezone.now()).speaking().select_related("person").first()
    return found.person if found else None


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 11, tzinfo=timezone.get_current_timezone())


def date_log(agreement: Agreement, day: date) -> None:
    """The past of the demo is invented, and so are the dates of its log. Nothing else ever changes an entry."""
    keys = [str(report.pk) for report in agreement.reports.all()]
    recent = QuerySet(AuditEntry).filter(at__gte=timezone.now() - timedelta(minutes=10))
    recent.filter(object_type="grants.agreement", object_id=str(agreement.pk)).update(at=noon(day))
    recent.filter(object_type="grants.report", object_id__in=keys).update(at=noon(day))
