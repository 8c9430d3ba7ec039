"""The demo's shadow reports: series, editions, findings, recommendations, and what came of them. Our own words; figures invented."""

SERIES = {
    "reintegration-serbia": {
        "country": "RS",
        "theme": "reintegration",
        "titles": {"en": "(Re)integration in Serbia", "sr": "(Ре)интеграција у Србији"},
        "descriptions": {
            "en": "Once a year, organisations in Serbia compare what returnees and recognised refugees were promised with what they met.",
            "sr": "Једном годишње организације у Србији пореде оно што је повратницима и избеглицама обећано с оним што су затекли.",
        },
    },
    "reintegration-bih": {
        "country": "BA",
        "theme": "reintegration",
        "titles": {"en": "(Re)integration in Bosnia and Herzegovina", "sr": "(Ре)интеграција у Босни и Херцеговини"},
        "descriptions": {
            "en": "What reaches people in the cantons and entities of what is adopted in the capital.",
            "sr": "Шта од онога што се усвоји у главном граду стигне до људи у кантонима и ентитетима.",
        },
    },
    "chapter-24-montenegro": {
        "country": "ME",
        "theme": "asylum",
        "titles": {
            "en": "Chapter 24 in Montenegro: asylum and migration",
            "sr": "Поглавље 24 у Црној Гори: азил и миграције",
        },
        "descriptions": {
            "en": "A citizens’ reading of the accession talks on justice, freedom and security.",
            "sr": "Грађанско читање приступних преговора о правди, слободи и безбедности.",
        },
    },
}

