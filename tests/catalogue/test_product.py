"""Products are named in the reader's language."""

import pytest
from django.utils import translation

from huitou.catalogue.models import Product


@pytest.mark.parametrize(("language", "name"), [("zh", "洗衣机"), ("zh-hans", "洗衣机"), ("en", "Washing machine")])
def test_a_product_is_named_in_the_readers_language(language: str, name: str) -> None:
    with translation.override(language):
        assert str(Product(code="washer", name="洗衣机", name_en="Washing machine")) == name


def test_without_an_english_name_the_chinese_one_is_better_than_none() -> None:
    with translation.override("en"):
        assert str(Product(code="washer", name="洗衣机")) == "洗衣机"


@pytest.mark.django_db
def test_products_come_in_the_order_of_their_codes() -> None:
    Product.objects.create(code="washer", name="洗衣机")
    Product.objects.create(code="broadband", name="宽带")
    assert [product.code for product in Product.objects.all()] == ["broadband", "washer"]
