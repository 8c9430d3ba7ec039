"""The languages of the interface and of the content.

`sr-latn` and `cnr-cyrl` are readings of `sr` and `cnr` in the other alphabet: interface languages without content of
their own. Montenegrin (`cnr`, ISO 639-3) is unknown to Django and is introduced to it here.
"""

import django.conf.locale

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("sr", "Serbian (Cyrillic)"),
    ("sr-latn", "Serbian (Latin)"),
    ("bs", "Bosnian"),
    ("cnr", "Montenegrin"),
    ("cnr-cyrl", "Montenegrin (Cyrillic)"),
    ("mk", "Macedonian"),
    ("sq", "Albanian"),
]
WAGTAIL_CONTENT_LANGUAGES = [
    ("en", "English"),
    ("sr", "Serbian"),
    ("bs", "Bosnian"),
    ("cnr", "Montenegrin"),
    ("mk", "Macedonian"),
    ("sq", "Albanian"),
]
WAGTAIL_I18N_ENABLED = True
USE_I18N = True

django.conf.locale.LANG_INFO.update(
    {
        "cnr": {"bidi": False, "code": "cnr", "name": "Montenegrin", "name_local": "crnogorski"},
        "cnr-cyrl": {"bidi": False, "code": "cnr-cyrl", "name": "Montenegrin (Cyrillic)", "name_local": "црногорски"},
    }
)

__all__ = ["LANGUAGES", "LANGUAGE_CODE", "USE_I18N", "WAGTAIL_CONTENT_LANGUAGES", "WAGTAIL_I18N_ENABLED"]