EDITIONS = [
    {
        "series": "reintegration-serbia",
        "year": 2025,
        "until": "published",
        "published": "2025-03-27",
        "title": {
            "en": "Promised and met: (re)integration in Serbia, 2024",
            "sr": "Обећано и затечено: (ре)интеграција у Србији 2024.",
        },
        "summary": {
            "en": "In 2024 the framework for (re)integration in Serbia was complete on paper: a strategy, an action plan, local councils for migration in most towns. What people met was thinner. **Seven of ten returnees we spoke with had not been told of any right within a month of arrival.** Where a town had both a plan and a budget line, enrolment in school was twice as quick.\n\nThis edition makes four recommendations. Each names who should act and by when, and each will be looked at again next year.",
            "sr": "У 2024. години оквир за (ре)интеграцију у Србији био је на папиру потпун: стратегија, акциони план, савети за миграције у већини градова. Оно што су људи затекли било је тање. **Седморо од десет повратника с којима смо разговарали месец дана по повратку није било обавештено ни о једном праву.** Тамо где град има и план и ставку у буџету, упис у школу био је двапут бржи.\n\nОво издање даје четири препоруке. Свака каже ко треба да поступи и до када, и свака ће догодине бити поново погледана.",
        },
        "methodology": {
            "en": "Nine organisations held 64 conversations in eleven towns between April and November 2024, with returnees, recognised refugees and officials. We read 31 local action plans and the budgets behind them. Conversations were held without names; every figure rests on at least three sources or says that it does not.",
            "sr": "Девет организација водило је од априла до новембра 2024. године 64 разговора у једанаест градова, с повратницима, људима с признатим азилом и службеницима. Прочитали смо 31 локални акциони план и буџете иза њих. Разговори су вођени без имена; свака бројка почива на најмање три извора или каже да не почива.",
        },
        "chapters": {
            "en": [
                (
                    "The first month",
                    "The first month decides. In four of eleven towns a returnee could find, without help, who is responsible; in seven the counter named in the plan had moved, had no hours, or did not know that it was the counter.\n\n## What officials say\n\nOfficials spoke openly of carrying this task beside three others. None had been trained for it in the year of our visit.\n\n## What helped\n\n- a telephone number that is answered,\n- one page in plain language,\n- somebody who goes along the first time.",
                ),
                (
                    "Plans and money",
                    "Of 31 local action plans, 19 name no sum. Nine name one that depends on a project, three stand in the town’s own budget.\n\n| Plan | Towns | Measures begun |\n|---|---|---|\n| with a budget line | 3 | 71 % |\n| with project money | 9 | 44 % |\n| without a sum | 19 | 18 % |",
                ),
            ],
            "sr": [
                (
                    "Први месец",
                    "Први месец одлучује. У четири од једанаест градова повратник је сам могао да сазна ко је надлежан; у седам се шалтер из плана преселио, није имао радно време или није знао да је он тај шалтер.\n\n## Шта кажу службеници\n\nСлужбеници су отворено говорили да овај посао носе уз још три. Нико од њих у години наше посете за то није био обучен.\n\n## Шта је помогло\n\n- број телефона на који се неко јавља,\n- једна страница обичним језиком,\n- неко ко први пут пође с човеком.",
                ),
                (
                    "Планови и новац",
                    "Од 31 локалног акционог плана, 19 не наводи износ. Девет наводи износ који зависи од пројекта, три стоје у буџету самог града.\n\n| План | Градови | Започете мере |\n|---|---|---|\n| са ставком у буџету | 3 | 71 % |\n| с пројектним новцем | 9 | 44 % |\n| без износа | 19 | 18 % |",
                ),
            ],
        },
        "findings": [
            (
                "serious",
                "returnees",
                {
                    "en": "Seven of ten returnees had not been informed of any right within a month of return.",
                    "sr": "Седморо од десет повратника месец дана по повратку није било обавештено ни о једном праву.",
                },
                {
                    "en": "45 of 64 conversations in eleven towns; confirmed by the counters’ own books in six of them.",
                    "sr": "45 од 64 разговора у једанаест градова; у шест то потврђују и књиге самих шалтера.",
                },
            ),
            (
                "concern",
                "returnees",
                {
                    "en": "Nineteen of 31 local action plans name no sum for any measure.",
                    "sr": "Деветнаест од 31 локалног акционог плана ни за једну меру не наводи износ.",
                },
                {
                    "en": "Plans in force on 1 September 2024, read beside the budgets of the same towns.",
                    "sr": "Планови на снази 1. септембра 2024, читани уз буџете истих градова.",
                },
            ),
            (
                "urgent",
                "unaccompanied-children",
                {
                    "en": "Every second unaccompanied child left the reception system before a guardian was appointed.",
                    "sr": "Свако друго дете без пратње напустило је прихват пре него што му је постављен старатељ.",
                },
                {
                    "en": "Records of three centres for social work, January to September 2024.",
                    "sr": "Евиденције три центра за социјални рад, јануар–септембар 2024.",
                },
            ),
        ],
        "recommendations": [
            (
                "RS-1",
                1,
                "reintegration",
                ["primer-komesarijat"],
                "2025-12-31",
                {
                    "en": "Give every returnee, at the border crossing and before the onward journey, one page in plain language with the name, number and hours of the counter in the town of return.",
                    "sr": "Сваком повратнику на граничном прелазу, пре наставка пута, дати једну страницу обичним језиком с именом, бројем и радним временом шалтера у месту повратка.",
                },
            ),
            (
                "RS-2",
                2,
                "reintegration",
                ["ministry-social-rs", "primer-komesarijat"],
                "2026-06-30",
                {
                    "en": "Make support for local action plans depend on a line of its own in the municipal budget.",
                    "sr": "Подршку локалним акционим плановима условити посебном ставком у општинском буџету.",
                },
            ),
            (
                "RS-3",
                3,
                "child-protection",
                ["ministry-social-rs"],
                "2025-09-30",
                {
                    "en": "Appoint a guardian for every unaccompanied child within 24 hours and pay guardians on duty also at night.",
                    "sr": "Сваком детету без пратње поставити старатеља у року од 24 сата и платити дежурство старатеља и ноћу.",
                },
            ),
            (
                "RS-4",
                None,
                "integration",
                ["ministry-social-rs"],
                "2027-12-31",
                {
                    "en": "Count language courses for recognised refugees as time of active job seeking.",
                    "sr": "Курсеве језика за људе с признатим азилом рачунати као време активног тражења посла.",
                },
            ),
        ],
        "assessments": [],
    },
    {
        "series": "reintegration-bih",
        "year": 2025,
        "until": "published",
        "published": "2025-05-15",
        "title": {
            "en": "Between three levels: (re)integration in Bosnia and Herzegovina, 2024",
            "sr": "Између три нивоа: (ре)интеграција у Босни и Херцеговини 2024.",
        },
        "summary": {
            "en": "Responsibility for people who return is divided among the state, the entities and ten cantons. Our visits to nine municipalities show where this division helps — decisions are near — and where people fall through it: **health insurance was refused in one canton on grounds that the next had abolished.**",
            "sr": "Одговорност за људе који се враћају подељена је између државе, ентитета и десет кантона. Посете девет општина показују где та подела помаже, јер су одлуке близу, и где људи кроз њу пропадају: **здравствено осигурање одбијано је у једном кантону из разлога који је суседни укинуо.**",
        },
        "methodology": {
            "en": "Visits to nine municipalities, 41 conversations, a reading of cantonal by-laws. May to December 2024.",
            "sr": "Посете девет општина, 41 разговор, читање кантоналних прописа. Мај–децембар 2024.",
        },
        "chapters": {
            "en": [
                (
                    "Insurance that ends at a border",
                    "Three cantons ask returnees to register within thirty days; two accept later registration with a reason; the others have no rule and decide at the counter.",
                ),
                (
                    "The empty chair",
                    "In six of nine municipalities the coordination body for returnees had not met in the year of our visit.",
                ),
            ],
            "sr": [
                (
                    "Осигурање које престаје на граници",
                    "Три кантона траже да се повратници пријаве за тридесет дана; два примају и касније пријаве с разлогом; остали немају правило и одлучују на шалтеру.",
                ),
                (
                    "Празна столица",
                    "У шест од девет општина координационо тело за повратнике у години наше посете није се састало.",
                ),
            ],
        },
        "findings": [
            (
                "serious",
                "returnees",
                {
                    "en": "Whether a returned person is insured depends on the canton, not on the person.",
                    "sr": "Да ли је враћена особа осигурана зависи од кантона, а не од особе.",
                },
                {
                    "en": "By-laws of ten cantons compared; 12 refusals documented.",
                    "sr": "Упоређени прописи десет кантона; документовано 12 одбијања.",
                },
            ),
            (
                "progress",
                "asylum-seekers",
                {
                    "en": "Hospitals in one canton now share a list of interpreters and pay half of it.",
                    "sr": "Болнице у једном кантону сада деле списак преводилаца и плаћају половину трошкова.",
                },
                {
                    "en": "Agreement of January 2024 and its first yearly account.",
                    "sr": "Споразум из јануара 2024. и први годишњи обрачун.",
                },
            ),
        ],
        "recommendations": [
            (
                "BA-1",
                1,
                "reintegration",
                ["ministry-rights-ba"],
                "2026-03-31",
                {
                    "en": "Adopt one rule for all cantons by which a returned person is insured from the day of arrival.",
                    "sr": "Усвојити једно правило за све кантоне по којем је враћена особа осигурана од дана доласка.",
                },
            ),
            (
                "BA-2",
                2,
                "integration",
                ["primjer-ministarstvo", "ministry-rights-ba"],
                "2026-12-31",
                {
                    "en": "Extend the shared list of interpreters to all hospitals that treat people from reception centres.",
                    "sr": "Проширити заједнички списак преводилаца на све болнице које лече људе из прихватних центара.",
                },
            ),
            (
                "BA-3",
                None,
                "legal-aid",
                ["primjer-ministarstvo"],
                "2025-11-30",
                {
                    "en": "Publish, every quarter and by municipality, how many people returned under readmission agreements.",
                    "sr": "Објављивати свака три месеца, по општинама, број људи враћених по споразумима о реадмисији.",
                },
            ),
        ],
        "assessments": [],
    },
    {
        "series": "chapter-24-montenegro",
        "year": 2025,
        "until": "published",
        "published": "2025-06-20",
        "title": {
            "en": "Chapter 24 read by citizens: Montenegro 2024",
            "sr": "Поглавље 24 грађанским очима: Црна Гора 2024.",
        },
        "summary": {
            "en": "The interim benchmarks for asylum were met on time. The people whom they are about waited: **on average eleven months for a first decision**, in a centre where the interpreter comes twice a week.",
            "sr": "Прелазна мерила за азил испуњена су на време. Људи на које се она односе чекали су: **у просеку једанаест месеци на прву одлуку**, у центру у који преводилац долази двапут недељно.",
        },
        "methodology": {
            "en": "Three organisations, 27 conversations, all published decisions of the year.",
            "sr": "Три организације, 27 разговора, све објављене одлуке те године.",
        },
        "chapters": {
            "en": [
                (
                    "Eleven months",
                    "The law allows six. The office has five officers and had eight vacancies advertised three times.",
                )
            ],
            "sr": [
                (
                    "Једанаест месеци",
                    "Закон допушта шест. Канцеларија има пет службеника, а осам радних места оглашено је три пута.",
                )
            ],
        },
        "findings": [
            (
                "serious",
                "asylum-seekers",
                {
                    "en": "A first decision on asylum takes eleven months on average; the law allows six.",
                    "sr": "Прва одлука о азилу чека се у просеку једанаест месеци; закон допушта шест.",
                },
                {"en": "All 63 first decisions of 2024.", "sr": "Све 63 прве одлуке из 2024. године."},
            ),
        ],
        "recommendations": [
            (
                "ME-1",
                1,
                "asylum",
                ["ministry-interior-me"],
                "2026-01-31",
                {
                    "en": "Fill the vacant posts of asylum officers and publish the average length of procedures every quarter.",
                    "sr": "Попунити упражњена места службеника за азил и сваког тромесечја објавити просечно трајање поступка.",
                },
            ),
            (
                "ME-2",
                None,
                "asylum",
                ["ministry-interior-me"],
                "2025-10-31",
                {
                    "en": "Have interpreters for the three most frequent languages in the reception centre on every working day.",
                    "sr": "Обезбедити преводиоце за три најчешћа језика у прихватном центру сваког радног дана.",
                },
            ),
            (
                "ME-3",
                None,
                "anti-trafficking",
                ["ministry-interior-me"],
                "2027-06-30",
                {
                    "en": "Write the shared referral form for victims of trafficking into the standard procedures of the border police.",
                    "sr": "Уврстити заједнички образац за упућивање жртава трговине људима у стандардне поступке граничне полиције.",
                },
            ),
        ],
        "assessments": [],
    },
    {
        "series": "reintegration-serbia",
        "year": 2026,
        "until": "published",
        "published": "2026-04-09",
        "title": {
            "en": "A year later: (re)integration in Serbia, 2025",
            "sr": "Годину дана касније: (ре)интеграција у Србији 2025.",
        },
        "summary": {
            "en": "We went back to the same eleven towns and asked the same questions. **Two of last year’s four recommendations have moved, one has gone backwards.** The page at the border exists and is good; it reaches one returnee in three. Guardians at night were paid for four months, and then no longer.\n\nThree new recommendations follow from what we saw.",
            "sr": "Вратили смо се у истих једанаест градова и поставили иста питања. **Две од четири прошлогодишње препоруке су се помериле, једна је отишла уназад.** Страница на граници постоји и добра је; стиже до сваког трећег повратника. Старатељи су за ноћна дежурства плаћани четири месеца, а онда више не.\n\nИз онога што смо видели следе три нове препоруке.",
        },
        "methodology": {
            "en": "The same eleven towns, 58 conversations, 33 local action plans. February 2025 to January 2026. Two organisations that had taken part in a town’s plan did not assess that town.",
            "sr": "Истих једанаест градова, 58 разговора, 33 локална акциона плана. Фебруар 2025 – јануар 2026. Две организације које су учествовале у плану једног града тај град нису оцењивале.",
        },
        "chapters": {
            "en": [
                (
                    "What became of four recommendations",
                    "We assess each recommendation by what can be seen from outside: a document, a sum, a number answered at the first call. Intentions are welcome and not counted.",
                ),
                (
                    "Work, the missing chapter",
                    "Of 58 people, 31 worked, nine of them with a contract. Recognised refugees wait for the personal number without which no contract can be signed; the median wait was fourteen weeks.",
                ),
            ],
            "sr": [
                (
                    "Шта је било с четири препоруке",
                    "Сваку препоруку оцењујемо по ономе што се види споља: документ, износ, број на који се неко јави из прве. Намере су добродошле и не рачунају се.",
                ),
                (
                    "Рад, поглавље које недостаје",
                    "Од 58 људи радио је 31, деветоро с уговором. Људи с признатим азилом чекају лични број без којег се уговор не може потписати; чекање је трајало четрнаест недеља (медијана).",
                ),
            ],
        },
        "findings": [
            (
                "progress",
                "returnees",
                {
                    "en": "The page for returnees exists, is plain, and is printed in four languages.",
                    "sr": "Страница за повратнике постоји, јасна је и штампа се на четири језика.",
                },
                {
                    "en": "Seen at two border crossings in October 2025.",
                    "sr": "Виђено на два гранична прелаза у октобру 2025.",
                },
            ),
            (
                "urgent",
                "unaccompanied-children",
                {
                    "en": "Payment of guardians for night duty ended after four months.",
                    "sr": "Плаћање ноћних дежурстава старатеља престало је после четири месеца.",
                },
                {
                    "en": "Contracts of two centres for social work; letters of five guardians.",
                    "sr": "Уговори два центра за социјални рад; писма петоро старатеља.",
                },
            ),
            (
                "serious",
                "refugees",
                {
                    "en": "A recognised refugee waits fourteen weeks for the number without which no work contract can be signed.",
                    "sr": "Човек с признатим азилом чека четрнаест недеља на број без којег не може да потпише уговор о раду.",
                },
                {
                    "en": "Median of 22 cases followed by two legal aid centres.",
                    "sr": "Медијана 22 случаја које су пратила два центра за правну помоћ.",
                },
            ),
        ],
        "recommendations": [
            (
                "RS-5",
                3,
                "integration",
                ["primer-komesarijat"],
                "2026-10-31",
                {
                    "en": "Issue the personal number together with the decision that grants asylum.",
                    "sr": "Лични број издавати заједно с одлуком којом се додељује азил.",
                },
            ),
            (
                "RS-6",
                2,
                "child-protection",
                ["ministry-social-rs"],
                "2026-09-30",
                {
                    "en": "Put guardians’ duty, night included, into the regular budget of the centres for social work.",
                    "sr": "Дежурства старатеља, и ноћна, уврстити у редовни буџет центара за социјални рад.",
                },
            ),
            (
                "RS-7",
                None,
                "legal-aid",
                ["primer-komesarijat", "ministry-social-rs"],
                "2027-03-31",
                {
                    "en": "Report in public, every year by 31 March, on each recommendation of this series.",
                    "sr": "Сваке године до 31. марта јавно известити о свакој препоруци ове серије.",
                },
            ),
        ],
        "assessments": [
            (
                "RS-1",
                "partly",
                "2026-01-20",
                {
                    "en": "The page was introduced in May 2025. One in three returnees in our conversations had received it.",
                    "sr": "Страница је уведена у мају 2025. Добио ју је сваки трећи повратник с којим смо разговарали.",
                },
            ),
            (
                "RS-2",
                "in_progress",
                "2026-01-20",
                {
                    "en": "The draft criteria for 2026 ask for a budget line. They are not adopted yet.",
                    "sr": "Нацрт критеријума за 2026. тражи ставку у буџету. Још није усвојен.",
                },
            ),
            (
                "RS-3",
                "regressed",
                "2026-01-22",
                {
                    "en": "Night duty was paid from March to June 2025 and then ended. Appointments within 24 hours fell from 44 to 29 per cent.",
                    "sr": "Ноћно дежурство плаћано је од марта до јуна 2025. и онда престало. Постављења у року од 24 сата пала су са 44 на 29 одсто.",
                },
            ),
            (
                "RS-4",
                "not_started",
                "2026-01-22",
                {"en": "No change of the by-law was proposed.", "sr": "Измена правилника није предложена."},
            ),
        ],
    },
    {
        "series": "reintegration-bih",
        "year": 2026,
        "until": "published",
        "published": "2026-05-21",
        "title": {
            "en": "Nine municipalities again: (re)integration in Bosnia and Herzegovina, 2025",
            "sr": "Поново девет општина: (ре)интеграција у Босни и Херцеговини 2025.",
        },
        "summary": {
            "en": "The list of interpreters grew from one canton to four. One rule for insurance was drafted, discussed in public and sent back. **For the first time figures of returns are published by municipality.**",
            "sr": "Списак преводилаца проширен је с једног на четири кантона. Једно правило за осигурање написано је, јавно расправљено и враћено. **Први пут су објављени бројеви повратка по општинама.**",
        },
        "methodology": {
            "en": "The same nine municipalities, 39 conversations. March to December 2025.",
            "sr": "Истих девет општина, 39 разговора. Март–децембар 2025.",
        },
        "chapters": {
            "en": [
                (
                    "Figures at last",
                    "Since July 2025 the figures can be downloaded. They show that three municipalities receive as many returnees as the other six together.",
                )
            ],
            "sr": [
                (
                    "Најзад бројеви",
                    "Од јула 2025. бројеви се могу преузети. Показују да три општине примају повратника колико осталих шест заједно.",
                )
            ],
        },
        "findings": [
            (
                "progress",
                "returnees",
                {
                    "en": "Returns are counted by municipality and published every quarter.",
                    "sr": "Повраци се броје по општинама и објављују свака три месеца.",
                },
                {
                    "en": "Two quarterly tables, July and October 2025.",
                    "sr": "Две тромесечне табеле, јул и октобар 2025.",
                },
            ),
            (
                "concern",
                "returnees",
                {
                    "en": "Support is still shared out by municipality and not by the number of people.",
                    "sr": "Подршка се и даље дели по општинама, а не по броју људи.",
                },
                {
                    "en": "Decisions of 2025 beside the published figures.",
                    "sr": "Одлуке из 2025. уз објављене бројеве.",
                },
            ),
        ],
        "recommendations": [
            (
                "BA-4",
                2,
                "reintegration",
                ["ministry-rights-ba"],
                "2027-01-31",
                {
                    "en": "Share out support for reintegration by the number of returned people in each municipality.",
                    "sr": "Подршку реинтеграцији делити по броју враћених људи у свакој општини.",
                },
            ),
            (
                "BA-5",
                None,
                "mental-health",
                ["primjer-ministarstvo"],
                "2026-08-31",
                {
                    "en": "Keep one common room in every reception centre open until nine in the evening.",
                    "sr": "У сваком прихватном центру једну заједничку просторију држати отвореном до девет увече.",
                },
            ),
        ],
        "assessments": [
            (
                "BA-1",
                "in_progress",
                "2025-12-10",
                {
                    "en": "A draft was sent back by two cantons in November 2025.",
                    "sr": "Два кантона вратила су нацрт у новембру 2025.",
                },
            ),
            (
                "BA-2",
                "partly",
                "2025-12-10",
                {"en": "Four of ten cantons take part.", "sr": "Учествују четири од десет кантона."},
            ),
            (
                "BA-3",
                "fully",
                "2025-12-12",
                {
                    "en": "Published since July 2025, by municipality and quarter.",
                    "sr": "Објављује се од јула 2025, по општинама и тромесечјима.",
                },
            ),
        ],
    },
    {
        "series": "reintegration-serbia",
        "year": 2027,
        "until": "evidence_review",
        "published": "",
        "title": {"en": "(Re)integration in Serbia, 2026 — draft", "sr": "(Ре)интеграција у Србији 2026. — нацрт"},
        "summary": {
            "en": "A third visit to the same towns. This draft is under review.",
            "sr": "Трећа посета истим градовима. Овај нацрт се прегледа.",
        },
        "methodology": {
            "en": "Eleven towns, conversations under way.",
            "sr": "Једанаест градова, разговори су у току.",
        },
        "chapters": {
            "en": [("What we hear so far", "To be written when all visits are done.")],
            "sr": [("Шта смо досад чули", "Биће написано када се све посете заврше.")],
        },
        "findings": [],
        "recommendations": [
            (
                "RS-8",
                None,
                "reintegration",
                ["primer-komesarijat"],
                "2027-12-31",
                {
                    "en": "Let returnees choose the language of the page at the border.",
                    "sr": "Нека повратници сами изаберу језик странице на граници.",
                },
            )
        ],
        "assessments": [
            (
                "RS-5",
                "in_progress",
                "2026-10-12",
                {"en": "A working group has met twice.", "sr": "Радна група састала се двапут."},
            )
        ],
    },
]

