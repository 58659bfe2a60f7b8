@echo off
rem npm runs "exec node ..." on every system; Windows has no exec of its own and finds this file.
echo This project runs on Linux, and on Windows inside WSL: wsl --install, then clone and npm start in its Ubuntu.
echo An edition that runs in a browser is being built: docs/browser.md.
exit /b 1
