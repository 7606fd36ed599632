"""Questions, claims and corrections are read as typed, however their keys were written."""

from __future__ import annotations

from datetime import datetime

import pytest

from plugins.frontmatter.head import split
from plugins.frontmatter.keys import KEYS, known_key
from plugins.frontmatter.kind_keys import OF_ARTICLES
from plugins.frontmatter.kinds import (
    QUESTION_STATES,
    VERDICTS,
    Claim,
    Correction,
    Evidence,
    Question,
)
from plugins.frontmatter.schema import Head, Schema, Section, Topic
from plugins.frontmatter.typed_head import read_head
from plugins.shared.problems import Problem
from plugins.vietnamese.dates import VIETNAM
from plugins.vietnamese.text import fold

SCHEMA = Schema(
    sections=(
        Section("tin-tuc", "Tin tức"),
        Section(
            "dinh-huong-du-luan",
            "Định hướng dư luận xã hội",
            kinds=("hoi-dap", "kiem-chung"),
            topics=(Topic("Sắp xếp đơn vị hành chính"), Topic("Hòa giải ở cơ sở")),
        ),
    )
)
START = "Tiêu đề: Bài\nNgày: 11/12/2023\n"
QUESTION = START + (
    "Loại: hỏi đáp\nCâu hỏi: Đổi tên xã, giấy tờ cũ còn dùng không?\nNgày hỏi: 01/12/2023\n"
    "Nơi hỏi: xã Phủ Thông\nTình trạng: đã trả lời\nCơ quan trả lời: UBND xã Phủ Thông\n"
    "Ngày trả lời: 05/12/2023\n"
)
CLAIM = START + (
    "Loại: kiểm chứng\nTin đồn: Phải nâng lên mức 3.\nXuất hiện: 01/12/2023\nKết luận: sai\n"
)
EVIDENCE = "Căn cứ: Báo A | https://a.vn/1 | 01/12/2023\n"


def day(number: int, month: int = 12) -> datetime:
    return datetime(2023, month, number, tzinfo=VIETNAM)


def read(text: str, folder: str = "dinh-huong-du-luan") -> Head:
    head, problems = read_head(split(f"---\n{text}---\nChữ.\n"), SCHEMA, "a.md", folder)
    assert problems == []
    assert head is not None
    return head


def refusals(text: str, folder: str = "dinh-huong-du-luan") -> list[Problem]:
    head, problems = read_head(split(f"---\n{text}---\nChữ.\n"), SCHEMA, "a.md", folder)
    assert head is None
    return problems


def test_a_question_is_read_from_vietnamese_and_english_keys() -> None:
    english = (
        "title: Bài\ndate: 2023-12-11\nKind: hoi-dap\nquestion: Đổi tên xã, giấy tờ cũ còn dùng "
        "không?\nasked_on: '2023-12-01'\nASKED-FROM: xã Phủ Thông\nstate: da-tra-loi\n"
        "answered_by: UBND xã Phủ Thông\nanswered on: 2023-12-05\n"
    )
    head = read(QUESTION)
    assert head == read(english)
    assert (head.kind, head.claim) == ("hoi-dap", None)
    assert head.question == Question(
        "Đổi tên xã, giấy tờ cũ còn dùng không?",
        day(1),
        "xã Phủ Thông",
        "da-tra-loi",
        "UBND xã Phủ Thông",
        day(5),
    )


def test_a_claim_is_read_with_all_its_evidence() -> None:
    listed = (
        "Căn cứ:\n- Báo A, số 5; trang 2 | https://a.vn/1?x=a,b;c | 01/12/2023\n"
        '- "Sở B: thông báo | https://b.gov.vn/tb | tháng 11/2023"\n'
    )
    claim = read(CLAIM + listed).claim
    assert claim == Claim(
        "Phải nâng lên mức 3.",
        day(1),
        "sai",
        (
            Evidence("Báo A, số 5; trang 2", "https://a.vn/1?x=a,b;c", day(1)),
            Evidence("Sở B: thông báo", "https://b.gov.vn/tb", day(1, 11), has_day=False),
        ),
    )
    flow = CLAIM.replace("Tin đồn:", "claim:") + 'evidence: ["A, B | http://a.vn/b | 2023-12-01"]\n'
    read_flow = read(flow).claim
    assert read_flow
    assert read_flow.evidence == (Evidence("A, B", "http://a.vn/b", day(1)),)


