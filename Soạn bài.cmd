@echo off
chcp 65001 >nul
rem A double click on Windows opens the editing desk. The lines above this one are ASCII: the letters
rem below are read as UTF-8 from here on. pushd gives a shared folder a drive letter.
title Soạn bài
pushd "%~dp0"

py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if %errorlevel% equ 0 (
  set "PYTHON=py -3"
  goto run
)
python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if %errorlevel% equ 0 (
  set "PYTHON=python"
  goto run
)

echo Máy này chưa có Python 3.11 trở lên nên chưa mở được bàn biên tập.
where winget >nul 2>nul
if %errorlevel% neq 0 goto by_hand
choice /c CK /n /m "Cài Python ngay bây giờ? Bấm C để cài, K để thôi: "
if %errorlevel% neq 1 goto by_hand
winget install --exact --id Python.Python.3.13 --scope user
if %errorlevel% neq 0 goto by_hand
echo Đã cài xong. Hãy đóng cửa sổ này rồi bấm đúp lại “Soạn bài”.
goto wait

:by_hand
echo Hãy tải Python từ https://www.python.org/downloads/windows/ và cài đặt,
echo hoặc mở PowerShell, gõ: winget install --exact --id Python.Python.3.13
echo Cài xong thì bấm đúp lại “Soạn bài”.
goto wait

:run
%PYTHON% run.py serve --open --once
if %errorlevel% equ 0 goto end

:wait
pause

:end
popd
