import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { at, out } from '../paths.mjs';
import { StepError } from '../setup/run-logged.mjs';

/** What a student does not get, by the folder that texts name. */
const LEFT_OUT = 'notebooks/solutions';
/** Texts of the folder of notebooks that may name it. */
const TEXTS = /^notebooks\/[^/]+\.(ipynb|md)$/;

/** Writes the edition; `folder`: the clone, `zip`: the file. */
export function student(folder = at(), zip = join(out, 'student-edition.zip')) {
  mkdirSync(join(zip, '..'), { recursive: true });
  const temporary = mkdtempSync(join(tmpdir(), 'student-'));
  try {
    const tree = treeWithoutSolutions(gitIn(folder, { GIT_INDEX_FILE: join(temporary, 'index') }));
    gitIn(folder)(['archive', '--format=zip', '--prefix=cnn-fragility/', '-o', zip, tree]);
  } catch {
    throw new StepError('npm run student needs git, and the project as a clone of its repository.');
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  console.log(`out/student-edition.zip, without ${LEFT_OUT}.`);
}

/** Runs git in a folder, `(args, input)`; gives what it prints. @param {string} folder @param {NodeJS.ProcessEnv} env */
function gitIn(folder, env = {}) {
  return (/** @type {string[]} */ args, input = '') =>
    execFileSync('git', args, {
      ...{ cwd: folder, input, encoding: 'utf8', stdio: 'pipe', maxBuffer: 2 ** 28 },
      env: { ...process.env, ...env },
    });
}

/** The last commit's files but the solutions, in texts that name none of them. @param {ReturnType<typeof gitIn>} git */
function treeWithoutSolutions(git) {
  git(['read-tree', 'HEAD']);
  git(['rm', '-r', '-q', '--cached', '--ignore-unmatch', LEFT_OUT]);
  const files = git(['ls-files', '-z', 'notebooks']).split('\0');
  for (const file of files.filter((name) => TEXTS.test(name))) {
    const text = git(['show', `HEAD:${file}`]);
    const object = git(['hash-object', '-w', '--stdin'], withoutLinks(text)).trim();
    git(['update-index', '--cacheinfo', `100644,${object},${file}`]);
  }
  return git(['write-tree']).trim();
}

/** A text whose links to the solutions are words. @param {string} text */
function withoutLinks(text) {
  return text.replace(/\[[^[\]\n]*\]\(solutions[^)\n]*\)/g, "your teacher's edition");
}
