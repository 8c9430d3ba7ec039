"""What people hand us: taken when it is what it says and only lies there, else refused with a sentence."""

import io
import socket
import struct
import tempfile
import threading
import uuid
import zipfile
import zlib

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.test import RequestFactory
from PIL import Image

from network.core import pdf, uploads
from network.core.models import PrivateFile
from network.core.uploads import images, office, pdfs, scanner
from network.core.uploads.cleaning import clean_name
from network.core.uploads.handlers import MOST, CappedUploadHandler

ALL = ("pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "jpg", "jpeg", "png", "webp", "txt", "csv")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@pytest.fixture(autouse=True)
def purpose():
    """A purpose of a test: what `uploaded_by` may read and nobody else."""
    uploads.register_purpose(
        "test", types=ALL, max_bytes=2_000_000, may_read=lambda user, file: user.pk == file.uploaded_by_id
    )
    yield
    del uploads.PURPOSES["test"]


def upload(name, content, **kwargs):
    return SimpleUploadedFile(name, content, **kwargs)


def cleaned(name, content):
    return uploads.clean_upload(upload(name, content), "test")


def refusal(name, content):
    with pytest.raises(uploads.UploadRefused) as caught:
        cleaned(name, content)
    sentence = str(caught.value)
    assert sentence.endswith("."), sentence
    assert sentence[0].isupper()
    return caught.value.code


def picture(kind="JPEG", size=(40, 30), mode="RGB", **options):
    content = io.BytesIO()
    Image.new(mode, size, 120 if mode in ("L", "P") else None).save(content, kind, **options)
    return content.getvalue()


def archive(files, **options):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in files.items():
            zipped.writestr(name, data, **options)
    return content.getvalue()


def docx(parts=f'<Types><Override ContentType="{WORD}"/></Types>', **more):
    return archive({"[Content_Types].xml": parts, "word/document.xml": "<a/>", **more})


def odt(kind="application/vnd.oasis.opendocument.text", **more):
    return archive({"mimetype": kind, "content.xml": "<a/>", **more})


def made_pdf(inside=b"<< /Type /Catalog >>"):
    return b"%PDF-1.7\n1 0 obj\n" + inside + b"\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def packed(objects):
    """A PDF that hides `objects` in an object stream."""
    stream = zlib.compress(objects)
    head = b"<< /Type /ObjStm /Filter /FlateDecode /Length %d >>" % len(stream)
    return made_pdf(head + b"\nstream\n" + stream + b"\nendstream")


# --- Taken --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("a.pdf", made_pdf(), "application/pdf"),
        ("A.PDF", made_pdf(), "application/pdf"),
        ("a.docx", docx(), f"{WORD.removesuffix('.main+xml')}"),
        ("a.odt", odt(), "application/vnd.oasis.opendocument.text"),
        ("a.txt", "Здраво".encode(), "text/plain"),
        ("a.csv", "ime;grad\nĐorđe;Niš".encode("cp1250"), "text/csv"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 9 else "",
)
def test_good_file_is_taken_as_it_is(name, content, content_type):
    clean = cleaned(name, content)

    assert (clean.name, clean.content_type) == (name, content_type)
    assert clean.read().decode(errors="ignore")[:4] == content.decode(errors="ignore")[:4]


def test_our_own_documents_are_taken():
    receipt = pdf.typeset("core/letter.typ", {"title": "x"}, language="en")

    assert cleaned("receipt.pdf", receipt).read() == receipt


def test_old_encodings_are_kept_as_utf8():
    assert cleaned("a.csv", "Đorđe;Niš".encode("cp1250")).read().decode() == "Đorđe;Niš"
    assert cleaned("a.txt", "Ђорђе".encode("utf-16")).read().decode() == "Ђорђе"


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_picture_is_written_anew_without_what_it_said_about_its_maker(kind, name):
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif[0x0112] = 6  # lying on its side
    exif.get_ifd(0x8825)[2] = (44.0, 49.0, 0.0)
    options = {"comment": b"SecretCamera"} if kind == "JPEG" else {}
    content = picture(kind, exif=exif, **options) + b"<script>SecretTail</script>"
    assert b"SecretCamera" in content

    kept = cleaned(name, content).read()

    shown = Image.open(io.BytesIO(kept))
    assert (shown.format, shown.size, len(shown.getexif())) == (kind, (30, 40), 0)
    assert b"Secret" not in kept


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "CMYK", "1"])
def test_pictures_of_every_mode_are_taken(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"

    assert Image.open(cleaned(f"a.{kind.lower()}", picture(kind, mode=mode))).size == (40, 30)


def test_only_the_first_frame_of_a_moving_picture_is_kept():
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "green")]
    content = io.BytesIO()
    frames[0].save(content, "WEBP", save_all=True, append_images=frames[1:])

    assert getattr(Image.open(cleaned("a.webp", content.getvalue())), "n_frames", 1) == 1


