import {
  type Citation,
  getCommitment,
  getDirective,
  listDirectives,
  listPlanSentences,
  withdrawCitation,
} from '../../../contract';
import { Button, Card, Icon, Link, Note, messageOf, useAct, useSearch, useUiTexts } from '#ui';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import type { CommitmentPage } from '../explanation';
import { useAbility } from './use-ability';

/** Pages that show who answers what from above. */
export const citingPages = [getCommitment, getDirective, listDirectives, listPlanSentences];

/** The sentences from above that this promise answers, each with the text that it stands in. */
export function CitationsCard({ page }: { page: CommitmentPage }) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const can = useAbility(page);
  const [, change] = useSearch();
  const act = useAct(withdrawCitation, { changes: citingPages });
  const mayCite = can('canCite', 'plan.plan.review');
  if (page.citations.length === 0 && !mayCite) return null;
  const drop = (citationId: string) => void act.act({ params: { commitmentId: page.row.id, citationId } });
  const acts = mayCite ? (
    <Button size="sm" kind="text" icon="plus" onClick={() => change({ do: 'cite' })}>
      {t('above.cite')}
    </Button>
  ) : null;
  return (
    <Card title={t('above.answers')} acts={acts}>
      {page.citations.length === 0 ? <p className="dim t13">{t('above.none')}</p> : null}
      <ul className="col g12">
        {page.citations.map((citation) => (
          <li key={citation.id} className="t13 plan-cited">
            {citation.quote ? <blockquote {...planWords}>{citation.quote}</blockquote> : null}
            <div className="row g8 t12">
              <span className="sp">
                <SourceLink source={citation.source} />
              </span>
              {mayCite ? (
                <Button size="sm" kind="text" onClick={() => drop(citation.id)}>
                  {t('above.uncite')}
                </Button>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      {act.error ? <Note kind="refuse">{messageOf(act.error, say)}</Note> : null}
    </Card>
  );
}

function SourceLink({ source }: { source: Citation['source'] }) {
  const isDirective = source.kind === 'directive';
  const words = isDirective
    ? [source.directive.sender, source.directive.number, source.directive.title].filter(Boolean).join(' ')
    : `${source.issuer} ${source.title}`;
  return (
    <Link to={isDirective ? `/plan/directives?open=${source.directive.id}` : `/plan/${source.id}/text`}>
      <span className="row g4">
        <Icon name={isDirective ? 'file' : 'plan'} size="s" />
        <span {...planWords}>{words}</span>
      </span>
    </Link>
  );
}
