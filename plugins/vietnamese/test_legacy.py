"""Text from .VnTime and VNI fonts becomes Vietnamese again, and no other text is taken for it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.vietnamese.legacy import detect, find_legacy, to_unicode
from plugins.vietnamese.legacy_tables import LETTERS, Encoding, is_syllable

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
VOWELS = [unicodedata.normalize("NFC", base + tone) for base in "aăâeêioôơuưy" for tone in TONES]
SMALL = [*(vowel for vowel in VOWELS if not vowel.isascii()), "đ"]
OWN_TCVN3_CAPITALS = "ĂÂÊÔƠƯĐ"
SENTENCES = (
    "ủy ban nhân dân huyện tổ chức hội nghị tổng kết công tác chuyển đổi số ở xã vùng cao được "
    "bà con hưởng ứng có bé má chú cô thế mà lá cờ quý giữ gìn khuya khoắt nghiêng ngả hoà toà "
    "khoẻ thuý và với cho trong không này đã sẽ là Hà Nội Bạch Thông Đảng TÉ BÃO ĐỘC LẬP"
)
SYLLABLES = SENTENCES.split()
PASSAGE = (
    "Ủy ban nhân dân huyện vừa tổ chức hội nghị tổng kết công tác chuyển đổi số.\n"
    "Đường về các xã vùng cao đã được sửa, bà con giữ gìn rừng đầu nguồn."
)
MODERN = {
    "Vietnamese": PASSAGE,
    "Vietnamese with few marks": "Có bé Hà ở xã Cao Tân, có má, có chú và các cô.",
    "Vietnamese, new tone placement": "Toà án hoà giải, bà con khoẻ mạnh, cụ Thuý quý cháu.",
    "Vietnamese without marks": "Uy ban nhan dan huyen vua to chuc hoi nghi tong ket.",
    "Vietnamese with Eth": "Ðảng bộ, ÐBQH, Ðà Nẵng, Ðó là Ðại hội",
    "Vietnamese in capitals": "ỦY BAN NHÂN DÂN XÃ HÀ HIỆU. CÓ BÉ HÀ",
    "decomposed": unicodedata.normalize("NFD", PASSAGE),
    "English": "The café's naïve rôle: £5, ©2023 Acme®, §5, 20°C, ½ cup, 5 µm × 10 µm, 3 N·m.",
    "French": "Où est né Noël ? À l'école, un élève haï a eu du maïs ; « forêt », « été », cœur.",
    "French in pieces": "Caïn haï où",
    "Spanish": "El señor Peña vive en España desde hace años; mañana irá con los niños.",
    "Portuguese": "São Paulo não é a capital; não há pão, mãe; ações e lições.",
    "German": "Die Bürger zahlen für größere Häuser höhere Gebühren; Straße, Tür, Bär, Öl.",
    "Norwegian": "Nå må vi gå på ski, små snøhus får stå.",
    "Turkish": "Türkiye'de güneşli bir gün, çok güzel çocuklar",
    "names": "Müller, Gödel, Ångström, São Tomé, Côte d'Ivoire, Özil, Löw, Sané, Pelé",
    "units": "5 µm · 10 µg · 3 N·m · 7 kg·m² ± ½",
    "code": "def f(x):\n    return x['ñ'] + 'é' if x != 'ö' else \"ø\"  # §1 ©",
    "quoted codes": "Chữ hỏng trông như `Bé V¨n hãa th«ng b¸o`.\n\n```\nBé V¨n hãa th«ng b¸o\n```",
    "table": "| Xã | Số hộ | Ghi chú |\n|---|---:|---|\n| Hà Hiệu | 1.300 | · đã có |",
    "addresses": "ubnd.huyen@vidu.vn, https://vidu.vn/B¸o-c¸o/?ñ=ö, [tệp](/tep/b¸o-c¸o-®iÖn.pdf)",
    "twice encoded": "Báº¡ch ThÃ´ng, VÄƒn hÃ³a - XÃ£ há»™i",
}


def code_of(letter: str, encoding: Encoding) -> str:
    """The paste of a letter as its font has it; of a TCVN3 capital with a tone, the small one's."""
    codes = [code for code, each in LETTERS[encoding].items() if each == letter]
    if not codes:
        return code_of(letter.lower(), encoding) if letter.lower() != letter else letter
    same_case = [code for code in codes if code in (letter.lower(), code.upper(), code.lower())]
    of_case = [code for code in same_case if code == (code.upper(), code.lower())[letter.islower()]]
    return min(of_case or codes, key=len)


def from_unicode(text: str, encoding: Encoding) -> str:
    return "".join(letter if letter.isascii() else code_of(letter, encoding) for letter in text)


