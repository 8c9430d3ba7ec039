"""Two people at once: one of them wins, and nobody's words are lost without a word."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections

from knowledge.actions import case_studies, library, readers
from knowledge.actions.pictures import add_picture
from knowledge.models import Comment, Completion, Resource
from network.core.errors import DomainError
from tests.factories.knowledge import TEXTS, author_of, draft_study, resource_in, study_in
from tests.factories.members import person_with_role

from .test_pictures import WORDS, photo

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="threads need row locks"),
    pytest.mark.django_db(transaction=True),
]


def at_once(*tasks: Callable[[], Any]) -> list[Any]:
    """Run the tasks in threads started together; gives results, and refusals where they were refused."""
    start = Barrier(len(tasks))

    def run(task: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return task()
        except DomainError as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(tasks)) as threads:
        return list(threads.map(run, tasks))


def refused(results: list[Any]) -> int:
    return sum(isinstance(result, DomainError) for result in results)


def test_of_two_who_save_one_version_of_a_study_one_is_told():
    study = draft_study()
    opened = study.version

    def save(words: str) -> Any:
        texts = {**TEXTS, "problem": words}
        return case_studies.save_draft(study, by=study.author, version=opened, title="T", texts=texts)

    results = at_once(lambda: save("office"), lambda: save("home"))

    kept = case_studies.draft_of(study).problem
    assert refused(results) == 1
    assert kept == ("home" if isinstance(results[0], DomainError) else "office")


def test_picture_and_text_of_one_version_do_not_overwrite_each_other():
    study = draft_study()
    opened = study.version

    results = at_once(
        lambda: case_studies.save_draft(study, by=study.author, version=opened, title="New", texts=TEXTS),
        lambda: add_picture(study, by=study.author, version=opened, file=photo(), **WORDS),
    )

    draft = case_studies.draft_of(study)
    assert refused(results) == 1
    assert (draft.title == "New", len(draft.pictures)) in {(True, 0), (False, 1)}


def test_of_two_keepers_who_save_one_version_one_is_told():
    resource, keepers = resource_in("draft"), [person_with_role("editor"), person_with_role("editor")]
    opened = resource.version

    results = at_once(
        *(lambda by=by: library.save_resource(resource, by=by, version=opened, authors=by.email) for by in keepers)
    )

    assert refused(results) == 1
    assert Resource.objects.get().version == opened + 1


def test_comment_sent_by_two_clicks_is_one():
    study, by, key = study_in("published"), author_of("BA"), uuid4()

    at_once(
        *[lambda: readers.comment_on_study(study, by=by, key=key, text="Bravo", language="en") for _click in range(2)]
    )

    assert Comment.objects.count() == 1


def test_self_check_sent_by_two_clicks_is_one_record():
    module, by = resource_in("published", kind="module"), author_of("BA")

    at_once(
        *(
            lambda right=right: library.record_completion(module, by=by, language="en", right=right, questions=1)
            for right in (0, 1)
        )
    )

    assert list(Completion.objects.values_list("right", flat=True)) == [1]
