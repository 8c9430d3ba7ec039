"""The applications of the demo network. Organisations and projects are invented."""

from typing import NamedTuple


class Project(NamedTuple):
    """`to` is the state it is brought to; `lines` are (heading, description, unit, quantity, rate, requested)."""

    organisation: str
    to: str
    title: str
    summary: str
    months: str
    group: int
    people: str
    why: str
    what: str
    after: str
    lines: list[tuple[str, str, str, str, str, str]]
    reason: str = ""
    awarded: str = ""


SAFE = {
    "sr": "Учешће је добровољно, пристанак тражимо писмено, а податке чувамо закључане и без имена.",
    "en": "Taking part is voluntary, consent is given in writing, and notes are kept locked and without names.",
}

CLOSED = [
    Project(
        "primer-rom",
        "awarded",
        "Радио „Наша улица“",
        "Шест радио-емисија које припремају млади Роми из Лесковца, о повратку, школи и послу.",
        "6",
        4,
        "2400",
        "У нашем крају о повратницима сви говоре, а њих нико не пита. Локални радио слуша се у скоро свакој кући.",
        "Прва два месеца учимо снимање и разговор. Затим сваког месеца правимо по једну и по емисију и емитујемо је суботом. На крају све емисије остају доступне.",
        "Опрема остаје у омладинском клубу, а радио је пристао да термин остане наш.",
        [
            ("human_resources", "Водитељ радионица", "месец", "6", "420", ""),
            ("equipment", "Сет за снимање", "комад", "2", "380", ""),
            ("other", "Емитовање и монтажа", "емисија", "6", "260", "200"),
            ("indirect", "Канцеларија и књиговодство", "", "1", "300", ""),
        ],
        "Clear plan, strong voice of the people concerned.",
    ),
    Project(
        "primjer-tuzla",
        "awarded",
        "Razred koji sluša",
        "Mladi volonteri vode dvadeset školskih sati o migracijama i trgovini ljudima.",
        "8",
        4,
        "600",
        "U školama nema sata na kojem se o migracijama govori mirno. Nastavnici su nas sami pozvali.",
        "Obučavamo dvanaest volontera, s njima pišemo priručnik i vodimo po dva sata u deset škola. Na kraju svaka škola dobije priručnik.",
        "Priručnik i volonteri ostaju školama.",
        [
            ("human_resources", "Koordinatorica", "mjesec", "8", "450", "2900"),
            ("travel", "Prijevoz do škola", "put", "20", "35", ""),
            ("other", "Štampa priručnika", "komad", "400", "4,50", ""),
            ("indirect", "Ured", "", "1", "400", ""),
        ],
        "Schools asked for it themselves; low cost per child.",
    ),
    Project(
        "primer-tetovo",
        "awarded",
        "Fqinjët",
        "Një ekspozitë fotografish dhe dhjetë takime në shesh për ata që u kthyen në Tetovë.",
        "5",
        0,
        "900",
        "Familjet që u kthyen jetojnë në skaj të qytetit dhe pak kush i njeh. Njohja fillon me një fotografi.",
        "Mbledhim tregime, bëjmë fotografi me pëlqim dhe i nxjerrim në shesh çdo të shtunë. Pas ekspozitës mbajmë bisedë.",
        "Ekspozita mbetet në bibliotekën e qytetit.",
        [
            ("human_resources", "Fotografe", "muaj", "5", "400", "1600"),
            ("equipment", "Panele", "copë", "15", "60", ""),
            ("local_office", "Zyra", "muaj", "5", "90", ""),
            ("indirect", "Shpenzime të tërthorta", "", "1", "200", ""),
        ],
        "Simple, near to people, well costed.",
    ),
    Project(
        "shembull-vlore",
        "awarded",
        "Zëri i bregdetit",
        "Filma të shkurtër nga të rinjtë e Vlorës për rreziqet e rrugëve të paligjshme.",
        "7",
        3,
        "3500",
        "Çdo verë të rinjtë tanë marrin oferta për punë jashtë që nuk janë ato që duken.",
        "Punëtori filmi me njëzet të rinj, katër filma të shkurtër dhe shfaqje në shtatë lagje.",
        "Filmat mbeten falas në internet dhe në shkolla.",
        [
            ("human_resources", "Regjisore", "muaj", "7", "500", "2800"),
            ("equipment", "Kamera me qira", "javë", "12", "110", ""),
            ("other", "Shfaqje", "natë", "7", "180", ""),
            ("indirect", "Zyra", "", "1", "350", ""),
        ],
        "Good reach among young people; budget reduced by the cost of rented rooms.",
        "5400.00",
    ),
    Project(
        "primjer-bar",
        "awarded",
        "Otvorena kuhinja",
        "Mjesečni ručkovi na kojima kuvaju ljudi koji su potražili azil, a dolaze komšije.",
        "8",
        1,
        "480",
        "Grad ima svega nekoliko mjesta na kojima se ljudi uopšte sretnu. Hrana je najkraći put.",
        "Osam ručkova, svaki s pričom i muzikom, i mala knjiga recepata na tri jezika.",
        "Ručkovi se nastavljaju u mjesnoj zajednici.",
        [
            ("human_resources", "Koordinator", "mjesec", "8", "300", "1800"),
            ("equipment", "Namirnice i posuđe", "ručak", "8", "240", ""),
            ("other", "Knjiga recepata", "komad", "300", "3,20", ""),
            ("indirect", "Kancelarija", "", "1", "300", ""),
        ],
        "Warm and doable; municipality supports it.",
    ),
    Project(
        "primer-gevgelija",
        "reserve",
        "Возот што чека",
        "Патувачка изложба за луѓето што поминаа низ Гевгелија.",
        "6",
        4,
        "1500",
        "Низ нашата станица поминаа стотици илјади луѓе, а градот за тоа нема место за сеќавање.",
        "Собираме предмети и приказни, правиме изложба во вагон и ја возиме низ шест градови.",
        "Изложбата останува во музејот.",
        [
            ("human_resources", "Кустос", "месец", "6", "600", "2800"),
            ("travel", "Превоз на изложбата", "град", "6", "250", ""),
            ("other", "Поставување", "град", "6", "300", ""),
            ("indirect", "Канцеларија", "", "1", "450", ""),
        ],
        "Above the minimum, below the line where the envelope runs out.",
    ),
    Project(
        "primjer-mostar",
        "rejected",
        "Kampanja za sve",
        "Bilbordi i spotovi o solidarnosti.",
        "4",
        4,
        "20000",
        "Solidarnost je važna za društvo.",
        "Postavljamo bilborde i snimamo spotove.",
        "Spotovi ostaju na internetu.",
        [
            ("other", "Bilbordi", "mjesec", "4", "1200", "3900"),
            ("other", "Spot", "komad", "2", "1500", ""),
            ("indirect", "Ured", "", "1", "500", ""),
        ],
        "The plan does not say who will be reached and how the result is seen; the section minimum was not met.",
    ),
    Project(
        "primjer-konik",
        "ineligible",
        "Dvorište",
        "Uređenje dvorišta i mali festival.",
        "6",
        0,
        "200",
        "Dvorište je jedino mjesto za djecu.",
        "Uređujemo dvorište i pravimo festival.",
        "Dvorište ostaje.",
        [
            ("equipment", "Građevinski materijal", "", "1", "4000", "3400"),
            ("human_resources", "Radovi", "mjesec", "2", "700", ""),
        ],
        "The call does not support building works, which are the larger part of the budget.",
    ),
]