# --- Refused ------------------------------------------------------------------------------------------------------


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("page.pdf", HTML, "content"),
        ("page.docx", HTML, "content"),
        ("page.png", HTML, "content"),
        ("page.txt", HTML, "content"),
        ("page.csv", b"\xef\xbb\xbf  " + SVG, "content"),
        ("drawing.svg", SVG, "type"),
        ("drawing.png", SVG, "content"),
        ("page.html", HTML, "type"),
        ("program.exe", b"MZ\x90\x00", "type"),
        ("program.pdf", b"MZ\x90\x00" + b"\0" * 100, "content"),
        ("picture.png.exe", picture("PNG"), "type"),
        ("no-ending", b"text", "type"),
        ("picture.jpg", picture("PNG"), "content"),
        ("picture.png", made_pdf(), "content"),
        ("document.pdf", docx(), "content"),
        ("old.doc", b"\xd0\xcf\x11\xe0", "type"),
        ("archive.zip", archive({"a.txt": "x"}), "type"),
        ("empty.pdf", b"", "empty"),
        ("binary.txt", b"text\x00\x01\x02", "content"),
        ("polyglot.pdf", HTML + made_pdf(), "content"),
        ("half.pdf", made_pdf()[:40], "content"),
        ("large.pdf", made_pdf() + b"\n" * 2_000_000, "size"),
    ],
)
def test_file_that_is_not_what_it_says_is_refused(name, content, code):
    assert refusal(name, content) == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (made_pdf(b"<< /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"), "active"),
        (made_pdf(b"<< /OpenAction << /S /J#61vaScript >> >>"), "active"),
        (made_pdf(b"<< /A << /S /Launch /F (cmd.exe) >> >>"), "active"),
        (made_pdf(b"<< /AcroForm << /XFA 3 0 R >> >>"), "active"),
        (packed(b"5 0 << /S /JavaScript /JS (x) >>"), "active"),
        (made_pdf(b"<< /Names << /EmbeddedFiles 4 0 R >> >>"), "attachments"),
        (made_pdf(b"<< >>") + b"trailer << /Encrypt 9 0 R >>\n%%EOF", "protected"),
        (packed(b" " * (pdfs.MOST_UNPACKED + 10)), "bomb"),
        (made_pdf(b"<< /Type /ObjStm >>\nstream\nnot deflated\nendstream"), "damaged"),
    ],
    ids=["javascript", "escaped", "launch", "xfa", "packed", "attachment", "encrypted", "bomb", "damaged"],
)
def test_pdf_that_acts_or_hides_is_refused(content, code):
    assert refusal("a.pdf", content) == code