def test_there_are_67_letters_beyond_ascii_in_each_case() -> None:
    assert len(SMALL) == 67
    assert set(LETTERS["tcvn3"].values()) == {*SMALL, *OWN_TCVN3_CAPITALS}
    assert set(LETTERS["vni"].values()) == {*SMALL, *(letter.upper() for letter in SMALL)}


@pytest.mark.parametrize("letter", SMALL)
def test_every_small_letter_comes_back_from_both_encodings(letter: str) -> None:
    for encoding in LETTERS:
        assert to_unicode(f"x{code_of(letter, encoding)}x", encoding) == f"x{letter}x"


@pytest.mark.parametrize("letter", [letter.upper() for letter in SMALL])
def test_every_capital_comes_back_from_vni_and_from_a_tcvn3_capital_font(letter: str) -> None:
    assert to_unicode(code_of(letter, "vni"), "vni") == letter
    assert to_unicode(f"b{code_of(letter, 'tcvn3')}", "tcvn3", capitals=True) == f"B{letter}"
    plain = letter if letter in OWN_TCVN3_CAPITALS else letter.lower()
    assert to_unicode(f"b{code_of(letter, 'tcvn3')}", "tcvn3") == f"b{plain}"


@pytest.mark.parametrize(
    ("pasted", "encoding", "meant"),
    [
        ("Bé V¨n hãa, ThÓ thao vµ Du lÞch", "tcvn3", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("§éc lËp - Tù do - H¹nh phóc", "tcvn3", "Độc lập - Tự do - Hạnh phúc"),
        ("« t« ch¹y trªn ®­êng ë x·", "tcvn3", "ô tô chạy trên đường ở xã"),
        ("NghÞ ®Þnh 5/N§-CP: 500.000®/ngµy", "tcvn3", "Nghị định 5/NĐ-CP: 500.000đ/ngày"),
        ("thu gi÷ 16 xe, ®Þa chØ 674", "tcvn3", "thu giữ 16 xe, địa chỉ 674"),
        ("Coäng hoøa xaõ hoäi chuû nghóa", "vni", "Cộng hòa xã hội chủ nghĩa"),
        ("Ñieàu kieän ñöôïc höôûng, sö tö, lyù, kyõ", "vni", "Điều kiện được hưởng, sư tư, lý, kỹ"),
        ("ÑOÄC LAÄP - TÖÏ DO", "vni", "ĐỘC LẬP - TỰ DO"),
        ("Aùnh saùng, vaâùn, vaùân", "vni", "Ánh sáng, vấn, vấn"),
    ],
)
def test_known_phrases_are_found_and_read(pasted: str, encoding: Encoding, meant: str) -> None:
    assert detect(pasted) == encoding
    assert to_unicode(pasted, encoding) == meant


@pytest.mark.parametrize(
    ("pasted", "meant"),
    [
        ("CéNG HßA X· HéI", "CỘNG HÒA XÃ HỘI"),
        ("Hµ NéI", "HÀ NỘI"),
        ("BÝ TH¦", "BÍ THƯ"),
        ("Hµ Néi, ViÖt Nam", "Hà Nội, Việt Nam"),
        ("UBND X· B×nh An, H§ND tØnh, Bé GD§T", "UBND Xã Bình An, HĐND tỉnh, Bộ GDĐT"),
        ("¸nh s¸ng", "ánh sáng"),
        ("céng hßa", "cộng hòa"),
    ],
)
def test_tcvn3_capitals_follow_the_other_letters_of_the_words(pasted: str, meant: str) -> None:
    assert to_unicode(pasted, "tcvn3") == meant


def test_a_passage_in_a_capital_font_becomes_capitals_but_its_addresses_do_not() -> None:
    pasted = "**céng hßa** [th«ng b¸o](/tep/a.pdf) `v¨n`"
    assert (
        to_unicode(pasted, "tcvn3", capitals=True) == "**CỘNG HÒA** [THÔNG BÁO](/tep/a.pdf) `v¨n`"
    )


@pytest.mark.parametrize(
    ("pasted", "meant"),
    [
        ("·\tNéi dung\n- Ø Môc tiªu", "·\tNội dung\n- Ø Mục tiêu"),
        ("dµy 10µm, réng 3 × 4 m, Ø12, 1½ giê", "dày 10µm, rộng 3 × 4 m, Ø12, 1½ giờ"),
        ("## B¸o c¸o\n\n> “Tèt” – **rÊt tèt**…", "## Báo cáo\n\n> “Tốt” – **rất tốt**…"),
        ("[B¸o](anh/2023/B¸o.jpg) https://vidu.vn/¸", "[Báo](anh/2023/B¸o.jpg) https://vidu.vn/¸"),
        ("V¨n hóa Việt, Đ¶ng ủy", "Văn húa Việt, Đ¶ng ủy"),
    ],
)
def test_markdown_bullets_signs_and_modern_words_stay(pasted: str, meant: str) -> None:
    assert to_unicode(pasted, "tcvn3") == meant


@pytest.mark.parametrize("text", MODERN.values(), ids=MODERN)
def test_no_other_text_is_taken_for_legacy(text: str) -> None:
    assert detect(text) is None
    assert list(find_legacy(text)) == []


@pytest.mark.parametrize("encoding", list(LETTERS))
def test_a_whole_text_is_found_and_its_conversion_is_not_found_again(encoding: Encoding) -> None:
    pasted = from_unicode(PASSAGE, encoding)
    assert detect(pasted) == encoding
    mended = to_unicode(pasted, encoding)
    assert mended == (PASSAGE if encoding == "vni" else PASSAGE.replace("Ủy", "ủy"))
    assert detect(mended) is None
    assert list(find_legacy(mended)) == []


@pytest.mark.parametrize("encoding", list(LETTERS))
def test_a_pasted_paragraph_is_found_with_its_place(encoding: Encoding) -> None:
    meant = "vừa tổ chức hội nghị tổng kết công tác chuyển đổi số."
    pasted = from_unicode(meant, encoding)
    text = f"title: Hội nghị ở xã\n\nHuyện có bốn xã.\n\n  {pasted}\n\nCó bé Hà."
    assert list(find_legacy(text)) == [(5, 3, encoding, pasted)]


@pytest.mark.parametrize("encoding", list(LETTERS))
def test_a_passage_within_a_modern_line_is_found_with_its_column(encoding: Encoding) -> None:
    pasted = from_unicode("chuyển đổi số được hưởng ứng", encoding)
    text = f"Hội nghị về {pasted}, tại trụ sở huyện."
    assert list(find_legacy(text)) == [(1, 13, encoding, pasted)]


def test_a_line_with_a_few_chance_words_of_the_other_encoding_is_read_in_its_own() -> None:
    pasted = from_unicode("cũng theo ông C., cả hai đứa con của ông bình thường rất ít khi", "vni")
    assert list(find_legacy(pasted)) == [(1, 1, "vni", pasted)]


def test_a_short_line_beside_a_pasted_paragraph_is_found_too() -> None:
    text = f"Lời mở đầu.\n\n{from_unicode('Văn bản', 'tcvn3')}\n\n{from_unicode(PASSAGE, 'tcvn3')}"
    assert [line for line, *_ in find_legacy(text)] == [3, 5, 6]


def test_in_a_legacy_file_a_line_that_could_be_modern_is_found_too() -> None:
    text = f"{from_unicode(PASSAGE, 'tcvn3')}\n\nCã bé.\n\nslug: hoi-nghi"
    assert [line for line, *_ in find_legacy(text)] == [1, 2, 4]


@pytest.mark.parametrize("word", ["quốc", "giếng", "gì", "khuỷu", "nghiêng", "Ủy", "thuở", "ngọc"])
def test_vietnamese_syllables_have_the_form_of_one(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["bat", "bàt", "đườnǵ", "seđor", "héi", "où", "quèc", ""])
def test_other_words_have_not(word: str) -> None:
    assert not is_syllable(word)


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_is_never_changed_nor_found(text: str) -> None:
    assert detect(text) is None
    assert list(find_legacy(text)) == []
    assert to_unicode(text, "vni") == to_unicode(text, "tcvn3") == text


@given(st.lists(st.sampled_from(SYLLABLES), max_size=12), st.sampled_from(" \n"))
def test_no_modern_sentence_is_found(words: list[str], between: str) -> None:
    text = between.join(words)
    assert detect(text) is None
    assert list(find_legacy(text)) == []


@given(
    st.lists(st.sampled_from([word.lower() for word in SYLLABLES]), max_size=12),
    st.sampled_from(list(LETTERS)),
)
def test_any_sentence_comes_back_from_its_paste(words: list[str], encoding: Encoding) -> None:
    text = " ".join(words)
    assert to_unicode(from_unicode(text, encoding), encoding) == text


@given(st.text(st.characters(max_codepoint=0x1EF9)))
def test_any_text_is_read_without_a_crash_and_passages_are_where_they_are_said(text: str) -> None:
    lines = unicodedata.normalize("NFC", text).split("\n")
    for line, column, encoding, passage in find_legacy("\n".join(lines)):
        assert lines[line - 1].startswith(passage, column - 1)
        assert to_unicode(passage, encoding) != ""
