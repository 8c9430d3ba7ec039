"""The texts of the demo front door, in English and Serbian (Cyrillic). Our own words about public facts."""

COUNTRY_PAGES = {
    "RS": {
        "en": (
            "Serbia",
            "serbia",
            "On the road between Greece and Hungary for a decade, and at the same time a country to which people return: "
            "Serbia needs both reception that works and reintegration that lasts.",
            "<p>Asylum and reintegration are run by different bodies: the Commissariat for Refugees and Migration keeps the "
            "reception and asylum centres and coordinates support for returnees, the asylum office decides on claims, and "
            "centres for social work look after unaccompanied children. Municipalities adopt local action plans; whether a plan "
            "has a budget line is usually what decides whether anything happens.</p>"
            "<p>Members of the network in Serbia give legal and psychosocial support, run language and job clubs, and follow "
            "chapters 23 and 24 of the accession talks year after year.</p>",
        ),
        "sr": (
            "Србија",
            "srbija",
            "Деценију на путу између Грчке и Мађарске, а истовремено земља у коју се људи враћају: Србији требају и прихват "
            "који ради и реинтеграција која траје.",
            "<p>Азил и реинтеграцију воде различити органи: Комесаријат за избеглице и миграције држи прихватне центре и центре "
            "за азил и координира подршку повратницима, Канцеларија за азил одлучује о захтевима, а центри за социјални рад "
            "старају се о деци без пратње. Општине усвајају локалне акционе планове; да ли план има буџетску ставку обично "
            "одлучује да ли ће се нешто и догодити.</p>"
            "<p>Чланице мреже у Србији пружају правну и психосоцијалну подршку, воде језичке клубове и клубове за запошљавање и "
            "из године у годину прате поглавља 23 и 24 приступних преговора.</p>",
        ),
    },
    "BA": {
        "en": (
            "Bosnia and Herzegovina",
            "bosnia-and-herzegovina",
            "Two entities, one district, ten cantons: a person who needs help meets a different door in every town, and "
            "civil society is often the one that knows which door is open.",
            "<p>Since 2018 the Una-Sana Canton has carried most of the transit. Asylum is decided by the state ministry, social "
            "protection by entities and cantons, and shelters for victims of trafficking are run by CSOs under agreements that "
            "must be renewed again and again.</p>"
            "<p>Members work in Banja Luka, Sarajevo, Bihać, Mostar and Tuzla: safe houses, free legal aid, support for returnees "
            "from Western Europe, and pressure for one referral mechanism that holds across entity lines.</p>",
        ),
        "sr": (
            "Босна и Херцеговина",
            "bosna-i-hercegovina",
            "Два ентитета, један дистрикт, десет кантона: ко тражи помоћ, у сваком граду наилази на друга врата, а цивилно "
            "друштво често једино зна која су отворена.",
            "<p>Од 2018. највећи део транзита носи Унско-сански кантон. О азилу одлучује државно министарство, о социјалној "
            "заштити ентитети и кантони, а склоништа за жртве трговине људима воде удружења по споразумима који се стално "
            "изнова обнављају.</p>"
            "<p>Чланице раде у Бањој Луци, Сарајеву, Бихаћу, Мостару и Тузли: сигурне куће, бесплатна правна помоћ, подршка "
            "повратницима из западне Европе и притисак да један механизам упућивања важи преко ентитетских линија.</p>",
        ),
    },
    "MK": {
        "en": (
            "North Macedonia",
            "north-macedonia",
            "The first to close and reopen the corridor of 2015, with a national referral mechanism for victims of trafficking "
            "that others come to study.",
            "<p>The transit centres in Gevgelija and Tabanovce still receive people who are pushed back and forth. Identification "
            "of victims of trafficking works through mobile teams in which social workers, police and CSOs sit together: one of "
            "the practices that the network has documented and passed on.</p>",
        ),
        "sr": (
            "Северна Македонија",
            "severna-makedonija",
            "Прва је затворила и поново отворила коридор из 2015, а њен национални механизам упућивања за жртве трговине људима "
            "други долазе да проуче.",
            "<p>Транзитни центри у Ђевђелији и Табановцу и даље примају људе које враћају тамо-амо. Жртве трговине људима "
            "идентификују мобилни тимови у којима заједно седе социјални радници, полиција и удружења: једна од пракси коју је "
            "мрежа описала и пренела даље.</p>",
        ),
    },
    "AL": {
        "en": (
            "Albania",
            "albania",
            "A country of departure and return more than of transit: reintegration offices in every region, and the question of "
            "what they can offer once somebody walks in.",
            "<p>Regional employment offices have counters for returnees; schools enrol children who have forgotten how to write "
            "Albanian, or never learned. Members follow returnee families for a year and compare what was promised at the border "
            "with what was there.</p>",
        ),
        "sr": (
            "Албанија",
            "albanija",
            "Више земља одласка и повратка него транзита: канцеларије за реинтеграцију у сваком округу и питање шта могу да "
            "понуде кад неко уђе на врата.",
            "<p>Регионалне службе за запошљавање имају шалтере за повратнике; школе уписују децу која су заборавила да пишу "
            "албански или га никад нису ни научила. Чланице годину дана прате породице повратника и пореде оно што је обећано на "
            "граници с оним што их је дочекало.</p>",
        ),
    },
    "ME": {
        "en": (
            "Montenegro",
            "montenegro",
            "The smallest of the five and the furthest in the accession talks: what is agreed here is soon asked of the others.",
            "<p>The reception centre in Spuž and a handful of CSOs carry most of the work. Services for survivors of violence "
            "and trafficking are licensed by the ministry; the network's members helped to write the standards and now help each "
            "other to meet them.</p>",
        ),
        "sr": (
            "Црна Гора",
            "crna-gora",
            "Најмања од пет и најдаље одмакла у преговорима: оно што се овде договори, ускоро се тражи и од других.",
            "<p>Прихватни центар у Спужу и неколико удружења носе највећи део посла. Услуге за преживеле насиље и трговину "
            "људима лиценцира министарство; чланице мреже помогле су да се стандарди напишу, а сада једна другој помажу да их "
            "испуне.</p>",
        ),
    },
}

