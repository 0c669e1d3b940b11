from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted_anywhere

# A form belongs to the Russian language, not to a place: it holds for the whole installation.
PERMISSIONS = {"language.change_word_form": granted_anywhere}

WORDS = {"language.change_word_form": _("Correct how names, positions and words are declined")}
