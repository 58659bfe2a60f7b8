/** @import { BuilderProgram, CreateProgram, Program, ResolvedModuleFull, SourceFile } from '@tslab/typescript-for-tslab' */

/**
 * How tslab's watcher makes a program of the compiler `ts`. TypeScript's own builder looks through every file of the
 * program, declarations of all libraries included, to know what to check again; it does so twice a cell, and a cell is
 * the only thing that is checked. This one keeps the program alone.
 *
 * @param {typeof import('@tslab/typescript-for-tslab')} ts
 * @returns {CreateProgram<BuilderProgram>}
 */
export function lightBuilder(ts) {
  return (...args) => {
    const builder = ts.createAbstractBuilder(...args);
    const program = builder.getProgram();
    // tslab reads a cell's names before anything is checked.
    for (const file of program.getSourceFiles())
      if (!file.isDeclarationFile) Reflect.get(ts, 'bindSourceFile')(file, program.getCompilerOptions());
    builder.getAllDependencies = (file) => reachable(program, file);
    return builder;
  };
}

/** Names of the files that `file` imports, itself the first, and those that they import. Declarations lead to no code. @param {Program} program @param {SourceFile} file */
function reachable(program, file) {
  const names = new Set([file.fileName]);
  for (const name of names) {
    const of = program.getSourceFile(name);
    if (!of || of.isDeclarationFile) continue;
    /** @type {Map<string, { resolvedModule?: ResolvedModuleFull }> | undefined} */
    const modules = Reflect.get(of, 'resolvedModules');
    modules?.forEach(({ resolvedModule }) => {
      if (resolvedModule) names.add(resolvedModule.resolvedFileName);
    });
  }
  return [...names];
}
