"""Profiles are words and rules: nothing of them is counted as work."""

from django.utils.translation import gettext_lazy as _

WITHOUT_FACT = {"profile": _("Words and rules by which others are counted.")}
