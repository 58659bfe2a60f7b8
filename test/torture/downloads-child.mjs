// node downloads-child.mjs URL FILE BYTES MD5: downloads as `fragility download` does, with short limits.
import { createRequire } from 'node:module';

const { fetchArchive } = createRequire(import.meta.url)('../../lib/dist/data/download/download');
const [url, file, bytes, md5] = process.argv.slice(2);
const options = { bytes: Number(bytes), md5, retryDelayMs: 5, least: { bytes: 2000, seconds: 0.5 } };
const outcome = await fetchArchive(url, file, options).then(
  () => 'downloaded',
  (error) => (error.name === 'UserError' ? error.message : `lost: ${error.stack}`),
);
console.log(outcome);
