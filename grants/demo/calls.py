"""The three calls of the demo network: one open, one announced, one decided. English and Serbian, our own words.

`T` is one text in both languages. Keys of questions are made from their names, so that both pages carry the same ones.
"""

import uuid
from decimal import Decimal
from typing import Any, NamedTuple

NAMESPACE = uuid.UUID("6a0f3c0e-3f0c-4c58-9f0a-0d1f3f3c6b11")


class T(NamedTuple):
    en: str
    sr: str


NOTHING = T("", "")


def key(name: str) -> str:
    return str(uuid.uuid5(NAMESPACE, name))


def heading(name: str, label: T) -> dict[str, Any]:
    return {"type": "heading", "id": key(name), "value": {"label": label, "help": T("", "")}}


def long(name: str, label: T, help: T, words: int, required: bool = True) -> dict[str, Any]:
    return {
        "type": "long",
        "id": key(name),
        "value": {"label": label, "help": help, "required": required, "max_words": words},
    }


def number(name: str, label: T, help: T, low: str, high: str) -> dict[str, Any]:
    value = {"label": label, "help": help, "required": True, "minimum": low, "maximum": high}
    return {"type": "number", "id": key(name), "value": value}


def table(name: str, label: T, help: T, columns: list[T], rows: int) -> dict[str, Any]:
    items = [{"type": "item", "id": key(f"{name}-{place}"), "value": text} for place, text in enumerate(columns)]
    value = {"label": label, "help": help, "required": False, "columns": items, "max_rows": rows}
    return {"type": "table", "id": key(name), "value": value}


def choice(name: str, label: T, answers: list[T]) -> dict[str, Any]:
    items = [{"type": "item", "id": key(f"{name}-{place}"), "value": text} for place, text in enumerate(answers)]
    return {
        "type": "choice",
        "id": key(name),
        "value": {"label": label, "help": T("", ""), "required": True, "choices": items},
    }


def document(name: str, label: T, help: T = NOTHING, required: bool = True) -> dict[str, Any]:
    return {"type": "document", "id": key(name), "value": {"label": label, "help": help, "required": required}}


def declaration(name: str, text: T) -> dict[str, Any]:
    return {"type": "declaration", "id": key(name), "value": {"text": text}}


def criterion(
    name: str, section: T, label: T, text: T, maximum: int, weight: str, minimum: str | None = None
) -> dict[str, Any]:
    value = {
        "section": section,
        "name": label,
        "text": text,
        "maximum": maximum,
        "weight": weight,
        "section_minimum": minimum,
    }
    return {"type": "criterion", "id": key(name), "value": value}


def in_language(value: Any, language: str) -> Any:
    """The stream with the texts of one language."""
    match value:
        case T():
            return getattr(value, language)
        case dict():
            return {name: in_language(item, language) for name, item in value.items()}
        case list():
            return [in_language(item, language) for item in value]
    return value


QUESTIONS = [
    heading("need", T("The need", "Потреба")),
    long(
        "why",
        T("What is the situation, and who lives in it?", "Каква је ситуација и ко у њој живи?"),
        T(
            "Say what you know at first hand: numbers, places, whom you asked.",
            "Напишите оно што знате из прве руке: бројеве, места, кога сте питали.",
        ),
        250,
    ),
    choice(
        "group",
        T("Whom is the project mainly for?", "Коме је пројекат пре свега намењен?"),
        [
            T("People who returned from abroad", "Људима који су се вратили из иностранства"),
            T("Asylum seekers and refugees", "Тражиоцима азила и избеглицама"),
            T("Unaccompanied children", "Деци без пратње"),
            T("Victims of trafficking or violence", "Жртвама трговине људима или насиља"),
            T("The public and decision-makers", "Јавности и доносиоцима одлука"),
        ],
    ),
    number(
        "people",
        T("How many people will it reach directly?", "Колико ће људи непосредно обухватити?"),
        T("Only those you will meet in person.", "Само оне са којима ћете се лично срести."),
        "1",
        "20000",
    ),
    heading("plan", T("The plan", "План")),
    long(
        "what",
        T("What will you do, month by month?", "Шта ћете радити, месец по месец?"),
        T(
            "Activities, who carries them out, and what is there at the end.",
            "Активности, ко их спроводи и шта остаје на крају.",
        ),
        400,
    ),
    table(
        "helpers",
        T("Who in the place works with you?", "Ко у месту ради са вама?"),
        T("Schools, offices, associations; name no person.", "Школе, установе, удружења; не наводите имена људи."),
        [T("Institution", "Установа"), T("What it does", "Шта ради"), T("Agreed?", "Договорено?")],
        6,
    ),
    long(
        "after",
        T("What remains when the grant is spent?", "Шта остаје кад се средства потроше?"),
        T("", ""),
        150,
    ),
    long(
        "safety",
        T("How do you protect the people you work with?", "Како штитите људе са којима радите?"),
        T(
            "Consent, confidentiality, child safeguarding. Name no person here.",
            "Пристанак, поверљивост, заштита деце. Не наводите ниједно име.",
        ),
        150,
    ),
]

