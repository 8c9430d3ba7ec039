"""A draft as a whole: its parts, files and sums in one object, and all that still keeps it from being submitted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from . import answers, budgets
from .anonymity import names_of, says_who
from .definitions import Definition
from .models import Application, ApplicationFile, ApplicationPart
from .models.applications import PartName

SUMMARY_WORDS = 120
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Problem:
    """Something to be done before submitting: what, and where."""

    step: str
    label: str
    sentence: str
    url: str


class Draft:
    """Reads an application's parts and files once; two queries, or none when they are given."""

    def __init__(
        self,
        application: Application,
        parts: Iterable[ApplicationPart] | None = None,
        files: Iterable[ApplicationFile] | None = None,
    ) -> None:
        self.application = application
        self.definition: Definition = application.form.definition
        self.parts = {part.name: part for part in (application.parts.all() if parts is None else parts)}
        self.files = list(application.files.select_related("file") if files is None else files)

    def part(self, name: str) -> ApplicationPart:
        """The part as saved, or an empty one that was never saved."""
        return self.parts.get(name) or ApplicationPart(application=self.application, name=name)

    @cached_property
    def project(self) -> dict[str, Any]:
        return {"title": "", "summary": "", "months": "", "answers": {}, **self.part(PartName.PROJECT).content}

    @cached_property
    def budget(self) -> budgets.Budget:
        rows = self.part(PartName.BUDGET).content.get("lines", [])
        return budgets.Budget([budgets.read_stored(row) for row in rows], self.application.call.money)

    def files_for(self, key: str) -> list[ApplicationFile]:
        return [file for file in self.files if file.key == key]

    @cached_property
    def problems(self) -> list[Problem]:
        return [*self.project_problems(), *self.budget_problems(), *self.document_problems()]

    def problems_of(self, step: str) -> list[Problem]:
        return [problem for problem in self.problems if problem.step == step]

    def project_problems(self) -> list[Problem]:
        found = [
            (label, sentence, f"id_{name}")
            for name, label, sentence in (
                ("title", _("Title of the project"), self.title_problem()),
                ("summary", _("Summary"), self.summary_problem()),
                ("months", _("Duration in months"), self.months_problem()),
            )
        ]
        for question in self.definition.typed:
            stored = self.project["answers"].get(question.key, "")
            sentence = answers.problem(question, stored) or self.name_problem(stored)
            found.append((str(question.label), sentence, f"id_q_{question.key}"))
        url = self.url("project")
        return [Problem("project", label, sentence, f"{url}#{anchor}") for label, sentence, anchor in found if sentence]

    def title_problem(self) -> str:
        title = self.project["title"]
        return self.name_problem(title) if title else _("Give the project a title.")

    def name_problem(self, stored: Any) -> str:
        """In a call without names nobody names their own organisation, or a partner."""
        text = " ".join(" ".join(row) for row in stored) if isinstance(stored, list) else stored
        if not self.names or not isinstance(text, str) or not says_who(text, self.names):
            return ""
        return _("This call is assessed without names. Take the name of your organisation out of this text.")

    @cached_property
    def names(self) -> list[str]:
        if not self.application.call.is_anonymous:
            return []
        partners = self.application.partners.select_related("organisation")
        everybody = [self.application.organisation, *(partner.organisation for partner in partners)]
        return [name for organisation in everybody for name in names_of(organisation)]

    def summary_problem(self) -> str:
        if not self.project["summary"]:
            return _("Write a summary; it is published if the grant is awarded.")
        used = answers.count_words(self.project["summary"])
        if used > SUMMARY_WORDS:
            return _("%(used)d words are too many; %(limit)d are possible.") % {"used": used, "limit": SUMMARY_WORDS}
        return self.name_problem(self.project["summary"])

    def months_problem(self) -> str:
        longest = self.application.call.maximum_months
        months = self.project["months"]
        if isinstance(months, str) and months.isdigit() and 1 <= int(months) <= longest:
            return ""
        return _("Write how many months the project takes: a whole number from 1 to %(limit)d.") % {"limit": longest}

    def budget_problems(self) -> list[Problem]:
        url = self.url("budget")
        texts = " ".join(line.description for line in self.budget.lines)
        sentences = [*self.budget.problems, *filter(None, [self.name_problem(texts)])]
        return [Problem("budget", _("Budget"), sentence, url) for sentence in sentences]

    def document_problems(self) -> list[Problem]:
        missing = [upload for upload in self.definition.uploads if upload.required and not self.files_for(upload.key)]
        sentence = _("Attach this document.")
        return [
            Problem("documents", str(upload.label), sentence, f"{self.url('documents')}#document-{upload.key}")
            for upload in missing
        ]

    def url(self, step: str) -> str:
        return reverse(f"grants-application-{step}", kwargs={"uuid": self.application.uuid})
