import { expect, it } from 'vitest';
import { buildsFor } from './winograd-addon';

/** As /proc/cpuinfo has it. */
const processor = (vendor: string, family: number, flags: string) =>
  `processor\t: 0\nvendor_id\t: ${vendor}\ncpu family\t: ${family}\nmodel name\t: AMD EPYC\nflags\t\t: fpu ${flags} sse2\n`;

it.each([
  ['Zen 5', processor('AuthenticAMD', 26, 'fma avx2 avx512f'), ['avx512', 'avx2']],
  ['Zen 4', processor('AuthenticAMD', 25, 'fma avx2 avx512f'), ['avx2', 'avx512']],
  ['Zen 3', processor('AuthenticAMD', 25, 'fma avx2'), ['avx2']],
  ['Intel with AVX-512', processor('GenuineIntel', 6, 'fma avx2 avx512f avx512dq'), ['avx512', 'avx2']],
  ['one without AVX2', processor('GenuineIntel', 6, 'avx'), []],
  ['ARM', 'processor\t: 0\nFeatures\t: fp asimd\n', []],
  ['no /proc/cpuinfo', '', []],
])('the convolutions of %s', (_, text, builds) => {
  expect(buildsFor(text)).toEqual(builds);
});
