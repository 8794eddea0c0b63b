"""Addresses of files."""

from django.urls import path

from huitou.files import views

app_name = "files"
urlpatterns = [
    path("<uuid:file_id>/", views.file, name="file"),
]
