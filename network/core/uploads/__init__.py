"""Files that people hand us: one validator by purpose, one private shelf, one view that hands them out.

An app says in `ready()` what it takes and who may read it (`register_purpose`), cleans in its form (`clean_upload`) and
keeps in its action (`store`). Nothing else of ours writes a file that came from outside.
"""

from .cleaning import clean_upload
from .errors import UploadRefused
from .purposes import PURPOSES, Purpose, may_read, register_purpose
from .shelf import discard, store

__all__ = [
    "PURPOSES",
    "Purpose",
    "UploadRefused",
    "clean_upload",
    "discard",
    "may_read",
    "register_purpose",
    "store",
]
