/** What `--help` of a command ends with: how it is called. */
export function examples(...commands: string[]): string {
  return ['\nExamples:', ...commands.map((command) => `  npx fragility ${command}`)].join('\n');
}