def test_a_draft_may_wait_for_its_verdict_and_evidence() -> None:
    unsettled = CLAIM.replace("Kết luận: sai\n", "")
    draft = read(f"{unsettled}Trạng thái: nháp\n").claim
    assert draft == Claim("Phải nâng lên mức 3.", day(1), "chua-du-can-cu", ())
    told = [problem.sentence for problem in refusals(unsettled)]
    assert sum("thiếu “Kết luận”" in each or "thiếu “Căn cứ”" in each for each in told) == 2
    settled = read(f"{CLAIM}{EVIDENCE}Trạng thái: nháp\n").claim
    assert settled == read(f"{CLAIM}{EVIDENCE}").claim
    (wrong,) = refusals(f"{unsettled}Kết luận: bịa\nTrạng thái: nháp\n")
    assert "không có trong thang kết luận" in wrong.sentence


def test_an_article_without_a_kind_is_news() -> None:
    head = read(START, "tin-tuc")
    assert (head.kind, head.topic, head.question, head.claim) == ("tin", "", None, None)
    assert (head.corrections, head.minor) == ((), False)
    assert read(f"{START}Loại: Tin\n", "tin-tuc").kind == "tin"


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("HỎI ĐÁP", "hoi-dap"), ("hỏi - đáp", "hoi-dap"), ("Hoi-Dap", "hoi-dap"),
        ("hỏi – đáp", "hoi-dap"), ("hoi_dap", "hoi-dap"),
    ],
)  # fmt: skip
def test_a_kind_may_be_written_in_any_case_and_without_marks(typed: str, slug: str) -> None:
    assert read(QUESTION.replace("Loại: hỏi đáp", f"LOAI: {typed}")).kind == slug


def test_every_state_and_verdict_is_read_by_its_name_its_slug_and_without_marks() -> None:
    for slug, name in VERDICTS.items():
        for typed in (slug, name, name.upper(), fold(name)):
            head = read(CLAIM.replace("Kết luận: sai", f"Ket luan: {typed}") + EVIDENCE)
            assert head.claim
            assert head.claim.verdict == slug
    unanswered = QUESTION[: QUESTION.index("Cơ quan")]
    for state, name in QUESTION_STATES.items():
        text = QUESTION if state == "da-tra-loi" else unanswered
        for typed in (state, name, name.upper(), fold(name)):
            head = read(text.replace("đã trả lời", typed))
            assert head.question
            assert head.question.state == state


def test_a_topic_is_the_one_declared_whatever_its_case_and_tone_placement() -> None:
    assert read(f"{START}Chủ đề: hoà giải ở cơ sở\n").topic == "Hòa giải ở cơ sở"
    near = refusals(f"{START}Chủ đề: Sắp xếp đơn vị hành chinh\n")
    assert near[0].remedy.startswith("Chủ đề: Sắp xếp đơn vị hành chính\n")


def test_corrections_come_newest_first_and_keep_their_words() -> None:
    head = read(
        START + "Đính chính:\n  - 12/12/2023 | 51,08 km² | 546,5 km²\n"
        '  - "20/12/2023 | Ngày “1/7”; sai: năm | Ngày 01/7/2025, cả nước"\n'
        "  - 12/12/2023 | a | b\n",
        "tin-tuc",
    )
    assert head.corrections == (
        Correction(day(20), "Ngày “1/7”; sai: năm", "Ngày 01/7/2025, cả nước"),
        Correction(day(12), "51,08 km²", "546,5 km²"),
        Correction(day(12), "a", "b"),
    )


@pytest.mark.parametrize(
    ("typed", "minor"),
    [("có", True), ("Co", True), ("TRUE", True), ("yes", True), ("không", False), ("no", False)],
)
def test_minor_is_yes_or_no(typed: str, minor: bool) -> None:
    assert read(f"{START}Sửa nhỏ: {typed}\n").minor is minor


