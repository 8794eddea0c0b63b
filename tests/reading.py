"""Pages read as a browser reads them: elements, fields with the faults beside them, words as words."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})


class Element:
    """One element with what is inside it."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: "Element | None") -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.children: list[Element | str] = []

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str, default: Any = None) -> Any:
        return self.attributes.get(name, default)

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def line(self) -> str:
        return " ".join(self.text.split())

    def all(self, tag: str = "", **attributes: str) -> "list[Element]":
        """Everything below with this tag and these attributes; `class_="x"` asks for one of its classes."""
        return [element for element in self.below() if element.fits(tag, attributes)]

    def one(self, tag: str = "", **attributes: str) -> "Element":
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of {tag} {attributes}"
        return found[0]

    def below(self) -> "Iterator[Element]":
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.below()

    def fits(self, tag: str, attributes: dict[str, str]) -> bool:
        if tag and tag != self.tag:
            return False
        classes = (self.get("class") or "").split()
        return all(
            value in classes if name == "class_" else self.get(name.replace("_", "-")) == value
            for name, value in attributes.items()
        )

    def inside(self, tag: str = "", **attributes: str) -> bool:
        return self.parent is not None and (self.parent.fits(tag, attributes) or self.parent.inside(tag, **attributes))


class Page(HTMLParser):
    """A whole page."""

    def __init__(self, response: Any) -> None:
        super().__init__(convert_charrefs=True)
        self.status = response.status_code
        self.top = self.here = Element("", {}, None)
        self.source = response.content.decode()
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(element)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.here.children.append(Element(tag, {name: value or "" for name, value in attrs}, self.here))

    def handle_endtag(self, tag: str) -> None:
        element: Element | None = self.here
        while element is not None and element.tag != tag:
            element = element.parent
        if element is not None and element.parent is not None:
            self.here = element.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)

    @property
    def main(self) -> Element:
        return self.top.one("main")

    def by_id(self, name: str) -> Element:
        return self.top.one(id=name)

    def form(self, action: str) -> Element:
        """The form that posts to such an address; the last, where a button stands apart from the fields."""
        return [form for form in self.top.all("form") if (form.get("action") or "").endswith(action)][-1]

    def forms(self) -> set[str]:
        """The nouns of all addresses that the page posts to."""
        return {(form.get("action") or "").rstrip("/").rpartition("/")[2] for form in self.main.all("form")}

    def fault(self, control: Element) -> str:
        """The words that a control names as its error; empty when it names none."""
        if control.get("aria-invalid") != "true":
            return ""
        names = (control.get("aria-describedby") or "").split()
        return " ".join(self.by_id(name).line for name in names if name.endswith("_error"))


def value(control: Element) -> str:
    """What stands in a control: of a text area without the line break that HTML drops after its start."""
    if control.tag == "textarea":
        return control.text.removeprefix("\r\n").removeprefix("\n")
    if control.tag == "select":
        return next((option["value"] for option in control.all("option") if option.get("selected") is not None), "")
    return control.get("value") or ""


def field(form: Element, name: str) -> Element:
    return form.one(name=name)


def fault_of(page: Page, form: Element, name: str) -> str:
    return page.fault(field(form, name))
