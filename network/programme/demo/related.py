"""Three related projects on migration management. Texts are (English, Serbian)."""

from datetime import date

INFORMATION = {
    "slug": "information-management",
    "title": ("Information management in migration", "Управљање информацијама у области миграција"),
    "summary": (
        "With the Commissariat for Refugees and Migration, the flow of information between centres, institutions and field teams was put in order.",
        "Са Комесаријатом за избеглице и миграције уређен је ток информација између центара, институција и теренских тимова.",
    ),
    "description": (
        "When several institutions and organisations help in one place, the same question is asked many times and the important one sometimes not at all. In 2017 and 2018 the project worked with the Commissariat for Refugees and Migration on one picture of needs, places and services.\n\n"
        "It agreed on what is collected and what is not, trained those who collect it, and gave decision makers a regular overview without personal data.",
        "Када на једном месту помаже више институција и организација, исто питање се поставља много пута, а оно важно понекад ниједном. Током 2017. и 2018. пројекат је са Комесаријатом за избеглице и миграције радио на једној слици потреба, места и услуга.\n\n"
        "Договорено је шта се прикупља, а шта не, обучени су они који прикупљају, а доносиоци одлука добили су редован преглед без личних података.",
    ),
    "from": date(2017, 1, 1),
    "until": date(2018, 12, 31),
    "countries": ["RS"],
    "partners": [
        (
            "Commissariat for Refugees and Migration",
            ("Serbia", "Србија"),
            (
                "The institution with which and for which the work was done.",
                "Институција са којом и за коју је посао урађен.",
            ),
        )
    ],
    "pillars": [
        {
            "slug": "one-picture",
            "title": ("One picture of the field", "Једна слика терена"),
            "summary": ("From many lists to one overview.", "Од много спискова до једног прегледа."),
            "activities": [
                (
                    ("A shared set of indicators", "Заједнички скуп показатеља"),
                    (
                        "Capacity, occupancy, needs and services, counted the same way everywhere.",
                        "Капацитет, попуњеност, потребе и услуге, свуда бројани на исти начин.",
                    ),
                    "",
                ),
                (
                    ("Regular situation overviews", "Редовни прегледи стања"),
                    (
                        "Short reports for those who plan, with maps instead of long tables.",
                        "Кратки извештаји за оне који планирају, са мапама уместо дугих табела.",
                    ),
                    "",
                ),
                (
                    ("Training of those who collect data", "Обука оних који прикупљају податке"),
                    (
                        "What to ask, what never to ask, and how to keep it safe.",
                        "Шта питати, шта никада не питати и како то сачувати.",
                    ),
                    "/events/",
                ),
            ],
        }
    ],
}

TRAINING = {
    "slug": "asylum-and-migration-training",
    "title": ("Training in asylum and migration", "Обука у области азила и миграција"),
    "summary": (
        "A Training Centre, trainers from within the system and e-learning manuals: knowledge that stays when the project leaves.",
        "Центар за обуку, тренери из самог система и приручници за е-учење: знање које остаје када пројекат оде.",
    ),
    "description": (
        "Staff of institutions that meet asylum seekers and migrants change often, and every change used to begin at zero. In 2017 and 2018 the project helped to set up a Training Centre with a curriculum of its own.\n\n"
        "Trainers were chosen among practitioners and taught how to teach. Their modules became e-learning manuals, so that a new colleague in a small town starts with the same knowledge as one in the capital.",
        "Запослени у институцијама које се сусрећу са тражиоцима азила и мигрантима често се мењају, а свака промена некада је почињала од нуле. Током 2017. и 2018. пројекат је помогао да се успостави Центар за обуку са сопственим програмом.\n\n"
        "Тренери су изабрани међу практичарима и научени како да предају. Њихови модули постали су приручници за е-учење, па нови колега у малом граду почиње са истим знањем као онај у главном граду.",
    ),
    "from": date(2017, 1, 1),
    "until": date(2018, 12, 31),
    "countries": ["RS"],
    "pillars": [
        {
            "slug": "training-centre",
            "title": ("The Training Centre", "Центар за обуку"),
            "summary": ("A place, a curriculum and a calendar.", "Место, програм и календар."),
            "activities": [
                (
                    ("Curriculum on asylum and migration", "Програм о азилу и миграцијама"),
                    (
                        "Modules with outcomes and hours, approved by those who will use them.",
                        "Модули са исходима и сатима, одобрени од оних који ће их користити.",
                    ),
                    "",
                ),
                (
                    ("Training of trainers", "Обука тренера"),
                    (
                        "Practitioners learn to teach, and teach for the first time in front of each other.",
                        "Практичари уче да предају и први пут предају једни пред другима.",
                    ),
                    "/events/",
                ),
            ],
        },
        {
            "slug": "e-learning",
            "title": ("Learning from afar", "Учење на даљину"),
            "summary": (
                "Manuals that can be read on a phone after a shift.",
                "Приручници који се могу читати на телефону после смене.",
            ),
            "activities": [
                (
                    ("E-learning manuals", "Приручници за е-учење"),
                    (
                        "Each module as a manual with examples, questions and a self-check.",
                        "Сваки модул као приручник са примерима, питањима и самопровером.",
                    ),
                    "/knowledge/",
                ),
                (
                    ("Follow-up in the field", "Праћење на терену"),
                    (
                        "Trainers visit participants after three months and see what stayed.",
                        "Тренери посећују полазнике после три месеца и гледају шта је остало.",
                    ),
                    "",
                ),
            ],
        },
    ],
}

