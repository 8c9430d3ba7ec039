"""Pictures of a study: refused without words and consent, hidden with the draft that shows them, never overwritten."""

import io
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from knowledge.actions import case_studies, study_decisions
from knowledge.actions.pictures import add_picture, change_picture, remove_picture
from knowledge.choices import Criterion
from knowledge.models import CaseStudy
from knowledge.pictures import MOST, WIDEST
from knowledge.states import StudyState
from network.core.errors import DomainError, NotAllowed
from network.core.models import PrivateFile
from tests.factories.knowledge import TEXTS, draft_study, publish, study_in

pytestmark = pytest.mark.django_db

WORDS = {"alt": "Two hands fill in a form", "caption": "The form", "credit": "Centre", "consent": "nobody"}


def photo(width: int = 40, kind: str = "JPEG", name: str = "photo.jpg") -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (width, 30), "purple").save(content, kind)
    return SimpleUploadedFile(name, content.getvalue(), f"image/{kind.lower()}")


def with_picture(study: CaseStudy, **words: str) -> tuple[CaseStudy, str]:
    study = add_picture(study, by=study.author, version=study.version, file=photo(), **{**WORDS, **words})
    return study, case_studies.draft_of(study).shown_pictures[-1].key


@pytest.mark.parametrize(
    ("words", "sentence"), [({"alt": " "}, "what picture 1 shows"), ({"consent": ""}, "people in picture 1")]
)
def test_picture_without_words_or_consent_keeps_the_study_from_being_handed_in(words, sentence):
    study, _key = with_picture(draft_study(), **words)

    with pytest.raises(DomainError, match=sentence):
        case_studies.submit_study(study, by=study.author)

    assert CaseStudy.objects.get().state == StudyState.DRAFT


def test_picture_of_a_draft_concerns_its_author_and_after_handing_in_the_desk(client, client_for, coordinator, member):
    study, key = with_picture(draft_study())
    address = f"/en/knowledge/case-studies/pictures/{key}/"
    desk, other, author = client_for(coordinator), client_for(member), client_for(study.author)

    drafted = [who.get(address).status_code for who in (client, other, desk, author)]
    case_studies.submit_study(study, by=study.author)
    submitted = [who.get(address).status_code for who in (client, other, desk, author)]

    assert drafted == [404, 404, 404, 200]
    assert submitted == [404, 404, 200, 200]
    assert client.get(f"/files/{key}/").status_code == 404


def test_published_picture_is_shown_to_all_with_its_words(client, coordinator):
    study, key = with_picture(draft_study(), alt='Hands "<at work>"')
    publish(study, by=coordinator)

    page = client.get(study.get_absolute_url()).content.decode()
    answer = client.get(f"/en/knowledge/case-studies/pictures/{key}/")

    assert 'alt="Hands &quot;&lt;at work&gt;&quot;"' in page
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["Cache-Control"].startswith("public")


def test_next_version_shows_and_drops_pictures_only_once_it_is_published(client, coordinator):
    study, old = with_picture(draft_study())
    publish(study, by=coordinator)
    case_studies.update_study(study, by=study.author)
    study = CaseStudy.objects.get()
    study = remove_picture(study, by=study.author, version=study.version, key=old)
    study, new = with_picture(study)
    address = "/en/knowledge/case-studies/pictures/{}/".format

    before = [client.get(address(key)).status_code for key in (old, new)]
    texts = {**TEXTS, "change_note": "Another picture."}
    study = case_studies.save_draft(study, by=study.author, version=study.version, title="T", texts=texts)
    case_studies.submit_study(study, by=study.author)
    study_decisions.screen_study(study, by=coordinator, criteria=Criterion.values)
    study_decisions.publish_study(study, by=coordinator)
    after = [client.get(address(key)).status_code for key in (old, new)]

    assert (before, after) == ([200, 404], [404, 200])
    assert [str(file.pk) for file in PrivateFile.objects.filter(purpose="study-picture")] == [new]


