import { dayOf } from '#kernel/contract';
import { type ConsentText, listConsentTexts } from '../../contract';
import { Button, Card, Chip, ErrorState, Skeleton, formatDay, useCall, useLanguage } from '#ui';
import { PageHead } from '#ui/desktop';
import { type ReactNode, useState } from 'react';
import { TextDialog } from './text-dialog';
import { usePrivacyTexts } from './texts';
import { useConsentWords } from './words';

function Written({ text }: { text: ConsentText }) {
  const t = usePrivacyTexts();
  const language = useLanguage();
  const words = useConsentWords()(text);
  return (
    <div className="col g4">
      <span className="dim t13">
        {t('texts.version', { version: text.version })}
        {' · '}
        {t('texts.since', { name: text.writtenByName, day: formatDay(dayOf(new Date(text.writtenAt)), language) })}
      </span>
      <span className="dim">{words.purpose}</span>
      <p className="pv-text">{words.body}</p>
    </div>
  );
}

function TextCard({ versions, mayWrite }: { versions: readonly [ConsentText, ...ConsentText[]]; mayWrite: boolean }) {
  const t = usePrivacyTexts();
  const [newest, ...older] = versions;
  const [isChanging, change] = useState(false);
  const acts = mayWrite ? (
    <Button size="sm" icon="edit" onClick={() => change(true)}>
      {t('texts.change')}
    </Button>
  ) : null;
  return (
    <Card
      title={useConsentWords()(newest).name}
      note={newest.isSeparate ? <Chip>{t('texts.separate')}</Chip> : null}
      acts={acts}
    >
      <Written text={newest} />
      {older.length > 0 ? (
        <details>
          <summary>{t('texts.older', { count: older.length })}</summary>
          <div className="col g8">
            {older.map((text) => (
              <Written key={text.version} text={text} />
            ))}
          </div>
        </details>
      ) : null}
      {isChanging ? <TextDialog text={newest} onClose={() => change(false)} /> : null}
    </Card>
  );
}

/** The versions of each text, the newest first; they come in that order. */
function byKey(rows: readonly ConsentText[]): [ConsentText, ...ConsentText[]][] {
  const groups = new Map<string, [ConsentText, ...ConsentText[]]>();
  for (const row of rows) {
    const group = groups.get(row.key);
    if (group) group.push(row);
    else groups.set(row.key, [row]);
  }
  return [...groups.values()];
}

/** What people are asked to agree to, with what they were asked before. */
export function ConsentTexts({ above }: { above: ReactNode }) {
  const t = usePrivacyTexts();
  const answer = useCall(listConsentTexts, {});
  return (
    <>
      <PageHead title={t('nav')} />
      {above}
      {answer.error && !answer.data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.isPending ? <Skeleton lines={8} /> : null}
      {byKey(answer.data?.rows ?? []).map((versions) => (
        <TextCard key={versions[0].key} versions={versions} mayWrite={answer.data?.abilities['write'] === true} />
      ))}
    </>
  );
}
