import { citeDirective, getCommitment, listDirectives } from '../../../contract';
import {
  Button,
  Card,
  Field,
  Note,
  Overlay,
  Select,
  TextArea,
  formatDay,
  messageOf,
  useAct,
  useCall,
  useLanguage,
  useUiTexts,
} from '#ui';
import { useState } from 'react';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import type { CommitmentPage } from '../explanation';
import { useAbility } from './use-ability';

/** The directives from above that this promise answers. */
export function DirectivesCard({ page }: { page: CommitmentPage }) {
  const t = usePlanTexts();
  const language = useLanguage();
  const can = useAbility(page);
  const [isCiting, setCiting] = useState(false);
  const act = useAct(citeDirective, { changes: [getCommitment, listDirectives] });
  const mayCite = can('canCite', 'plan.plan.review');
  if (page.directives.length === 0 && !mayCite) return null;
  const drop = (directiveId: string) =>
    void act.act({ params: { commitmentId: page.row.id, directiveId }, body: { isCited: false, quote: '' } });
  const acts = mayCite ? (
    <Button size="sm" kind="text" icon="plus" onClick={() => setCiting(true)}>
      {t('directive.cite')}
    </Button>
  ) : null;
  return (
    <Card title={t('directive.answers')} acts={acts}>
      {page.directives.length === 0 ? <p className="dim t13">{t('directive.none')}</p> : null}
      <ul className="col g8">
        {page.directives.map((directive) => (
          <li key={directive.id} className="t13">
            <b {...planWords}>{directive.title}</b>
            <div className="row dim t12">
              <span className="sp" {...planWords}>
                {directive.sender} {directive.number} · {formatDay(directive.receivedOn, language)}
              </span>
              {mayCite ? (
                <Button size="sm" kind="text" onClick={() => drop(directive.id)}>
                  {t('directive.uncite')}
                </Button>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      {isCiting ? <CiteDialog page={page} onClose={() => setCiting(false)} /> : null}
    </Card>
  );
}

function CiteDialog({ page, onClose }: { page: CommitmentPage; onClose: () => void }) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const known = new Set(page.directives.map((one) => one.id));
  const list = (useCall(listDirectives, {}).data?.directives ?? []).filter((one) => !known.has(one.id));
  const [directiveId, setDirective] = useState('');
  const [quote, setQuote] = useState('');
  const act = useAct(citeDirective, { changes: [getCommitment, listDirectives], onDone: onClose });
  const cite = () =>
    void act.act({ params: { commitmentId: page.row.id, directiveId }, body: { isCited: true, quote: quote.trim() } });
  const acts = (
    <>
      <Button onClick={onClose}>{say('cancel')}</Button>
      <Button
        kind="quiet"
        isBusy={act.isUnderWay}
        {...(directiveId ? {} : { whyNot: t('directive.pick') })}
        onClick={cite}
      >
        {t('directive.cite')}
      </Button>
    </>
  );
  return (
    <Overlay title={t('directive.cite')} onClose={onClose} acts={acts}>
      <div className="col g16">
        <Field label={t('directive.which')} hint={list.length === 0 ? t('directive.noneYet') : undefined}>
          <Select
            lang="zh-CN"
            blank={say('field.choose')}
            options={list.map((one) => ({ value: one.id, label: `${one.number} ${one.title}` }))}
            value={directiveId}
            onChange={(event) => setDirective(event.target.value)}
          />
        </Field>
        <Field label={t('directive.quote')} isOptional>
          <TextArea
            rows={3}
            maxLength={500}
            value={quote}
            onChange={(event) => setQuote(event.target.value)}
            {...planWords}
          />
        </Field>
        {act.error ? <Note kind="refuse">{messageOf(act.error, say)}</Note> : null}
      </div>
    </Overlay>
  );
}