OPEN = [
    Project(
        "primjer-una",
        "eligibility",
        "Prvi papir",
        "Pratimo povratnike do prvih dokumenata u Unsko-sanskom kantonu.",
        "10",
        0,
        "180",
        "Bez lične karte nema ni ljekara ni posla. Do ureda je i četrdeset kilometara.",
        "Dvaput sedmično idemo s ljudima u urede, vodimo savjetovalište i pišemo vodič kroz procedure.",
        "Vodič i dogovor sa općinama ostaju.",
        [
            ("human_resources", "Pravna savjetnica", "mjesec", "10", "650", ""),
            ("travel", "Gorivo", "mjesec", "10", "140", ""),
            ("other", "Takse i prevodi", "osoba", "60", "25", ""),
            ("indirect", "Ured", "", "1", "600", ""),
        ],
    ),
    Project(
        "primer-deca",
        "submitted",
        "Мост до школе",
        "Часови и језичка подршка деци која се у Суботици у школу враћају усред године.",
        "9",
        0,
        "45",
        "Деца која се врате из иностранства често годину дана само седе у разреду, јер не разумеју језик наставе.",
        "Три пута недељно држимо часове у школи, с учитељицама правимо план за свако дете и једном месечно зовемо родитеље.",
        "Школа је пристала да један час недељно задржи.",
        [
            ("human_resources", "Наставница језика", "месец", "9", "550", ""),
            ("human_resources", "Психолошкиња, пола радног времена", "месец", "9", "380", ""),
            ("equipment", "Уџбеници и прибор", "дете", "45", "22,50", ""),
            ("travel", "Превоз деце", "месец", "9", "120", "90"),
            ("indirect", "Књиговодство и простор", "", "1", "600", ""),
        ],
    ),
    Project(
        "primer-skopje",
        "submitted",
        "Прва работа",
        "Кратки обуки и договори со работодавачи за вратени лица во Скопје.",
        "12",
        0,
        "60",
        "Вратените лица најчесто работат без договор, бидејќи нивните дипломи не се признати.",
        "Помагаме со признавање на дипломи, организираме кратки обуки и склучуваме договори со десет работодавачи.",
        "Мрежата на работодавачи останува отворена.",
        [
            ("human_resources", "Правник", "месец", "12", "600", ""),
            ("other", "Обуки", "учесник", "30", "120", ""),
            ("other", "Такси за нострификација", "лице", "25", "60", ""),
            ("indirect", "Канцеларија", "", "1", "700", ""),
        ],
    ),
    Project(
        "shembull-shkoder",
        "draft",
        "Rruga e shkollës",
        "Mbështetje për fëmijët e kthyer në Shkodër.",
        "8",
        2,
        "30",
        "Fëmijët e kthyer humbasin vitin e parë.",
        "",
        "",
        [("human_resources", "Mësuese", "muaj", "8", "420", "")],
    ),
    Project(
        "primer-centar",
        "draft",
        "Правни сат у Нишу",
        "Бесплатна правна помоћ повратницима, двапут недељно, и изласци у четири општине.",
        "10",
        0,
        "220",
        "Повратници долазе с папирима које ниједан шалтер не признаје. Најближи бесплатни правник је у Нишу, а многи живе сат времена вожње далеко.",
        "Двапут недељно држимо саветовалиште у Нишу, а сваке друге среде излазимо у Лесковац, Пирот, Прокупље и Врање. Пишемо поднеске и пратимо предмете до краја.",
        "",
        [
            ("human_resources", "Правница", "месец", "10", "700", ""),
            ("human_resources", "Координаторка, пола радног времена", "месец", "10", "350", "250"),
            ("travel", "Гориво и путарина", "излазак", "40", "38,50", ""),
            ("indirect", "Књиговодство и простор", "", "1", "750", ""),
        ],
    ),
]
