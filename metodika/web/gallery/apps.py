from django.apps import AppConfig


class GalleryConfig(AppConfig):
    name = "metodika.web.gallery"
    label = "gallery"
