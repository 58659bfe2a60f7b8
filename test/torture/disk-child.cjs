// node disk-child.cjs SEED MOST WAYS: prints rows as JSON. At most MOST calls of each work fail, each in WAYS ways from number
// SEED on.
const faults = require('./disk-faults.cjs');
const { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { shapes } = require('../../lib/dist/data');
const { writeFileAtomically } = require('../../lib/dist/machine');
const { writeEmbeddings } = require('../../lib/dist/embed/embeddings-folder');
const { extractEmbeddings } = require('../../lib/dist/runs/finish');
const { loadRun } = require('../../lib/dist/runs/load-run');
const { enterInManifest } = require('../../lib/dist/runs/manifest');
const { publishRun } = require('../../lib/dist/runs/publish');
const { trainRun } = require('../../lib/dist/runs/run');
const { listRuns } = require('../../lib/dist/cli/list-runs');
const { resolveConfig } = require('../../lib/dist/train/config');

const [seed, most, ways] = process.argv.slice(2).map(Number);
const ALL = ['EIO', 'ENOSPC', 'EMFILE', 'EROFS', 'EACCES', 'EISDIR', 'ENOENT'];
const HOWS = ALL.map((_, k) => ALL[(seed + k) % ALL.length]).slice(0, ways);
const dataset = shapes({ classes: 3, perClass: 20, testPerClass: 4, size: 16 });
const small = { imagesPerClass: 20, imbalanceRatio: 10, depth: 8, epochs: 2, batchSize: 14, warmupEpochs: 1 };
const config = resolveConfig(small);
const home = mkdtempSync(join(tmpdir(), 'torture-disk-'));
const whole = join(home, 'whole');

/** What is tried, each in a folder of its own that begins as a copy of another, and whether it is to go on afterwards. */
const WORKS = {
  train: { from: null, work: (folder) => trainRun(config, dataset, folder), again: true },
  extractEmbeddings: {
    from: 'trained',
    work: (folder) => extractEmbeddings(config, dataset, folder),
    again: true,
  },
  loadRun: { from: 'whole', work: loadRun, again: false },
  'measure --json': {
    from: 'whole',
    work: (folder) => writeFileAtomically(join(folder, 'report.json'), '{}\n'),
    again: true,
  },
  'measure --arrow': {
    from: 'whole',
    work: async (folder) => writeEmbeddings(join(folder, 'arrow'), (await loadRun(whole)).embeddings),
    again: true,
  },
  publish: {
    from: 'whole',
    work: async (folder) => {
      await publishRun(whole, join(folder, 'published'));
      await enterInManifest(join(folder, 'published'), {
        licence: 'MIT',
        trainedOn: 'shapes',
        command: 'none',
      });
    },
    again: true,
  },
  runs: { from: 'whole', work: (folder) => listRuns(folder), again: false },
};

async function main() {
  const print = console.log;
  console.log = () => {};
  process.env.FRAGILITY_REFERENCE = join(home, 'no reference');
  await trainRun(config, dataset, whole);
  cpSync(whole, join(home, 'trained'), { recursive: true });
  await extractEmbeddings(config, dataset, whole);
  const rows = [];
  for (const [what, { from, work, again }] of Object.entries(WORKS))
    rows.push(await tried(what, from, work, again));
  print(JSON.stringify(rows));
}

async function tried(what, from, work, again) {
  const folder = join(home, 'tried');
  const begin = () => {
    rmSync(folder, { recursive: true, force: true });
    if (from) cpSync(join(home, from), folder, { recursive: true });
  };
  begin();
  faults.arm(folder);
  await work(folder);
  const calls = faults.count();
  faults.arm('');
  const expected = content(folder);
  const losses = [];
  let count = 0;
  for (const how of HOWS) {
    for (const at of chosen(calls, most, seed)) {
      count++;
      begin();
      faults.arm(folder, at, how);
      const error = await Promise.resolve(work(folder)).then(
        () => null,
        (thrown) => thrown,
      );
      faults.arm('');
      if (error && error.name !== 'UserError')
        losses.push({ how, at, given: String(error.stack).slice(0, 400) });
      if (!again) continue;
      const failed = await Promise.resolve(work(folder)).then(
        () => null,
        (thrown) => thrown,
      );
      if (failed) losses.push({ how, at, given: `does not go on: ${String(failed.message).slice(0, 300)}` });
      else if (content(folder) !== expected)
        losses.push({ how, at, given: `another content: ${content(folder)} not ${expected}` });
    }
  }
  return {
    what: `errors of the disk: ${what}, ${calls} calls, ${HOWS.length} errors`,
    count,
    lost: losses.length,
    losses,
  };
}

/** Call numbers from 1, all or some spread out. */
function chosen(calls, most, from) {
  if (calls <= most) return Array.from({ length: calls }, (_, k) => k + 1);
  return Array.from({ length: most }, (_, k) => 1 + ((from + Math.floor((k * calls) / most)) % calls));
}

/** Names, and hashes of what is the same bit for bit. */
function content(folder) {
  const names = readdirSync(folder, { recursive: true }).sort();
  const hash = (name) => (/\.(safetensors|arrow)$/.test(name) ? sum(readFileSync(join(folder, name))) : '');
  return names.map((name) => `${name} ${hash(name)}`).join(', ');
}

function sum(bytes) {
  return require('node:crypto').createHash('sha256').update(bytes).digest('hex').slice(0, 8);
}

main()
  .finally(() => rmSync(home, { recursive: true, force: true }))
  .catch((error) => {
    process.stdout.write(String(error.stack));
    process.exitCode = 1;
  });
