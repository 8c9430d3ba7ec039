"""The organisations of the demo network: the partners of the IRIS project with public facts only, and invented ones.

Every invented name holds Example, Primer, Пример or Shembull, so that nobody takes it for somebody.
"""

from typing import Any, NamedTuple


class Row(NamedTuple):
    key: str
    kind: str
    country: str
    town: str
    name: str
    name_en: str
    acronym: str
    themes: str
    groups: str
    services: str
    languages: str
    summary_en: str
    summary: dict[str, str]
    more: dict[str, Any] = {}


PARTNERS = (
    Row(
        "idc", "cso", "RS", "beograd",
        "Иницијатива за развој и сарадњу", "Initiative for Development and Cooperation", "IDC",
        "migration asylum reintegration capacity-building", "refugees asylum-seekers returnees", "training psychosocial-support", "sr en",
        "Led the IRIS project of 2017 to 2021, in which civil-society organisations of five countries joined to protect migrants "
        "and other people at risk. Works on migration, social inclusion and the strengthening of local organisations.",
        {"sr": "Водила је пројекат IRIS од 2017. до 2021, у коме су се организације цивилног друштва из пет земаља удружиле да "
               "заштите мигранте и друге људе у ризику. Бави се миграцијама, социјалним укључивањем и јачањем локалних организација."},
        {"website": "https://idcserbia.org", "legal_form": "udruženje"},
    ),
    Row(
        "asb", "cso", "RS", "beograd",
        "Arbeiter-Samariter-Bund, Büro für Südosteuropa", "Arbeiter-Samariter-Bund, Regional Office for South-Eastern Europe", "ASB",
        "integration reintegration migration roma-inclusion", "refugees internally-displaced returnees roma", "humanitarian-aid employment-support training", "sr en de",
        "A German welfare and relief organisation at work in the Western Balkans since the 1990s, with housing, employment and "
        "social inclusion. A partner of the IRIS project.",
        {"sr": "Немачка хуманитарна организација која на Западном Балкану ради од деведесетих година: становање, запошљавање и "
               "социјално укључивање. Партнер у пројекту IRIS."},
    ),
    Row(
        "lir", "cso", "BA", "banja-luka",
        "LIR Evolucija", "LIR Civil Development", "LIR",
        "integration reintegration capacity-building", "returnees internally-displaced roma", "employment-support training", "bs sr hr en",
        "Works from Banja Luka on local development, social entrepreneurship and the inclusion of people on the margins. "
        "A partner of the IRIS project in Bosnia and Herzegovina.",
        {"bs": "Iz Banje Luke radi na lokalnom razvoju, socijalnom preduzetništvu i uključivanju ljudi s margine. "
               "Partner projekta IRIS u Bosni i Hercegovini."},
    ),
    Row(
        "open-gate", "service_provider", "MK", "skopje",
        "Отворена порта – Ла Страда", "Open Gate – La Strada", "",
        "anti-trafficking gender-based-violence advocacy", "victims-of-trafficking women-survivors", "helpline psychosocial-support legal-aid", "mk sq en",
        "Works against trafficking in people and violence against women: help for victims, prevention among the young, and "
        "monitoring of what the state has promised. A partner of the IRIS project in North Macedonia.",
        {"mk": "Работи против трговијата со луѓе и насилството врз жените: помош за жртвите, превенција меѓу младите и следење "
               "на она што државата го ветила. Партнер на проектот IRIS во Северна Македонија."},
        {"precision": "country", "founded_year": 2000},
    ),
    Row(
        "arsis", "service_provider", "AL", "tirane",
        "ARSIS – Organizata për Mbështetjen Sociale të të Rinjve, dega në Shqipëri", "ARSIS – Association for the Social Support of Youth, branch in Albania", "ARSIS",
        "child-protection anti-trafficking integration", "children-in-street-situations unaccompanied-children roma", "outreach day-centre psychosocial-support", "sq el en",
        "The Albanian branch of a Greek association that stands by children and young people in danger or living in the street. "
        "A partner of the IRIS project in Albania.",
        {"sq": "Dega shqiptare e një shoqate greke që u qëndron pranë fëmijëve dhe të rinjve në rrezik ose në situatë rruge. "
               "Partnere e projektit IRIS në Shqipëri."},
    ),
    Row(
        "sos", "service_provider", "ME", "podgorica",
        "SOS telefon za žene i djecu žrtve nasilja Podgorica", "SOS Hotline for Women and Children Victims of Violence Podgorica", "",
        "gender-based-violence anti-trafficking advocacy", "women-survivors victims-of-trafficking", "helpline psychosocial-support legal-aid", "cnr sr sq en",
        "Listens to and supports women and children who have survived violence, and speaks up for a state that protects them. "
        "A partner of the IRIS project in Montenegro.",
        {"cnr": "Sluša i podržava žene i djecu koji su preživjeli nasilje i zalaže se za državu koja ih štiti. "
                "Partner projekta IRIS u Crnoj Gori."},
        {"precision": "country"},
    ),
)

