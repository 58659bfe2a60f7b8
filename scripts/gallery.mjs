import { command } from './command.mjs';

await command({
  name: 'npm run gallery',
  about:
    'Executes the notebooks and makes notebooks/gallery from their charts; sets up what is missing first.',
  run: async () => {
    const { setUp } = await import('./setup/index.mjs');
    const { executeAll, reportLine, researchNotebooks } = await import('./notebooks/execute.mjs');
    const { writeGallery } = await import('./gallery/write.mjs');
    await setUp();
    const results = await executeAll(researchNotebooks(), (result) => console.log(reportLine(result)));
    if (results.some(({ failure }) => failure)) process.exitCode = 1;
    else console.log(await writeGallery(results));
  },
});
