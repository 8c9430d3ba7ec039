"""What the people of the demo network say: our own words, in the languages they would say it in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    who: str  # a key of the demo's cast; whoever is in the room where that person is not
    text: str
    hours_ago: float
    answers: int | None = None  # the line that this one answers
    reactions: tuple[str, ...] = ()
    file: str = ""


COUNTRY_ROOMS = {
    "RS": (
        {"en": "Serbia", "sr": "Србија"},
        {"en": "What concerns everybody who works in Serbia.", "sr": "Оно што се тиче свих који раде у Србији."},
    ),
    "BA": (
        {"en": "Bosnia and Herzegovina", "sr": "Босна и Херцеговина", "bs": "Bosna i Hercegovina"},
        {
            "en": "Across entity and canton lines.",
            "sr": "Преко граница ентитета и кантона.",
            "bs": "Preko granica entiteta i kantona.",
        },
    ),
    "MK": (
        {"en": "North Macedonia", "sr": "Северна Македонија", "mk": "Северна Македонија"},
        {"en": "Mobile teams, shelters, identification.", "sr": "Мобилни тимови, склоништа, идентификација."},
    ),
    "AL": (
        {"en": "Albania", "sr": "Албанија", "sq": "Shqipëria"},
        {
            "en": "Return and what comes after it.",
            "sr": "Повратак и оно што долази после њега.",
            "sq": "Kthimi dhe çfarë vjen pas tij.",
        },
    ),
    "ME": (
        {"en": "Montenegro", "sr": "Црна Гора", "cnr": "Crna Gora"},
        {
            "en": "A small country where everybody knows whom to call.",
            "sr": "Мала земља у којој свако зна кога да позове.",
        },
    ),
}

COUNTRY_TALK = {
    "RS": (
        Line(
            "coordinator_rs",
            "Добар дан свима. Нацрт **извештаја из сенке** је на платформи; примедбе до петка.",
            76,
            reactions=("👍",),
        ),
        Line("member_rs", "Хвала! Да ли улазе и подаци о повратницима из другог квартала?", 75.5, answers=0),
        Line("coordinator_rs", "Улазе, али без имена општина где је било мање од пет људи.", 75.2, answers=1),
        Line(
            "representative_rs",
            "Ajde da se čujemo u četvrtak u 11. Predlažem tri tačke:\n\n1. rokovi\n2. podaci o povratnicima\n3. ko piše o osnovnim školama",
            51,
        ),
        Line("member_rs", "Може. Ја пишем о школама.", 50.6, answers=3, reactions=("🎉",)),
        Line(
            "secretariat",
            "The donor asks for one paragraph in English on the municipal plans. Could somebody from Novi Sad or Niš help?",
            27,
        ),
        Line(
            "representative_rs",
            "I can. Here is the list of the desks that are open this month.",
            26,
            answers=5,
            file="desks-open.csv",
        ),
    ),
    "BA": (
        Line("coordinator_ba", "Kolege, sastanak o mehanizmu upućivanja pomjeren je na **utorak**.", 54),
        Line("member_ba", "Razumijem, hvala. Donosimo primjere iz dva kantona.", 53.4, answers=0, reactions=("👍",)),
        Line("coordinator_ba", "Odlično. Molim bez ličnih podataka u prilozima, ni u imenima fajlova.", 53),
    ),
    "MK": (
        Line("coordinator_mk", "Ќе се сретнеме во среда во Скопје. Дали некој може да го води записникот?", 49),
        Line("member_mk", "Јас можам, но ќе доцнам десет минути.", 48.7, answers=0, reactions=("👍",)),
    ),
    "AL": (
        Line(
            "coordinator_al",
            "Përshëndetje! A ka dikush përvojë me regjistrimin e fëmijëve të kthyer në mes të vitit shkollor?",
            40,
        ),
        Line("member_al", "Po, kemi një udhëzues të shkurtër. E dërgoj sot.", 39.2, answers=0, reactions=("❤️",)),
    ),
    "ME": (
        Line("coordinator_me", "Ko ide na zajedničku obuku u Podgorici? Imamo *dva* slobodna mjesta.", 33),
        Line("member_me", "Mi šaljemo jednu koleginicu.", 32.5, answers=0),
    ),
}

THEME_ROOM = (
    {"en": "Referral mechanisms", "sr": "Механизми упућивања", "mk": "Механизми за упатување"},
    {"en": "Who calls whom, and what happens then.", "sr": "Ко зове кога и шта се онда дешава."},
)
THEME_TALK = (
    Line(
        "secretariat",
        "Welcome. This room is for one question: **when somebody needs help, who calls whom?** Write in whichever language you like.",
        120,
    ),
    Line("member_mk", "Кај нас мобилниот тим прво се јавува во центарот за социјална работа, а потоа во полиција.", 98),
    Line(
        "member_rs",
        "Код нас је обрнуто само ноћу. Зато смо направили картицу са три броја телефона.",
        97,
        answers=1,
        reactions=("👀",),
    ),
    Line("member_ba", "Možete li podijeliti karticu? Kod nas svaki kanton ima svoju.", 96.5, answers=2),
    Line("member_al", "Do të na duhej edhe në shqip.", 70),
    Line(
        "secretariat",
        "Two things to take from this:\n\n- the card needs a night side\n- it needs six languages\n\nWho would test it?",
        69,
        reactions=("✅",),
    ),
    Line("coordinator_rs", "Ми можемо, у два прихватна центра.", 30, answers=5),
)
ORGANISATION_TALK = (
    Line("one", "Ко сутра отвара канцеларију?", 22),
    Line("other", "Ја, у осам. Кључеви су код портира.", 21.5, answers=0, reactions=("👍",)),
)
GROUP_ROOM = (
    {"en": "Night shift at the crossings", "sr": "Ноћна смена на прелазима", "bs": "Noćna smjena na prelazima"},
    {
        "en": "Who is awake where, and what the card for the night needs.",
        "sr": "Ко је где будан, и шта треба картици за ноћ.",
        "bs": "Ko je gdje budan, i šta treba kartici za noć.",
    },
)
GROUP_TALK = (
    Line("representative_rs", "Предлажем да картица за ноћ има само три броја и једну реченицу на сваком језику.", 20),
    Line(
        "representative_ba",
        "Slažem se. Mi bismo dodali i sat do kojeg se neko javlja.",
        19.4,
        answers=0,
        reactions=("👍",),
    ),
    Line("representative_rs", "Договорено. Шаљем нацрт до петка.", 19),
)
DIRECT = (
    Line(
        "one", "Zdravo! Videla sam vašu praksu sa večernjim kursom jezika. Mogu li da pitam kako ste našli prostor?", 29
    ),
    Line(
        "other",
        "Naravno. Škola nam daje učionicu posle 18 h, a mi plaćamo samo grejanje. Poslaću vam primer ugovora.",
        28.4,
        answers=0,
    ),
    Line("one", "Hvala, to bi nam mnogo pomoglo.", 28.2, reactions=("❤️",)),
)


TOPIC = "Obrasci"

QUESTIONS = (
    (
        "person",
        "When shall we go through the referral form together?",
        ("Tuesday at 10:00", "Wednesday at 14:00", "I cannot this week"),
    ),
    (
        "organisation",
        "Do we ask for an address of its own for referrals in every municipality?",
        ("Yes", "No", "Only where there is a centre"),
    ),
)

DOUBTFUL = (
    "Office chairs, hardly used, very good price! Write to me today.",
    "Whoever cannot fill in a form in time should leave this work to others.",
)
NOTE = "This is an advertisement."
REASON = "We talk about the matter here, not about people."
OBJECTION = "I meant the deadlines, not the colleagues. Please read the message before it."
