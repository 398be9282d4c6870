/** Entry point of the thread in which documents are taken apart; see `host.ts`. */
import { parentPort } from 'node:worker_threads';
import { ExtractError } from './extracted.js';
import type { Extracted } from './extracted.js';
import type { Job, Outcome } from './host.js';

// Nothing here may ask the network, whatever a document or a library wants.
Reflect.deleteProperty(globalThis, 'fetch');
Reflect.deleteProperty(globalThis, 'WebSocket');
// Nor has it anything to say, however often a library warns.
for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) console[name] = () => undefined;

parentPort!.on('message', (job: Job) => {
  void run(job).then((outcome) => parentPort!.postMessage(outcome, []));
});

async function run(job: Job): Promise<Outcome> {
  try {
    return { extracted: await extract(job) };
  } catch (error) {
    return { problem: problemOf(error, job.format) };
  }
}

async function extract({ format, content }: Job): Promise<Extracted> {
  if (typeof content === 'string') return format === 'html' ? (await import('./html.js')).extractHtml(content) : (await import('./markdown.js')).extractMarkdown(content);
  if (format === 'docx') return (await import('./docx.js')).extractDocx(content);
  if (format === 'odt') return (await import('./odt.js')).extractOdt(content);
  if (format === 'rtf') return (await import('./rtf.js')).extractRtf(content);
  return (await import('./pdf.js')).extractPdf(content);
}

/** Optional packages, as `npm install` takes them. */
const PACKAGES = ['unpdf@1.7.0', 'mammoth@1.13.0'];

function problemOf(error: unknown, format: string): { code: string; message: string } {
  if (error instanceof ExtractError) return { code: error.code, message: error.message };
  const message = error instanceof Error ? error.message : String(error);
  const missing = PACKAGES.find((name) => message.startsWith(`Cannot find package '${name.split('@')[0]!}'`));
  if (missing !== undefined) return { code: 'package', message: `a ${format.toUpperCase()} file needs the package ${missing}, which is not installed; run npm install ${missing}` };
  if (error instanceof RangeError) return { code: 'nesting', message: 'nested too deeply; save the document again' };
  return { code: 'broken', message: `cannot be read as ${format.toUpperCase()} (${message}); save the document again` };
}