def test_what_a_page_of_a_pdf_shows_does_not_count():
    """Words in a page's own stream are drawn, not done; packed bytes may spell anything."""
    assert cleaned("a.pdf", made_pdf(b"<< /Length 30 >>\nstream\n(/JavaScript /Launch) Tj\nendstream")).size > 0


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.docx", docx(**{"word/vbaProject.bin": "x"}), "macros"),
        ("a.docx", docx(f"<Types>{WORD} application/vnd.ms-word.document.macroEnabled.main+xml</Types>"), "macros"),
        ("a.docx", docx(**{"word/embeddings/oleObject1.bin": "x"}), "macros"),
        ("a.docx", docx(**{"word/activeX/activeX1.xml": "x"}), "macros"),
        (
            "a.docx",
            docx(**{"word/_rels/settings.xml.rels": '<Relationship Type="x/attachedTemplate" TargetMode="External"/>'}),
            "macros",
        ),
        ("a.odt", odt(**{"Basic/Standard/Module1.xml": "x"}), "macros"),
        ("a.odt", odt("application/vnd.oasis.opendocument.spreadsheet"), "content"),
        ("a.xlsx", docx(), "content"),
        ("a.docx", archive({"a.txt": "x"}), "content"),
        ("a.docx", docx()[:-30], "damaged"),
        ("a.docx", docx(**{"word/media/a.bin": b"\0" * 20_000_000}), "bomb"),
        ("a.docx", docx(**{f"a/{number}": "" for number in range(office.MOST_ENTRIES)}), "bomb"),
    ],
)
def test_document_that_acts_or_unfolds_is_refused(name, content, code):
    assert refusal(name, content) == code


def test_locked_document_is_refused():
    content = bytearray(docx())
    place = content.rfind(b"PK\x01\x02")
    content[place + 8] |= 1  # the flag "encrypted" in the directory

    assert refusal("a.docx", bytes(content)) == "protected"


def test_picture_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(images, "MAX_PIXELS", 1000)

    assert refusal("a.png", picture("PNG", size=(100, 100))) == "pixels"


def test_huge_picture_is_refused_by_its_head_alone():
    """60,000 × 60,000 pixels promised by 100 bytes: nothing may try to hold them."""
    head = struct.pack(">II5B", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    data = zlib.compress(b"\0" * 100)
    body = struct.pack(">I", len(data)) + b"IDAT" + data + struct.pack(">I", zlib.crc32(b"IDAT" + data))

    assert refusal("a.png", b"\x89PNG\r\n\x1a\n" + chunk + body) == "pixels"


def test_damaged_picture_is_refused():
    assert refusal("a.jpg", picture()[:200]) == "damaged"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("Извештај о раду.pdf", "Извештај о раду.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Ana\\plan.pdf", "plan.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("invoice\u202efdp.exe.pdf", "invoicefdp.exe.pdf"),
        ('quo"te<>|?*.pdf', "quote.pdf"),
        (".pdf", "file.pdf"),
        ("a" * 300 + ".pdf", "a" * 117 + ".pdf"),
        ("  spaced   out .pdf", "spaced out.pdf"),
    ],
)
def test_names_are_cleaned(name, kept):
    assert clean_name(name) == kept


def test_too_large_file_is_refused_unread():
    class Unreadable:
        name, size = "a.pdf", 3_000_000

        def read(self, *args):
            raise AssertionError("read")

        seek = read

    with pytest.raises(uploads.UploadRefused) as caught:
        uploads.clean_upload(Unreadable(), "test")

    assert caught.value.code == "size"


def test_form_shows_the_sentence_beside_the_field():
    class Form(forms.Form):
        file = forms.FileField()

        def clean_file(self):
            return uploads.clean_upload(self.cleaned_data["file"], "test")

    form = Form({}, {"file": upload("page.pdf", HTML)})

    assert form.errors == {
        "file": ["The name of this file says PDF, but its content is something else. Choose the right file."]
    }


def test_purpose_with_a_type_nobody_can_check_is_a_mistake():
    with pytest.raises(ValueError, match="svg"):
        uploads.register_purpose("bad", types=("svg",), max_bytes=1, may_read=lambda user, file: False)


# --- While it arrives ---------------------------------------------------------------------------------------------


def test_endless_upload_is_not_kept_but_its_size_is_known(monkeypatch):
    monkeypatch.setattr("network.core.uploads.handlers.MOST", 100_000)
    kept = []

    class Counting(FileUploadHandler):
        def receive_data_chunk(self, raw_data, start):
            kept.append(len(raw_data))

        def file_complete(self, file_size):
            return None

    request = RequestFactory().post("/", {"file": upload("a.pdf", b"x" * 1_000_000), "note": "typed"})
    request.upload_handlers = [CappedUploadHandler(request), Counting(request)]

    file = request.FILES["file"]

    assert (file.name, file.size, request.POST["note"]) == ("a.pdf", 1_000_000, "typed")
    assert sum(kept) <= 100_000
    assert max(purpose.max_bytes for purpose in uploads.PURPOSES.values()) < MOST


