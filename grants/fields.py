from typing import Any

from wagtail.fields import StreamField


class QuietStreamField(StreamField):
    """A StreamField whose blocks stay out of migrations: the column is the same JSON whatever an editor may put in."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
