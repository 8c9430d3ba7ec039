"""The demo's standards and what countries license. Our own words; thresholds and laws invented."""

SECTIONS = {
    "1": {"en": "Getting in", "sr": "Улазак"},
    "2": {"en": "People who work here", "sr": "Људи који овде раде"},
    "3": {"en": "Safety and complaint", "sr": "Безбедност и притужба"},
}

STANDARDS = {
    "1.1": (
        {"en": "Whoever needs the service finds the door", "sr": "Ко треба услугу, налази врата"},
        {
            "en": "Hours, address and telephone are public in the languages of those who come, and hold true.",
            "sr": "Радно време, адреса и телефон јавни су на језицима оних који долазе, и тачни су.",
        },
    ),
    "1.2": (
        {"en": "The first conversation is held in a language that both understand", "sr": "Први разговор води се на језику који обоје разумеју"},
        {"en": "Not through a child, a relative or another guest.", "sr": "Не преко детета, рођака или другог госта."},
    ),
    "2.1": (
        {"en": "There are enough people, by day and by night", "sr": "Људи има довољно, дању и ноћу"},
        {},
    ),
    "2.2": (
        {"en": "Those who work here are trained and looked after", "sr": "Они који овде раде обучени су и о њима се брине"},
        {},
    ),
    "3.1": (
        {"en": "A complaint is heard by somebody else than whom it is about", "sr": "Притужбу чује неко други, а не онај на кога се односи"},
        {},
    ),
}  # fmt: skip

# standard, indicator, logic, indicator text, [(remark, direction, unit, thresholds)]
INDICATORS = [
    ("1.1", "1.1.a", "ALL", {"en": "The service can be reached.", "sr": "До услуге се може доћи."}, [
        ({"en": "Hours open on a weekday", "sr": "Сати отворено радним даном"}, "at_least", "h", {"RS": "8", "BA": "6", "MK": "8", "AL": "6", "ME": "8"}),
        ({"en": "A telephone that is answered out of hours", "sr": "Телефон на који се неко јавља ван радног времена"}, "yes", "", {"RS": "yes", "ME": "yes"}),
    ]),
    ("1.2", "1.2.a", "ANY", {"en": "Understanding is provided for.", "sr": "За разумевање је обезбеђено."}, [
        ({"en": "An interpreter on the spot within", "sr": "Тумач на лицу места у року од"}, "at_most", "h", {"RS": "24", "BA": "48", "MK": "24", "AL": "48", "ME": "24"}),
        ({"en": "An interpreter by telephone at once", "sr": "Тумач телефоном одмах"}, "yes", "", {"RS": "yes", "BA": "yes", "MK": "yes", "AL": "yes", "ME": "yes"}),
    ]),
    ("2.1", "2.1.a", "ALL", {"en": "The number of guests per worker is bounded.", "sr": "Број гостију по раднику је ограничен."}, [
        ({"en": "Guests per worker by day", "sr": "Гостију по раднику дању"}, "at_most", "", {"RS": "15", "BA": "20", "MK": "15", "AL": "18", "ME": "12"}),
        ({"en": "Somebody awake at night", "sr": "Неко будан ноћу"}, "yes", "", {"RS": "yes", "MK": "yes", "ME": "yes"}),
    ]),
    ("2.2", "2.2.a", "ALL", {"en": "Training is planned and given.", "sr": "Обука је планирана и одржава се."}, [
        ({"en": "Days of training a year for each worker", "sr": "Дана обуке годишње по раднику"}, "at_least", "", {"RS": "5", "BA": "3", "MK": "4", "ME": "5"}),
        ({"en": "Supervision by somebody from outside", "sr": "Супервизија некога споља"}, "yes", "", {"RS": "yes"}),
    ]),
    ("3.1", "3.1.a", "ALL", {"en": "There is a way to complain that people know.", "sr": "Постоји начин притужбе за који људи знају."}, [
        ({"en": "Days until an answer", "sr": "Дана до одговора"}, "at_most", "", {"RS": "15", "BA": "30", "MK": "15", "AL": "30", "ME": "15"}),
        ({"en": "A body outside the house that also hears complaints", "sr": "Тело ван куће које такође чује притужбе"}, "yes", "", {"RS": "yes", "BA": "yes", "MK": "yes", "AL": "yes", "ME": "yes"}),
    ]),
]  # fmt: skip

FRAMEWORK = {
    "titles": {"en": "Standards of a welcoming service", "sr": "Стандарди услуге која дочекује"},
    "descriptions": {
        "en": "What organisations of five countries expect of a shelter, a day centre or a counselling office, their own included.",
        "sr": "Шта организације из пет земаља очекују од прихватилишта, дневног центра или саветовалишта, па и од својих.",
    },
    "publisher": "IRIS network",
}
OTHER = {
    "titles": {"en": "Example rulebook on social services", "sr": "Пример правилника о социјалним услугама"},
    "publisher": "Primer ministarstvo za socijalna pitanja",
}
OTHER_ROWS = [
    {
        "section": "1", "section_title_en": "Premises and staff", "section_title_sr": "Простор и особље",
        "standard": "12", "standard_title_en": "Staff of residential services", "standard_title_sr": "Особље смештајних услуга",
        "indicator": "12.1", "logic": "ALL", "indicator_text_en": "Staff by number of places.", "indicator_text_sr": "Особље према броју места.",
        "remark_en": "Places per worker", "remark_sr": "Места по раднику", "direction": "at_most", "rs": "20",
    },
]  # fmt: skip

# service type, country, required, text, authority, legal basis, years
LICENSING = [
    ("shelter", "RS", True, {"en": "A licence for residential services, with an inspection before the first guest.", "sr": "Дозвола за смештајне услуге, уз преглед пре првог госта."}, "Primer ministarstvo za socijalna pitanja", "Example Act on Social Protection, art. 12", 6),
    ("shelter", "BA", True, {"en": "A decision of the canton; in each one anew.", "sr": "Одлука кантона; у сваком изнова."}, "Primjer kantonalno ministarstvo", "Example Cantonal Act, art. 7", 4),
    ("shelter", "MK", True, {"en": "A permit of the ministry after a visit of its commission.", "sr": "Дозвола министарства после посете комисије."}, "Пример министерство за труд", "Example Social Protection Act, art. 90", 5),
    ("shelter", "ME", True, {"en": "A licence of the institute, and one for each professional.", "sr": "Лиценца завода, и по једна за сваког стручњака."}, "Primjer zavod za socijalnu zaštitu", "Example Act on Child and Social Protection, art. 118", 6),
    ("legal-aid", "RS", False, {"en": "Information is free to give; representation is for lawyers.", "sr": "Обавештења сме да даје свако; заступају адвокати."}, "", "Example Act on Free Legal Aid, art. 9", None),
    ("legal-aid", "BA", False, {"en": "An entry in the register of the ministry.", "sr": "Упис у регистар министарства."}, "Primjer ministarstvo pravde", "Example Act on Legal Aid, art. 4", None),
    ("legal-aid", "AL", True, {"en": "An authorisation as a non-profit provider.", "sr": "Овлашћење непрофитног пружаоца."}, "Shembull ministria e drejtësisë", "Example Act on State Legal Aid, art. 18", 3),
]  # fmt: skip
