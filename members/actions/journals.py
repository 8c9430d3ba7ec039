"""What an action did to rows of whatever model, line by line, so that it can be walked back."""

import json
from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.deletion import Collector

Lines = list[dict[str, Any]]


class Encoder(DjangoJSONEncoder):
    """Keeps moments to the last digit: a row is known again by what was written into it."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


class Journal:
    """Changes and deletes rows, and remembers how they were."""

    def __init__(self) -> None:
        self.lines: Lines = []

    def as_json(self) -> Lines:
        return json.loads(json.dumps(self.lines, cls=Encoder))

    def change(self, row: Any, **changes: Any) -> None:
        """Write these columns, past `save`."""
        before = {name: getattr(row, name) for name in changes}
        type(row)._base_manager.filter(pk=row.pk).update(**changes)
        self.changed(row, before, changes)

    def changed(self, row: Any, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Remember what somebody else wrote."""
        for name, value in after.items():
            setattr(row, name, value)
            if before[name] != value:
                line = {"model": row._meta.label, "pk": row.pk, "column": name, "before": before[name], "after": value}
                self.lines.append(line)

    def delete(self, row: models.Model) -> None:
        """Delete the row and what goes with it."""
        self.deleted(row)
        row.delete()

    def deleted(self, row: models.Model) -> None:
        """Remember the row as it is now, with what would go with it."""
        collector = Collector(using=row._state.db or "default", origin=row)
        collector.collect([row])
        self.keep(chain(*collector.data.values(), *collector.fast_deletes))

    def keep(self, rows: Iterable[models.Model]) -> None:
        """Remember the rows alone, without what points at them."""
        self.lines += [{"row": said} for said in serializers.serialize("python", list(rows))]


def walk_back(lines: Lines) -> None:
    """Undo the lines, the last first. What somebody has changed since stays as they left it.

    IntegrityError when a row cannot come back, here or when the constraints are checked.
    """
    for line in reversed(lines):
        if "row" in line:
            for found in serializers.deserialize("python", [line["row"]]):
                found.save(save_m2m=False, force_insert=True)
        else:
            column = apps.get_model(line["model"])._meta.get_field(line["column"])
            before, after = column.to_python(line["before"]), column.to_python(line["after"])
            found = column.model._base_manager.filter(pk=line["pk"], **{column.attname: after})
            found.update(**{column.attname: before})
