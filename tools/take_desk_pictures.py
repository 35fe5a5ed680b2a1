"""The pictures of the guide, taken from a desk that runs: `make pictures`. Needs a Chromium, and LibreOffice.

A small district is made in a temporary folder; what is on the pictures is what its clerk does: the form, its preview,
a batch, and the template as a spreadsheet program shows it.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from generator.desk.desk_guard import KEY_HEADER  # noqa: E402
from tests.desk.desks import KEY, USER, run_desk, tell_district  # noqa: E402
from tests.desk.test_desk_batch import ROW, fill_in  # noqa: E402
from tests.desk.test_desk_browser import fill, press  # noqa: E402
from tools.take_pictures import BROWSERS, shrink  # noqa: E402

FOLDER = ROOT / "content" / "guide" / "pictures"
WIDTH = 880


def main() -> int:
    """Takes all pictures; 2 where a program is missing."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    office = shutil.which("soffice")
    if browser is None or office is None:
        print("要有 Chromium 和 LibreOffice。", file=sys.stderr)
        return 2
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        story = tell_district(Path(folder) / "district")
        running = play.chromium.launch(executable_path=browser, args=["--no-sandbox", "--lang=zh-CN"])
        with run_desk(story.root) as port:
            context = running.new_context(
                viewport={"width": WIDTH, "height": 800}, color_scheme="light", locale="zh-CN",
                extra_http_headers={USER: "rexian", KEY_HEADER: KEY},
            )  # fmt: skip
            page = context.new_page()
            home = f"http://127.0.0.1:{port}"
            take_form(page, home)
            sheet = take_batch(page, home)
            context.close()
        running.close()
        take_sheet(Path(folder), office, sheet)
    return 0


def take_form(page: Page, home: str) -> None:
    """The form for a deduction, and what it does before it is kept."""
    page.goto(f"{home}/record/2015/hotline")
    fill(page)
    page.fill("#evidence-0-title", "工单流转记录")
    page.fill("#evidence-0-held_at", "热线平台")
    keep("desk-form.png", page.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": 900}, full_page=True))
    press(page, "检查，看看影响")
    keep("desk-preview.png", page.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": 720}, full_page=True))


def take_batch(page: Page, home: str) -> bytes:
    """The page for spreadsheets, and what a filled one does; the filled one."""
    page.goto(f"{home}/batch")
    keep("desk-sheets.png", page.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": 820}, full_page=True))
    blank = page.request.get(f"{home}/batch/sheet/2015?item=hotline").body()
    filled = fill_in(blank, ROW, {**ROW, "被考核单位": "区民政局", "发现日期": "2015-04-03"})
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.set_input_files("#files", {"name": "热线四月.xlsx", "mimeType": kind, "buffer": filled})
    press(page, "上传，看看里面有什么")
    keep("desk-batch.png", page.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": 760}, full_page=True))
    return filled


def take_sheet(folder: Path, office: str, data: bytes) -> None:
    """The template with two rows, as a spreadsheet program lays it out."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = next(one for one in book.worksheets if str(one.cell(1, 1).value).startswith("kaohe:deductions"))
    for other in book.worksheets:
        if other is not sheet:
            other.sheet_state = "hidden"
    sheet.protection.sheet = False
    sheet.print_area = "A1:I8"
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    book.active = book.worksheets.index(sheet)
    book.save(folder / "sheet.xlsx")
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    call = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "sheet.xlsx")]
    subprocess.run(call, check=True, capture_output=True, timeout=180)
    made = ["pdftoppm", "-r", "160", "-f", "1", "-l", "1", "-png", "-singlefile", str(folder / "sheet.pdf")]
    subprocess.run([*made, str(folder / "sheet")], check=True, timeout=60)
    picture = Image.open(folder / "sheet.png").convert("RGB")
    box = Image.eval(picture.convert("L"), lambda value: 255 - value).getbbox()
    buffer = io.BytesIO()
    (picture.crop(box) if box else picture).save(buffer, "PNG")
    keep("sheet.png", buffer.getvalue())


def keep(name: str, picture: bytes) -> None:
    """Writes a picture with few colours."""
    (FOLDER / name).write_bytes(shrink(picture))


if __name__ == "__main__":
    sys.exit(main())