def test_who_works_on_an_answer_may_be_named_but_no_day() -> None:
    working = QUESTION.replace("đã trả lời", "đang xử lý")
    assert read(working[: working.index("Ngày trả lời")]).question is not None
    assert [problem.sentence for problem in refusals(working)] == [
        "câu hỏi “đang xử lý” mà đã ghi “Ngày trả lời”."
    ]


@pytest.mark.parametrize(
    "place",
    [
        "xã Bà Điểm", "phố Bà Triệu, phường Đức Xuân", "huyện Anh Sơn", "thôn Nà Ông, xã Cẩm Giàng",
        "tổ 5, cụm dân cư Anh Đào", "xã Phủ Thông, nơi ông bà sinh sống",
    ],
)  # fmt: skip
def test_a_place_named_after_people_is_no_person(place: str) -> None:
    assert read(QUESTION.replace("xã Phủ Thông\nTình", f"{place}\nTình")).question


@pytest.mark.parametrize(
    "person",
    [
        "ông Nguyễn Văn An", "Bà Hoa", "anh Tú, xã Phủ Thông", "xã Phủ Thông (chị Lan)",
        "thôn Nà Phấy, Anh Dũng", "nhà cụ Bàn Thị M", "em Hà", "xã Bạch Thông - ông Đạt",
    ],
)  # fmt: skip
def test_a_question_never_names_who_asked(person: str) -> None:
    (problem,) = refusals(QUESTION.replace("xã Phủ Thông\nTình", f"{person}\nTình"))
    assert "có vẻ ghi tên người" in problem.sentence


@pytest.mark.parametrize(
    "address",
    ["https://", "https://a", "ftp://a.vn/", "https://a.vn/b c", "https://[a.vn", "a", "//a.vn",
     "https://a.1", "javascript:alert(1)", "https://a.vn\u00a0/b"],
)  # fmt: skip
def test_evidence_has_an_address_that_can_be_opened(address: str) -> None:
    (problem,) = refusals(f"{CLAIM}Căn cứ: Báo A | {address} | 01/12/2023\n")
    assert "không phải địa chỉ của một trang" in problem.sentence


@pytest.mark.parametrize(
    "address", ["http://a.vn/b", "https://a.gov.vn:8080/b?c=d#e", "https://bảo.vn/tin-tức"]
)
def test_an_address_may_have_any_path_and_vietnamese_letters(address: str) -> None:
    claim = read(f"{CLAIM}Căn cứ: Báo A | {address} | 01/12/2023\n").claim
    assert claim
    assert claim.evidence[0].address == address


def test_later_evidence_and_answers_come_with_a_later_change_of_the_article() -> None:
    changed = "Cập nhật: 20/12/2023\n"
    assert read(f"{CLAIM}{changed}{EVIDENCE.replace('01/12', '20/12')}").claim
    late = QUESTION.replace("05/12/2023", "20/12/2023")
    assert read(late + changed).question
    assert len(refusals(late)) == 1
    assert (
        "Cập nhật: 21/12/2023"
        in refusals(f"{CLAIM}{changed}{EVIDENCE.replace('01/', '21/')}")[0].remedy
    )


def test_a_misspelt_key_is_named_once_and_not_missed_too() -> None:
    problems = refusals(CLAIM.replace("Kết luận", "Kết lụân nhé") + EVIDENCE)
    assert [problem.line for problem in problems] == [7]


def test_a_page_has_none_of_the_keys_of_articles() -> None:
    for key in OF_ARTICLES:
        (problem,) = refusals(f"Tiêu đề: Giới thiệu\n{KEYS[key][0]}: có\n", "trang")
        assert (problem.line, problem.remedy) == (3, "xóa dòng này.")
    assert set(OF_ARTICLES) == set(list(KEYS)[list(KEYS).index("kind") :])


def test_no_name_means_two_keys() -> None:
    for key, (vietnamese, english, others) in KEYS.items():
        assert {known_key(name) for name in (vietnamese, english, *others)} == {key}