PARTNERSHIP = {
    "slug": "migration-partnership",
    "title": ("Swiss migration partnership", "Швајцарско миграционо партнерство"),
    "summary": (
        "A steering committee, local action plans and procedures for those who need protection most: unaccompanied children and victims of trafficking.",
        "Управни одбор, локални акциони планови и процедуре за оне којима је заштита најпотребнија: децу без пратње и жртве трговине људима.",
    ),
    "donor": ("Switzerland", "Швајцарска"),
    "description": (
        "Migration is decided in capitals and lived in municipalities. Under the partnership with Switzerland both levels worked on the same questions: a steering committee set the direction, and municipalities wrote local action plans for refugees, migrants and the people they live beside.\n\n"
        "Two procedures received particular care. One says who does what from the first minute when a child is found without parents. The other leads from the first suspicion of trafficking to safety, without asking a victim to tell the story again and again.",
        "О миграцијама се одлучује у престоницама, а живе се у општинама. У оквиру партнерства са Швајцарском оба нивоа радила су на истим питањима: управни одбор је давао правац, а општине су писале локалне акционе планове за избеглице, мигранте и људе поред којих живе.\n\n"
        "Две процедуре добиле су посебну пажњу. Једна каже ко шта ради од првог минута када се нађе дете без родитеља. Друга води од прве сумње на трговину људима до сигурности, а да жртва не мора изнова да прича своју причу.",
    ),
    "countries": ["RS"],
    "pillars": [
        {
            "slug": "steering",
            "title": ("Steering together", "Заједничко управљање"),
            "summary": ("Decisions with names and dates.", "Одлуке са именима и роковима."),
            "activities": [
                (
                    ("Steering committee", "Управни одбор"),
                    (
                        "Institutions, donor and civil society meet twice a year and follow one work plan.",
                        "Институције, донатор и цивилно друштво састају се двапут годишње и прате један план рада.",
                    ),
                    "/events/",
                ),
                (
                    ("Local action plans", "Локални акциони планови"),
                    (
                        "Municipalities plan housing, schooling and work together with those concerned.",
                        "Општине планирају становање, школовање и запошљавање заједно са онима на које се то односи.",
                    ),
                    "",
                ),
            ],
        },
        {
            "slug": "protection",
            "title": ("Protection first", "Заштита на првом месту"),
            "summary": ("Procedures that hold at three in the morning.", "Процедуре које важе и у три ујутру."),
            "activities": [
                (
                    ("Procedures for unaccompanied children", "Процедуре за децу без пратње"),
                    (
                        "Guardian, shelter, interpreter, best-interest assessment: in this order and in these hours.",
                        "Старатељ, смештај, преводилац, процена најбољег интереса: овим редом и у овим роковима.",
                    ),
                    "/knowledge/",
                ),
                (
                    ("Procedures against trafficking", "Процедуре против трговине људима"),
                    (
                        "Signs to notice, questions to ask once, and the way to a safe place.",
                        "Знаци које треба уочити, питања која се постављају једном и пут до сигурног места.",
                    ),
                    "/knowledge/",
                ),
            ],
        },
    ],
}

RELATED = [INFORMATION, TRAINING, PARTNERSHIP]
