"""A call of the demo network that is being assessed without names: applications, three assessors, scores with reasons.

One application lacks a score, one needs a third assessor, one falls below a minimum; the others are ready to be ranked.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from grants.actions.assessments import save_assessment, submit_assessment
from grants.actions.assignments import assign_assessor
from grants.actions.declarations import declare_for_call, declare_no_conflict
from grants.models import Application, Assignment, Call
from grants.scores import Scores
from members.days import days_from, today

from .calls import PlannedCall, T
from .projects import Project

PLAN = PlannedCall(
    "IRIS-SG-04",
    T("First words: language and school support", "Прве речи: језичка и школска подршка"),
    "first-words",
    T(
        "For local help with languages and lessons, so that children who arrive or return find their feet at school.",
        "За помоћ у језику и учењу на лицу места, да се деца која стижу или се враћају снађу у школи.",
    ),
    T(
        "<h2>Why this call</h2><p>A child who does not follow the lesson falls silent, and then stays away. Small organisations can "
        "open a room, find a student who helps, and talk to the teacher. This call pays for that.</p><h2>What we support</h2><ul>"
        "<li>language courses beside school;</li><li>help with homework, by students or retired teachers;</li><li>materials in two "
        "languages.</li></ul><h2>How it is assessed</h2><p>Two assessors read each application without knowing who applies.</p>",
        "<h2>Зашто овај позив</h2><p>Дете које не прати час прво ућути, па престане да долази. Мале организације могу да отворе собу, "
        "нађу студента који помаже и поразговарају с наставником. Овим позивом то плаћамо.</p><h2>Шта подржавамо</h2><ul><li>часове "
        "језика уз школу;</li><li>помоћ у учењу, уз студенте или пензионисане наставнике;</li><li>материјале на два језика.</li></ul>"
        "<h2>Како се оцењује</h2><p>Сваку пријаву читају двоје оцењивача, а не знају ко се пријављује.</p>",
    ),
    -75,
    -19,
    Decimal(24000),
    Decimal(2000),
    Decimal(8000),
    10,
    assessment={
        "is_anonymous": True,
        "assessors_needed": 2,
        "largest_gap": Decimal(15),
        "overall_minimum": Decimal(30),
    },
    quotas=(("RS", "12000"),),
)


class Score(NamedTuple):
    """Points in the order of the criteria; `advice` as in states.Recommendation."""

    assessor: str
    points: str
    advice: str
    state: str = "submitted"


@dataclass(frozen=True)
class Assessed:
    project: Project
    scores: tuple[Score, ...] = field(default=())


REASONS = {
    5: "Convincing: concrete figures, a named person for each step, and a risk that was thought of.",
    4: "Well founded; one detail of the plan stays open, which does not endanger the result.",
    3: "Sound in its outline, but the link between what is done and what changes is only stated.",
    2: "Too general: it remains unclear who does what, and how the children are found.",
    1: "The text does not answer the question of the form.",
    0: "Nothing is said about this.",
}


def project(
    organisation: str, title: str, summary: str, people: str, rate: str, why: str, what: str, after: str
) -> Project:
    return Project(
        organisation,
        "assessment",
        title,
        summary,
        "9",
        4,
        people,
        why,
        what,
        after,
        [
            ("human_resources", "Language teacher", "month", "9", rate, ""),
            ("equipment", "Textbooks and exercise books", "set", "30", "22", ""),
            ("indirect", "Office and bookkeeping", "", "1", "180", ""),
        ],
    )


APPLICATIONS = [
    Assessed(
        project(
            "primer-skopje",
            "Час по часот",
            "Двапати неделно, по училиште, часови по македонски за деца што дошле оваа година.",
            "45",
            "520",
            "Во две скопски училишта има 45 деца што не го разбираат јазикот на часот. Наставничките нè замолија за помош.",
            "Две студентки водат часови по училиште, а секој месец се среќаваме со наставничките и со родителите.",
            "Материјалите остануваат во училиштата, а студентките ја добиваат праксата како испит.",
        ),
        (Score("assessor", "5 4 5 4 4 4 5", "fund"), Score("assessor_2", "5 5 4 5 4 4 4", "fund")),
    ),
    Assessed(
        project(
            "primer-rom",
            "Домаћи задатак",
            "Соба у насељу у којој се после школе учи, уз пензионисане учитељице.",
            "60",
            "610",
            "Од шездесеторо деце у насељу половина нема где да отвори свеску. Зими је код куће једна соба топла.",
            "Три учитељице у пензији примају децу четири дана недељно. Једном месечно зовемо учитеље из школе.",
            "Соба остаје, огрев плаћа месна заједница, а учитељице долазе као волонтерке.",
        ),
        (Score("assessor_2", "5 5 4 4 5 4 4", "fund"), Score("assessor_3", "4 5 4 4 4 5 4", "fund")),
    ),
    Assessed(
        project(
            "shembull-shkoder",
            "Fjala e parë",
            "Kurs shqipeje për fëmijë të kthyer që kanë ndjekur shkollën në gjermanisht dhe italisht.",
            "28",
            "470",
            "Njëzet e tetë fëmijë në Shkodër flasin shqip në shtëpi, por nuk lexojnë shqip. Prandaj kthehen një klasë pas.",
            "Një mësuese mban kurs tri herë në javë; çdo fëmijë ka një shok shkolle që e ndihmon.",
            "Shkolla e merr kursin në orarin e saj nga viti i ardhshëm.",
        ),
        (Score("assessor", "4 5 4 4 5 4 4", "fund_with_changes"), Score("assessor_3", "4 4 4 4 4 4 4", "fund")),
    ),
    Assessed(
        project(
            "primjer-tuzla",
            "Dvojezični rječnik razreda",
            "Đaci zajedno s novim drugovima pišu rječnik svoje škole i snimaju ga.",
            "120",
            "430",
            "U tri škole uče djeca iz kampa. Druže se na odmoru, a na času ne razumiju riječi iz udžbenika.",
            "Razredi biraju riječi, crtaju ih i snimaju izgovor na oba jezika. Na kraju nastaje knjižica i stranica.",
            "Rječnik se štampa za svaku novu generaciju; škole su to potvrdile.",
        ),
        (Score("assessor", "4 4 4 3 5 4 4", "fund"), Score("assessor_2", "4 4 3 4 4 4 4", "fund_with_changes")),
    ),
    Assessed(
        project(
            "primer-centar",
            "Пола разреда напред",
            "Летња припрема за децу повратника која у септембру крећу у српску школу.",
            "35",
            "640",
            "Деца по повратку пропусте месец-два док се не нађе место у школи, и тај месец им недостаје целе године.",
            "Пет недеља припреме пре почетка школе, па подршка суботом до краја полугодишта.",
            "Центар за социјални рад упућује децу, школа даје учионицу.",
        ),
        (Score("assessor_2", "4 4 4 4 3 3 4", "fund"), Score("assessor_3", "4 4 3 4 4 4 3", "fund")),
    ),
    Assessed(
        project(
            "primjer-bar",
            "More riječi",
            "Razgovorne šetnje gradom za djecu i roditelje koji su skoro došli.",
            "50",
            "450",
            "Djeca uče jezik na ulici, a roditelji ostaju kod kuće. Poslije godinu dana dijete prevodi majci kod ljekara.",
            "Dvije grupe subotom obilaze pijacu, dom zdravlja i biblioteku i uče ono što tamo treba.",
            "Biblioteka nastavlja šetnje jednom mjesečno.",
        ),
        (Score("assessor", "5 4 4 4 4 3 4", "fund"), Score("assessor_3", "3 2 2 3 2 2 3", "reject")),
    ),
    Assessed(
        project(
            "shembull-tirane",
            "Klasa e hapur",
            "Mësim në natyrë dhe ndihmë me detyra për fëmijë në pritje të azilit.",
            "22",
            "480",
            "Fëmijët në qendrën e pritjes presin muaj pa shkollë. Ditët kalojnë pa asnjë orë mësimi.",
            "Katër herë në javë mësim me dy mësues dhe një përkthyes; të premten dalje në natyrë.",
            "Qendra e merr përsipër përkthyesin pas nëntë muajsh.",
        ),
        (Score("assessor", "4 3", "", "draft"), Score("assessor_2", "4 4 4 4 3 4 3", "fund")),
    ),
    Assessed(
        project(
            "primjer-mostar",
            "Radionice",
            "Niz radionica o prijateljstvu i jeziku.",
            "80",
            "500",
            "Jezik je važan za svu djecu.",
            "Održavamo radionice po školama prema dogovoru.",
            "Djeca pamte radionice.",
        ),
        (Score("assessor_2", "2 3 2 2 1 3 3", "reject"), Score("assessor_3", "2 2 2 2 2 3 3", "reject")),
    ),
    Assessed(
        project(
            "primjer-una",
            "Knjiga koja putuje",
            "Kofer dječijih knjiga na dva jezika obilazi sela uz granicu.",
            "150",
            "390",
            "U selima nema biblioteke, a djeca u prihvatu i djeca iz sela ne znaju jedna za druge.",
            "Svake sedmice dva sela i jedan centar; čita se na oba jezika, pa se crta i priča.",
            "Kofer ostaje gradskoj biblioteci, koja ga dalje vozi.",
        ),
        (Score("assessor", "", "", "assigned"), Score("assessor_3", "4 4 4 4 4 4 4", "fund")),
    ),
]


SCORES = {
    "primer-rom": (Score("assessor", "5 4 5 4 4 4 5", "fund"), Score("assessor_2", "5 5 4 4 4 4 4", "fund")),
    "primjer-tuzla": (Score("assessor_2", "4 4 5 4 4 5 4", "fund"), Score("assessor_3", "5 4 4 4 3 4 4", "fund")),
    "primer-tetovo": (Score("assessor", "4 5 4 4 3 4 4", "fund"), Score("assessor_3", "4 4 4 3 4 4 4", "fund")),
    "shembull-vlore": (
        Score("assessor", "4 4 4 4 4 2 4", "fund_with_changes"),
        Score("assessor_2", "4 4 4 3 4 3 4", "fund_with_changes"),
    ),
    "primjer-bar": (Score("assessor", "4 4 3 4 3 4 4", "fund"), Score("assessor_3", "4 3 4 3 3 4 3", "fund")),
    "primer-gevgelija": (
        Score("assessor_2", "4 4 3 3 3 3 3", "fund"),
        Score("assessor_3", "3 4 3 3 3 3 4", "fund_with_changes"),
    ),
    "primjer-mostar": (Score("assessor_2", "2 1 2 2 1 2 2", "reject"), Score("assessor_3", "1 2 2 1 2 2 3", "reject")),
}
"""What the assessors gave in the decided call, criterion by criterion."""

HELPERS = {
    "primer-skopje": [["Две основни училишта", "даваат училница и ги пријавуваат децата", "да, писмено"]],
    "primer-rom": [
        ["Месна заједница", "даје собу и огрев", "да"],
        ["Основна школа", "учитељи долазе једном месечно", "усмено"],
    ],
    "shembull-shkoder": [["Shkolla 9-vjeçare", "jep klasën pasdite", "po"]],
    "shembull-tirane": [["Qendra e pritjes", "jep dhomën dhe orarin", "po, me shkrim"]],
}
"""Answers to the table of the form, in the language of each application."""

TALK = [
    (
        "May two organisations apply together?",
        "Yes. One of them leads and signs; an organisation may lead once and be a partner once in this call.",
    ),
    (
        "Is the rent of a room a local office cost?",
        "Yes, for the months of the project and in the share in which the room is used for it.",
    ),
    ("Can a volunteer's bus tickets be paid?", ""),
]


def assess(application: Application, plan: Assessed, world: Any) -> None:
    """Assign, declare and score as the plan says."""
    for score in plan.scores:
        assessor, call = world.users[score.assessor], application.call
        assignment = assign_assessor(application, assessor, by=world.users["grants_manager"], due_on=due_day(call))
        asked = call.closes_at + timedelta(days=8)
        QuerySet(Assignment).filter(pk=assignment.pk).update(assigned_at=asked)
        declare_for_call(call, by=assessor, now=asked + timedelta(days=1))
        if score.state == "assigned":
            continue
        declare_no_conflict(assignment, by=assessor, now=asked + timedelta(days=1, hours=1))
        write(assignment, score, call, asked + timedelta(days=3))


def due_day(call: Call) -> date:
    """Three weeks after the deadline, and never before today's desk would ask for it in a call that is being assessed."""
    usual = (call.closes_at + timedelta(days=21)).date()
    return usual if call.closes_at < timezone.now() - timedelta(days=60) else days_from(today(), 5)


def write(assignment: Assignment, score: Score, call: Call, now: datetime) -> None:
    keys = [criterion.key for criterion in call.form.definition.criteria]
    points = dict(zip(keys, map(int, score.points.split()), strict=False))
    scores = Scores(
        points=points,
        reasons={name: REASONS[given] for name, given in points.items()},
        comment="" if score.state == "draft" else "A talk with the school before the contract would help.",
        recommendation=score.advice,
    )
    by, moment = assignment.assessor, min(now, timezone.now())
    save_assessment(assignment, scores, version=0, device="demo", by=by, now=moment)
    if score.state == "submitted":
        submit_assessment(assignment, by=by, now=moment)
