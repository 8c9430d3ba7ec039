from django.core.exceptions import ValidationError

from network.core.errors import DomainError


class UploadRefused(DomainError, ValidationError):
    """The file cannot be taken; the message says why and what to do.

    A ValidationError too, so that a form shows it beside the field, and a DomainError for actions.
    """

    def __init__(self, message: str, code: str) -> None:
        ValidationError.__init__(self, message, code=code)

    def __str__(self) -> str:
        return str(self.message)