def test_text_saved_after_a_picture_was_added_elsewhere_is_refused():
    study = draft_study()
    opened = study.version
    with_picture(study)

    with pytest.raises(case_studies.Conflict):
        case_studies.save_draft(study, by=study.author, version=opened, title="T", texts=TEXTS)
    with pytest.raises(case_studies.Conflict):
        add_picture(study, by=study.author, version=opened, file=photo(), **WORDS)

    assert len(case_studies.draft_of(study).pictures) == 1


def test_saving_the_text_keeps_the_pictures_and_their_words_can_change():
    study, key = with_picture(draft_study())
    study = case_studies.save_draft(study, by=study.author, version=study.version, title="T", texts=TEXTS)
    change_picture(study, by=study.author, version=study.version, key=key, **{**WORDS, "alt": "A desk"})

    assert [(one.key, one.alt) for one in case_studies.draft_of(study).shown_pictures] == [(key, "A desk")]


def test_wide_picture_is_made_as_wide_as_a_page_shows():
    study = draft_study()
    study = add_picture(study, by=study.author, version=study.version, file=photo(WIDEST * 2), **WORDS)

    picture = case_studies.draft_of(study).shown_pictures[0]

    with Image.open(PrivateFile.objects.get().file) as kept:
        assert (picture.width, picture.height) == kept.size == (WIDEST, 15)


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("a.jpg", b"<script>alert(1)</script>"),
        SimpleUploadedFile("a.svg", b"<svg onload='x'/>"),
        SimpleUploadedFile("a.jpg", b""),
    ],
    ids=["script", "svg", "empty"],
)
def test_file_that_is_no_picture_is_refused_beside_the_field_and_words_are_kept(client_for, file):
    study = draft_study()
    form = {**WORDS, "version": study.version, "file": file}

    page = client_for(study.author).post(f"{study.get_writing_url()}pictures/", form)

    assert list(page.context["form"].errors) == ["file"]
    assert WORDS["alt"] in page.content.decode()
    assert not PrivateFile.objects.exists()


def test_one_picture_too_many_is_refused():
    study = draft_study()
    for _number in range(MOST):
        study, _key = with_picture(study)

    with pytest.raises(DomainError, match="at most"):
        with_picture(study)


def test_pictures_of_a_study_with_the_desk_cannot_be_changed(client_for):
    study, key = with_picture(draft_study())
    case_studies.submit_study(study, by=study.author)
    version = CaseStudy.objects.get().version

    with pytest.raises(NotAllowed):
        remove_picture(study, by=study.author, version=version, key=key)
    assert client_for(study.author).get(f"{study.get_writing_url()}pictures/").status_code == 403


def test_form_adds_and_describes_pictures_without_script(client_for):
    study = draft_study()
    browser = client_for(study.author)
    address = f"{study.get_writing_url()}pictures/"

    browser.post(address, {"version": study.version, "file": photo(), "alt": "", "consent": ""})
    study.refresh_from_db()
    key = case_studies.draft_of(study).shown_pictures[0].key
    browser.post(f"{address}{key}/", {**WORDS, "version": study.version})

    assert case_studies.draft_of(study).shown_pictures[0].is_ready
    assert WORDS["alt"] in browser.get(address).content.decode()


@pytest.mark.parametrize("who", ["stranger", "member", "coordinator_ba"])
def test_pictures_page_does_not_exist_for_others(request, client_for, who):
    study, key = with_picture(draft_study())
    browser = client_for(request.getfixturevalue(who))
    address = f"{study.get_writing_url()}pictures/"

    answers = [browser.get(address), browser.post(f"{address}{key}/remove/", {"version": study.version})]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert browser.get(f"/en/knowledge/case-studies/pictures/{uuid4()}/").status_code == 404


def test_study_in_work_of_published_one_keeps_its_public_page(client):
    study = study_in(StudyState.PUBLISHED)
    case_studies.update_study(study, by=study.author)
    study = CaseStudy.objects.get()
    with_picture(study, alt="xylophone")

    assert "xylophone" not in client.get(study.get_absolute_url()).content.decode()
