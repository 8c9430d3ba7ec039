"""What is the same for everybody is put together once for each language, and can hold nothing of anybody."""

import pytest
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from network.core.templatetags import once


def test_a_part_is_rendered_once() -> None:
    rendered = []
    template = Template("{% once with count=count %}{{ count }}{% endonce %}")
    template.nodelist[0].nodelist.render = lambda context: rendered.append(context["count"]) or str(context["count"])

    texts = [template.render(Context({"count": count})) for count in (1, 1, 2, 1)]

    assert texts == ["1", "1", "2", "1"]
    assert rendered == [1, 2]


def test_each_language_has_its_own() -> None:
    template = Template('{% once %}{% translate "Search" %}{% endonce %}')
    texts = []
    for code in ("en", "sr", "sq", "en"):
        with translation.override(code):
            texts.append(template.render(Context()))

    assert texts == ["Search", "Претрага", "Kërko", "Search"]


def test_nothing_of_the_page_around_it_can_be_kept() -> None:
    request = RequestFactory().get("/en/")
    request.user = "Ana"
    page = RequestContext(request, {"user": "Ana", "secret": "Ana", "csrf_token": "Ana", "given": "Bo"})
    inside = "{{ user }}{{ secret }}{{ csrf_token }}{{ request.user }}{% csrf_token %}{{ given }}"

    assert Template(f"{{% once with given=given %}}{inside}{{% endonce %}}").render(page) == "Bo"


def test_it_grows_no_further_than_it_may(monkeypatch) -> None:
    monkeypatch.setattr(once, "MOST", 3)
    template = Template("{% once with count=count %}{{ count }}{% endonce %}")

    texts = [template.render(Context({"count": count})) for count in range(5)]

    assert texts == ["0", "1", "2", "3", "4"]
    assert len(template.nodelist[0].made) == 3


@pytest.mark.parametrize(
    "source",
    [
        "{% once door %}x{% endonce %}",
        "{% once with door %}x{% endonce %}",
        "{% once %}{% block a %}{% endblock %}{% endonce %}",
    ],
)
def test_what_it_does_not_understand_is_refused(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Template(source)
