import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';

/** What it runs on, and how busy that was before the benchmark. */
export function machine() {
  return { load: Number(loadavg()[0].toFixed(1)), cores: availableParallelism(), cpu: cpus()[0].model };
}

/** Says so if other programs took part of the machine. @param {{ load: number }} where @param {string} remark */
export function remarkLoad({ load }, remark) {
  if (load > 0.5) console.log(`The machine was busy (load ${load}): ${remark}`);
}

/** NVIDIA's graphics processor that computes; null where there is none, or CUDA_VISIBLE_DEVICES hides it. */
export function gpuName() {
  if (/^(-1)?$/.test(process.env.CUDA_VISIBLE_DEVICES ?? '0')) return null;
  const { status, stdout } = spawnSync('nvidia-smi', ['--query-gpu=name', '--format=csv,noheader'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim().split('\n')[0] : null;
}

/** The widest vector instructions that the processor says it has; null where it does not say. */
export function instructions() {
  if (!existsSync('/proc/cpuinfo')) return null;
  const has = new Set(
    readFileSync('/proc/cpuinfo', 'utf8')
      .match(/^flags.*$/m)?.[0]
      .split(' '),
  );
  const names = { amx_tile: 'AMX', avx512f: 'AVX-512', avx2: 'AVX2', avx: 'AVX' };
  return Object.entries(names).find(([flag]) => has.has(flag))?.[1] ?? null;
}

/** Float32 multiply-adds on all cores, in GFLOP/s, measured by `peak.cc` here and now; null, with a reason, without g++. */
export function peakGflops() {
  const folder = mkdtempSync(join(tmpdir(), 'fragility-peak-'));
  try {
    const program = join(folder, 'peak');
    execFileSync('g++', [
      '-O3',
      '-march=native',
      '-pthread',
      join(import.meta.dirname, 'peak.cc'),
      '-o',
      program,
    ]);
    return Number(execFileSync(program, [String(availableParallelism())], { encoding: 'utf8' }));
  } catch (error) {
    console.log(`the processor's peak was not measured: ${String(error).split('\n')[0]}`);
    return null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
