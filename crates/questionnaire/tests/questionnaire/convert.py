"""Tells of each workbook of a folder whether pyxform makes an XForm of it: a line with its name and "accepts", or why not."""

import sys
from pathlib import Path

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    try:
        convert(xlsform=path.read_bytes(), file_type=".xlsx")
        answer = "accepts"
    except PyXFormError as error:
        answer = " ".join(str(error).split())
    print(f"{path.stem}\t{answer}")
