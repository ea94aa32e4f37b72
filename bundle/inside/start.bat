@echo off
rem Finds a Python that fits and hands over to start.py. Double-click it, or: start.bat compare A B --report out.html
setlocal
chcp 65001 >nul
set "HERE=%~dp0"
set ARGUMENTS=%*
set CODE=2
set FOUND=
if not exist "%HERE%start.py" (
    echo Unzip the whole folder first, then start from there.
    goto end
)
call :try py -3.13
call :try py -3.12
call :try py -3.11
call :try python
call :try python3
if defined FOUND goto end
type "%HERE%no-python.txt"
python "%HERE%start.py" --fits 2>&1
:end
if "%~1"=="" pause
exit /b %CODE%

:try
if defined FOUND exit /b
%* -I "%HERE%start.py" --fits >nul 2>nul || exit /b
set FOUND=1
%* -I -X utf8 "%HERE%start.py" %ARGUMENTS%
set CODE=%ERRORLEVEL%
exit /b
