import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(__dirname, '..');
const built = existsSync(join(root, 'lib', 'native', 'convolution-avx512.node'));
const has = existsSync('/proc/cpuinfo') && /\bavx512f\b/.test(readFileSync('/proc/cpuinfo', 'utf8'));
if (!built || !has)
  console.log(`skipped: ${has ? 'the kernels for AVX-512 are not built' : 'this processor has no AVX-512'}`);

it.skipIf(!built || !has)('trains to the same bits with vectors of 16 floats as with 8', () => {
  const program = join(__dirname, 'wide-vectors-child.cjs');
  const [narrow, wide] = ['avx2', 'avx512'].map((build) =>
    execFileSync(process.execPath, [program], {
      encoding: 'utf8',
      env: { ...process.env, FRAGILITY_WINOGRAD: build },
    }).split('\n'),
  );
  expect(wide[0]).toBe(narrow[0].replace('(4×4, 3×3)', '(4×4, 3×3) by AVX-512'));
  expect(wide.slice(1)).toEqual(narrow.slice(1));
});
