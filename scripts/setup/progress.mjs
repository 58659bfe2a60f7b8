const live = process.stdout.isTTY && !process.env.CI;
const CLEAR = '\r\x1b[2K';

/**
 * Shows one step on one line while `work(say)` runs: its name, the seconds so far and what was last said; on a
 * terminal the line is live, elsewhere it is printed once at the end.
 *
 * @param {string} name
 * @param {(say: (text: string) => void) => Promise<string | null>} work
 */
export async function showStep(name, work) {
  const began = Date.now();
  let said = '';
  const draw = () => {
    const line = `  … ${name}  ${seconds(began)}  ${said}`;
    process.stdout.write(CLEAR + line.slice(0, (process.stdout.columns ?? 80) - 1));
  };
  const timer = live ? setInterval(draw, 250) : undefined;
  try {
    const note = await work((text) => {
      said = text;
    });
    finish(note ? `  – ${name}  ${note}` : `  ✓ ${name}  ${seconds(began)}`);
  } catch (error) {
    finish(`  ✗ ${name}  ${seconds(began)}`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** @param {string} line */
function finish(line) {
  process.stdout.write(`${live ? CLEAR : ''}${line}\n`);
}

/** @param {number} began */
function seconds(began) {
  return `${((Date.now() - began) / 1000).toFixed(1)} s`;
}
