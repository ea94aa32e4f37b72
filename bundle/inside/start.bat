@echo off
rem Finds a Python that fits and hands over to start.py. Double-click it, or: start.bat compare A B --report out.html
setlocal
chcp 65001 >nul
set "HERE=%~dp0"
set CODE=2
set PYTHON=
if exist "%HERE%start.py" goto look
echo Unzip the whole folder first, then start from there.
goto end

:look
py -3.13 -I "%HERE%start.py" --fits >nul 2>nul
if not errorlevel 1 set PYTHON=py -3.13
if defined PYTHON goto run
py -3.12 -I "%HERE%start.py" --fits >nul 2>nul
if not errorlevel 1 set PYTHON=py -3.12
if defined PYTHON goto run
py -3.11 -I "%HERE%start.py" --fits >nul 2>nul
if not errorlevel 1 set PYTHON=py -3.11
if defined PYTHON goto run
python -I "%HERE%start.py" --fits >nul 2>nul
if not errorlevel 1 set PYTHON=python
if defined PYTHON goto run
type "%HERE%no-python.txt"
where python >nul 2>nul
if errorlevel 1 goto end
python "%HERE%start.py" --fits
goto end

:run
%PYTHON% -I -X utf8 "%HERE%start.py" %*
set CODE=%ERRORLEVEL%

:end
if "%~1"=="" pause
exit /b %CODE%