DOCUMENTS = [
    document(
        "statute",
        T("Statute or founding act", "Статут или оснивачки акт"),
        T(
            "In the language of your register; no translation needed.",
            "На језику вашег регистра; превод није потребан.",
        ),
    ),
    document(
        "extract",
        T("Extract from the register, not older than six months", "Извод из регистра, не старији од шест месеци"),
    ),
    document(
        "support",
        T("Letters of support", "Писма подршке"),
        T("From a municipality, a centre for social work, a school.", "Од општине, центра за социјални рад, школе."),
        False,
    ),
]

DECLARATIONS = [
    declaration(
        "true",
        T(
            "Everything stated in this application is true and complete.",
            "Све што је у овој пријави наведено истинито је и потпуно.",
        ),
    ),
    declaration(
        "conflict",
        T(
            "Nobody who decides on this application works for our organisation or is related to those who lead it.",
            "Нико ко одлучује о овој пријави не ради у нашој организацији нити је у сродству са онима који је воде.",
        ),
    ),
    declaration(
        "double",
        T(
            "The costs for which we ask are not paid by anybody else.",
            "Трошкове за које тражимо средства не плаћа нико други.",
        ),
    ),
]

ELIGIBILITY = [
    *(
        {"type": "rule", "id": key(f"rule-{rule}"), "value": {"rule": rule}}
        for rule in (
            "country", "kind", "membership", "age", "once", "size", "cofinancing", "indirect", "duration", "documents",
        )
    ),
    {
        "type": "manual",
        "id": key("readable"),
        "value": {
            "text": T("Statute and extract are readable and belong to the applicant", "Статут и извод су читљиви и припадају подносиоцу"),
            "help": T("Compare the name and the register number.", "Упоредите назив и матични број."),
        },
    },
    {
        "type": "manual",
        "id": key("purpose"),
        "value": {
            "text": T("The activities serve the purpose of the call", "Активности служе сврси позива"),
            "help": T("What the call does not support is listed in its text.", "Шта се не подржава, наведено је у тексту позива."),
        },
    },
]  # fmt: skip


RELEVANCE, QUALITY, VALUE = (
    T("Relevance", "Релевантност"),
    T("Quality of the plan", "Квалитет плана"),
    T("Cost and capacity", "Трошкови и капацитет"),
)
CRITERIA = [
    criterion(
        "c1",
        RELEVANCE,
        T("The need is real and known at first hand", "Потреба је стварна и позната из прве руке"),
        T("Figures, places, voices of the people concerned.", "Бројке, места, глас људи којих се тиче."),
        5,
        "2",
        "6",
    ),
    criterion("c2", RELEVANCE, T("It fits the purpose of the call", "Одговара сврси позива"), T("", ""), 5, "1", "6"),
    criterion(
        "c3",
        QUALITY,
        T("Activities lead to the result", "Активности воде до резултата"),
        T("Every step has a reason, a person and a date.", "Сваки корак има разлог, особу и датум."),
        5,
        "2",
    ),
    criterion(
        "c4",
        QUALITY,
        T("People are protected", "Људи су заштићени"),
        T("Consent, confidentiality, safeguarding.", "Пристанак, поверљивост, заштита."),
        5,
        "1",
    ),
    criterion("c5", QUALITY, T("Something remains afterwards", "Нешто остаје после пројекта"), T("", ""), 5, "1"),
    criterion(
        "c6", VALUE, T("Costs are necessary and reasonable", "Трошкови су потребни и примерени"), T("", ""), 5, "2"
    ),
    criterion(
        "c7",
        VALUE,
        T("The organisation can carry it out", "Организација то може да спроведе"),
        T("Earlier work, people, bookkeeping.", "Досадашњи рад, људи, књиговодство."),
        5,
        "1",
    ),
]


