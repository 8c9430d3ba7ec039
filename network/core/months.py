"""The months as they stand within a date, which Django's own catalogues do not know for our languages.

"5. јануара", not "5. јануар": Serbian, Bosnian and Montenegrin put them into the genitive, Macedonian and Albanian write
them small. Django asks for them by this context when a format says `E`; nothing imports this file, it only lets
`collect_messages` find the words.
"""

from django.utils.translation import pgettext_lazy

WITHIN_A_DATE = (
    pgettext_lazy("alt. month", "January"),
    pgettext_lazy("alt. month", "February"),
    pgettext_lazy("alt. month", "March"),
    pgettext_lazy("alt. month", "April"),
    pgettext_lazy("alt. month", "May"),
    pgettext_lazy("alt. month", "June"),
    pgettext_lazy("alt. month", "July"),
    pgettext_lazy("alt. month", "August"),
    pgettext_lazy("alt. month", "September"),
    pgettext_lazy("alt. month", "October"),
    pgettext_lazy("alt. month", "November"),
    pgettext_lazy("alt. month", "December"),
)
