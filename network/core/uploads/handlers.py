"""Receives uploads without filling the disk with what nobody will take."""

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST = 60 * 1024 * 1024  # more than any purpose allows


class CappedUploadHandler(FileUploadHandler):
    """Lets the other handlers have the first MOST bytes of a file and drops the rest, but remembers the true size.

    The form then says that the file is too large, as it does for any other file, and keeps what was typed.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.received += len(raw_data)
        return raw_data if self.received <= MOST else None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        if self.received <= MOST:
            return None
        return InMemoryUploadedFile(
            io.BytesIO(),
            self.field_name,
            self.file_name or "file",
            self.content_type or "",
            self.received,
            self.charset,
        )