INSTALMENTS = [
    {
        "type": "instalment",
        "id": key("instalment-1"),
        "value": {"percent": "60", "condition": T("the agreement has been signed", "је уговор потписан")},
    },
    {
        "type": "instalment",
        "id": key("instalment-2"),
        "value": {
            "percent": "30",
            "condition": T("the interim report has been approved", "је извештај на пола пута одобрен"),
        },
    },
    {
        "type": "instalment",
        "id": key("instalment-3"),
        "value": {"percent": "10", "condition": T("the final report has been approved", "је завршни извештај одобрен")},
    },
]


class PlannedCall(NamedTuple):
    """`opens` and `closes` are days from today."""

    code: str
    title: T
    slug: str
    lead: T
    body: T
    opens: int
    closes: int
    envelope: Decimal
    smallest: Decimal
    largest: Decimal
    months: int
    cofinancing: Decimal = Decimal(0)
    countries: str = "RS BA MK AL ME"
    opened: bool = True
    assessment: dict[str, Any] = {}
    quotas: tuple[tuple[str, str], ...] = ()


INTRODUCTION = T(
    "The network passes money on to small organisations that are close to people. The rules stand before the call opens, "
    "and what was given to whom is public.",
    "Мрежа део средстава прослеђује малим организацијама које су близу људима. Правила су позната пре отварања позива, а "
    "коме је шта додељено, јавно је.",
)

