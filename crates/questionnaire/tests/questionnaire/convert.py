"""Tells of each workbook of a folder whether pyxform makes an XForm of it: a line with its name, then "accepts" and a hash of the XForm, or why not."""

import hashlib
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert


def same_for_same(form: str) -> bytes:
    """The XForm with attributes in one order; what is not required may say so or not."""
    tree = ET.fromstring(form)
    for element in tree.iter():
        if element.get("required") == "false()":
            del element.attrib["required"]
    return ET.canonicalize(ET.tostring(tree, encoding="unicode")).encode()


for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    try:
        form = convert(xlsform=path.read_bytes(), file_type=".xlsx").xform
        answer = "accepts\t" + hashlib.sha256(same_for_same(form)).hexdigest()
    except PyXFormError as error:
        answer = " ".join(str(error).split())
    print(f"{path.stem}\t{answer}")
