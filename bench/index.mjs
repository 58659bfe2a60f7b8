import { command } from '../scripts/command.mjs';

await command({
  name: 'npm run bench',
  about:
    'Compares this library with a peer, in one run on this machine: prints a table, and one line of JSON.',
  args: {
    extract: 'images a second through a ResNet-32 against PyTorch',
    lab: 'the seven notebooks in JupyterLab, one after another: seconds, and memory of server and kernels',
    measure: 'the whole analysis against NumPy, its growth with the instances, and its memory',
    reading: 'large embeddings read from files and measured, against NumPy and PyArrow',
    site: 'every cell of the notebooks in a browser against tslab (npm run site first)',
    training: 'training and inference of a ResNet-32 against PyTorch and TensorFlow from Python',
  },
  needsArg: true,
  run: async (names) => {
    await (await import('../scripts/setup/index.mjs')).setUp();
    for (const name of names) {
      const { run } = await import(`./${name}/index.mjs`);
      console.log(JSON.stringify({ bench: name, ...(await run()) }));
    }
  },
});
