"""Search over 20,000 entries in six languages, beside a plain `icontains` over the same rows, on both databases.

    python benchmarks/search.py [--entries 20000]

Makes a throw-away database each on SQLite and, where DATABASE_URL_PG or the local server answers, on PostgreSQL; fills
it with texts that speak of forty matters in different words and alphabets; then asks for each matter in seven ways.
Recall is the share of the entries on a matter that were found. The time is that of ten hits with extracts, their number
and all facets, as the search page shows them. `icontains` is asked the first five questions of each way: it is slow.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCAL_SERVER = "postgres://postgres@127.0.0.1:5432/postgres"
THROW_AWAY = "iris_bench_search"

# Matters: the word as one would ask for it, and the forms in which texts speak of it. Same stem, other endings,
# ekavian and ijekavian; none of them is a word of the filler below.
MATTERS = """
žrtva žrtve žrtvama žrtava žrtvu | azilant azilanta azilanti azilantima | tumač tumača tumačima tumači
prihvatilište prihvatilišta prihvatilištima | maloletnik maloletnika maloletnici maloljetnika
smeštaj smeštaja smještaj smještaju | dete deteta dijete djeteta | mesto mesta mjesto mjestu
lekar lekara lekari lekarima | porodica porodice porodicama | granica granice granicama granicu
zaštita zaštite zaštitu zaštiti | krijumčar krijumčara krijumčari | deportacija deportacije deportaciju
integracija integracije integraciji | staratelj staratelja starateljima | psiholog psihologa psiholozi
obrazovanje obrazovanja obrazovanju | zaposlenje zaposlenja zaposlenju | dokument dokumenta dokumenti dokumentima
policajac policajca policajci policajcima | sudija sudije sudijama | advokat advokata advokati advokatima
novinar novinara novinari novinarima | opština opštine opštinama | kamp kampa kampovi kampovima
vakcina vakcine vakcinama | trudnica trudnice trudnicama | diskriminacija diskriminacije diskriminaciji
jezik jezika jezici jezicima | viza vize vizama | pasoš pasoša pasoši | volonter volontera volonteri volonterima
škola škole školama školu | bolnica bolnice bolnicama | nasilje nasilja nasilju | radionica radionice radionicama
stanovanje stanovanja stanovanju | siromaštvo siromaštva siromaštvu | povratnik povratnika povratnici povratnicima
"""

FILLER = {
    "sr": """Извештај описује рад мреже током године . Састанак је одржан у седишту удружења . Препоруке су упућене
        министарству и комесаријату . Пројекат финансира фонд за помоћ . Тим на терену обилази становнике сваке недеље .
        Закључци су представљени јавности . Обука траје три дана и завршава се тестом . Партнери из региона разменили су
        искуства . Анализа показује напредак у односу на претходни период . Потребно је више средстава за превоз""",
    "bs": """Izvještaj opisuje rad mreže tokom godine . Sastanak je održan u sjedištu udruženja . Preporuke su upućene
        ministarstvu i službi za strance . Projekat finansira fond za pomoć . Tim na terenu obilazi stanovnike svake
        sedmice . Zaključci su predstavljeni javnosti . Obuka traje tri dana i završava se testom . Partneri iz regiona
        razmijenili su iskustva . Analiza pokazuje napredak u odnosu na prethodni period""",
    "en": """The report describes the work of the network during the year . The meeting took place at the seat of the
        association . Recommendations were sent to the ministry . The project is funded by a relief fund . A field team
        visits residents every week . The findings were presented to the public . The training lasts three days and
        ends with a test . Partners from the region exchanged experience . The analysis shows some progress""",
    "mk": """Извештајот ја опишува работата на мрежата во текот на годината . Состанокот се одржа во седиштето на
        здружението . Препораките се испратени до министерството . Проектот го финансира фонд за помош . Тимот на терен
        ги посетува жителите секоја недела . Заклучоците беа претставени пред јавноста""",
    "sq": """Raporti përshkruan punën e rrjetit gjatë vitit . Takimi u mbajt në selinë e shoqatës . Rekomandimet iu
        dërguan ministrisë . Projekti financohet nga një fond ndihme . Ekipi në terren viziton banorët çdo javë .
        Gjetjet u paraqitën para publikut . Trajnimi zgjat tri ditë dhe përfundon me një test""",
}
FILLER["cnr"] = FILLER["bs"]
COMMON = ["mreža", "izveštaj", "preporuke ministarstvo", "projekat fond", "analiza napredak", "report network"]
KINDS = ["case_study", "report", "organisation", "service", "event", "news"]
COUNTRIES = ["RS", "BA", "MK", "AL", "ME"]
TAGS = ["Жене", "Деца", "Азил", "Право", "Здравље", "Обука", "Рад", "Медији", "Град", "Вода"]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--entries", type=int, default=20_000)
    arguments.add_argument("--database", help="measure this empty database, here and now")
    options = arguments.parse_args()
    if options.database:
        measure(options.entries)
        return
    with tempfile.TemporaryDirectory() as folder:
        run("SQLite", f"sqlite:///{folder}/search.sqlite3", options.entries)
    server = os.environ.get("DATABASE_URL_PG", LOCAL_SERVER)
    with throw_away_database(server) as database:
        if database:
            run("PostgreSQL", database, options.entries)
        else:
            print("PostgreSQL: no server answers, not measured")


def run(name: str, database: str, entries: int) -> None:
    print(f"\n{name}, {entries:,} entries", flush=True)
    environment = {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "network.settings.test"}
    environment["PYTHONPATH"] = str(ROOT)
    command = [sys.executable, __file__, "--database", database, "--entries", str(entries)]
    subprocess.run(command, env=environment, cwd=ROOT, check=True)


class throw_away_database:
    """A new PostgreSQL database for the time of a `with`; None where no server answers."""

    def __init__(self, server: str) -> None:
        self.server = server

    def __enter__(self) -> str | None:
        try:
            self.execute(f"DROP DATABASE IF EXISTS {THROW_AWAY}", f"CREATE DATABASE {THROW_AWAY}")
        except Exception as error:
            print(f"\n{type(error).__name__}: {error}".splitlines()[0])
            self.server = ""
            return None
        return self.server.rpartition("/")[0] + f"/{THROW_AWAY}"

    def __exit__(self, *details: object) -> None:
        if self.server:
            self.execute(f"DROP DATABASE IF EXISTS {THROW_AWAY}")

    def execute(self, *commands: str) -> None:
        import psycopg

        with psycopg.connect(self.server, autocommit=True, connect_timeout=3) as connection:
            for command in commands:
                connection.execute(command)


def measure(entries: int) -> None:
    import django

    django.setup()
    make_tables()
    about = fill(entries)
    print(
        f"  {'asked for …':<26}{'recall':>8}{'icontains':>11}"
        f"{'p50 ms':>9}{'icontains':>11}{'p95 ms':>9}{'icontains':>11}",
        flush=True,
    )
    for way, questions in ways_of_asking(about).items():
        report(way, questions)
    report("words of every text", [(question, None) for question in COMMON * 5])


def make_tables() -> None:
    from importlib import import_module

    from django.apps import apps
    from django.db import connection

    from members.models import Theme
    from network.core.models import Country
    from network.core.search.models import SearchEntry, SearchTag, SearchTerm, SearchTermKey

    with connection.schema_editor() as editor:
        for model in (Country, Theme, SearchEntry, SearchTag, SearchTerm, SearchTermKey):
            editor.create_model(model)
        import_module("network.core.migrations.0003_search_index").create_index(apps, editor)
    for position, code in enumerate(COUNTRIES):
        Country.objects.create(
            code=code,
            names={"en": code},
            currency="EUR",
            time_zone="UTC",
            in_network_from="2017-12-01",
            position=position,
        )


def fill(entries: int) -> dict[str, tuple[list[str], set[int]]]:
    """Write the entries; answer per matter with its forms and the things whose texts speak of it."""
    from django.db import connection

    from network.core.models import Municipality
    from network.core.search import Entry, index, vocabulary

    chance = random.Random(2026)
    matters = [group.split() for line in MATTERS.strip().splitlines() for group in line.split("|")]
    names = [invented_name(chance) for _ in range(8_000)]
    about: dict[str, tuple[list[str], set[int]]] = {forms[0]: (forms, set()) for forms in matters}
    said: dict[int, list[Entry]] = {}

    class Things:
        model, kind, label = Municipality, "case_study", "Things"

        def queryset(self):  # pragma: no cover  (nothing is saved)
            return Municipality.objects.none()

        def entries(self, thing):
            return said.pop(thing.pk)

    started, written, thing = time.perf_counter(), 0, 0
    count = vocabulary.Count()
    while written < entries:
        batch = []
        for _ in range(200):
            thing += 1
            forms = chance.choice(matters)
            said[thing] = list(texts(chance, names, forms))
            about[forms[0]][1].add(thing)
            written += len(said[thing])
            batch.append(Municipality(pk=thing))
        searchable = Things()
        searchable.kind = chance.choice(KINDS)
        index.write(searchable, batch, count)
    vocabulary.replace(count)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"  written in {time.perf_counter() - started:.0f} s: {written:,} entries, {len(count.uses):,} terms")
    return about


def texts(chance: random.Random, names: list[str], forms: list[str]) -> Iterator:
    """One thing in one or two languages. The matter is named once, in one form, in the Serbian or Bosnian text."""
    from datetime import UTC, datetime, timedelta

    from network.core.search import Entry
    from network.core.text import to_cyrillic

    home = chance.choice(["sr", "sr", "sr-latn", "bs", "cnr"])
    languages = [home, chance.choice(["en", "mk", "sq"])] if chance.random() < 0.4 else [home]
    published = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=chance.randrange(50_000))
    country, tags = chance.choice(COUNTRIES), chance.sample(TAGS, 2)
    audience = chance.choices(["public", "members", "staff"], [90, 8, 2])[0]
    for language in languages:
        content = language.removesuffix("-latn")
        sentences = FILLER[content].split(" . ")
        body = [" ".join([*chance.choice(sentences).split(), chance.choice(names)]) for _ in range(12)]
        title = " ".join(chance.choice(sentences).split()[:5])
        if language == home:
            named = chance.choice(forms)
            place = chance.randrange(len(body))
            body[place] += f" {named}"
            if chance.random() < 0.1:
                title += f" {named}"
        text = ". ".join(body)
        if language == "sr":
            title, text = to_cyrillic(title), to_cyrillic(text)
        elif language == "sr-latn":
            from network.core.text import to_latin

            title, text = to_latin(title), to_latin(text)
        yield Entry(content, title, text, "/x/", country, tags, published, audience)


def invented_name(chance: random.Random) -> str:
    syllables = (
        "ba be do dra go gra ja ka ko lu ma mi mo ne no pe ra ri sa se ska sta ta to tru va vo vra za zo".split()
    )
    return "".join(chance.choice(syllables) for _ in range(chance.randint(2, 4))).capitalize() + chance.choice(
        ["vić", "nić", "ska"]
    )


def ways_of_asking(about: dict[str, tuple[list[str], set[int]]]) -> dict[str, list[tuple[str, set[int]]]]:
    from network.core.text import fold, to_cyrillic

    chance = random.Random(7)

    def misspelt(word: str) -> str:
        place = chance.randrange(1, max(2, len(word) - 2))
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]

    ways: dict[str, Callable[[str, list[str]], str]] = {
        "as in Latin texts": lambda word, forms: word,
        "in the other alphabet": lambda word, forms: to_cyrillic(word),
        "without diacritics": lambda word, forms: fold(word),
        "in capitals": lambda word, forms: to_cyrillic(word).upper(),
        "in another form": lambda word, forms: chance.choice(forms[1:]),
        "in another form, bare": lambda word, forms: fold(chance.choice(forms[1:])),
        "misspelt (two swapped)": lambda word, forms: misspelt(fold(word)),
    }
    return {way: [(ask(word, forms), things) for word, (forms, things) in about.items()] for way, ask in ways.items()}


def report(way: str, questions: list[tuple[str, set[int] | None]]) -> None:
    ours = [timed(our_search, question) for question, _things in questions]
    few = questions[:5]
    plain = [timed(plain_search, question) for question, _things in few]
    if questions[0][1] is None:
        found, plainly = "", ""
    else:
        found = f"{statistics.mean(recall(our_things(q), things) for q, things in questions):.2f}"
        plainly = f"{statistics.mean(recall(plain_things(q), things) for q, things in few):.2f}"
    figures = [percentile(times, share) for share in (50, 95) for times in (ours, plain)]
    print(
        f"  {way:<26}{found:>8}{plainly:>11}"
        + "".join(f"{f:>{w}.1f}" for f, w in zip(figures, (9, 11, 9, 11), strict=True))
    )


def recall(found: set[int], things: set[int]) -> float:
    return len(found & things) / len(things)


def our_search(question: str) -> None:
    from network.core.search.engine import search

    search(question, language="sr-latn")


def plain_search(question: str) -> None:
    """The same page as most sites would make it: contains, count, ten rows, three facets."""
    from django.db.models import Count

    rows = plain_rows(question)
    rows.count()
    list(rows.order_by("-published_at")[:10])
    for field in ("kind", "country", "language"):
        list(rows.order_by().values(field).annotate(number=Count("pk")))


def plain_rows(question: str):
    from django.db.models import Q

    from network.core.search.models import SearchEntry

    rows = SearchEntry.objects.filter(audience=0)
    for word in question.split():
        rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word))
    return rows


def our_things(question: str) -> set[int]:
    from network.core.search import vocabulary
    from network.core.search.matching import run as run_query
    from network.core.search.models import SearchEntry
    from network.core.search.query import Query
    from network.core.search.results import Filters

    groups, _corrections = vocabulary.correct(Query.of(question).groups, 2)
    keys = run_query(groups, Filters(), 2, "sr", 1, size=100_000).keys
    return {number(thing) for thing in SearchEntry.objects.in_bulk(keys).values()}


def plain_things(question: str) -> set[int]:
    from network.core.search.models import SearchEntry

    rows = SearchEntry.objects.filter(title__icontains=question) | SearchEntry.objects.filter(text__icontains=question)
    return {number(entry) for entry in rows}


def number(entry) -> int:
    return int(entry.thing.rpartition(":")[2])


def timed(search: Callable[[str], None], question: str) -> float:
    started = time.perf_counter()
    search(question)
    return (time.perf_counter() - started) * 1000


def percentile(times: list[float], share: int) -> float:
    return sorted(times)[min(len(times) - 1, round(len(times) * share / 100))]


if __name__ == "__main__":
    main()
