#!/bin/sh
# A double click opens the editing desk: on macOS by itself, on Linux through “Soạn bài.desktop”.
cd "$(dirname "$0")" || exit 1
for python in python3.14 python3.13 python3.12 python3.11 python3 python; do
  if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    "$python" run.py serve --open --once
    code=$?
    # 130: Ctrl-C
    if [ "$code" -ne 0 ] && [ "$code" -ne 130 ]; then
      echo "Bấm Enter để đóng cửa sổ này."
      read -r _
    fi
    exit "$code"
  fi
done
echo "Máy này chưa có Python 3.11 trở lên nên chưa mở được bàn biên tập."
if [ "$(uname)" = Darwin ]; then
  echo "Hãy tải và cài từ https://www.python.org/downloads/macos/ rồi bấm đúp lại tệp này."
else
  echo "Hãy gõ lệnh: sudo apt install python3 python3-venv (Debian, Ubuntu), rồi bấm đúp lại tệp này."
fi
echo "Bấm Enter để đóng cửa sổ này."
read -r _
exit 1
