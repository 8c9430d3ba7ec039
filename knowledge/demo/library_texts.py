"""The words of the demo's library."""

from typing import Any

COLLECTIONS: list[tuple[str, dict[str, str], dict[str, str]]] = [
    ("first-steps", {"en": "First steps in protection", "sr": "Први кораци у заштити"}, {}),
    ("training-of-trainers", {"en": "Training of trainers", "sr": "Обука тренера"}, {}),
    ("local-action-plans", {"en": "Local action plans", "sr": "Локални акциони планови"}, {}),
]

RESOURCES: list[dict[str, Any]] = [
    {
        "key": "first-contact", "kind": "module", "language": "en", "audience": "practitioners", "level": "basic",
        "minutes": 35, "days": 20, "themes": ["child-protection", "asylum"], "collections": ["first-steps"],
        "studies": ["guardian"],
        "titles": {"en": "First contact with a child travelling alone", "sr": "Први сусрет с дететом које путује само"},
        "summaries": {
            "en": "Three short lessons: what to say first, what not to ask, and whom to call before the evening is over. With a self-check.",
            "sr": "Три кратке лекције: шта рећи прво, шта не питати и кога позвати пре него што прође вече. Са провером знања.",
        },
    },
    {
        "key": "interpreting", "kind": "manual", "language": "en", "audience": "practitioners", "level": "intermediate",
        "minutes": 60, "days": 48, "themes": ["integration", "asylum"], "collections": ["first-steps"],
        "studies": ["interpreters"],
        "titles": {"en": "Working with an interpreter", "sr": "Рад с преводиоцем", "mk": "Работа со преведувач"},
        "summaries": {
            "en": "How to prepare a conversation, where to sit, what to agree on beforehand, and what to do when the interpreter is a relative.",
            "sr": "Како припремити разговор, где сести, шта договорити унапред и шта учинити кад је преводилац рођак.",
            "mk": "Како да се подготви разговор, каде да се седне, што да се договори однапред и што да се направи кога преведувачот е роднина.",
        },
        "files": [("en", "original"), ("sr", "reviewed"), ("en", "original"), ("mk", "machine")],
    },
    {
        "key": "exercises", "kind": "manual", "language": "sr", "audience": "trainers", "level": "advanced",
        "minutes": 240, "days": 77, "themes": ["capacity-building"], "collections": ["training-of-trainers"],
        "titles": {"sr": "Дванаест вежби за обуку о азилу", "en": "Twelve exercises for training on asylum"},
        "summaries": {
            "sr": "Вежбе за групе од осам до двадесет људи, с листовима за умножавање и временом за сваки корак.",
            "en": "Exercises for groups of eight to twenty, with sheets to copy and a time for every step.",
        },
        "files": [("sr", "original"), ("en", "reviewed")],
    },
    {
        "key": "referral-form", "kind": "template", "language": "en", "audience": "practitioners", "level": "basic",
        "minutes": 10, "days": 102, "themes": ["anti-trafficking", "legal-aid"], "studies": ["oneform"],
        "titles": {"en": "Referral form between organisations", "sr": "Образац за упућивање међу организацијама", "sq": "Formular referimi ndërmjet organizatave"},
        "summaries": {
            "en": "One page: who refers, to whom, what the person agreed to share, and by when an answer is expected.",
            "sr": "Једна страница: ко упућује, коме, шта је особа пристала да подели и до када се чека одговор.",
            "sq": "Një faqe: kush referon, te kush, çfarë ka pranuar personi të ndajë dhe deri kur pritet përgjigjja.",
        },
        "files": [("en", "original"), ("sr", "reviewed"), ("sq", "reviewed")],
    },
    {
        "key": "plan-budget", "kind": "briefing", "language": "en", "audience": "officials", "level": "intermediate",
        "minutes": 8, "days": 131, "themes": ["advocacy", "integration"], "collections": ["local-action-plans"],
        "studies": ["budget"], "country": "ME",
        "titles": {"en": "A local action plan needs a line in the budget", "sr": "Локални акциони план тражи ставку у буџету"},
        "summaries": {
            "en": "Two pages for a mayor: what a plan without money costs, and three sentences for the budget decision.",
            "sr": "Две странице за председника општине: колико кошта план без новца и три реченице за одлуку о буџету.",
        },
        "files": [("en", "original"), ("sr", "reviewed")],
    },
    {
        "key": "guardianship-extract", "kind": "law", "language": "sr", "audience": "everybody", "level": "advanced",
        "minutes": 20, "days": 190, "themes": ["child-protection"], "licence": "official", "country": "RS",
        "titles": {"sr": "Старатељство у породичном закону: водич кроз одредбе", "en": "Guardianship in family law: a guide to the provisions"},
        "summaries": {
            "sr": "Где у закону пише ко поставља старатеља, у ком року и шта старатељ сме без суда. Пример за пробни рад сајта.",
            "en": "Where the law says who appoints a guardian, by when, and what a guardian may do without a court. An example for trying the site.",
        },
        "files": [("sr", "original")],
    },
    {
        "key": "old-leaflet", "kind": "briefing", "language": "en", "audience": "everybody", "level": "basic",
        "minutes": 3, "days": 700, "themes": ["asylum"],
        "titles": {"en": "Where to register: leaflet of 2023"},
        "summaries": {"en": "Addresses and hours of the registration offices."},
        "files": [("en", "original")],
        "withdrawn": "Two of the offices have moved. The referral guide has the present addresses.",
    },
    {
        "key": "night-shifts", "kind": "manual", "language": "en", "audience": "managers", "level": "intermediate",
        "minutes": 45, "days": 0, "themes": ["capacity-building"], "draft": True,
        "titles": {"en": "Night shifts without burning out"},
        "summaries": {"en": "Rosters, handovers and pay for people who answer at night."},
        "files": [("en", "original")],
    },
]  # fmt: skip

