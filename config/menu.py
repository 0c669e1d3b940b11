"""The whole navigation on one screen."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give every page what the shell around it shows."""
    return {"menu": []}
