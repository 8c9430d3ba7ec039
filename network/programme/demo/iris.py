"""The IRIS project: three pillars, seventeen activities, five target groups. Texts are (English, Serbian)."""

from datetime import date

CAPACITY = {
    "slug": "capacity-building",
    "title": ("Capacity building", "Јачање капацитета"),
    "summary": (
        "People and organisations learn from each other until good protection no longer depends on one person in one town.",
        "Људи и организације уче једни од других све док добра заштита више не зависи од једне особе у једном граду.",
    ),
    "activities": [
        (
            ("Partnership-building meetings", "Састанци за изградњу партнерстава"),
            (
                "Twice a year members from the five countries sit at one table, agree on what they do together and find the partner for it.",
                "Двапут годишње чланице из пет земаља седају за исти сто, договарају шта раде заједно и налазе партнера за то.",
            ),
            "/events/",
        ),
        (
            ("Regional social academies", "Регионалне социјалне академије"),
            (
                "A week of courses led by practitioners: case management, work with survivors of violence, children on the move, advocacy.",
                "Недеља курсева које воде практичари: вођење случаја, рад са особама које су преживеле насиље, деца у покрету, заговарање.",
            ),
            "/events/",
        ),
        (
            ("Internships in the European Union", "Стажирања у Европској унији"),
            (
                "Professionals spend some weeks with a host organisation in an EU country and bring a plan home instead of a certificate only.",
                "Стручњаци проведу неколико недеља код домаћина у земљи ЕУ и кући донесу план, а не само потврду.",
            ),
            "/events/",
        ),
        (
            ("Mentoring programme", "Програм менторства"),
            (
                "An experienced organisation accompanies a younger one for half a year, with goals both have written down.",
                "Искусна организација пола године прати млађу, са циљевима које су обе записале.",
            ),
            "",
        ),
        (
            ("Sub-granting", "Подгрантирање"),
            (
                "Small grants in open calls let members try an idea; criteria, scores and results are public.",
                "Мали грантови на отвореним позивима омогућавају чланицама да испробају идеју; критеријуми, бодови и резултати су јавни.",
            ),
            "/grants/",
        ),
        (
            ("Training in migration management", "Обука о управљању миграцијама"),
            (
                "Trainers from civil society and from institutions are trained together and then teach in pairs in their own towns.",
                "Тренери из цивилног друштва и из институција обучавају се заједно, а затим у пару предају у својим градовима.",
            ),
            "/events/",
        ),
        (
            ("Support in licensing service providers", "Подршка лиценцирању пружалаца услуга"),
            (
                "Providers are led through the requirements step by step, with a plan and with somebody who has done it before.",
                "Пружаоци услуга пролазе кроз захтеве корак по корак, уз план и уз некога ко је тај пут већ прешао.",
            ),
            "/directory/",
        ),
    ],
}

POLICY = {
    "slug": "policy-influence",
    "title": ("Policy influence", "Утицај на политике"),
    "summary": (
        "What is seen in the field reaches those who decide: as evidence, in one voice, year after year.",
        "Оно што се види на терену стиже до оних који одлучују: као доказ, једним гласом, из године у годину.",
    ),
    "activities": [
        (
            ("Peer reviews", "Колегијалне процене"),
            (
                "Members visit members, look at a service against agreed standards and leave an action plan, not a verdict.",
                "Чланице посећују чланице, посматрају услугу према договореним стандардима и остављају акциони план, а не пресуду.",
            ),
            "/knowledge/",
        ),
        (
            ("Exchange on standards", "Размена о стандардима"),
            (
                "Standards of social services in the five countries are laid side by side, so that each can borrow what works.",
                "Стандарди социјалних услуга у пет земаља стављени су један поред другог, да свака може да преузме оно што ради.",
            ),
            "/knowledge/",
        ),
        (
            ("Guide to the referral system", "Водич кроз систем упућивања"),
            (
                "Who does what, whom to call and what to expect: one guide per country, kept up to date by those who use it.",
                "Ко шта ради, кога позвати и шта очекивати: по један водич за сваку земљу, који ажурирају они који га користе.",
            ),
            "/knowledge/",
        ),
        (
            ("Gap assessment", "Процена недостатака"),
            (
                "Needs and available services are compared town by town, and the gaps get a name and a price.",
                "Потребе и доступне услуге упоређују се град по град, а недостаци добијају име и цену.",
            ),
            "/knowledge/",
        ),
        (
            ("Shadow reports", "Извештаји из сенке"),
            (
                "Every year each country’s members report on what was promised and what was done, with recommendations that are followed up.",
                "Сваке године чланице сваке земље извештавају шта је обећано и шта је урађено, са препорукама које се прате.",
            ),
            "/knowledge/",
        ),
        (
            ("Public hearings", "Јавна слушања"),
            (
                "Ministries, parliament and civil society answer each other in the open; commitments are written down and checked.",
                "Министарства, скупштина и цивилно друштво одговарају једни другима јавно; обавезе се записују и проверавају.",
            ),
            "/events/",
        ),
        (
            ("Events in the European Parliament", "Догађаји у Европском парламенту"),
            (
                "Members present the region’s evidence where enlargement and migration policy is made.",
                "Чланице представљају доказе из региона тамо где настају политике проширења и миграција.",
            ),
            "/events/",
        ),
    ],
}

