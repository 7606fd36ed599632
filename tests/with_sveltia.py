"""Opens the real Sveltia CMS on this site: each article gets another title there, and no page of
the site may change but for that title.

`python -m tests.with_sveltia` needs Node 20, npm and the network; the exit code is 1 where
anything differs. Sveltia works on a copy of content/ that lies in the browser.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml
from playwright.sync_api import BrowserContext, expect, sync_playwright

from plugins.frontmatter.parsed import parse
from plugins.frontmatter.schema import Schema
from plugins.site.languages import schema_of
from tools.browser import find_browser
from tools.cms.command import run
from tools.console import complain, python_command, python_environment, say
from tools.local_server import listen, origin_of, running
from tools.places import CONTENT, ROOT, SETTINGS
from tools.preview import Preview, Shown
from tools.preview_app import preview_app
from tools.settings_file import load_settings

TITLE = "Tựa: để thử"
# The folder that Sveltia asks an editor for; each window asks anew.
PICK = """
window.showDirectoryPicker = () => navigator.storage.getDirectory();
FileSystemHandle.prototype.requestPermission = () => "prompt";
"""
FILL = """async (files) => {
  const root = await navigator.storage.getDirectory();
  await root.getDirectoryHandle(".git", { create: true });
  for (const [path, text] of Object.entries(files)) {
    const parts = path.split("/");
    const name = parts.pop();
    let at = root;
    for (const part of parts) at = await at.getDirectoryHandle(part, { create: true });
    const file = await (await at.getFileHandle(name, { create: true })).createWritable();
    await file.write(text);
    await file.close();
  }
}"""
# The file's text once it has its new title; it can't be read while it is being written.
WRITTEN = """async ([path, title]) => {
  const parts = path.split("/");
  const name = parts.pop();
  let at = await navigator.storage.getDirectory();
  for (const part of parts) at = await at.getDirectoryHandle(part);
  for (;;) {
    try {
      const text = await (await (await at.getFileHandle(name)).getFile()).text();
      if (text.includes(title)) return text;
    } catch {}
    await new Promise(requestAnimationFrame);
  }
}"""
# For the JSON Schema that Sveltia ships, and the formats that it names.
VALIDATORS = ("ajv@8.17.1", "ajv-formats@3.0.1")
VALIDATE = """
import Ajv from "ajv";
import formats from "ajv-formats";
import { readFileSync } from "node:fs";
const ajv = formats(new Ajv({ strict: false, allErrors: true }));
const read = (file) => JSON.parse(readFileSync(file, "utf8"));
const isValid = ajv.compile(read("node_modules/@sveltia/cms/schema/sveltia-cms.json"));
if (!isValid(read("config.json"))) { console.error(isValid.errors); process.exit(1); }
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as made:
        folder, content = Path(made, "cms"), Path(made, "content")
        run(folder, "co-quan/trang", "", "github", "")
        npm = shutil.which("npm") or "npm"
        for command in (["install", "--no-audit", "--no-fund", *VALIDATORS], ["run", "build"]):
            subprocess.run([npm, *command], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        validate(folder)
        files = sorted(CONTENT.glob("*/*.md"))
        texts = {f"content/{file.relative_to(CONTENT).as_posix()}": file for file in files}
        written = edit(folder, {path: file.read_text("utf-8") for path, file in texts.items()})
        shutil.copytree(CONTENT, content)
        for path, (title, text) in written.items():
            back = text.replace(f'"{TITLE}"', json.dumps(title, ensure_ascii=False), 1)
            Path(made, path).write_text(back, "utf-8")
        before = build(CONTENT, Path(made, "before"))
        after = build(content, Path(made, "after"))
    names = sorted(before.keys() | after.keys())
    changed = [name for name in names if before.get(name) != after.get(name)]
    for name in changed:
        complain(f"differs: {name}")
    say(f"{len(written)} articles written by Sveltia; {len(changed)} of {len(names)} files differ")
    return int(bool(changed))


def validate(folder: Path) -> None:
    """Against the schema that Sveltia ships."""
    config = yaml.safe_load((folder / "config.yml").read_text("utf-8"))
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    (folder / "validate.mjs").write_text(VALIDATE, "utf-8")
    subprocess.run(["node", "validate.mjs"], cwd=folder, check=True)


def edit(folder: Path, texts: dict[str, str]) -> dict[str, tuple[str, str]]:
    """By path: the title that Sveltia showed, and the file as it wrote it."""
    schema = schema_of(load_settings(SETTINGS, {}))
    mine = listen(0)
    with running(preview_app(Preview(Shown(folder), live=False)), mine), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_browser())
        window = browser.new_context(locale="vi-VN", base_url=origin_of(mine))
        window.add_init_script(PICK)
        page = window.new_page()
        page.goto("/index.html")
        page.evaluate(FILL, texts)
        written = {path: edit_one(window, path, text, schema) for path, text in texts.items()}
        browser.close()
    return written


def edit_one(window: BrowserContext, path: str, text: str, schema: Schema) -> tuple[str, str]:
    head = parse(path, text.encode(), schema).head
    if head is None:
        raise ValueError(f"{path} has no head")
    collection = f"{head.section}-{head.kind}" if head.section else schema.page_folder
    with window.new_page() as page:
        page.goto(f"/index.html#/collections/{collection}/entries/{Path(path).stem}")
        page.get_by_role("button", name="cục bộ").click()
        box = page.get_by_role("textbox", name="Tiêu đề")
        expect(box).to_have_value(head.title)
        box.fill(TITLE)
        page.get_by_role("button", name="Lưu", exact=True).click()
        return head.title, str(page.evaluate(WRITTEN, [path, TITLE]))


def build(content: Path, site: Path) -> dict[str, bytes]:
    command = python_command("tools.build", ["--content", str(content), "--output", str(site)])
    subprocess.run(command, env=python_environment(), cwd=ROOT, check=True)
    return {
        file.relative_to(site).as_posix(): file.read_bytes()
        for file in site.rglob("*")
        if file.is_file()
    }


if __name__ == "__main__":
    sys.exit(main())
