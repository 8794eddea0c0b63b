"""Keys that cross floors, and the one registry that knows what they mean."""

import pytest

from huitou.ledger import subjects


@pytest.fixture(autouse=True)
def _orders(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(subjects, "_kinds", {})
    subjects.register(
        "order",
        title=lambda number: f"Order {number + 0}",
        url=lambda number: f"/orders/{number}/",
        visible_to=lambda user, number: user == "Mei" and number == 9,
        merged_into={7: "order:8", 8: "order:9", 20: "order:21", 21: "order:20"}.get,
    )
    subjects.register("file", title=lambda name: f"File {name}")


def test_a_key_is_resolved_to_what_its_app_says():
    order = subjects.resolve("order:9")
    assert (order.id, order.title, order.url, order.merged_into) == (9, "Order 9", "/orders/9/", None)
    assert order.visible_to("Mei")
    assert not order.visible_to("Chen")


def test_the_same_by_function():
    assert subjects.title("order:9") == "Order 9"
    assert subjects.url("order:9") == "/orders/9/"
    assert subjects.visible_to("Mei", "order:9")
    assert not subjects.visible_to("Mei", "order:10")
    assert subjects.merged_into("order:7") == "order:8"


def test_an_id_that_is_no_number_stays_text():
    assert subjects.title("file:6f96-19ff") == "File 6f96-19ff"


def test_what_an_app_leaves_out_is_nowhere_and_nobody_sees_it():
    assert subjects.url("file:1") == ""
    assert not subjects.visible_to("Mei", "file:1")
    assert subjects.current("file:1") == "file:1"


@pytest.mark.parametrize("key", ["parcel:9", "order9", "", "chen@example.org"])
def test_an_unknown_prefix_is_an_error(key: str):
    with pytest.raises(LookupError, match="no app has claimed"):
        subjects.resolve(key)


def test_two_apps_cannot_claim_one_prefix():
    with pytest.raises(ValueError, match="two apps"):
        subjects.register("order", title=str)


def test_a_merged_subject_is_followed_to_where_it_lives_on():
    assert subjects.current("order:7") == "order:9"


def test_a_circle_of_merges_is_an_error():
    with pytest.raises(LookupError, match="circle"):
        subjects.current("order:20")


def test_prefixes_can_be_listed():
    assert subjects.prefixes() == ["file", "order"]


def test_the_ledger_names_its_own(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.undo()
    assert subjects.title("system")
    assert subjects.visible_to("Chen", "system")
    assert "12" in subjects.title("job:12")
    assert not subjects.visible_to("Chen", "job:12")
