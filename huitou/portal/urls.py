"""Public addresses."""

from django.urls import path

from huitou.portal import telling_us, views

app_name = "portal"
urlpatterns = [
    path("", telling_us.tell, name="tell"),
    path("lost-link/", views.lost_link, name="lost_link"),
    path("my/<str:token>/", views.my_matter, name="matter"),
    path("my/<str:token>/heard/", views.heard, name="heard"),
    path("my/<str:token>/message/", views.message, name="message"),
    path("my/<str:token>/answer/", views.answer, name="answer"),
    path("my/<str:token>/contentment/", views.contentment, name="contentment"),
    path("my/<str:token>/withdrawal/", views.withdrawal, name="withdrawal"),
    path("my/<str:token>/files/<uuid:pk>/", views.file, name="file"),
]
