"""`{% once %}`: parts of a page that are the same for everybody are put together once, not once for each reader."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.loader_tags import BlockNode
from django.utils.translation import get_language

register = template.Library()
MOST = 100  # of one part: languages times the values it is given


class OnceNode(template.Node):
    """Renders what it holds once per process, language and values it is given, and then repeats itself.

    SECURITY: what stands inside sees nothing of the page around it but those values, so nothing personal can be kept.
    The kept text lies on the node: a template that is loaded anew starts anew.
    """

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, given: dict[str, FilterExpression]) -> None:
        self.nodelist = nodelist
        self.given = given
        self.made: dict[tuple[Any, ...], str] = {}

    def render(self, context: Context) -> str:
        values = {name: value.resolve(context) for name, value in self.given.items()}
        key = (get_language(), *values.values())
        made = self.made.get(key)
        if made is None:
            made = self.nodelist.render(alone(context, values))
            if len(self.made) < MOST:
                self.made[key] = made
        return made


def alone(context: Context, values: dict[str, Any]) -> Context:
    """A context of the same template that knows nothing but `values`, not even the request."""
    fresh = Context(values, autoescape=context.autoescape)
    fresh.template, fresh.render_context = context.template, context.render_context
    return fresh


@register.tag
def once(parser: Parser, token: Token) -> OnceNode:
    """`{% once %}…{% endonce %}`, or `{% once with door=door signed_in=signed_in %}…` for a few plain values."""
    name, *words = token.split_contents()
    given = token_kwargs(words[1:], parser) if words[:1] == ["with"] else {}
    if words and (not given or len(given) < len(words) - 1):
        raise template.TemplateSyntaxError(f"{name} takes nothing, or «with name=value …».")
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    if nodelist.get_nodes_by_type(BlockNode):
        raise template.TemplateSyntaxError(f"A block inside {name} would be the same on every page.")
    return OnceNode(nodelist, given)
