"""Pictures of a case study in work: added, described, put in order, taken out. Each change is a version of the draft."""

import io
from dataclasses import replace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image

from knowledge.actions.case_studies import Conflict, draft_of, keep_draft
from knowledge.choices import Consent
from knowledge.models import CaseStudy, CaseStudyPage
from knowledge.permissions import can_change_facts, can_write_study
from knowledge.pictures import MOST, PURPOSE, WIDEST, Picture, stored
from network.core import audit, uploads
from network.core.errors import DomainError, NotAllowed
from network.core.transitions import locked_row


@transaction.atomic
def add_picture(study: CaseStudy, *, by: Any, version: int, file: Any, **words: str) -> CaseStudy:
    """Keep a picture and show it last. Raises UploadRefused for a file that is none."""
    locked, page = open_draft(study, by, version)
    if len(page.pictures) >= MOST:
        raise DomainError(_("A case study shows at most %(most)s pictures. Take one out first.") % {"most": MOST})
    small, width, height = fitted(uploads.clean_upload(file, PURPOSE))
    kept = uploads.store(small, purpose=PURPOSE, by=by, owner=locked)
    picture = Picture(key=str(kept.pk), width=width, height=height, **checked(words))
    return save(locked, page, [*page.shown_pictures, picture], by)


@transaction.atomic
def change_picture(study: CaseStudy, *, by: Any, version: int, key: str, **words: str) -> CaseStudy:
    """Say something else about a picture, in the draft: readers keep what they have until it is published."""
    locked, page = open_draft(study, by, version)
    if key not in page.picture_keys:
        raise DomainError(_("This picture is not there any more."))
    said: dict[str, Any] = {**checked(words)}
    new = [replace(one, **said) if one.key == key else one for one in page.shown_pictures]
    return save(locked, page, new, by)


@transaction.atomic
def remove_picture(study: CaseStudy, *, by: Any, version: int, key: str) -> CaseStudy:
    """Take a picture out of the draft. Its file goes when no published text shows it any more. Idempotent."""
    locked, page = open_draft(study, by, version)
    return save(locked, page, [one for one in page.shown_pictures if one.key != key], by)


def open_draft(study: CaseStudy, by: Any, version: int) -> tuple[CaseStudy, CaseStudyPage]:
    locked = locked_row(study)
    if not can_write_study(by, locked):
        raise NotAllowed(_("This case study is with the reviewers now and cannot be changed."))
    if locked.version != version:
        raise Conflict(_("Somebody else has saved this case study since you opened it. Load the page again."))
    return locked, draft_of(locked)


def save(locked: CaseStudy, page: CaseStudyPage, pictures: list[Picture], by: Any) -> CaseStudy:
    page.pictures = stored(pictures)
    keep_draft(page, locked, by)
    locked.save(update_fields=["version", "saved_at"])
    return locked


def checked(words: dict[str, str]) -> dict[str, str]:
    if words.get("consent", "") not in ("", *Consent.values):
        raise DomainError(_("Choose why this picture may be shown."))
    return words


def fitted(file: SimpleUploadedFile) -> tuple[SimpleUploadedFile, int, int]:
    """The checked picture, no wider than a page shows, and its size."""
    picture: Image.Image = Image.open(io.BytesIO(file.read()))
    file.seek(0)
    if picture.width <= WIDEST:
        return file, picture.width, picture.height
    kind = picture.format or "JPEG"
    smaller = picture.resize((WIDEST, round(picture.height * WIDEST / picture.width)), Image.Resampling.LANCZOS)
    content = io.BytesIO()
    smaller.save(content, kind, quality=85)
    name, content_type = str(file.name), str(file.content_type)
    return SimpleUploadedFile(name, content.getvalue(), content_type), smaller.width, smaller.height


@transaction.atomic
def translate_pictures(study: CaseStudy, *, by: Any, language: str, words: dict[str, dict[str, str]]) -> CaseStudyPage:
    """Say in a further language what the pictures of a public study show: alternative text and caption, by picture.

    The translation shows the pictures of the original in its order, each with its own words; readers have it at once.
    """
    locked = locked_row(study)
    if not can_change_facts(by, locked):
        raise NotAllowed(_("The desk translates what the pictures of a published case study show."))
    pages = {page.locale.language_code: page for page in locked.pages.filter(live=True).select_related("locale")}
    if language not in pages or language == locked.language or locked.language not in pages:
        raise DomainError(_("There is no published translation in this language."))
    page = pages[language]
    shown = pages[locked.language].shown_pictures
    lacking = [one for one in shown if not words.get(one.key, {}).get("alt", "").strip()]
    if lacking:
        raise DomainError(_("Every picture needs words for people who cannot see it."))
    said = [
        replace(one, alt=words[one.key]["alt"].strip(), caption=words[one.key].get("caption", "").strip())
        for one in shown
    ]
    page.pictures = stored(said)
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    audit.record("casestudy.pictures_translated", locked, by=by, after={"language": language})
    return page
