import { type Tone, ToneTag } from '#ui';
import type { BodyState, TermState } from '../../bodies/contract';
import { useBodyTerms } from './texts';

const tones: Readonly<Record<BodyState | TermState, Tone>> = {
  ...{ in_office: 'going', due: 'late', overdue: 'late', without_term: 'none', missing: 'late', dissolved: 'none' },
  ...{ coming: 'ahead', over: 'none' },
};

/** How a body or a term stands, in icon and word. */
export function BodyStateTag({ state, bare = false }: { state: BodyState | TermState; bare?: boolean }) {
  const terms = useBodyTerms();
  return (
    <ToneTag tone={tones[state]} bare={bare}>
      {terms(`states.${state}`)}
    </ToneTag>
  );
}
