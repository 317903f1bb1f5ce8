"""Writing XML: elements with text that XML can hold."""

import re
from xml.etree import ElementTree as ET

# What XML 1.0 has no place for: most control characters, halves of characters, two others.
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _UNFIT.sub("", text)


def add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """A new last child of an element."""
    fitting = {key: fit(value) for key, value in attributes.items()}
    child = ET.SubElement(parent, name, fitting)
    child.text = fit(text) or None
    return child


def document(root: ET.Element) -> bytes:
    """The whole document in UTF-8, with its declaration."""
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))
