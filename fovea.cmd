@echo off
rem Starts the fovea command on Windows, with the options and variables of the script `fovea`
rem beside it. NOT TESTED: the project's own check runs on Linux only. In a Unix shell on Windows
rem (such as Git's) the script `fovea` is the other way.
rem
rem In the source tree it builds first, on first use or when sources have changed (and needs a JDK
rem and Maven); in a distribution it is bin\fovea.cmd, beside lib\.
rem   FOVEA_JAVA_HOME     the Java to use (25 or newer) in place of the one that is found
rem   FOVEA_JAVA_OPTIONS  more options for the JVM, such as -Xmx8g
setlocal EnableExtensions DisableDelayedExpansion
set "needed=25"
set "root=%~dp0"
set "root=%root:~0,-1%"
set "source=true"
set "kind=JDK"
set "tool=javac.exe"
if exist "%root%\..\lib\fovea-cli-*.jar" (
  set "source=false"
  set "kind=Java"
  set "tool=java.exe"
)

rem A folder is usable where it holds the tool and its `release` file tells a version that is new
rem enough: :try sets `java` then.
set "java="
if defined FOVEA_JAVA_HOME (
  call :try "%FOVEA_JAVA_HOME%"
) else (
  if defined JAVA_HOME call :try "%JAVA_HOME%"
  for /f "delims=" %%j in ('where java 2^>nul') do call :try "%%~dpj.."
  for /d %%j in (
    "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\jdk*"
    "%ProgramFiles%\Zulu\*" "%ProgramFiles%\Amazon Corretto\*" "%USERPROFILE%\.jdks\*"
  ) do call :try "%%~j"
)
if not defined java if defined FOVEA_JAVA_HOME (
  echo fovea: FOVEA_JAVA_HOME is %FOVEA_JAVA_HOME%, which is no %kind% %needed% or newer>&2
  exit /b 2
)
if not defined java (
  echo fovea: no %kind% %needed% or newer was found: install one, for example Temurin %needed% from>&2
  echo https://adoptium.net, or name its folder in FOVEA_JAVA_HOME>&2
  exit /b 2
)

if "%source%"=="false" (
  set "classpath=%root%\..\lib\*"
) else (
  call :build || exit /b
)
if "%source%"=="true" (
  for /f "usebackq delims=" %%c in ("%root%\cli\target\classpath") do (
    set "classpath=%root%\cli\target\fovea-cli.jar;%%c"
  )
)
if not defined THP_MEM_ALLOC_ENABLE set "THP_MEM_ALLOC_ENABLE=1"
if not defined OPENCV_LOG_LEVEL set "OPENCV_LOG_LEVEL=SILENT"

"%java%\bin\java.exe" ^
  --add-modules jdk.incubator.vector ^
  --enable-native-access=ALL-UNNAMED ^
  -Dorg.bytedeco.javacpp.maxbytes=0 ^
  -Dorg.bytedeco.javacpp.maxphysicalbytes=0 ^
  -Dstdout.encoding=UTF-8 ^
  -Dstderr.encoding=UTF-8 ^
  -Dfovea.source=%source% ^
  -XX:+UseSerialGC ^
  %FOVEA_JAVA_OPTIONS% ^
  -classpath "%classpath%" ^
  dev.fovea.cli.Fovea %*
exit /b %ERRORLEVEL%

:try
if defined java exit /b 0
if not exist "%~1\bin\%tool%" exit /b 0
if not exist "%~1\release" exit /b 0
for /f "tokens=2 delims==" %%v in ('findstr /b /c:"JAVA_VERSION=" "%~1\release"') do (
  for /f "delims=.-+" %%m in ("%%~v") do if %%m GEQ %needed% set "java=%~f1"
)
exit /b 0

rem Builds where the class path is missing or a source is newer than it.
:build
powershell -NoProfile -Command ^
  "$built = Get-Item -ErrorAction Ignore '%root%\cli\target\classpath';" ^
  "if (-not $built) { exit 1 };" ^
  "$sources = Get-ChildItem -Recurse -File '%root%\pom.xml', '%root%\*\pom.xml', '%root%\*\src\main';" ^
  "if ($sources | Where-Object { $_.LastWriteTime -gt $built.LastWriteTime }) { exit 1 }"
if not errorlevel 1 exit /b 0
where mvn >nul 2>nul || (
  echo fovea: Maven 3.8 or newer is needed to build Fovea: install it>&2
  exit /b 2
)
echo fovea: building ...>&2
set "JAVA_HOME=%java%"
call mvn -f "%root%\pom.xml" -q -B -ntp -Dmaven.test.skip=true -pl cli -am package >&2
if errorlevel 1 (
  echo fovea: the build failed>&2
  exit /b 1
)
exit /b 0