# --- The scanner --------------------------------------------------------------------------------------------------


@pytest.fixture(params=["tcp", "unix"])
def clamd(request, settings):
    """A daemon that speaks as ClamAV does, on a real socket; `clamd.seen` is what it was sent."""
    if request.param == "tcp":
        listener = socket.create_server(("127.0.0.1", 0))
        settings.UPLOAD_SCANNER = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
    else:
        path = f"{tempfile.mkdtemp()}/clamd.sock"
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(path)
        listener.listen()
        settings.UPLOAD_SCANNER = f"unix://{path}"

    class Daemon:
        answer = b"stream: OK\0"
        seen = b""

    def serve():
        while True:
            try:
                client, _address = listener.accept()
            except OSError:
                return
            with client, client.makefile("rb") as sent:
                assert sent.read(10) == b"zINSTREAM\0"
                content = b""
                while length := struct.unpack("!L", sent.read(4))[0]:
                    content += sent.read(length)
                Daemon.seen = content
                client.sendall(Daemon.answer)

    threading.Thread(target=serve, daemon=True).start()
    yield Daemon
    listener.close()


def test_clean_file_passes_the_scanner(clamd):
    content = made_pdf() + b"x" * 200_000 + b"%%EOF"

    assert cleaned("a.pdf", content).size == len(content)
    assert clamd.seen == content


def test_infected_file_is_refused(clamd):
    clamd.answer = b"stream: Eicar-Signature FOUND\0"

    assert refusal("a.pdf", made_pdf()) == "infected"


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"nonsense"])
def test_scanner_that_says_nothing_sensible_is_no_yes(clamd, answer):
    clamd.answer = answer

    assert refusal("a.pdf", made_pdf()) == "unscanned"


def test_absent_scanner_is_no_yes(settings):
    settings.UPLOAD_SCANNER = "unix:///nonexistent/clamd.sock"

    assert refusal("a.pdf", made_pdf()) == "unscanned"


def test_scanner_address_without_port_is_clamavs_own(monkeypatch):
    asked = []
    monkeypatch.setattr(scanner.socket, "create_connection", lambda address, timeout: asked.append(address))

    scanner.connected("tcp://scanner")

    assert asked == [("scanner", 3310)]


# --- The shelf and its view ---------------------------------------------------------------------------------------


@pytest.fixture
def kept(member, organisation):
    return uploads.store(upload("Извештај.pdf", made_pdf()), purpose="test", by=member, owner=organisation)


def test_stored_file_says_whose_it_is_and_hides_its_name(kept, member, organisation):
    assert (kept.name, kept.size, kept.owner_type, kept.owner_id, kept.uploaded_by) == (
        "Извештај.pdf",
        len(made_pdf()),
        "members.organisation",
        str(organisation.pk),
        member,
    )
    assert kept.file.name == f"test/{kept.uuid.hex[:2]}/{kept.uuid.hex}"
    assert kept.get_absolute_url() == f"/files/{kept.uuid}/"


def test_refused_file_leaves_nothing(member, organisation):
    with pytest.raises(uploads.UploadRefused):
        uploads.store(upload("page.pdf", HTML), purpose="test", by=member, owner=organisation)

    assert PrivateFile.objects.count() == 0


def test_private_file_is_handed_out_as_a_harmless_download(kept, member, client_for):
    response = client_for(member).get(kept.get_absolute_url())

    assert b"".join(response.streaming_content) == made_pdf()
    assert {name: response.headers[name] for name in CAREFUL} == CAREFUL
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%D0%98")