STANDARD_PAGES = {
    "about": {
        "en": (
            "About the network",
            "A network of civil-society organisations from five countries that protect migrants, returnees, victims of trafficking "
            "and violence, and other people at risk.",
            "<h2>Why a network</h2><p>People move across borders; the help for them mostly does not. A shelter in one country "
            "knows nothing of the case file of the next, and every small organisation learns on its own what its neighbour knew "
            "already. The network began in December 2017 as a project of six partners to change that: to raise the capacity of "
            "those who help, to influence the policies under which they work, and to speak about both in public.</p>"
            "<h2>What we do</h2><ul><li>Members describe what worked and what did not, so that others need not begin from zero."
            "</li><li>Each year the members of a country write a shadow report; its recommendations are followed until they are "
            "met.</li><li>Small grants put public money where the work is.</li><li>Academies, trainings, mentoring and peer "
            "reviews move knowledge from person to person.</li></ul><h2>Who may join</h2><p>Any registered civil-society "
            "organisation of the five countries that works for people at risk and can show it. A coordinator in your country "
            "looks at every application and answers with reasons.</p>",
        ),
        "sr": (
            "О мрежи",
            "Мрежа организација цивилног друштва из пет земаља које штите мигранте, повратнике, жртве трговине људима и насиља и "
            "друге људе у ризику.",
            "<h2>Зашто мрежа</h2><p>Људи прелазе границе; помоћ за њих углавном не. Склониште у једној земљи не зна ништа о "
            "предмету из друге, а свака мала организација сама учи оно што је сусед већ знао. Мрежа је почела у децембру 2017. "
            "као пројекат шест партнера да се то промени: да ојача оне који помажу, да утиче на политике под којима раде и да о "
            "једном и другом говори јавно.</p><h2>Шта радимо</h2><ul><li>Чланице описују шта је успело, а шта није, да други не "
            "би почињали од нуле.</li><li>Сваке године чланице једне земље пишу извештај из сенке; његове препоруке прате се док "
            "се не испуне.</li><li>Мали грантови доводе јавни новац тамо где се ради.</li><li>Академије, обуке, менторство и "
            "колегијални прегледи преносе знање од човека до човека.</li></ul><h2>Ко може да се придружи</h2><p>Свака регистрована "
            "организација цивилног друштва из пет земаља која ради за људе у ризику и може то да покаже. Координатор у вашој "
            "земљи разматра сваку пријаву и одговара с образложењем.</p>",
        ),
    },
    "privacy": {
        "en": (
            "Privacy",
            "What this site knows about you, why, for how long, and how you get it back.",
            "<h2>Readers</h2><p>You can read everything that is public without an account. The site sets no cookie until you sign "
            "in, loads nothing from anybody else, counts no visits and keeps no profile. Your choice of light or dark stays in "
            "your own browser.</p><h2>People with an account</h2><p>We keep your name, your e-mail address, your language and time "
            "zone, the organisations you belong to, and what you write here. The legal basis is your membership or your "
            "application. You see what is held about you under your account settings and can ask for a copy or for deletion; what "
            "you published stays, under “former member”.</p><h2>People who are helped</h2><p>Nothing. No form of this site asks "
            "for data of the people our members help, and we ask members to keep such data out of messages, reports and files.</p>"
            "<h2>Decisions and grants</h2><p>Records of public money are kept as long as the donor's rules demand, usually seven "
            "years after the last payment, even if a person leaves.</p>",
        ),
        "sr": (
            "Приватност",
            "Шта овај сајт зна о вама, зашто, колико дуго и како то да добијете назад.",
            "<h2>Читаоци</h2><p>Све што је јавно можете читати без налога. Сајт не поставља колачић док се не пријавите, не "
            "учитава ништа ни од кога другог, не броји посете и не води профиле. Ваш избор светлог или тамног остаје у вашем "
            "прегледачу.</p><h2>Људи с налогом</h2><p>Чувамо ваше име, адресу е-поште, језик и временску зону, организације "
            "којима припадате и оно што овде напишете. Правни основ је ваше чланство или пријава. Шта се о вама чува видите у "
            "подешавањима налога и можете тражити копију или брисање; оно што сте објавили остаје, под „бивши члан“.</p>"
            "<h2>Људи којима се помаже</h2><p>Ништа. Ниједан образац овог сајта не тражи податке о људима којима наше чланице "
            "помажу, а чланице молимо да такве податке не уносе у поруке, извештаје и датотеке.</p><h2>Одлуке и грантови</h2>"
            "<p>Документација о јавном новцу чува се онолико дуго колико траже правила донатора, обично седам година после "
            "последње исплате, и када неко оде.</p>",
        ),
    },
    "accessibility": {
        "en": (
            "Accessibility",
            "The site should work for everybody: with a keyboard, a screen reader, a cheap phone, a bad line, in either alphabet.",
            "<p>We build to the Web Content Accessibility Guidelines 2.2, level AA. Every page is checked by machine in light and "
            "dark, at phone and desk width, and the main paths are walked with the keyboard alone. Charts and maps have their "
            "table or list beside them; pages work without JavaScript; nothing moves unless you ask.</p><h2>What does not work "
            "well yet</h2><p>The map can be operated with the keyboard, but the list beside it is quicker. PDF receipts are "
            "tagged; documents that organisations upload may not be.</p><h2>Tell us</h2><p>If something stops you, write to the "
            "secretariat of the network. Say which page it was and what you used; you get an answer within ten working days.</p>",
        ),
        "sr": (
            "Приступачност",
            "Сајт треба да ради за свакога: тастатуром, читачем екрана, на јефтином телефону и лошој вези, у оба писма.",
            "<p>Градимо по Смерницама за приступачност веб-садржаја 2.2, ниво АА. Сваку страницу машина проверава у светлом и "
            "тамном приказу, на ширини телефона и стола, а главни путеви пролазе се само тастатуром. Уз графиконе и мапе стоји "
            "табела или списак; странице раде без JavaScript-а; ништа се не помера док то не затражите.</p><h2>Шта још не ради "
            "добро</h2><p>Мапом се може управљати тастатуром, али је списак поред ње бржи. Потврде у PDF-у су означене; документи "
            "које организације постављају можда нису.</p><h2>Јавите нам</h2><p>Ако вас нешто заустави, пишите секретаријату мреже. "
            "Реците која је страница била и шта сте користили; одговор добијате у року од десет радних дана.</p>",
        ),
    },
    "contact": {
        "en": (
            "Contact",
            "Whom to write to, and what not to send.",
            "<h2>Your country's coordinator</h2><p>For membership, visits and everything that concerns one country. The coordinators "
            "answer in the rooms of the network and, for those who have no account, through the organisations in the "
            '<a href="/en/directory/">directory</a>.</p><h2>The secretariat</h2><p>For calls, reports, the press and this site. On a '
            "real site its address stands here; this one is a demonstration.</p><h2>If you need help yourself</h2><p>Please do not "
            "send us details of a case: we are not a help line and cannot protect what reaches us by mail. The directory says which "
            "organisations near you give legal aid, shelter or advice.</p>",
        ),
        "sr": (
            "Контакт",
            "Коме да пишете и шта да не шаљете.",
            "<h2>Координатор за вашу земљу</h2><p>За чланство, посете и све што се тиче једне земље. Координатори одговарају у "
            'собама мреже, а онима који немају налог преко организација у <a href="/sr/directory/">именику</a>.</p>'
            "<h2>Секретаријат</h2><p>За позиве, извештаје, штампу и овај сајт. На правом сајту овде стоји адреса; ово је приказ.</p>"
            "<h2>Ако вама треба помоћ</h2><p>Молимо вас да нам не шаљете појединости случаја: ми нисмо линија за помоћ и не можемо "
            "да заштитимо оно што стигне поштом. У именику пише које организације у вашој близини дају правну помоћ, смештај или "
            "савет.</p>",
        ),
    },
    "imprint": {
        "en": (
            "Imprint",
            "Who answers for this site.",
            "<p>This is a demonstration of the IRIS network platform. The partners of the project named here are public facts; "
            "every organisation and person with “Example” or “Primer” in the name is invented, as are their texts and "
            "figures.</p><p>The network's small grants are public money. Views expressed here are those of their authors and not "
            "of any donor.</p><p>The platform is free software under the European Union Public Licence 1.2.</p>",
        ),
        "sr": (
            "Импресум",
            "Ко одговара за овај сајт.",
            "<p>Ово је приказ платформе мреже IRIS. Партнери пројекта који су овде наведени јавне су чињенице; свака организација "
            "и особа са „Example“ или „Пример“ у имену измишљена је, као и њихови текстови и бројке.</p><p>Мали грантови мреже "
            "јавни су новац. Овде изнети ставови припадају њиховим ауторима, а не било ком донатору.</p><p>Платформа је слободан "
            "софтвер под Јавном лиценцом Европске уније 1.2.</p>",
        ),
    },
}