LESSONS = {
    "en": [
        (
            "The first five minutes",
            "Sit down, so that you are not taller. Say your name, what you do, and what will happen in the next hour. A child who knows the next hour can bear it.\n\n## Say, do not ask\n\nThe first sentences are yours. “I am here until eight. There is soup, and a bed. Nobody will take your telephone.” Questions come later, and not all of them from you.\n\n- Speak slowly; let the interpreter finish.\n- Offer water before you offer help.\n- Leave the door open, or ask whether it should be closed.\n\n> You are not the first adult who promises something today. Promise only what you will do yourself.",
        ),
        (
            "What you need not know",
            "You do not need the route, the price, or the names of those who brought the child here. Somebody else may have to ask; you do not. What was told twice already is told worse the third time, and hurts more.\n\n## Three questions are enough\n\n1. How old are you?\n2. Is somebody of yours near, whom we should look for?\n3. Does anything hurt?\n\nWrite down the answers as they were given, with the time. An age that you doubt is written down as the child said it: the benefit of the doubt is the child’s.",
        ),
        (
            "Before the evening is over",
            "Within the first day a guardian is appointed, and until then somebody is responsible by name.\n\n| When | What | Who |\n|---|---|---|\n| at once | a safe place for the night | you |\n| within two hours | a call to the duty number | you |\n| within a day | a guardian | centre for social work |\n\nNobody goes home before two things stand on paper: **who was called**, and **who answers for the night**.\n\n## Hand over in words\n\nA form does not replace a conversation. Tell the colleague who comes after you what the child knows about tomorrow, so that they can keep the promise.",
        ),
    ],
    "sr": [
        (
            "Првих пет минута",
            "Седните, да не будете виши. Реците како се зовете, шта радите и шта ће бити у наредних сат времена. Дете које зна наредни сат може да га издржи.\n\n## Реците, не питајте\n\nПрве реченице су ваше. „Овде сам до осам. Има супе и кревета. Нико ти неће узети телефон.“ Питања долазе касније, и не морају сва од вас.\n\n- Говорите полако; пустите преводиоца да заврши.\n- Понудите воду пре него што понудите помоћ.\n- Оставите врата отворена, или питајте да ли да их затворите.\n\n> Нисте прва одрасла особа која данас нешто обећава. Обећајте само оно што ћете сами учинити.",
        ),
        (
            "Шта не морате да знате",
            "Не треба вам пут, ни цена, ни имена оних који су дете довели. Неко други ће можда морати да пита; ви не морате. Оно што је већ двапут испричано трећи пут се прича теже и више боли.\n\n## Три питања су довољна\n\n1. Колико имаш година?\n2. Да ли је неко твој у близини, кога треба потражити?\n3. Да ли те нешто боли?\n\nЗапишите одговоре онако како су дати, с временом. Године у које сумњате пишу се како их је дете рекло: сумња иде детету у корист.",
        ),
        (
            "Пре него што прође вече",
            "У првом дану поставља се старатељ, а дотле је неко одговоран, по имену.\n\n| Када | Шта | Ко |\n|---|---|---|\n| одмах | безбедно место за ноћ | ви |\n| за два сата | позив на дежурни број | ви |\n| за један дан | старатељ | центар за социјални рад |\n\nНико не иде кући док две ствари не стоје на папиру: **ко је позван** и **ко одговара за ноћ**.\n\n## Предајте и речима\n\nОбразац не замењује разговор. Реците колеги који долази после вас шта дете зна о сутрашњем дану, да би обећање могло да се одржи.",
        ),
    ],
}