RESPONSES = [
    (
        "RS-1",
        "primer-komesarijat",
        "accepted",
        "2025-04-22",
        "sr",
        "Препорука је прихваћена. Страница ће бити израђена до краја маја у сарадњи с организацијама и штампана на српском, ромском, албанском и немачком језику.",
    ),
    (
        "RS-2",
        "ministry-social-rs",
        "partly_accepted",
        "2025-05-06",
        "sr",
        "Слажемо се да планови треба да имају средства. Не можемо, међутим, условити подршку јединицама локалне самоуправе без измене уредбе.",
    ),
    (
        "RS-3",
        "ministry-social-rs",
        "noted",
        "2025-05-06",
        "sr",
        "Примљено к знању. Питање накнада биће размотрено у оквиру расположивих средстава.",
    ),
    (
        "BA-3",
        "primjer-ministarstvo",
        "accepted",
        "2025-06-02",
        "bs",
        "Preporuka se prihvata. Podaci će se objavljivati kvartalno, počevši od trećeg kvartala.",
    ),
    (
        "BA-1",
        "ministry-rights-ba",
        "noted",
        "2025-06-18",
        "bs",
        "Pitanje je u nadležnosti kantona. Ministarstvo će predložiti model propisa.",
    ),
    (
        "ME-1",
        "ministry-interior-me",
        "partly_accepted",
        "2025-07-30",
        "cnr",
        "Oglasi će biti ponovljeni. Prosječno trajanje postupka može se objaviti jednom godišnje.",
    ),
    (
        "ME-2",
        "ministry-interior-me",
        "rejected",
        "2025-07-30",
        "cnr",
        "Broj dolazaka ne opravdava svakodnevno prisustvo prevodilaca.",
    ),
    (
        "RS-6",
        "ministry-social-rs",
        "accepted",
        "2026-05-12",
        "sr",
        "Предлог је уврштен у захтев за буџет за наредну годину.",
    ),
]
