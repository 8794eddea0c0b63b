"""Whatever contact somebody left, they hear of it: by mail, or from a person who tells them what is newest."""

import pytest
from django.db import transaction
from django.test import Client

from huitou.cases import telling
from huitou.cases.models import Case
from huitou.channels import outbound
from huitou.channels.models import Outbound
from huitou.method import mails
from tests.cases.building import complain, lead_to, propose, solve
from tests.cast import Cast
from tests.desk.building import desk

pytestmark = pytest.mark.django_db
PHONE, WECHAT, OTHER = "13800138000", "微信 chenli88", "门口的陈姨，三楼"


@transaction.atomic
def end_as(case: Case, closed_as: str) -> None:
    case.closed_as = closed_as
    telling.say_closed(case)


def to_say(case: Case) -> str:
    """The words of the one call that somebody has to make."""
    return outbound.open_calls(case.key).get().body_text


@pytest.mark.parametrize("reach", [PHONE, WECHAT, OTHER])
def test_an_explanation_is_really_told(cast: Cast, reach: str) -> None:
    case = lead_to(complain(cast, reach=reach), 2, cast)
    case.judge(by=cast.mei, holds=False, code="own-slip", reason="没有插电", explanation="谢谢您告诉我，我们查过了。")
    assert to_say(case) == "谢谢您告诉我，我们查过了。"


def test_the_call_says_what_was_written_last(cast: Cast) -> None:
    case = lead_to(complain(cast, reach=PHONE), 5, cast)
    case.reply(by=cast.mei, words="我正在问师傅。")
    assert to_say(case) == "我正在问师傅。"
    propose(case, cast, "师傅今天18:00前上门。")
    assert to_say(case) == "师傅今天18:00前上门。"
    case.accept_solution(by=cast.mei)
    case.carry_out(by=cast.mei, delivery="修好", outcome="修好", meets_ask="yes")
    case.tell_solved(by=cast.mei, words="已经修好，您看看。")
    assert to_say(case) == "已经修好，您看看。"
    assert Outbound.objects.filter(about=case.key).count() == 1


def test_new_words_are_tried_as_often_as_the_first(cast: Cast) -> None:
    case = complain(cast, reach=PHONE)
    for words in ("一", "二", "三", "四"):
        case.reply(by=cast.mei, words=words)
        outbound.called(outbound.open_calls(case.key).get(), by=cast.mei, result="not-reached")
    assert to_say(case) == "四"


def test_a_phrase_of_the_house_displaces_no_words_of_a_person(cast: Cast) -> None:
    case = complain(cast, reach=WECHAT)
    case.reply(by=cast.mei, words="师傅周二上门。")
    case.hand_over(by=cast.wang, to=cast.zhao, summary="等师傅")
    assert to_say(case).startswith("师傅周二上门。\n\n我是")
    assert cast.zhao.name in to_say(case)


def test_who_is_not_content_hears_it_from_a_person_too(cast: Cast) -> None:
    case = solve(complain(cast, reach=PHONE), cast)
    outbound.called(outbound.open_calls(case.key).get(), by=cast.mei, result="reached")
    case.evaluate(by=case.customer, contentment="not_content", ask="换一台")
    assert "您说还没解决" in to_say(case)


def test_nobody_is_called_about_what_was_withdrawn(cast: Cast) -> None:
    case = complain(cast, reach=PHONE)
    case.reply(by=cast.mei, words="您好")
    case.withdraw(by=case.customer)
    assert not outbound.open_calls(case.key).exists()
    assert Outbound.objects.get(kind="call").result_code == "not-needed"


@pytest.mark.parametrize(
    ("reach", "said", "unsaid"),
    [
        (PHONE, 'href="tel:13800138000"', "by WeChat"),
        (WECHAT, "Please tell them by WeChat: <bdi>chenli88</bdi>", "Please call"),
        (OTHER, f"<bdi>{OTHER}</bdi>", "Please call"),
    ],
)
def test_the_desk_says_how_they_are_told(cast: Cast, reach: str, said: str, unsaid: str) -> None:
    case = complain(cast, reach=reach)
    case.reply(by=cast.mei, words="师傅周二上门。")
    page = desk(cast.mei).get(f"/cases/{case.pk}/").content.decode()
    assert said in page
    assert unsaid not in page


def test_a_lost_link_is_told_in_the_words_of_the_channel(cast: Cast, client: Client) -> None:
    for reach, code in ((PHONE, "call_about_link"), (WECHAT, "tell_about_link")):
        case = complain(cast, reach=reach)
        case.reply(by=cast.mei, words="师傅周二上门。")
        for _ in range(2):
            client.post("/lost-link/", {"number": str(case.pk), "reach": reach})
        assert to_say(case) == f"师傅周二上门。\n\n{mails.phrase(code, 'zh', number=case.number)}"
        assert ("请回电" in to_say(case)) is (reach == PHONE)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("closed_as", "kind"),
    [
        ("content", "closed"),
        ("no_answer", "closed_no_answer"),
        ("withdrawn", "withdrawn"),
        ("overruled", "overruled"),
    ],
)
def test_the_last_words_fit_the_ending(cast: Cast, language: str, closed_as: str, kind: str) -> None:
    case = complain(cast, language=language)
    end_as(case, closed_as)
    message = case.messages.get(kind=kind)
    assert (message.sender, message.author) == ("house", case.owner)
    assert message.words == mails.phrase(kind, language, line=case.owner.direct_line)
    piece = Outbound.objects.get(key=f"{message.key}/mail")
    assert (
        piece.subject
        == mails.compose(kind, language, number=case.number, owner="x", line="", link="x", when="").subject
    )


def test_who_was_overruled_hears_it_from_a_person_where_there_is_no_mail(cast: Cast) -> None:
    for closed_as, calls in (("content", 0), ("no_answer", 0), ("withdrawn", 0), ("overruled", 1)):
        case = complain(cast, reach=PHONE)
        end_as(case, closed_as)
        assert outbound.open_calls(case.key).count() == calls


def test_thanks_for_saying_so(cast: Cast) -> None:
    case = complain(cast)
    with transaction.atomic():
        telling.say_thanks(case)
    assert case.messages.get(kind="thanks").words.startswith("谢谢您告诉我您满意")
    assert "{" not in Outbound.objects.get(family="thanks").body_text.replace("{link}", "")


def test_a_case_that_was_merged_says_nothing_by_itself(cast: Cast) -> None:
    case = complain(cast)
    before = case.messages.count()
    end_as(case, "merged")
    assert case.messages.count() == before
