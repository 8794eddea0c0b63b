"""Every address about accounts. Public: signing in and out, a forgotten password, the first set-up, the language."""

from allauth.account import views as allauth_views
from django.urls import include, path

from huitou.accounts.views import account, entrance, passwords, people, setup

urlpatterns = [
    path("signin/", entrance.signin, name="signin"),
    path("signin/demonstration/", entrance.demonstration, name="demonstration"),
    path("signin/forgotten/", passwords.forgotten, name="forgotten"),
    path("signin/new-password/<int:user_id>/<str:token>/", passwords.new_password, name="new_password"),
    path("signout/", entrance.signout, name="signout"),
    path("setup/", setup.first_administrator, name="setup"),
    path("language/", entrance.language, name="set_language"),
    path("account/", account.account, name="me"),
    path("account/absence/", account.own_absence, name="own_absence"),
    path("account/absence/<int:absence_id>/end/", account.own_absence_end, name="own_absence_end"),
    path("account/password/", passwords.password, name="password"),
    path("account/tokens/", account.own_tokens, name="tokens"),
    path("account/tokens/<int:token_id>/revocation/", account.token_revocation, name="token_revocation"),
    path("account/confirm/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("people/", people.people, name="people"),
    path("people/new/", people.new_person, name="new_person"),
    path("people/<int:user_id>/", people.person, name="person"),
    path("people/<int:user_id>/profile/", people.person_profile, name="person_profile"),
    path("people/<int:user_id>/placement/", people.person_placement, name="person_placement"),
    path("people/<int:user_id>/absence/", people.person_absence, name="person_absence"),
    path("people/<int:user_id>/absence/<int:absence_id>/end/", people.person_absence_end, name="person_absence_end"),
    path("people/<int:user_id>/invitation/", people.person_invitation, name="person_invitation"),
    path(
        "people/<int:user_id>/second-factor-removal/",
        people.person_second_factor_removal,
        name="person_second_factor_removal",
    ),
    path("people/<int:user_id>/deactivation/", people.person_deactivation, name="person_deactivation"),
    path("people/<int:user_id>/reactivation/", people.person_reactivation, name="person_reactivation"),
    # allauth asks for these by name.
    path("signin/", entrance.signin, name="account_login"),
    path("signin/forgotten/", passwords.forgotten, name="account_reset_password"),
]
