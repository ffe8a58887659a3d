@echo off
rem Runs Maven on a JDK 25 or newer; fetches the pinned Maven on first use.
setlocal EnableExtensions DisableDelayedExpansion

set "JDK="
call :jdk "%JAVA_HOME%"
for %%J in (java.exe) do call :jdk "%%~dp$PATH:J.."
for /d %%D in (
  "%ProgramFiles%\Eclipse Adoptium\*"
  "%ProgramFiles%\Java\*"
  "%ProgramFiles%\Microsoft\jdk*"
  "%ProgramFiles%\Zulu\*"
  "%ProgramFiles%\Amazon Corretto\*"
  "%USERPROFILE%\.jdks\*"
) do call :jdk "%%~D"
if not defined JDK (
  echo mvnw: no JDK 25 or newer found: install one, such as Temurin 25, and set JAVA_HOME to it. 1>&2
  exit /b 1
)
set "JAVA_HOME=%JDK%"

for /f "usebackq tokens=1,* delims==" %%K in ("%~dp0.mvn\wrapper\maven-wrapper.properties") do (
  if "%%K"=="distributionUrl" set "MVNW_URL=%%L"
  if "%%K"=="distributionSha512Sum" set "MVNW_SUM=%%L"
)
for %%A in ("%MVNW_URL:/=\%") do set "MVNW_NAME=%%~nxA"
set "MVNW_NAME=%MVNW_NAME:-bin.tar.gz=%"
if not defined MAVEN_USER_HOME set "MAVEN_USER_HOME=%USERPROFILE%\.m2"
set "MVNW_DIST=%MAVEN_USER_HOME%\wrapper\dists\%MVNW_NAME%\%MVNW_SUM:~0,12%"
set "MVN=%MVNW_DIST%\%MVNW_NAME%\bin\mvn.cmd"

if not exist "%MVN%" call :install
if exist "%MVN%" goto run
for %%M in (mvn.cmd) do set "MVN=%%~$PATH:M"
if not defined MVN (
  echo mvnw: Maven cannot be downloaded and there is no mvn on the PATH: install Maven 3.9 or allow the download. 1>&2
  exit /b 1
)
echo mvnw: Maven cannot be downloaded; using "%MVN%" instead. 1>&2

:run
rem Called from a folder without a POM, it builds this project; Maven takes the
rem first -f it meets, so one given by the caller still counts.
set "POM="
if not exist pom.xml set POM=-f "%~dp0pom.xml"
rem No call: it would double carets, and as the last command this hands on the status.
"%MVN%" %* %POM%

:jdk
if defined JDK exit /b
if not exist "%~1\bin\javac.exe" exit /b
if not exist "%~1\release" exit /b
set "MAJOR=0"
for /f "usebackq tokens=1,2 delims==.-" %%K in ("%~1\release") do if "%%K"=="JAVA_VERSION" set "MAJOR=%%L"
set "MAJOR=%MAJOR:"=%"
if %MAJOR% GEQ 25 set "JDK=%~f1"
exit /b

rem Unpacked beside its final place and renamed, so that two runs at once do not meet.
:install
powershell -NoProfile -ExecutionPolicy Bypass -Command ^
  "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue';" ^
  "[Net.ServicePointManager]::SecurityProtocol = 'Tls12';" ^
  "$temp = Join-Path $env:MVNW_DIST ('tmp.' + [Guid]::NewGuid());" ^
  "$null = New-Item -ItemType Directory -Force $temp;" ^
  "try {" ^
  "  $archive = Join-Path $temp 'archive';" ^
  "  Invoke-WebRequest -UseBasicParsing -TimeoutSec 10 -Uri $env:MVNW_URL -OutFile $archive;" ^
  "  if ((Get-FileHash -Algorithm SHA512 $archive).Hash -ne $env:MVNW_SUM) { throw 'unexpected checksum' };" ^
  "  & (Join-Path $env:SystemRoot 'System32\tar.exe') -xzf $archive -C $temp;" ^
  "  [IO.Directory]::Move((Join-Path $temp $env:MVNW_NAME), (Join-Path $env:MVNW_DIST $env:MVNW_NAME))" ^
  "} catch { [Console]::Error.WriteLine('mvnw: ' + $_) } finally { Remove-Item -Recurse -Force $temp }"
exit /b