CAREFUL = {
    "Content-Type": "application/pdf",
    "Content-Length": str(len(made_pdf())),
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def test_private_file_does_not_exist_for_others(kept, stranger, secretariat, client_for, client):
    browsers = [client, client_for(stranger), client_for(secretariat)]

    assert [browser.get(kept.get_absolute_url()).status_code for browser in browsers] == [404, 404, 404]
    assert client.get(f"/files/{uuid.uuid4()}/").status_code == 404
    assert client.get(f"/media/{kept.file.name}").status_code in (302, 404)


def test_file_of_a_purpose_that_is_gone_is_nobodys(kept, member, client_for):
    PrivateFile.objects.update(purpose="gone")

    assert client_for(member).get(kept.get_absolute_url()).status_code == 404


def test_only_reading_is_possible(kept, member, client_for):
    assert client_for(member).post(kept.get_absolute_url()).status_code == 405
    assert client_for(member).head(kept.get_absolute_url()).status_code == 200


def test_discarded_file_is_gone_with_its_bytes(kept, member, client_for, django_capture_on_commit_callbacks):
    storage, name = kept.file.storage, kept.file.name
    address = kept.get_absolute_url()

    with django_capture_on_commit_callbacks(execute=True):
        uploads.discard(kept)

    assert not storage.exists(name)
    assert client_for(member).get(address).status_code == 404


def test_file_whose_bytes_are_lost_is_not_found(kept, member, client_for):
    kept.file.storage.delete(kept.file.name)

    assert client_for(member).get(kept.get_absolute_url()).status_code == 404


# --- In S3 --------------------------------------------------------------------------------------------------------


@pytest.fixture
def bucket(settings, monkeypatch):
    """A real S3 server on loopback behind the private storage."""
    import boto3
    from django.core.files.storage import storages
    from moto.server import ThreadedMotoServer

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    address = "http://{}:{}".format(*server.get_host_and_port())
    boto3.client("s3", endpoint_url=address, region_name="us-east-1").create_bucket(Bucket="iris")
    options = {
        "bucket_name": "iris",
        "endpoint_url": address,
        "access_key": "testing",
        "secret_key": "testing",
        "region_name": "us-east-1",
        "file_overwrite": False,
        "location": "private",
        "default_acl": "private",
    }
    private = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "private": private}
    field = PrivateFile._meta.get_field("file")
    monkeypatch.setattr(field, "storage", storages["private"])
    yield lambda: [
        item["Key"]
        for item in boto3.client("s3", endpoint_url=address, region_name="us-east-1")
        .list_objects_v2(Bucket="iris")
        .get("Contents", [])
    ]
    server.stop()


def test_private_files_live_in_s3_too(bucket, member, stranger, organisation, client_for):
    kept = uploads.store(upload("a.pdf", made_pdf()), purpose="test", by=member, owner=organisation)

    answer = client_for(member).get(kept.get_absolute_url())

    assert b"".join(answer.streaming_content) == made_pdf()
    assert bucket() == [f"private/test/{kept.uuid.hex[:2]}/{kept.uuid.hex}"]
    assert client_for(stranger).get(kept.get_absolute_url()).status_code == 404
    kept.file.storage.delete(kept.file.name)
    assert client_for(member).get(kept.get_absolute_url()).status_code == 404


# --- In the admin -------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_editors_files_pass_the_same_validator(django_user_model):
    from wagtail.documents.forms import get_document_form
    from wagtail.documents.models import Document
    from wagtail.images.forms import get_image_form
    from wagtail.images.models import Image as WagtailImage

    boss = django_user_model.objects.create_superuser(email="boss@example.org", full_name="Boss")
    image_form, document_form = get_image_form(WagtailImage), get_document_form(Document)
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    good = image_form({"title": "x"}, {"file": upload("a.jpg", picture(exif=exif))}, user=boss)
    bad_image = image_form({"title": "x"}, {"file": upload("a.png", SVG)}, user=boss)
    bad_document = document_form({"title": "x"}, {"file": upload("a.pdf", HTML)}, user=boss)

    assert good.errors.keys() - {"collection", "tags"} == set()
    assert b"SecretCamera" not in good.cleaned_data["file"].read()
    assert "file" in bad_image.errors
    assert bad_document.errors["file"] == [
        "The name of this file says PDF, but its content is something else. Choose the right file."
    ]