NEWS_INDEX = {
    "en": ("News", "news", "What the network and its members have been doing."),
    "sr": ("Вести", "vesti", "Шта су мрежа и њене чланице радиле."),
}

# key: (days before today, countries, {language: (title, summary, body)})
NEWS = {
    "one-referral-form": (
        3,
        ["RS", "BA", "ME"],
        {
            "en": (
                "One referral form for three countries",
                "Shelters in Serbia, Bosnia and Herzegovina and Montenegro begin to use the same two pages when they hand a case on.",
                "<p>Eleven organisations met for two days to compare what they write down when somebody leaves their care for "
                "another's. They found forty-one fields, of which nine were asked everywhere and used nowhere. The common form has "
                "fourteen, and one box that must be ticked: the person knows and agrees.</p><p>It will be tried until the spring "
                "and then looked at again with those who filled it in.</p>",
            ),
            "sr": (
                "Један образац упућивања за три земље",
                "Склоништа у Србији, Босни и Херцеговини и Црној Гори почињу да користе исте две стране када предају случај даље.",
                "<p>Једанаест организација два дана је поредило шта бележе када неко из њиховог старања прелази у туђе. Нашле су "
                "четрдесет једно поље, од којих се девет питало свуда, а није користило нигде. Заједнички образац има их четрнаест "
                "и једну кућицу која се мора означити: особа зна и слаже се.</p><p>Проба траје до пролећа, а онда ће га поново "
                "погледати с онима који су га попуњавали.</p>",
            ),
        },
    ),
    "call-opens": (
        9,
        [],
        {
            "en": (
                "Small grants: the new call is open",
                "Grants of up to 12,000 euro for local services and local monitoring; a self-check tells you in a minute whether you may apply.",
                "<p>The call is meant for organisations that do the work where it happens. It asks for a plan of twelve months, a "
                "budget of a page, and a reason why the thing will still be there in the thirteenth.</p><p>Questions are answered "
                "in public, for everybody. Drafts save themselves while you write.</p>",
            ),
            "sr": (
                "Мали грантови: нови позив је отворен",
                "Грантови до 12.000 евра за локалне услуге и локално праћење; за минут проверите да ли можете да се пријавите.",
                "<p>Позив је намењен организацијама које раде тамо где се ствари дешавају. Тражи план за дванаест месеци, буџет од "
                "једне стране и разлог због којег ће то постојати и тринаестог.</p><p>На питања се одговара јавно, за све. Нацрти "
                "се сами чувају док пишете.</p>",
            ),
        },
    ),
    "mobile-teams": (
        17,
        ["MK"],
        {
            "en": (
                "What mobile teams see that counters do not",
                "Five years of identification in the field in North Macedonia, told in a new case study.",
                "<p>A police officer, a social worker and somebody from a CSO in one car: that is a mobile team. The new case "
                "study describes what it costs, what it finds, and why the third seat must not stay empty.</p>",
            ),
            "sr": (
                "Шта мобилни тимови виде, а шалтери не",
                "Пет година идентификације на терену у Северној Македонији, испричаних у новој студији случаја.",
                "<p>Полицајац, социјална радница и неко из удружења у истом колима: то је мобилни тим. Нова студија случаја "
                "описује шта кошта, шта налази и зашто треће седиште не сме да остане празно.</p>",
            ),
        },
    ),
    "school-again": (
        26,
        ["AL"],
        {
            "en": (
                "Back at school, in a language half forgotten",
                "Returnee children in Albania get a bridge class; the first term's lessons are on the table.",
                "<p>Three schools, sixty-two children, nine teachers. What helped most was not the textbook but the neighbour's "
                "child who walked along on the first morning. The organisations that ran the class have written down the rest.</p>",
            ),
            "sr": (
                "Поново у школи, на полузаборављеном језику",
                "Деца повратника у Албанији добијају прелазно одељење; искуства првог полугодишта су на столу.",
                "<p>Три школе, шездесет двоје деце, девет наставника. Највише није помогао уџбеник него дете из суседства које је "
                "првог јутра пошло с њима. Остало су записале организације које су одељење водиле.</p>",
            ),
        },
    ),
    "hearing-podgorica": (
        38,
        ["ME"],
        {
            "en": (
                "Public hearing: who pays for the safe house?",
                "Ministry, municipalities and shelters at one table; four commitments with dates.",
                "<p>The hearing lasted three hours and ended with a list. Each line has a name and a day. The network will ask "
                "again on each of those days.</p>",
            ),
            "sr": (
                "Јавно слушање: ко плаћа сигурну кућу?",
                "Министарство, општине и склоништа за истим столом; четири обавезе с роковима.",
                "<p>Слушање је трајало три сата и завршило се списком. У сваком реду стоје име и дан. Мрежа ће сваког од тих дана "
                "поново питати.</p>",
            ),
        },
    ),
    "shadow-report": (
        52,
        ["RS"],
        {
            "en": (
                "Shadow report on reintegration published",
                "What Serbia promised to people who return, what it did, and what the members of the network ask for now.",
                "<p>The report was written by several organisations at once and signed off by the national coordinator. Every "
                "recommendation has a code, an addressee and a date, and can be followed.</p>",
            ),
            "sr": (
                "Објављен извештај из сенке о реинтеграцији",
                "Шта је Србија обећала људима који се враћају, шта је урадила и шта чланице мреже сада траже.",
                "<p>Извештај је писало више организација истовремено, а потписао га је национални координатор. Свака препорука има "
                "ознаку, адресата и рок и може се пратити.</p>",
            ),
        },
    ),
}
