"""The people of the demo network. All invented, all with addresses that can reach nobody."""

from typing import NamedTuple


class Person(NamedTuple):
    key: str
    name: str
    language: str
    who: str
    role: str = ""
    country: str = ""
    organisation: str = ""
    affiliation: str = "member"
    title: str = ""
    introduced: bool = True


PEOPLE = (
    Person("secretariat", "Senka Primer", "en", "secretariat: runs the network in the whole region", "secretariat"),
    Person(
        "coordinator_rs",
        "Jelena Primer",
        "sr",
        "coordinator of Serbia: verifies members, publishes, signs off reports",
        "coordinator",
        "RS",
    ),
    Person("coordinator_ba", "Amra Primjer", "bs", "coordinator of Bosnia and Herzegovina", "coordinator", "BA"),
    Person("coordinator_mk", "Елена Пример", "mk", "coordinator of North Macedonia", "coordinator", "MK"),
    Person("coordinator_al", "Arta Shembull", "sq", "coordinator of Albania", "coordinator", "AL"),
    Person("coordinator_me", "Milica Primjer", "cnr", "coordinator of Montenegro", "coordinator", "ME"),
    Person(
        "grants_manager", "Goran Primer", "sr-latn", "grants manager: opens calls, follows agreements", "grants_manager"
    ),
    Person("editor", "Edita Example", "en", "editor: pages, news, library, translations", "editor"),
    Person("assessor", "Asja Primjer", "bs", "assessor: scores the applications assigned to her", "assessor"),
    Person("assessor_2", "Dritan Shembull", "sq", "a second assessor", "assessor"),
    Person("assessor_3", "Teodora Primer", "en", "a third assessor", "assessor"),
    Person(
        "representative_rs",
        "Рада Пример",
        "sr",
        "representative of Example Legal Aid Centre (Niš)",
        organisation="primer-centar",
        affiliation="representative",
        title="директорка",
    ),
    Person(
        "member_rs",
        "Ana Primer",
        "sr-latn",
        "member: works at Example Legal Aid Centre (Niš)",
        organisation="primer-centar",
        title="pravnica",
    ),
    Person(
        "representative_ba",
        "Emir Primjer",
        "bs",
        "representative of Example Una Support Centre (Bihać)",
        organisation="primjer-una",
        affiliation="representative",
        title="koordinator",
    ),
    Person(
        "member_ba",
        "Lejla Primjer",
        "bs",
        "member: works at Example Una Support Centre (Bihać)",
        organisation="primjer-una",
    ),
    Person(
        "member_mk",
        "Бојан Пример",
        "mk",
        "representative of Example Association of Lawyers (Skopje)",
        organisation="primer-skopje",
        affiliation="representative",
    ),
    Person(
        "member_al",
        "Besa Shembull",
        "sq",
        "representative of Example Association of the North (Shkodër)",
        organisation="shembull-shkoder",
        affiliation="representative",
    ),
    Person(
        "member_me",
        "Vuk Primjer",
        "cnr",
        "representative of Example NGO South (Bar)",
        organisation="primjer-bar",
        affiliation="representative",
    ),
    Person(
        "representative_idc",
        "Vera Primer",
        "en",
        "works at IDC",
        organisation="idc",
        affiliation="representative",
        introduced=False,
    ),
    Person(
        "official_rs",
        "Милан Пример",
        "sr",
        "official of Example Migration Authority",
        organisation="primer-komesarijat",
        affiliation="representative",
    ),
    Person(
        "journalist_rs",
        "Nina Primer",
        "sr-latn",
        "journalist at Example News",
        organisation="primer-novine",
        affiliation="representative",
    ),
    Person("stranger", "Petra Example", "en", "has an account and belongs to nothing; could apply to join"),
)
