import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { at } from '../paths.mjs';
import { findCompiler } from './prerequisites.mjs';

const addon = at('node_modules', '@tensorflow', 'tfjs-node-gpu', 'lib', 'napi-v8', 'tfjs_binding.node');
const compiler = findCompiler();
if (!compiler) console.log('skipped: no C++ compiler');
if (!existsSync(addon)) console.log('skipped: no native backend');

/** N-API as far as the header asks for it; it notes on which thread a reference is deleted. */
const NAPI = `
#pragma once
enum napi_status { napi_ok, napi_invalid_arg };
using napi_env = int*;
using napi_ref = int*;
using napi_value = int*;
napi_status napi_create_reference(napi_env, napi_value value, unsigned, napi_ref* ref);
napi_status napi_delete_reference(napi_env, napi_ref);
`;

const PROGRAM = `
#include <cstdio>
#include <initializer_list>
#include <thread>
#include "shared-memory.h"
static int deleted = 0, elsewhere = 0;
static const std::thread::id javascript = std::this_thread::get_id();
napi_status napi_create_reference(napi_env, napi_value value, unsigned, napi_ref* ref) { *ref = value; return napi_ok; }
napi_status napi_delete_reference(napi_env, napi_ref) {
  deleted++;
  elsewhere += std::this_thread::get_id() != javascript;
  return napi_ok;
}
static void say() { std::printf("%d ", deleted); }
int main() {
  int env, value;
  tfnodejs::NapiAutoRef here, there, both, next;
  for (auto* ref : {&here, &there, &both}) ref->Init(&env, &value);
  say();
  here.Cleanup();
  say();
  std::thread([&] { there.Cleanup(); both.Cleanup(); both.Cleanup(); }).join();
  say();
  next.Init(&env, &value);
  say();
  std::printf("%d", elsewhere);
}
`;

it.skipIf(!compiler)(
  'is given up by any thread, but its references are touched on JavaScript’s alone',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'shared-memory-'));
    for (const [name, text] of Object.entries({ 'node_api.h': NAPI, 'utils.h': '', 'main.cc': PROGRAM }))
      writeFileSync(join(folder, name), text);
    const program = join(folder, 'main');
    const search = ['-I', folder, '-I', at('lib', 'native')];
    execFileSync(String(compiler), [
      '-std=c++17',
      '-pthread',
      ...search,
      join(folder, 'main.cc'),
      '-o',
      program,
    ]);
    const said = execFileSync(program, { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    // None; the one given up here; still that one; the two of the other thread, at the next tensor; none on another thread.
    expect(said).toBe('0 1 1 3 0');
  },
  60_000,
);

it.skipIf(!existsSync(addon))('is how tfjs-node’s addon is compiled', () => {
  expect(readFileSync(addon, 'latin1')).toContain('tfnodejs7GivenUp');
});
