"""Addresses of the desk."""

from django.urls import path

from huitou.desk import views, voices
from huitou.desk.acts import ACTS

app_name = "desk"
urlpatterns = [
    path("day/", views.day, name="day"),
    path("cases/", views.cases, name="cases"),
    path("cases/<int:number>/", views.case, name="case"),
    *(path(f"cases/<int:number>/{noun}/", views.act, {"noun": noun}, name=f"case_{noun}") for noun in ACTS),
    path("voices/", voices.voices, name="voices"),
    path("voices/new/", voices.new_voice, name="new_voice"),
    path("voices/<int:number>/", voices.voice, name="voice"),
    path("voices/<int:number>/complaint/", voices.complaint, name="voice_complaint"),
    path("voices/<int:number>/kind/", voices.kind, name="voice_kind"),
    path("voices/<int:number>/hearing/", voices.hearing, name="voice_hearing"),
]
