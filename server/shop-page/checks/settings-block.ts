import { type StoreSettings, storeSettingsSchema } from '../../../contract/settings.ts';
import { type FoundTag, findBlocks } from '../find-tags.ts';
import { type PageFinding, problem } from '../finding.ts';
import type { PageContent, PageScript } from '../read-page.ts';

/** What a shop's own copy of the loader is given. */
type BlockSettings = Omit<StoreSettings, 'contract'>;

export interface BlockReading {
  findings: PageFinding[];
  block: PageScript | null;
  settings: BlockSettings | null;
}

const blockSchema = storeSettingsSchema.omit({ contract: true });
const again =
  'Save the settings of the app or plugin again, and empty the page cache. By hand: docs/doctor.md has the block.';

/** Whether the loader that is a file of the shop finds its settings. */
export function checkSettingsBlock({ scripts }: PageContent, loader: FoundTag | null): BlockReading {
  const [block] = findBlocks(scripts, 'settings');
  if (!block) {
    const message = 'The shop’s own loader is there, without its settings: it does nothing.';
    return { findings: [problem('settings-missing', message, again)], block: null, settings: null };
  }
  const read = readSettings(block.text);
  const findings = [...(read.finding ? [read.finding] : []), ...late(block, loader)];
  return { findings, block, settings: read.settings };
}

function readSettings(text: string): { settings: BlockSettings | null; finding?: PageFinding } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const message = 'The settings in the page are no JSON, so the loader breaks.';
    return { settings: null, finding: problem('settings-broken', message, again) };
  }
  const parsed = blockSchema.safeParse(value);
  if (parsed.success) return { settings: parsed.data };
  const places = [...new Set(parsed.error.issues.map(({ path }) => path.join('.') || 'all of it'))];
  const message = `The settings in the page are not as the loader needs them: ${places.join(', ')}.`;
  return { settings: null, finding: problem('settings-broken', message, again) };
}

/** A deferred loader runs when all of the page is there; any other may run before what comes after it. */
function late(block: PageScript, loader: FoundTag | null): PageFinding[] {
  if (!loader || loader.script.order > block.order || 'defer' in loader.script.attributes) return [];
  const message = `The settings (line ${block.line}) come after the loader (line ${loader.script.line}), which may run without them.`;
  return [problem('settings-late', message, 'Put the block before the loader, or write `defer` on the loader.')];
}