CALLS = [
    PlannedCall(
        "IRIS-SG-02",
        T("Coming home: local reintegration services", "Повратак кући: локалне услуге реинтеграције"),
        "coming-home",
        T(
            "For small organisations that help people who returned to find papers, a school, a doctor and work where they live.",
            "За мале организације које људима по повратку помажу да дођу до докумената, школе, лекара и посла тамо где живе.",
        ),
        T(
            "<h2>Why this call</h2><p>Many people who return from abroad arrive in towns that did not expect them. Papers are missing, "
            "children have lost a school year, and the nearest office is a bus ride away. Organisations on the spot know this first and "
            "can do something about it quickly, if they have a little money and a free hand.</p>"
            "<h2>What we support</h2><ul><li>going along to offices, and help with documents and recognition of diplomas;</li>"
            "<li>lessons and language support for children who join a school in the middle of the year;</li>"
            "<li>first steps into work: tools, short courses, agreements with local employers;</li>"
            "<li>meetings of neighbours, so that coming home does not mean being alone.</li></ul>"
            "<h2>What we do not support</h2><p>Buildings, vehicles, conferences abroad, and costs that a public budget already pays.</p>"
            "<h2>How it goes on</h2><p>Two people check every application against the conditions. Two assessors then score it by the "
            "criteria below, each on their own. The list of results is published with the reasons, and every applicant gets their own.</p>",
            "<h2>Зашто овај позив</h2><p>Многи који се врате из иностранства стигну у места која их нису очекивала. Недостају документа, "
            "деца су изгубила школску годину, а до прве канцеларије се иде аутобусом. Организације на лицу места то прве знају и могу брзо "
            "да помогну, ако имају мало новца и слободне руке.</p>"
            "<h2>Шта подржавамо</h2><ul><li>одлазак са људима у установе, помоћ око докумената и признавања диплома;</li>"
            "<li>часове и језичку подршку деци која у школу крећу усред године;</li>"
            "<li>прве кораке ка послу: алат, кратке обуке, договоре са послодавцима у месту;</li>"
            "<li>сусрете комшија, да повратак не значи самоћу.</li></ul>"
            "<h2>Шта не подржавамо</h2><p>Градњу, возила, скупове у иностранству и трошкове које већ плаћа јавни буџет.</p>"
            "<h2>Како тече даље</h2><p>Двоје људи проверава да ли пријава испуњава услове. Затим је двоје оцењивача, свако за себе, оцењује "
            "по мерилима наведеним ниже. Листа резултата објављује се са образложењима, а сваки подносилац добија своје.</p>",
        ),
        -21,
        36,
        Decimal(120000),
        Decimal(4000),
        Decimal(15000),
        12,
    ),
    PlannedCall(
        "IRIS-SG-03",
        T(
            "Watching closely: monitoring of return and asylum procedures",
            "Пажљивим оком: праћење поступака повратка и азила",
        ),
        "watching-closely",
        T(
            "For organisations that watch how procedures work in practice, write down what they see and tell those who decide.",
            "За организације које прате како поступци изгледају у пракси, бележе шта виде и то кажу онима који одлучују.",
        ),
        T(
            "<h2>Why this call</h2><p>Laws on asylum and return have been rewritten in all five countries. Whether they are kept is seen at "
            "borders, in reception centres and in waiting rooms. This call pays for regular, quiet and methodical watching, and for reports "
            "that feed the network’s shadow reports.</p><h2>What we support</h2><ul><li>visits and interviews by a method that others can "
            "repeat;</li><li>legal analysis of decisions;</li><li>talks with authorities about what was found.</li></ul>",
            "<h2>Зашто овај позив</h2><p>Закони о азилу и повратку промењени су у свих пет земаља. Да ли се поштују, види се на границама, у "
            "прихватним центрима и чекаоницама. Овим позивом плаћамо редовно, тихо и методично праћење, и извештаје који улазе у извештаје "
            "из сенке наше мреже.</p><h2>Шта подржавамо</h2><ul><li>посете и разговоре по методу који и други могу да понове;</li>"
            "<li>правну анализу одлука;</li><li>разговоре са властима о ономе што је утврђено.</li></ul>",
        ),
        24,
        80,
        Decimal(60000),
        Decimal(5000),
        Decimal(12000),
        9,
        Decimal(5),
        opened=False,
    ),
    PlannedCall(
        "IRIS-SG-01",
        T("Telling it ourselves: local awareness-raising", "Причамо сами: подизање свести у заједници"),
        "telling-it-ourselves",
        T(
            "For local stories, radio, school hours and street actions about migration, trafficking and living together.",
            "За локалне приче, радио, школске часове и уличне акције о миграцијама, трговини људима и заједничком животу.",
        ),
        T(
            "<h2>Why this call</h2><p>What people believe about migration is decided in kitchens, classrooms and comment columns. This call "
            "supported those who speak there, with facts and with respect.</p><h2>What we supported</h2><ul><li>local radio and short "
            "films;</li><li>hours in schools led by young people;</li><li>exhibitions and meetings on the square.</li></ul>",
            "<h2>Зашто овај позив</h2><p>Шта људи мисле о миграцијама одлучује се у кухињама, учионицама и коментарима. Овим позивом "
            "подржали смо оне који тамо говоре, чињеницама и с поштовањем.</p><h2>Шта смо подржали</h2><ul><li>локални радио и кратке "
            "филмове;</li><li>часове у школама које воде млади;</li><li>изложбе и сусрете на тргу.</li></ul>",
        ),
        -330,
        -285,
        Decimal(40000),
        Decimal(2000),
        Decimal(9000),
        8,
        Decimal(10),
    ),
    PlannedCall(
        "IRIS-TRY",
        T("Practice call: try it without consequences", "Пробни позив: испробајте без последица"),
        "practice",
        T(
            "Write, calculate, attach and submit as in a real call. Nothing of it counts and nobody assesses it.",
            "Пишите, рачунајте, прилажите и поднесите као у правом позиву. Ништа се не рачуна и нико не оцењује.",
        ),
        T(
            "<p>The form, the budget and the limits are those of our calls. Try what happens when a number is wrong, when "
            "two colleagues write at once, or when you come back on a phone. You get a receipt as in a real call.</p>",
            "<p>Образац, буџет и ограничења исти су као у нашим позивима. Испробајте шта бива кад је број погрешан, кад двоје "
            "пише истовремено или кад наставите на телефону. Добијате потврду као у правом позиву.</p>",
        ),
        -40,
        320,
        Decimal(20000),
        Decimal(1000),
        Decimal(5000),
        12,
        assessment={"is_practice": True},
    ),
]
