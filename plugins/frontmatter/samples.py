"""What stands for a value until an editor has written it: a form to see, never words to publish."""

from __future__ import annotations

# By key; tools/new.py writes them into an article's file, messages show them, the checks refuse
# an article that still has them.
SAMPLES = {
    "question": "Viết câu hỏi ở đây, như người dân hỏi.",
    "asked_from": "xã, phường nơi hỏi",
    "answered_by": "tên cơ quan trả lời",
    "claim": "Viết điều đang được lan truyền ở đây.",
    "evidence": "Tên nguồn | https://dia-chi-bai-viet.example/",
    "corrections": "điều đã viết sai | điều đúng",
}
SAMPLE_DAY = "11/12/2023"
