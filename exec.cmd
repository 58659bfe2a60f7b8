@echo off
rem npm runs "exec node ..." on every system; Windows has no exec of its own and finds this file.
echo This project runs on Linux, and on Windows inside WSL: wsl --install, then clone and npm start in its Ubuntu.
echo Without installing anything: the browser edition, a folder of pages that "npm run site" makes on Linux or in WSL.
exit /b 1
