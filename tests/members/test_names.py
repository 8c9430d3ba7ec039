import pytest

from members.names import SIMILAR, bare_name, most_similar, register_key, similarity, sorted_words


@pytest.mark.parametrize(
    ("name", "towns", "bare"),
    [
        ("Удружење грађана „Атина“", [], "atina"),
        ("Udruženje građana Atina", [], "atina"),
        ("NVO ATINA Beograd", ["Belgrade", "Београд"], "atina"),
        ("Здружение на граѓани Пример", [], "primer"),
        ("Shoqata OJQ Shembull", [], "shembull"),
        ("Udruženje građana", [], "udruzenje gradjana"),
        ("", [], ""),
    ],
    ids=lambda value: str(value)[:25],
)
def test_bare_name_keeps_what_tells_it_apart(name, towns, bare):
    assert bare_name(name, towns) == bare


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Центар за заштиту Пример", "Primer - Centar za zaštitu", True),
        ("Udruženje Primer za ljudska prava", "НВО Пример за људска права", True),
        ("Centar za mlade Primer", "Centar za stare Primer", False),
        ("Fondacija Ana", "Fondacija Una", False),
    ],
)
def test_similarity_sees_through_script_order_and_form(one, other, alike):
    assert (similarity(bare_name(one), bare_name(other)) >= SIMILAR) is alike


def test_register_key_ignores_how_a_number_is_written():
    assert register_key("БУ-1234 / 2009") == register_key("bu 1234/2009") == "bu12342009"


def test_most_similar_finds_the_nearest_of_many():
    among = [sorted_words(bare_name(name)) for name in ("Centar za mlade", "NVO Primer Centar", "Centar Primer X")]

    assert most_similar(bare_name("Центар Пример"), among) == 1
    assert most_similar("nothing like it", among) is None
    assert most_similar("primer", []) is None
