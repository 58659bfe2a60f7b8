/** `npm run gallery`: executes the notebooks and makes notebooks/gallery from their charts. */
import { writeGallery } from './gallery/write.mjs';
import { executeAll, reportLine, researchNotebooks } from './notebooks/execute.mjs';
import { setUp } from './setup/index.mjs';

await setUp();
const results = await executeAll(researchNotebooks(), (result) => console.log(reportLine(result)));
if (results.some(({ failure }) => failure)) process.exitCode = 1;
else console.log(await writeGallery(results));
