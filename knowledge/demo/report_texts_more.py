"""Further editions, so that all five countries stand beside each other over the years. Our own words; figures invented."""

from typing import Any

SERIES: dict[str, dict[str, Any]] = {
    "access-north-macedonia": {
        "country": "MK",
        "theme": "asylum",
        "titles": {
            "en": "Access and reception in North Macedonia",
            "mk": "Пристап и прифат во Северна Македонија",
            "sr": "Приступ и прихват у Северној Македонији",
        },
        "descriptions": {
            "en": "What happens between the border and the first interview, as legal aid sees it.",
            "mk": "Што се случува меѓу границата и првото интервју, како што го гледа правната помош.",
        },
    },
    "return-albania": {
        "country": "AL",
        "theme": "reintegration",
        "titles": {
            "en": "After return: services in Albania",
            "sq": "Pas kthimit: shërbimet në Shqipëri",
            "sr": "После повратка: услуге у Албанији",
        },
        "descriptions": {
            "en": "What families find in their municipality in the year after they come back.",
            "sq": "Çfarë gjejnë familjet në bashkinë e tyre në vitin pas kthimit.",
        },
    },
}


def edition(series: str, year: int, published: str, **texts: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {"findings": [], "recommendations": [], "assessments": []}
    return {"series": series, "year": year, "until": "published", "published": published, **empty, **texts}


EDITIONS = [
    edition(
        "reintegration-serbia",
        2024,
        "2024-04-11",
        title={
            "en": "A first look: (re)integration in Serbia, 2023",
            "sr": "Први поглед: (ре)интеграција у Србији 2023.",
        },
        summary={
            "en": "Six towns, 31 conversations. **Nobody could say how many people had come back.** Two recommendations begin this series.",
            "sr": "Шест градова, 31 разговор. **Нико није умео да каже колико се људи вратило.** Две препоруке отварају ову серију.",
        },
        methodology={
            "en": "Conversations without names, May to December 2023.",
            "sr": "Разговори без имена, мај–децембар 2023.",
        },
        chapters={
            "en": [("Numbers first", "Whoever plans without numbers plans for those who shout. Four towns guessed.")],
            "sr": [("Прво бројеви", "Ко планира без бројева, планира за оне који вичу. Четири града су нагађала.")],
        },
        findings=[
            (
                "serious",
                "returnees",
                {
                    "en": "No institution knows how many returnees live in which town.",
                    "sr": "Ниједна институција не зна колико повратника живи у ком граду.",
                },
                {"en": "Letters to eight bodies; five answers.", "sr": "Дописи на осам адреса; пет одговора."},
            )
        ],
        recommendations=[
            (
                "RS-A",
                1,
                "reintegration",
                ["primer-komesarijat"],
                "2025-06-30",
                {
                    "en": "Publish twice a year how many people returned to which municipality.",
                    "sr": "Два пута годишње објавити колико се људи вратило у коју општину.",
                },
            ),
            (
                "RS-B",
                None,
                "legal-aid",
                ["ministry-social-rs"],
                "2024-12-31",
                {
                    "en": "Accept the travel document as proof of identity at the counters for social help.",
                    "sr": "На шалтерима за социјалну помоћ прихватити путни лист као доказ идентитета.",
                },
            ),
        ],
    ),
    edition(
        "reintegration-bih",
        2024,
        "2024-05-23",
        title={
            "en": "Where to begin: (re)integration in Bosnia and Herzegovina, 2023",
            "sr": "Одакле почети: (ре)интеграција у Босни и Херцеговини 2023.",
        },
        summary={
            "en": "Nine municipalities answered a questionnaire. **Three of them had a person whose task this is.**",
            "sr": "На упитник је одговорило девет општина. **Три имају некога коме је то задатак.**",
        },
        methodology={
            "en": "A questionnaire and nine visits, autumn 2023.",
            "sr": "Упитник и девет посета, јесен 2023.",
        },
        chapters={
            "en": [
                ("One person", "Where one person is named, families find the way in a day. Elsewhere it takes weeks.")
            ],
            "sr": [
                ("Један човек", "Где је неко именован, породице нађу пут за дан. Другде за то треба неколико недеља.")
            ],
        },
        findings=[
            (
                "concern",
                "returnees",
                {
                    "en": "In six of nine municipalities nobody is named for returnees.",
                    "sr": "У шест од девет општина за повратнике није именован нико.",
                },
                {"en": "Answers to the questionnaire.", "sr": "Одговори на упитник."},
            )
        ],
        recommendations=[
            (
                "BA-A",
                1,
                "reintegration",
                ["ministry-rights-ba"],
                "2025-03-31",
                {
                    "en": "Name one contact person for returnees in every municipality, with a telephone number.",
                    "sr": "У свакој општини именовати једну особу за повратнике, с бројем телефона.",
                },
            )
        ],
    ),
    edition(
        "access-north-macedonia",
        2025,
        "2025-06-12",
        title={
            "en": "Before the first interview: North Macedonia, 2024",
            "mk": "Пред првото интервју: Северна Македонија 2024",
        },
        summary={
            "en": "Lawyers met 120 people at two centres. **One in three had asked for asylum and was not registered the same week.**",
            "mk": "Адвокати се сретнаа со 120 луѓе во два центра. **Секој трет побарал азил и не бил запишан истата недела.**",
        },
        methodology={
            "en": "Notes of 120 first talks, without names, February to November 2024.",
            "mk": "Белешки од 120 први разговори, без имиња, февруари–ноември 2024.",
        },
        chapters={
            "en": [
                (
                    "The week that counts",
                    "Without a paper there is no bed, no doctor and no school. The wait is not long by law; it is long at the counter.\n\n| Waited | People |\n|---|---|\n| up to three days | 52 |\n| up to a week | 28 |\n| longer | 40 |",
                )
            ],
            "mk": [
                (
                    "Неделата што одлучува",
                    "Без хартија нема кревет, лекар ни училиште. Според законот чекањето не е долго; долго е на шалтерот.\n\n| Чекале | Луѓе |\n|---|---|\n| до три дена | 52 |\n| до една недела | 28 |\n| подолго | 40 |",
                )
            ],
        },
        findings=[
            (
                "serious",
                "asylum-seekers",
                {
                    "en": "Forty of 120 people waited longer than a week for their paper.",
                    "mk": "Четириесет од 120 луѓе ја чекале хартијата подолго од една недела.",
                },
                {"en": "Notes of first talks at two centres.", "mk": "Белешки од првите разговори во два центра."},
            ),
            (
                "urgent",
                "unaccompanied-children",
                {
                    "en": "Guardians are named for children only when the file is complete.",
                    "mk": "На децата им се именува старател дури кога предметот е целосен.",
                },
                {"en": "Eleven files, read with consent.", "mk": "Единаесет предмети, читани со согласност."},
            ),
        ],
        recommendations=[
            (
                "MK-1",
                1,
                "asylum",
                ["ministry-labour-mk"],
                "2025-12-31",
                {
                    "en": "Give the paper on the third day at the latest, whatever is still missing in the file.",
                    "mk": "Хартијата да се издава најдоцна третиот ден, што и да недостига во предметот.",
                },
            ),
            (
                "MK-2",
                2,
                "child-protection",
                ["ministry-labour-mk"],
                "2026-03-31",
                {
                    "en": "Name a guardian on the day on which a child without parents is met.",
                    "mk": "Старател да се именува на денот кога е сретнато дете без родители.",
                },
            ),
        ],
    ),
    edition(
        "return-albania",
        2025,
        "2025-09-18",
        title={"en": "After return: eight municipalities, 2024", "sq": "Pas kthimit: tetë bashki, 2024"},
        summary={
            "en": "Families who came back told what they looked for in the first year. **School worked; the office for work did not know them.**",
            "sq": "Familjet e kthyera treguan çfarë kërkuan në vitin e parë. **Shkolla funksionoi; zyra e punës nuk i njihte.**",
        },
        methodology={
            "en": "26 conversations with families, eight municipalities, 2024.",
            "sq": "26 biseda me familje, tetë bashki, 2024.",
        },
        chapters={
            "en": [
                (
                    "The first year",
                    "Eight of ten children sat in a classroom within a month. Of the parents, two had found work by the office.",
                )
            ],
            "sq": [
                (
                    "Viti i parë",
                    "Tetë nga dhjetë fëmijë ishin në klasë brenda një muaji. Nga prindërit, dy gjetën punë përmes zyrës.",
                )
            ],
        },
        findings=[
            (
                "progress",
                "returnees",
                {
                    "en": "Children who come back are enrolled in school within a month.",
                    "sq": "Fëmijët e kthyer regjistrohen në shkollë brenda një muaji.",
                },
                {"en": "26 families; lists of four schools.", "sq": "26 familje; listat e katër shkollave."},
            ),
            (
                "concern",
                "returnees",
                {
                    "en": "Offices for work do not know who has returned.",
                    "sq": "Zyrat e punës nuk e dinë kush është kthyer.",
                },
                {"en": "Visits to eight offices.", "sq": "Vizita në tetë zyra."},
            ),
        ],
        recommendations=[
            (
                "AL-1",
                2,
                "reintegration",
                ["ministry-social-al"],
                "2026-01-31",
                {
                    "en": "Tell the office for work of every family that asks for help after return, if the family agrees.",
                    "sq": "Të njoftohet zyra e punës për çdo familje që kërkon ndihmë pas kthimit, nëse familja pranon.",
                },
            ),
            (
                "AL-2",
                None,
                "mental-health",
                ["ministry-social-al"],
                "2026-12-31",
                {
                    "en": "Have one psychologist for returning families in each of the eight municipalities.",
                    "sq": "Të ketë një psikolog për familjet e kthyera në secilën nga tetë bashkitë.",
                },
            ),
        ],
    ),
    edition(
        "chapter-24-montenegro",
        2026,
        "2026-06-25",
        title={
            "en": "Chapter 24 in Montenegro: a year of waiting, 2025",
            "sr": "Поглавље 24 у Црној Гори: година чекања 2025.",
        },
        summary={
            "en": "The posts were advertised again and half of them filled. **Interpreters still come on two days a week.**",
            "sr": "Радна места поново су оглашена и половина је попуњена. **Преводиоци и даље долазе два дана у недељи.**",
        },
        methodology={
            "en": "Public registers and 18 conversations, 2025.",
            "sr": "Јавни регистри и 18 разговора, 2025.",
        },
        chapters={
            "en": [("Half filled", "Four of eight posts were filled by December. Those who came stayed.")],
            "sr": [("До пола попуњено", "До децембра су попуњена четири од осам места. Ко је дошао, остао је.")],
        },
        findings=[
            (
                "concern",
                "asylum-seekers",
                {
                    "en": "Talks without an interpreter are repeated, which costs weeks.",
                    "sr": "Разговори без преводиоца се понављају, што кошта недеље.",
                },
                {"en": "Seven files, read with consent.", "sr": "Седам предмета, читаних уз сагласност."},
            )
        ],
        assessments=[
            (
                "ME-1",
                "partly",
                "2026-05-20",
                {"en": "Four of eight posts are filled.", "sr": "Попуњена су четири од осам места."},
            ),
            (
                "ME-2",
                "not_started",
                "2026-05-20",
                {"en": "Two days a week, as before.", "sr": "Два дана у недељи, као и пре."},
            ),
            (
                "ME-3",
                "in_progress",
                "2026-05-21",
                {"en": "A draft order is under discussion.", "sr": "О нацрту упутства се расправља."},
            ),
        ],
    ),
    edition(
        "access-north-macedonia",
        2026,
        "2026-06-11",
        title={
            "en": "Before the first interview: North Macedonia, 2025",
            "mk": "Пред првото интервју: Северна Македонија 2025",
        },
        summary={
            "en": "**The paper now comes on the third day for eight of ten people.** Guardians still wait for files.",
            "mk": "**Хартијата сега стигнува третиот ден за осум од десет луѓе.** Старателите сè уште чекаат предмети.",
        },
        methodology={"en": "Notes of 96 first talks, 2025.", "mk": "Белешки од 96 први разговори, 2025."},
        chapters={
            "en": [
                (
                    "What a stamp can do",
                    "One stamp was allowed on the spot instead of in the capital. Nothing else was needed.",
                )
            ],
            "mk": [
                (
                    "Што може еден печат",
                    "Еден печат беше дозволен на лице место наместо во главниот град. Ништо друго не требаше.",
                )
            ],
        },
        findings=[
            (
                "progress",
                "asylum-seekers",
                {
                    "en": "Eight of ten people have their paper on the third day.",
                    "mk": "Осум од десет луѓе ја имаат хартијата третиот ден.",
                },
                {"en": "96 first talks at two centres.", "mk": "96 први разговори во два центра."},
            )
        ],
        recommendations=[
            (
                "MK-3",
                None,
                "legal-aid",
                ["ministry-labour-mk"],
                "2027-06-30",
                {
                    "en": "Let lawyers speak with people in the centres without asking for leave two days before.",
                    "mk": "Адвокатите да може да разговараат со луѓето во центрите без најава од два дена.",
                },
            )
        ],
        assessments=[
            (
                "MK-1",
                "fully",
                "2026-04-14",
                {"en": "Seen at both centres since October 2025.", "mk": "Видено во двата центра од октомври 2025."},
            ),
            (
                "MK-2",
                "in_progress",
                "2026-04-14",
                {
                    "en": "A procedure was written and is being tried in one town.",
                    "mk": "Напишана е постапка и се пробува во еден град.",
                },
            ),
        ],
    ),
    edition(
        "return-albania",
        2026,
        "2026-09-17",
        title={"en": "After return: eight municipalities again, 2025", "sq": "Pas kthimit: sërish tetë bashki, 2025"},
        summary={
            "en": "Three offices for work now have a list. **No municipality has found a psychologist who stays.**",
            "sq": "Tri zyra pune kanë tani një listë. **Asnjë bashki nuk ka gjetur psikolog që të qëndrojë.**",
        },
        methodology={"en": "22 conversations, eight municipalities, 2025.", "sq": "22 biseda, tetë bashki, 2025."},
        chapters={
            "en": [("Pay and stay", "Two psychologists left within four months. Both named the pay.")],
            "sq": [("Paga dhe qëndrimi", "Dy psikologë u larguan brenda katër muajsh. Të dy përmendën pagën.")],
        },
        findings=[
            (
                "serious",
                "returnees",
                {
                    "en": "Families wait eleven weeks for a first talk with a psychologist.",
                    "sq": "Familjet presin njëmbëdhjetë javë për bisedën e parë me psikologun.",
                },
                {"en": "Waiting lists of five municipalities.", "sq": "Listat e pritjes të pesë bashkive."},
            )
        ],
        assessments=[
            (
                "AL-1",
                "partly",
                "2026-07-08",
                {"en": "Three of eight offices.", "sq": "Tri nga tetë zyrat."},
            ),
            (
                "AL-2",
                "regressed",
                "2026-07-08",
                {"en": "The two who were there have left.", "sq": "Dy që ishin, janë larguar."},
            ),
        ],
    ),
]

ASSESSED_LATER = {
    ("reintegration-serbia", 2025): [
        (
            "RS-A",
            "in_progress",
            "2025-02-03",
            {"en": "A form for the count was agreed.", "sr": "Договорен је образац за бројање."},
        ),
        (
            "RS-B",
            "partly",
            "2025-02-03",
            {"en": "Accepted at the counters of five towns.", "sr": "Прихвата се на шалтерима у пет градова."},
        ),
    ],
    ("reintegration-serbia", 2026): [
        (
            "RS-A",
            "partly",
            "2026-01-20",
            {"en": "Published once, in September 2025.", "sr": "Објављено једном, у септембру 2025."},
        ),
        (
            "RS-B",
            "fully",
            "2026-01-20",
            {"en": "Accepted everywhere we asked.", "sr": "Прихвата се свуда где смо питали."},
        ),
    ],
    ("reintegration-bih", 2025): [
        (
            "BA-A",
            "in_progress",
            "2024-12-09",
            {"en": "Five of nine municipalities.", "sr": "Пет од девет општина."},
        )
    ],
    ("reintegration-bih", 2026): [
        (
            "BA-A",
            "fully",
            "2025-12-10",
            {"en": "All nine, with a number that is answered.", "sr": "Свих девет, с бројем на који се неко јавља."},
        )
    ],
}
"""What editions whose texts stand in `report_texts` found about recommendations that stand here."""

RESPONSES = [
    (
        "MK-1",
        "ministry-labour-mk",
        "accepted",
        "2025-07-03",
        "mk",
        "Препораката се прифаќа. Печатот ќе се става на лице место од 1 октомври.",
    ),
    (
        "AL-1",
        "ministry-social-al",
        "partly_accepted",
        "2025-10-21",
        "sq",
        "Pranohet për bashkitë që kanë zyrë pune; për të tjerat duhet marrëveshje.",
    ),
]
