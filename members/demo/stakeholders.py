"""Whom the network writes to, and what lies on the secretariat's desk: a letter, a table that was read, an invitation."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from members import actions
from members.jobs import send_mailings
from members.models import Consent, Invitation, Mailing, RegistryImport, Theme

AGREED = {
    "journalist_rs": ("press", "asylum anti-trafficking"),
    "official_rs": ("policy", "asylum integration"),
}
SENT = {
    "purpose": "press",
    "subjects": {
        "en": "What became of last year’s recommendations",
        "sr": "Шта је било са прошлогодишњим препорукама",
    },
    "texts": {
        "en": "The members of the network have followed every recommendation for a year.\n\nThe overview shows, country "
        "by country, which were followed, which were not, and what the authorities answered.",
        "sr": "Чланице мреже су годину дана пратиле сваку препоруку.\n\nПреглед показује, земљу по земљу, шта је "
        "испуњено, шта није и шта су власти одговориле.",
    },
}
DRAFT = {
    "purpose": "press",
    "subjects": {"en": "Invitation to a hearing", "sr": "Позив на јавно слушање"},
    "texts": {
        "en": "We invite you to a hearing on the reception of children who travel alone. Interpretation is provided.",
        "sr": "Позивамо вас на јавно слушање о прихвату деце која путују сама. Превод је обезбеђен.",
    },
}
TABLE = """name,name_en,kind,country,municipality,register_name,register_number,themes,work_languages,email
Удружење „Пример Исток“,Example East,cso,RS,Niš,APR,29000001,asylum,sr;en,istok@example.org
Primer Zapad,Example West,cso,RS,Novi Sad,APR,29000002,asylum; integration,sr,
Primer Jug,Example South,cso,RS,Leskovacc,APR,29000003,,sr,
"=HYPERLINK(""https://example.org"")",,cso,RS,,APR,29000004,,,
Udruženje Рrimer Sever,Example North,service_provider,RS,Subotica,APR,29000005,,hu;sr,sever at example.org
Primer Centar Dva,,newspaper,RS,,APR,29000006,,,
"""


def fill_stakeholders(world: Any) -> None:
    """Idempotent, as the rest."""
    by = world.users["secretariat"]
    for key, (purpose, themes) in AGREED.items():
        person = world.users[key]
        if not Consent.objects.filter(person=person).exists():
            actions.give_consent(person, purpose=purpose, by=person)
            actions.save_interest(person, themes=list(Theme.objects.filter(slug__in=themes.split())), by=by)
    if not Mailing.objects.exists():
        actions.save_mailing(None, by=by, **DRAFT)
        sent = actions.queue_mailing(actions.save_mailing(None, by=by, **SENT), by=by)
        Mailing.objects.filter(pk=sent.pk).update(leaves_at=timezone.now() - timedelta(minutes=1))
        send_mailings()
    if not RegistryImport.objects.exists():
        file = SimpleUploadedFile("new-organisations.csv", TABLE.encode())
        actions.read_import(file, was_converted=False, by=by)
    home = world.organisations["primer-centar"]
    if not Invitation.objects.filter(organisation=home).exists():
        boss = world.users["representative_rs"]
        actions.invite_colleague(home, email="nova.koleginica@example.org", role="member", by=boss)
        late = actions.invite_colleague(home, email="stari.kolega@example.org", role="editor", by=boss)
        Invitation.objects.filter(pk=late.pk).update(invited_at=timezone.now() - timedelta(days=40))
