/** `npm run bench -- NAME`: one benchmark, printed as a table and as one line of JSON. */
const benches = {
  extract: 'images a second through a ResNet-32 against PyTorch',
  measure: 'the whole analysis against NumPy, its growth with the instances, and its memory',
  training: 'training and inference of a ResNet-32 against PyTorch and TensorFlow from Python',
};

const [name] = process.argv.slice(2);
if (!Object.hasOwn(benches, name ?? '')) {
  console.error('usage: npm run bench -- NAME');
  for (const [known, about] of Object.entries(benches)) console.error(`  ${known}  ${about}`);
  process.exitCode = 1;
} else {
  const { run } = await import(`./${name}/index.mjs`);
  console.log(JSON.stringify({ bench: name, ...(await run()) }));
}