QUESTIONS: dict[str, list[tuple[str, list[tuple[str, bool, str]]]]] = {
    "en": [
        (
            "A child has just arrived and says nothing. What comes first?",
            [
                (
                    "You say who you are and what happens in the next hour.",
                    True,
                    "Knowing the next hour makes it bearable.",
                ),
                ("You ask about the route.", False, "You do not need to know it, and somebody else may have to ask."),
                ("You wait until the child speaks.", False, "The first sentences are yours."),
            ],
        ),
        (
            "You doubt the age that the child gives. What do you write down?",
            [
                ("The age that you think is right.", False, "An estimate is not yours to make."),
                ("The age as it was said, with the time.", True, "The benefit of the doubt is the child’s."),
                ("Nothing.", False, "What is not written down is asked again."),
            ],
        ),
        (
            "What must stand on paper before you go home?",
            [
                ("Who was called.", True, "So that the next shift does not begin anew."),
                ("Who answers for the night.", True, "Until there is a guardian, somebody is responsible by name."),
                ("Who brought the child here.", False, "You do not need to know it."),
            ],
        ),
    ],
    "sr": [
        (
            "Дете је тек стигло и ћути. Шта је прво?",
            [
                ("Кажете ко сте и шта ће бити у наредних сат времена.", True, "Кад се зна наредни сат, лакше је."),
                ("Питате којим је путем дошло.", False, "То не морате да знате, а неко други ће можда морати да пита."),
                ("Чекате да дете проговори.", False, "Прве реченице су ваше."),
            ],
        ),
        (
            "Сумњате у године које дете каже. Шта записујете?",
            [
                ("Године за које мислите да су тачне.", False, "Процена није ваша."),
                ("Године како су речене, с временом.", True, "Сумња иде детету у корист."),
                ("Ништа.", False, "Што није записано, питаће се поново."),
            ],
        ),
        (
            "Шта мора да стоји на папиру пре него што одете кући?",
            [
                ("Ко је позван.", True, "Да наредна смена не почиње из почетка."),
                ("Ко одговара за ноћ.", True, "Док нема старатеља, неко је одговоран по имену."),
                ("Ко је дете довео.", False, "То не морате да знате."),
            ],
        ),
    ],
}

PARAGRAPHS = {
    "en": [
        "This paper belongs to the demo network. It shows how a file of the library is kept, numbered and handed out; it is not a real manual.",
        "Whoever translates it says from which version, so that readers see when the original has moved on.",
    ],
    "sr": [
        "Овај папир припада пробној мрежи. Показује како се датотека библиотеке чува, нумерише и даје; није прави приручник.",
        "Ко је преведе, каже са које верзије, да би читаоци видели кад је изворник отишао даље.",
    ],
}