INVENTED = (
    Row("primer-centar", "cso", "RS", "nis", "Пример центар за правну помоћ", "Example Legal Aid Centre", "ПЦПП", "legal-aid asylum advocacy", "asylum-seekers stateless", "legal-aid interpreting", "sr en ar fa",
        "Lawyers and interpreters who stand beside people before the asylum office and the courts in the south of Serbia.",
        {"sr": "Правници и преводиоци који стоје уз људе пред канцеларијом за азил и судовима на југу Србије."}, {"founded_year": 2011, "staff_band": "6-15", "email": "kontakt@primer-centar.example.org", "website": "https://primer-centar.example.org"}),
    Row("primer-deca", "service_provider", "RS", "subotica", "Примерова кућа за децу", "Example House for Children", "", "child-protection integration", "unaccompanied-children children-in-street-situations", "day-centre education-support psychosocial-support", "sr hu en",
        "A day centre near the border where children travelling alone find rest, lessons and somebody who stays.",
        {"sr": "Дневни боравак близу границе, где деца која путују сама налазе одмор, наставу и некога ко остаје."}, {"staff_band": "6-15", "phone": "+381 24 000 000"}),
    Row("primer-sklonište", "service_provider", "RS", "novi-sad", "Сигурна кућа Пример", "Example Safe House", "", "gender-based-violence anti-trafficking", "women-survivors victims-of-trafficking", "safe-house psychosocial-support helpline", "sr en hu",
        "A safe house. Its place is known to those who need it through the police, the centres for social work and the helpline.",
        {"sr": "Сигурна кућа. Где је, знају они којима треба: преко полиције, центара за социјални рад и СОС телефона."}, {"precision": "hidden", "address": "Улица Пример 7", "phone": "0800 000 000"}),
    Row("primer-rom", "cso", "RS", "leskovac", "Удружење Рома Пример", "Example Roma Association", "", "roma-inclusion reintegration", "roma returnees", "outreach education-support employment-support", "sr rom",
        "Mediators who help families returned under readmission to get papers, a doctor and a place at school.",
        {"sr": "Медијатори који породицама враћеним по реадмисији помажу да дођу до докумената, лекара и места у школи."}),
    Row("primer-komesarijat", "public_body", "RS", "beograd", "Пример управа за миграције", "Example Migration Authority", "", "migration reintegration", "refugees asylum-seekers returnees", "reception-centre-work", "sr en",
        "A public authority as an example: reception centres, local action plans and reintegration of returnees.",
        {"sr": "Јавни орган као пример: прихватни центри, локални акциони планови и реинтеграција повратника."}),
    Row("primer-novine", "media", "RS", "beograd", "Пример новине", "Example News", "", "migration advocacy", "host-communities", "", "sr en",
        "A newsroom as an example, with a desk for migration and human rights.", {"sr": "Редакција као пример, са деском за миграције и људска права."}),
    Row("primjer-una", "service_provider", "BA", "bihac", "Primjer Una – centar za podršku", "Example Una Support Centre", "", "migration mental-health", "migrants-in-transit unaccompanied-children", "outreach medical-help humanitarian-aid", "bs en ar ur ps",
        "Teams that walk out every day to people sleeping rough along the Una, with dry socks, a doctor and an interpreter.",
        {"bs": "Timovi koji svakog dana izlaze među ljude koji spavaju pod vedrim nebom uz Unu: suhe čarape, ljekar i prevodilac."}, {"staff_band": "16-50", "founded_year": 2018}),
    Row("primjer-mostar", "cso", "BA", "mostar", "Udruženje žena Primjer", "Example Women’s Association", "", "gender-based-violence advocacy", "women-survivors", "helpline legal-aid", "bs hr sr en",
        "Women who answer a telephone at any hour, and lawyers who go to court with the caller.",
        {"bs": "Žene koje se javljaju na telefon u svako doba i pravnice koje s pozivateljicom idu na sud."}),
    Row("primjer-tuzla", "cso", "BA", "tuzla", "Primjer mreža mladih", "Example Youth Network", "", "integration capacity-building", "host-communities refugees", "training education-support", "bs en",
        "Young people from Tuzla and from elsewhere who learn, play and organise together.",
        {"bs": "Mladi iz Tuzle i odasvud koji zajedno uče, igraju i organizuju."}),
    Row("primjer-ministarstvo", "public_body", "BA", "sarajevo", "Primjer ministarstvo sigurnosti", "Example Ministry of Security", "", "asylum migration", "asylum-seekers", "", "bs hr sr en",
        "A ministry as an example: asylum decisions and coordination of the reception of migrants.", {"bs": "Ministarstvo kao primjer: odluke o azilu i koordinacija prihvata migranata."}),
    Row("primer-skopje", "cso", "MK", "skopje", "Здружение на правници Пример", "Example Association of Lawyers", "", "legal-aid asylum", "asylum-seekers refugees stateless", "legal-aid", "mk sq en",
        "Free legal advice for people who seek asylum or have no papers, in Skopje and in the transit centres.",
        {"mk": "Бесплатни правни совети за луѓе што бараат азил или немаат документи, во Скопје и во транзитните центри."}, {"founded_year": 2004}),
    Row("primer-gevgelija", "service_provider", "MK", "gevgelija", "Пример транзитна поддршка", "Example Transit Support", "", "migration child-protection", "migrants-in-transit unaccompanied-children", "reception-centre-work medical-help interpreting", "mk en ar fa",
        "Staff in the transit centre at the southern border, by day and by night.",
        {"mk": "Луѓе во транзитниот центар на јужната граница, дење и ноќе."}),
    Row("primer-tetovo", "cso", "MK", "tetovo", "Shoqata Shembull e Tetovës", "Example Association of Tetovo", "", "integration roma-inclusion", "roma host-communities", "education-support employment-support", "sq mk",
        "Homework clubs and first jobs in the villages around Tetovo.", {"sq": "Klube mësimi dhe punë të para në fshatrat rreth Tetovës."}),
    Row("shembull-tirane", "service_provider", "AL", "tirane", "Qendra Shembull", "Example Centre", "", "anti-trafficking gender-based-violence", "victims-of-trafficking women-survivors", "shelter psychosocial-support employment-support", "sq en it",
        "A shelter and a bakery in which women who were trafficked learn a trade.",
        {"sq": "Një strehëz dhe një furrë buke ku gratë e trafikuara mësojnë një zanat."}, {"precision": "hidden"}),
    Row("shembull-shkoder", "cso", "AL", "shkoder", "Shoqata Shembull e Veriut", "Example Association of the North", "", "child-protection reintegration", "children-in-street-situations returnees", "outreach day-centre", "sq en",
        "Social workers who visit families back from Western Europe and find out what the children need first.",
        {"sq": "Punonjës socialë që vizitojnë familjet e kthyera nga Evropa Perëndimore dhe mësojnë çfarë u duhet më parë fëmijëve."}),
    Row("shembull-vlore", "cso", "AL", "vlore", "Fondacioni Shembull i Jugut", "Example Foundation of the South", "", "integration mental-health", "refugees migrants-in-transit", "psychosocial-support interpreting", "sq el en",
        "Psychologists and cultural mediators on the coast and at the border crossings with Greece.",
        {"sq": "Psikologë dhe ndërmjetës kulturorë në bregdet dhe në pikat kufitare me Greqinë."}),
    Row("shembull-ministri", "public_body", "AL", "tirane", "Ministria Shembull e Brendshme", "Example Ministry of the Interior", "", "migration anti-trafficking", "asylum-seekers victims-of-trafficking", "", "sq en",
        "A ministry as an example: borders, asylum and the coordination of action against trafficking.", {"sq": "Një ministri si shembull: kufijtë, azili dhe bashkërendimi i luftës kundër trafikimit."}),
    Row("primjer-bar", "cso", "ME", "bar", "NVO Primjer Jug", "Example NGO South", "", "legal-aid asylum", "asylum-seekers refugees", "legal-aid interpreting", "cnr sr en tr",
        "Lawyers on the coast who explain the procedure in the language of the person before them.",
        {"cnr": "Pravnici na primorju koji postupak objašnjavaju na jeziku osobe pred sobom."}),
    Row("primjer-niksic", "service_provider", "ME", "niksic", "Primjer centar za porodicu", "Example Family Centre", "", "gender-based-violence child-protection", "women-survivors", "shelter helpline psychosocial-support", "cnr sr",
        "Shelter and counselling for women and children in the north-west of Montenegro.",
        {"cnr": "Sklonište i savjetovanje za žene i djecu na sjeverozapadu Crne Gore."}, {"precision": "hidden"}),
    Row("primjer-radio", "media", "ME", "podgorica", "Radio Primjer", "Example Radio", "", "advocacy migration", "host-communities roma", "", "cnr sr sq",
        "A local radio station as an example, with programmes in three languages.", {"cnr": "Lokalni radio kao primjer, s programom na tri jezika."}),
    Row("primjer-konik", "cso", "ME", "tuzi", "Udruženje Primjer Konik", "Example Association Konik", "", "roma-inclusion integration", "roma internally-displaced", "education-support day-centre", "cnr rom sq",
        "Mentors who have gone to school with Roma children for ten years, until many went on by themselves.",
        {"cnr": "Mentori koji deset godina idu u školu s romskom djecom, dok mnoga nisu nastavila sama."}),
)
