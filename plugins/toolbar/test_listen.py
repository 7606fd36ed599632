"""A reader listens to an article: whole, in order, sentence by sentence, and can pause."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from plugins.toolbar.conftest import FRAMES, LONG, Article, Site, render
from plugins.toolbar.settings import ToolbarSettings

# A voice under the test's control: `finish` ends a sentence, a cancelled one reports late.
VOICE = """(() => {
  const synth = {
    voices: [{ lang: "en-US" }, { lang: "vi_VN", name: "Mai" }], said: [], now: null,
    cancels: 0, speaking: false, pending: false,
    getVoices() { return this.voices; },
    speak(one) { this.said.push(one.text); this.now = one; this.speaking = true; },
    finish() { const one = this.now; this.now = null; this.speaking = false; one.onend({}); },
    cancel() { const one = this.now; this.now = null; this.speaking = false; this.cancels++;
      if (one) Promise.resolve().then(() => one.onerror({ error: "interrupted" })); },
  };
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, "speechSynthesis", { value: synth });
})();"""
SAY_ALL = """() => { for (let n = 0; speechSynthesis.now && n < 500; n++) speechSynthesis.finish();
  return speechSynthesis.said; }"""
HIGHLIGHTED = "[...(CSS.highlights.get('spoken') || [])].join('')"

# What an article says in one paragraph, and the utterances made of it.
SENTENCES = [
    ("Một câu. Hai câu! Ba câu?", ["Một câu.", "Hai câu!", "Ba câu?"]),
    ("Hơn 1.300 báo cáo. Ngày 11/12/2023 họp.", ["Hơn 1.300 báo cáo.", "Ngày 11/12/2023 họp."]),
    ("Họp tại TP. Thái Nguyên. Xong.", ["Họp tại thành phố Thái Nguyên.", "Xong."]),
    ("Ở TP.Thái Nguyên", ["Ở thành phố Thái Nguyên"]),
    ("PGS. TS. Nguyễn Văn A nói. Đúng.", ["PGS. TS. Nguyễn Văn A nói.", "Đúng."]),
    ("Có tính thời sự… Đây là khâu chính.", ["Có tính thời sự…", "Đây là khâu chính."]),
    ("Các ban… và đoàn thể.", ["Các ban… và đoàn thể."]),
    ("Ông nói: “Tốt lắm.” Rồi về.", ["Ông nói: “Tốt lắm.”", "Rồi về."]),
    ("Không đáp ứng yêu cầu…/.", ["Không đáp ứng yêu cầu…"]),
    ("Hoàn thành nhiệm vụ./.", ["Hoàn thành nhiệm vụ."]),
    ("UBND, HĐND bầu.", ["Ủy ban nhân dân, Hội đồng nhân dân bầu."]),
    ("Đ/c Hà; đ/c Nam", ["Đồng chí Hà; đồng chí Nam"]),
    ("Công tác DLXH và VHUBND", ["Công tác dư luận xã hội và VHUBND"]),
    ("Sở GD&amp;ĐT, MTTQ", ["Sở giáo dục và đào tạo, Mặt trận Tổ quốc"]),
    ("Có <b>chữ</b> <a href='/'>đậm. Và</a> nối", ["Có chữ đậm.", "Và nối"]),
    ("<span hidden>ẩn</span><span class='hidden'>khuất</span>Hiện", ["Hiện"]),
    ("Dư luận xã hội (DLXH) và (DLXH)", ["Dư luận xã hội và (dư luận xã hội)"]),
    ("Dòng\n  gãy", ["Dòng gãy"]),
    ("* * *", []),
]


@pytest.fixture
def talking(page: Page) -> Page:
    page.add_init_script(VOICE)
    return page


def say(page: Page, site: Site, content: str) -> Any:
    page.goto(site.write("noi", render(Article("Tít", f"<p>{content}</p>", summary="Sa pô"))))
    page.get_by_role("button", name="Nghe bài viết").click()
    return page.evaluate(SAY_ALL)


def test_sentences_end_where_a_reader_ends_them(talking: Page, site: Site) -> None:
    for text, wanted in SENTENCES:
        assert say(talking, site, text) == ["Tít", "Sa pô", *wanted], text


def test_the_whole_article_is_said_in_order_in_short_utterances(talking: Page) -> None:
    talking.goto("/mot/")
    talking.get_by_role("button", name="Nghe bài viết").click()
    said = talking.evaluate(SAY_ALL)
    assert max(map(len, said)) <= 160
    text = " ".join(
        [LONG.title, LONG.summary, re.sub(r"<span.*?</span>|<[^>]+>", " ", LONG.content)]
    )
    for short, long in {
        "DLXH": "dư luận xã hội",
        "UBND": "Ủy ban nhân dân",
        "HĐND": "Hội đồng nhân dân",
        "TP.": "thành phố",
        "Đ/c": "Đồng chí",
        "…/.": "…",
    }.items():
        text = text.replace(short, long)
    assert " ".join(said).split() == text.split()
    assert talking.get_by_role("button", name="Nghe bài viết").is_visible()
    assert talking.locator("[role=status]").inner_text() == "Đã đọc hết bài viết"


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.sampled_from(["UBND", "a", "nghiêng,", "HĐND;", "x" * 170]), min_size=1, max_size=70
    )
)
def test_however_long_a_sentence_is_no_utterance_is(
    talking: Page, site: Site, words: list[str]
) -> None:
    said = say(talking, site, " ".join(words))
    assert all(0 < len(one) <= 160 for one in said)
    long = {"UBND": "Ủy ban nhân dân", "HĐND;": "Hội đồng nhân dân;"}
    wanted = "".join(long.get(word, word) for word in words).replace(" ", "")
    assert "".join(said[2:]).replace(" ", "") == wanted


def test_pause_remembers_the_sentence_and_the_button_says_what_it_does(talking: Page) -> None:
    talking.goto("/mot/")
    button = talking.locator(".toolbar .listen")
    button.click()
    expect(button).to_have_text("Tạm dừng")
    expect(talking.locator("[role=status]")).to_have_text("Đang đọc bài viết")
    talking.evaluate("speechSynthesis.finish(); speechSynthesis.finish()")
    button.click()
    expect(button).to_have_text("Nghe tiếp")
    expect(talking.locator("[role=status]")).to_have_text("Đã tạm dừng đọc")
    said = talking.evaluate("speechSynthesis.said")
    assert talking.evaluate("speechSynthesis.now") is None
    button.click()
    assert talking.evaluate("speechSynthesis.said") == [*said, said[-1]]


def test_the_spoken_sentence_is_marked_without_touching_the_text(talking: Page) -> None:
    talking.goto("/mot/")
    before = talking.locator("article > div[data-listen]").inner_html()
    talking.locator(".toolbar .listen").click()
    assert talking.evaluate(HIGHLIGHTED) == LONG.title
    talking.evaluate("speechSynthesis.finish(); speechSynthesis.finish()")
    assert talking.evaluate(HIGHLIGHTED).startswith("Công tác DLXH")
    assert talking.evaluate(
        "getComputedStyle(document.querySelector('h1'), '::highlight(spoken)').backgroundColor"
    ) not in ("", "rgba(0, 0, 0, 0)")
    assert talking.locator("article > div[data-listen]").inner_html() == before
    talking.locator(".toolbar .listen").click()
    assert talking.evaluate(HIGHLIGHTED) == ""


@pytest.mark.parametrize(
    "stuck", ["speechSynthesis.speaking = true", "speechSynthesis.speaking = false"]
)
def test_a_stuck_sentence_is_left_for_the_next(talking: Page, stuck: str) -> None:
    """Chrome forgets to say that it ended, or never ends; the late report skips nothing."""
    talking.clock.install()
    talking.goto("/mot/")
    talking.locator(".toolbar .listen").click()
    talking.evaluate(stuck)
    for _ in range(20 if "true" in stuck else 2):
        talking.clock.run_for(1000)
        if len(talking.evaluate("speechSynthesis.said")) > 1:
            break
    talking.evaluate("() => Promise.resolve()")
    assert talking.evaluate("speechSynthesis.said") == [LONG.title, LONG.summary]


def test_a_sentence_in_good_time_is_not_cut(talking: Page) -> None:
    talking.clock.install()
    talking.goto("/mot/")
    talking.locator(".toolbar .listen").click()
    talking.clock.run_for(8000)
    assert talking.evaluate("speechSynthesis.said") == [LONG.title]


def test_leaving_the_page_stops_the_voice(talking: Page) -> None:
    talking.goto("/mot/")
    talking.locator(".toolbar .listen").click()
    talking.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert talking.evaluate("[speechSynthesis.now, speechSynthesis.cancels]") == [None, 1]
    expect(talking.locator(".toolbar .listen")).to_have_text("Nghe tiếp")


def test_without_a_vietnamese_voice_there_is_no_button(talking: Page) -> None:
    talking.add_init_script("speechSynthesis.voices.pop()")
    talking.goto("/mot/")
    assert talking.get_by_role("button", name="Nghe bài viết").count() == 0


def test_an_english_article_is_read_by_an_english_voice(talking: Page, site: Site) -> None:
    page = render(LONG).replace('lang="vi"', 'lang="en"')
    talking.goto(site.write("english", page))
    talking.locator(".toolbar .listen").click()
    assert talking.evaluate("speechSynthesis.now.lang") == "en-US"


def test_a_voice_that_arrives_late_brings_the_button_and_moves_nothing(talking: Page) -> None:
    talking.add_init_script("""window.shifts = [];
      new PerformanceObserver((list) => shifts.push(...list.getEntries()))
        .observe({ type: "layout-shift", buffered: true });
      window.mai = speechSynthesis.voices.pop();""")
    talking.goto("/mot/")
    talking.evaluate(FRAMES)
    talking.evaluate("speechSynthesis.voices.push(mai); speechSynthesis.onvoiceschanged()")
    expect(talking.get_by_role("button", name="Nghe bài viết")).to_be_visible()
    talking.evaluate(FRAMES)
    assert talking.evaluate("shifts.length") == 0


def test_a_publisher_can_leave_listening_out(talking: Page, site: Site) -> None:
    talking.goto(site.write("cam", render(LONG, ToolbarSettings(listen=False))))
    assert talking.locator(".toolbar .listen").count() == 0


def test_while_it_speaks_a_bar_pauses_stops_and_sets_the_speed(talking: Page) -> None:
    talking.goto("/mot/")
    bar = talking.locator(".speaking")
    assert bar.count() == 0
    talking.get_by_role("button", name="Nghe bài viết").click()
    box = bar.bounding_box()
    assert box
    assert box["y"] + box["height"] == 800  # the window's end
    talking.evaluate("speechSynthesis.finish()")
    bar.get_by_role("button", name="Tốc độ 1×").click()
    expect(bar.get_by_role("button", name="Tốc độ 1,25×")).to_be_visible()
    assert talking.evaluate("speechSynthesis.now.rate") == 1.25
    assert talking.evaluate("speechSynthesis.said") == [LONG.title, LONG.summary, LONG.summary]
    bar.get_by_role("button", name="Tạm dừng").click()
    assert talking.evaluate("speechSynthesis.now") is None
    bar.get_by_role("button", name="Nghe tiếp").click()
    assert talking.evaluate("speechSynthesis.said.length") == 4
    bar.get_by_role("button", name="Dừng", exact=True).click()
    assert bar.count() == 0
    talking.get_by_role("button", name="Nghe bài viết").click()
    assert talking.evaluate("speechSynthesis.said").count(LONG.title) == 2