AWARENESS = {
    "slug": "awareness-raising",
    "title": ("Awareness raising", "Подизање свести"),
    "summary": (
        "Neighbours, journalists and officials hear the story behind the number, told with respect for those it is about.",
        "Комшије, новинари и службеници чују причу иза броја, испричану уз поштовање према онима о којима говори.",
    ),
    "activities": [
        (
            ("Balkan media caravan", "Балкански медијски караван"),
            (
                "Journalists travel together through the five countries, meet members and publish what they have seen.",
                "Новинари заједно путују кроз пет земаља, срећу чланице и објављују оно што су видели.",
            ),
            "/events/",
        ),
        (
            ("Campaigns", "Кампање"),
            (
                "One regional message with national voices: against trafficking, for solidarity, for the rights of people on the move.",
                "Једна регионална порука са националним гласовима: против трговине људима, за солидарност, за права људи у покрету.",
            ),
            "/events/",
        ),
        (
            ("Case studies of good practice", "Студије случаја добре праксе"),
            (
                "Members write down what worked, what did not and what it cost, so that others can adapt it.",
                "Чланице записују шта је успело, шта није и колико је коштало, да би други могли да прилагоде.",
            ),
            "/knowledge/",
        ),
    ],
}

IRIS = {
    "slug": "iris",
    "acronym": "IRIS",
    "is_main": True,
    "title": ("The IRIS network project", "Пројекат мреже IRIS"),
    "summary": (
        "Between December 2017 and April 2021 organisations from five countries built a network that protects migrants and other people at risk: with knowledge, with one voice, and with people who can call each other.",
        "Између децембра 2017. и априла 2021. организације из пет земаља изградиле су мрежу која штити мигранте и друге људе у ризику: знањем, једним гласом и људима који могу да позову једни друге.",
    ),
    "description": (
        "Social services for migrants, survivors of trafficking and people at risk are often kept alive by a handful of organisations. Each had learned a great deal, and each had learned it alone. The project set out to change the second part.\n\n"
        "It brought civil-society organisations of Serbia, Bosnia and Herzegovina, North Macedonia, Albania and Montenegro into one network. They train together, review each other’s work, ask their governments the same questions in the same year, and tell the public what they see.\n\n"
        "The work stands on three pillars and seventeen activities. Many of them live on this site: the calls, the reports and their recommendations, the case studies, the calendar.",
        "Социјалне услуге за мигранте, жртве трговине људима и људе у ризику често опстају захваљујући неколицини организација. Свака је много научила, и свака је то научила сама. Пројекат је кренуо да промени овај други део.\n\n"
        "Окупио је организације цивилног друштва из Србије, Босне и Херцеговине, Северне Македоније, Албаније и Црне Горе у једну мрежу. Оне се заједно обучавају, процењују рад једна друге, својим владама исте године постављају иста питања и јавности говоре шта виде.\n\n"
        "Рад стоји на три стуба и седамнаест активности. Многе од њих живе на овом сајту: позиви, извештаји и њихове препоруке, студије случаја, календар.",
    ),
    "from": date(2017, 12, 1),
    "until": date(2021, 4, 30),
    "countries": ["RS", "BA", "MK", "AL", "ME"],
    "partners": [
        (
            "IDC",
            ("Serbia", "Србија"),
            (
                "Leads the work in Serbia and keeps the network’s secretariat.",
                "Води рад у Србији и секретаријат мреже.",
            ),
        ),
        (
            "ASB",
            ("Across the region", "Широм региона"),
            (
                "Carries the project and its grants in the whole region.",
                "Носи пројекат и његове грантове у целом региону.",
            ),
        ),
        (
            "LIR CD",
            ("Bosnia and Herzegovina", "Босна и Херцеговина"),
            ("Coordinates the members in Bosnia and Herzegovina.", "Координира чланице у Босни и Херцеговини."),
        ),
        (
            "Open Gate–La Strada",
            ("North Macedonia", "Северна Македонија"),
            ("Brings long work against trafficking in human beings.", "Доноси дугогодишњи рад против трговине људима."),
        ),
        (
            "ARSIS",
            ("Albania", "Албанија"),
            ("Brings its work with children and young people at risk.", "Доноси рад са децом и младима у ризику."),
        ),
        (
            "SOS Podgorica",
            ("Montenegro", "Црна Гора"),
            (
                "Brings its work with women and children who survived violence.",
                "Доноси рад са женама и децом која су преживела насиље.",
            ),
        ),
    ],
    "pillars": [CAPACITY, POLICY, AWARENESS],
    "targets": [
        (
            "member-csos",
            200,
            ("member organisations", "организација чланица"),
            ("civil-society organisations in five countries", "организације цивилног друштва у пет земаља"),
        ),
        (
            "service-providers",
            20,
            ("service providers", "пружалаца услуга"),
            ("on their way to a licence", "на путу ка лиценци"),
        ),
        (
            "ministries",
            10,
            ("ministries", "министарстава"),
            ("that answer recommendations", "која одговарају на препоруке"),
        ),
        (
            "officials",
            200,
            ("officials", "службеника"),
            ("of local and national institutions", "локалних и националних институција"),
        ),
        ("journalists", 20, ("journalists", "новинара"), ("who report on the region", "који извештавају о региону")),
    ],
}
